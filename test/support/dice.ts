/** Chance that falls the same way each time: a seeded sequence of numbers in [0, 1). */
export type Dice = () => number

/** Makes the dice of a seed (mulberry32, public domain). */
export const diceOf = (seed: number): Dice => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** One of the values, all as likely. */
export const oneOf = <T>(dice: Dice, values: readonly T[]): T => {
  const value = values[Math.floor(dice() * values.length)]
  if (value === undefined) throw new Error('one of nothing')
  return value
}
