/** Rings of straight edges on a plane of integers, exactly: on which side a place lies, and whether edges meet. */
import type { Position, Ring } from '../../core/offer.ts'

/** A position in units of 10^-7 degrees. */
export type Corner = readonly [x: number, y: number]

/** Seven decimals of degrees as integers; what is finer is rounded, by less than a centimetre. */
export const corner = ([longitude, latitude]: Position): Corner => [
  Math.round(longitude * 1e7),
  Math.round(latitude * 1e7),
]

/** Where a place lies to a ring, by the even-odd rule. */
export const sideOf = (ring: Ring, place: Corner): 'inside' | 'outside' | 'edge' => {
  let within = false
  let b = ring.length > 0 ? corner(ring.at(-1) as Position) : place
  for (const position of ring) {
    const a = b
    b = corner(position)
    const [low, high] = a[1] < b[1] ? [a, b] : [b, a]
    if (place[1] < low[1] || place[1] > high[1]) continue
    const turn = turnOf(low, high, place)
    if (turn === 0 && isBetween(a, b, place)) return 'edge'
    // Its upper end belongs to the edge above, so that a corner counts once.
    if (place[1] < high[1] && turn > 0) within = !within
  }
  return within ? 'inside' : 'outside'
}

type Edge = {
  readonly from: Corner
  readonly to: Corner
  readonly ring: number
  readonly place: number
  readonly of: number
}

/**
 * Whether closed rings share a point with themselves or each other where they should not: everywhere but at the corner
 * between an edge and the next. A ring that does not has an inside and an outside, and an area.
 */
export const meetsItself = (rings: readonly (readonly Corner[])[]): boolean => {
  const edges: Edge[] = rings.flatMap((corners, ring) =>
    corners.slice(1).map((to, place) => ({ from: corners[place] ?? to, to, ring, place, of: corners.length - 1 })),
  )
  if (edges.some(({ from, to }) => from[0] === to[0] && from[1] === to[1])) return true
  // From west to east: an edge is compared with those that begin before it ends.
  const west = ({ from, to }: Edge) => Math.min(from[0], to[0])
  edges.sort((a, b) => west(a) - west(b))
  return edges.some((edge, i) => {
    const east = Math.max(edge.from[0], edge.to[0])
    for (let j = i + 1; j < edges.length; j++) {
      const other = edges[j] as Edge
      if (west(other) > east) return false
      if (meet(edge, other)) return true
    }
    return false
  })
}

const meet = (a: Edge, b: Edge): boolean => {
  if (a.ring === b.ring && (a.place + 1) % a.of === b.place) return foldsBack(a, b)
  if (a.ring === b.ring && (b.place + 1) % b.of === a.place) return foldsBack(b, a)
  const [c, d] = [turnOf(a.from, a.to, b.from), turnOf(a.from, a.to, b.to)]
  const [e, f] = [turnOf(b.from, b.to, a.from), turnOf(b.from, b.to, a.to)]
  if (c * d < 0 && e * f < 0) return true
  return (
    (c === 0 && isBetween(a.from, a.to, b.from)) ||
    (d === 0 && isBetween(a.from, a.to, b.to)) ||
    (e === 0 && isBetween(b.from, b.to, a.from)) ||
    (f === 0 && isBetween(b.from, b.to, a.to))
  )
}

/** Whether an edge runs back over the one before it. */
const foldsBack = (first: Edge, next: Edge): boolean =>
  turnOf(first.from, first.to, next.to) === 0 &&
  (isBetween(first.from, first.to, next.to) || isBetween(next.from, next.to, first.from))

/** Whether a place on the line through two corners lies between them. */
const isBetween = (a: Corner, b: Corner, [x, y]: Corner): boolean =>
  x >= Math.min(a[0], b[0]) && x <= Math.max(a[0], b[0]) && y >= Math.min(a[1], b[1]) && y <= Math.max(a[1], b[1])

/**
 * Whether c lies left (1) or right (-1) of the way from a to b, or on its line (0). The difference of two products of 32
 * bits each has more digits than a double, so it is computed in two halves of 16 bits, each exactly.
 */
const turnOf = (a: Corner, b: Corner, c: Corner): -1 | 0 | 1 => {
  const [p, q, r, s] = [b[0] - a[0], c[1] - a[1], b[1] - a[1], c[0] - a[0]]
  const [pHigh, rHigh] = [Math.floor(p / HALF), Math.floor(r / HALF)]
  const low = (p - pHigh * HALF) * q - (r - rHigh * HALF) * s
  const carry = Math.floor(low / HALF)
  const high = pHigh * q - rHigh * s + carry
  return (Math.sign(high) || Math.sign(low - carry * HALF)) as -1 | 0 | 1
}
const HALF = 65_536
