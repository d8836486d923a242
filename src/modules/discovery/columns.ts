/** Numbers by the million: a column is a typed array that grows, and texts come down to numbers. */
import { createHash, randomBytes } from 'node:crypto'

type Numbers = Float64Array | Float32Array | Uint32Array | Int32Array | Uint8Array

export type Column<A extends Numbers> = {
  /** The numbers; what lies behind the last one pushed counts for nothing. Another array once the column has grown. */
  values: A
  push(value: number): void
  /** Puts the numbers in another order: the new first is the number at `order[0]`, and so on. */
  arrange(order: Uint32Array): void
}

/** An empty column of a kind of typed array. */
export const column = <A extends Numbers>(kind: new (length: number) => A): Column<A> => {
  let size = 0
  const made: Column<A> = {
    values: new kind(16),
    push: value => {
      if (size === made.values.length) {
        const grown = new kind(16 + Math.ceil(size * 1.3))
        grown.set(made.values)
        made.values = grown
      }
      made.values[size] = value
      size += 1
    },
    arrange: order => {
      const arranged = new kind(order.length)
      for (let i = 0; i < order.length; i += 1) arranged[i] = made.values[order[i] ?? 0] ?? 0
      made.values = arranged
      size = order.length
    },
  }
  return made
}

/** A single that is not above a double, which is not below zero. */
export const singleBelow = (value: number): number => {
  const single = Math.fround(value * (1 - 2 ** -23))
  return single <= value ? single : 0
}

/** A single that is not below a double, which is not below zero. */
export const singleAbove = (value: number): number => {
  const single = Math.fround(value * (1 + 2 ** -22))
  return single >= value ? single : Math.fround(1e-38)
}

/** Strangers do not know the salt, so they cannot make two texts that hash alike. */
const SALT = randomBytes(16)

const digestOf = (text: string): Buffer => createHash('sha256').update(SALT).update(text).digest()

/** A text as a number of 32 bits: another text may have the same. */
export const hash32 = (text: string): number => digestOf(text).readUInt32LE(0)

/** Of 53 bits: no other text that anybody meets has the same. */
export const hash53 = (text: string): number => {
  const digest = digestOf(text)
  return digest.readUIntLE(0, 6) * 32 + ((digest[6] ?? 0) & 31)
}
