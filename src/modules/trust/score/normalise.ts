/** What a feedback says in parts per million, by the table of tags: `schema/json/trust-tags.v1.json`. */
import table from '../../../../schema/json/trust-tags.v1.json' with { type: 'json' }

/** What feedback is about. Only the first two enter trust. */
export type Facet = 'quality' | 'availability' | 'performance' | 'economics' | 'identity'

/** Why a feedback does not enter trust. */
export type Ignored = 'UNKNOWN_TAG' | 'OUT_OF_RANGE' | 'NOT_OF_TRUST'

/** A feedback as it is read. What enters trust has a facet and a quality, and is not ignored. */
export type Normalised = {
  /** Null: the tag is not known. */
  readonly facet: Facet | null
  /** Parts per million; null where the value is ignored, or its tag is not a matter of good and bad. */
  readonly quality: bigint | null
  /** What it counts. */
  readonly eighths: 4n | 8n
  /** Whether the value lay outside its range and was read as its end. */
  readonly clamped: boolean
  readonly ignored: Ignored | null
}

/** Reads value / 10^decimals under its tags. Exact, whatever the integers; never throws. */
export const normalise = (value: bigint, decimals: number, tag1: string, tag2: string): Normalised => {
  const tag = tagOf(tag1)
  if (!tag || (tag.tag2 !== undefined && tag.tag2 !== trimmed(tag2))) return UNKNOWN
  const { facet, eighths } = tag
  if (!tag.curve) return { facet, quality: null, eighths, clamped: false, ignored: 'NOT_OF_TRUST' }
  const read = along(tag.curve, value, decimals)
  if (!read) return { facet, quality: null, eighths, clamped: false, ignored: 'OUT_OF_RANGE' }
  const entersTrust = facet === 'quality' || facet === 'availability'
  return { facet, ...read, eighths, ignored: entersTrust ? null : 'NOT_OF_TRUST' }
}

/** What is known of a first tag whatever the second is. `unit` is a UCUM code or a currency; null: none. */
export const meaningOf = (tag1: string): { readonly facet: Facet | null; readonly unit: string | null } => {
  const tag = tagOf(tag1)
  return { facet: tag && tag.tag2 === undefined ? tag.facet : null, unit: tag?.unit ?? null }
}

/** Whether a value is meant as stars, and whether it is at most five of them: the scale of another world. */
export const starsOf = (value: bigint, decimals: number, tag1: string): 'none' | 'few' | 'many' => {
  if (trimmed(tag1) !== 'starred') return 'none'
  return value <= 5n * 10n ** BigInt(decimals) ? 'few' : 'many'
}

type Knot = { readonly x: bigint; readonly q: bigint }
type Edge = 'clamp' | 'ignore' | 'hold'
type Curve = { readonly knots: readonly Knot[]; readonly below: Edge; readonly above: Edge; readonly gap: boolean }
type Tag = {
  readonly facet: Facet
  readonly eighths: 4n | 8n
  readonly curve: Curve | undefined
  /** What the second tag must be. */
  readonly tag2: string | undefined
  readonly unit: string | undefined
}

const UNKNOWN: Normalised = { facet: null, quality: null, eighths: 8n, clamped: false, ignored: 'UNKNOWN_TAG' }

/** Knots are in thousandths, so both sides are compared times 1000 x 10^decimals. */
const along = ({ knots, below, above, gap }: Curve, value: bigint, decimals: number) => {
  const d = 10n ** BigInt(decimals)
  const v = 1_000n * value
  const [first, last] = [knots[0], knots.at(-1)] as [Knot, Knot]
  if (v < first.x * d) return beyond(first, below)
  if (v > last.x * d) return beyond(last, above)
  const next = knots.findIndex(({ x }) => v < x * d)
  if (next < 0) return { quality: last.q, clamped: false }
  const [a, b] = [knots[next - 1], knots[next]] as [Knot, Knot]
  const past = v - a.x * d
  if (gap && past > 0n) return null
  const whole = (b.x - a.x) * d
  const quality = b.q >= a.q ? a.q + ((b.q - a.q) * past) / whole : a.q - ((a.q - b.q) * past) / whole
  return { quality, clamped: false }
}

const beyond = ({ q }: Knot, edge: Edge) => (edge === 'ignore' ? null : { quality: q, clamped: edge === 'clamp' })

/** Without the spaces around it. A tag may be a megabyte of them: one step for each. */
const trimmed = (tag: string): string => {
  let [from, to] = [0, tag.length]
  while (from < to && tag[from] === ' ') from++
  while (to > from && tag[to - 1] === ' ') to--
  return tag.slice(from, to)
}

const tagOf = (tag1: string): Tag | undefined => {
  const name = trimmed(tag1)
  return TAGS.get(ALIASES.get(name) ?? name)
}

const ALIASES: ReadonlyMap<string, string> = new Map(Object.entries(table.aliases))

type Written = { facet: string; curve?: string; eighths?: number; tag2?: string; unit?: string }
type WrittenCurve = { knots: number[][]; below: string; above: string; gap?: boolean }

const CURVES: ReadonlyMap<string, Curve> = new Map(
  Object.entries(table.curves as Record<string, WrittenCurve>).map(([name, { knots, below, above, gap = false }]) => {
    const exact = knots.map(([x = 0, q = 0]) => ({ x: BigInt(x), q: BigInt(q) }))
    return [name, { knots: exact, below: below as Edge, above: above as Edge, gap }]
  }),
)

const TAGS: ReadonlyMap<string, Tag> = new Map(
  Object.entries(table.tags as Record<string, Written>).map(([name, { facet, curve, eighths, tag2, unit }]) => [
    name,
    {
      facet: facet as Facet,
      eighths: eighths === 4 ? 4n : 8n,
      curve: curve === undefined ? undefined : CURVES.get(curve),
      tag2,
      unit,
    },
  ]),
)
