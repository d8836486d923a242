/** Chance that can be repeated: one stream of numbers for each name, the same on every run. */

export interface Random {
  /** A number in [0, 1). */
  next(): number
  /** A number in [low, high). */
  between(low: number, high: number): number
  /** A whole number in [0, below). */
  below(below: number): number
  normal(mean: number, deviation: number): number
  beta(a: number, b: number): number
  poisson(mean: number): number
  /** `parts` positive numbers that add up to 1, all such splits alike. */
  shares(parts: number): number[]
  /** `count` different things of a list, in the order drawn; all of them where the list is shorter. */
  some<T>(things: readonly T[], count: number): T[]
}

/** sfc32 (a public domain generator of 128 bits of state), seeded with the FNV-1a hashes of its name. */
export const random = (...name: readonly (string | number)[]): Random => {
  let [a = 0, b = 0, c = 0, d = 1] = [0, 1, 2, 3].map(lane => fnv1a(`${lane}/${name.join('/')}`))
  const word = (): number => {
    const sum = (a + b + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (c << 21) | (c >>> 11)
    c = (c + sum) | 0
    return sum >>> 0
  }
  for (let i = 0; i < 16; i++) word()
  const next = () => (word() * 0x200000 + (word() >>> 11)) / 2 ** 53
  // Box and Muller; the second of each pair is thrown away, so that a draw depends on nothing before it.
  const normal = (mean: number, deviation: number) =>
    mean + deviation * Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
  const gamma = (shape: number): number => {
    // Marsaglia and Tsang, for shapes of 1 and more.
    const d = shape - 1 / 3
    const c = 1 / Math.sqrt(9 * d)
    for (;;) {
      const x = normal(0, 1)
      const v = (1 + c * x) ** 3
      if (v > 0 && Math.log(1 - next()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v
    }
  }
  const below = (limit: number) => Math.floor(next() * limit)
  return {
    next,
    between: (low, high) => low + (high - low) * next(),
    below,
    normal,
    beta: (p, q) => {
      const x = gamma(p)
      return x / (x + gamma(q))
    },
    poisson: mean => {
      const least = Math.exp(-mean)
      let count = 0
      for (let left = next(); left > least; left *= next()) count++
      return count
    },
    shares: parts => {
      const times = Array.from({ length: parts }, () => -Math.log(1 - next()))
      const total = times.reduce((sum, time) => sum + time, 0)
      return times.map(time => time / total)
    },
    some: (things, count) => {
      const drawn = new Set<number>()
      const wanted = Math.min(count, things.length)
      while (drawn.size < wanted) drawn.add(below(things.length))
      return [...drawn].map(i => things[i] as (typeof things)[number])
    },
  }
}

const fnv1a = (text: string): number => {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash | 0
}
