/** Which single change of an offer would have won a job, or let it in. Each is tried by ranking again. */
import { normalAsset, parseAsset } from '../../core/ids.ts'
import { FIXED, type Offer, type PayEntry, type TariffLine } from '../../core/offer.ts'
import {
  ceil,
  compare,
  decimal,
  fromAtomic,
  multiply,
  negate,
  type Rational,
  tenTo,
  toDecimal,
} from '../../core/rational.ts'
import { convert, parseUnit } from '../../core/unit.ts'
import type { ChangeKind, ExclusionReason } from '../../generated/schema.ts'
import type { Ruling } from '../offers/tables.ts'
import { readClaims } from '../offers/verify.ts'
import {
  compareQuotes,
  dollars,
  type Excluded,
  evaluate,
  leastForgeCost,
  type Market,
  type Quoted,
} from './evaluate.ts'
import type { Job, Policy } from './job.ts'
import type { Trusted } from './trusted.ts'
import { railOf } from './ways.ts'

/** One place in the claims, as a JSON pointer (RFC 6901); null: nothing there. */
export type Edit = { readonly path: string; readonly from: unknown; readonly to: unknown }

/** A change that was ranked again, with what became of the offer. */
export type Change = {
  readonly kind: ChangeKind
  readonly edits: readonly Edit[]
  readonly detail: string
  readonly relative: Rational | null
  readonly quoted: Quoted
  readonly rank: number
}

/** An offer that is not first: its terms, what became of it, and the quotes of the others, best first. */
export type Loser = {
  readonly ruling: Ruling
  readonly offer: Offer
  readonly outcome: Quoted | Excluded
  readonly others: readonly Quoted[]
  readonly job: Job
  readonly policy: Policy
  readonly market: Market
}

/** A change before it is tried. What is not in the claims is tried as if it were so. */
type Idea = Pick<Change, 'kind' | 'edits' | 'detail'> & {
  readonly offer?: Offer
  readonly relative?: Rational | null
  readonly as?: { readonly status?: Ruling['status']; readonly trust?: Partial<Trusted> }
}

/** Ranks the offer again under an idea; null: the claims would be no sound offer, or it would still be left out. */
export const tried = (loser: Loser, { as = {}, relative = null, ...idea }: Idea): Change | null => {
  const { others, job, policy, market } = loser
  const offer = idea.offer ?? loser.offer
  if ('verdict' in readClaims(offer, market.settings.tokens)) return null
  const { trust, status = loser.ruling.status } = as
  const trusted: Market = trust
    ? { ...market, trust: issuer => ({ lower: 0, forgeCost: 0n, ...market.trust(issuer), ...trust }) }
    : market
  const quoted = evaluate({ ...loser.ruling, status }, offer, job, policy, trusted)
  if ('reason' in quoted) return null
  // What the others cost does not depend on this offer, so their order stands.
  const ahead = others.findIndex(other => compareQuotes(quoted, other) < 0)
  const { kind, edits, detail } = idea
  return { kind, edits, detail, relative, quoted, rank: (ahead === -1 ? others.length : ahead) + 1 }
}

/** Every change that helps, beside those of a price: those that win where the offer is quoted, else those that let it in. */
export const otherChanges = (loser: Loser): Change[] => {
  const { outcome } = loser
  const ideas = [
    ...rails(loser),
    ...seconds(loser),
    ...trusts(loser),
    ...('reason' in outcome ? (UNDOING[outcome.reason]?.(loser) ?? []) : []),
  ]
  return ideas.flatMap(idea => tried(loser, idea) ?? []).filter(({ rank }) => 'reason' in outcome || rank === 1)
}

const MOST_PAY = 16
const MOST_LINES = 8

/** The same money over another rail whose costs are known, in the asset itself or in one of its symbol. */
const rails = ({ offer, market: { settings } }: Loser): Idea[] => {
  if (offer.pay.length === MOST_PAY) return []
  const ideas = new Map<string, Idea>()
  for (const entry of offer.pay) {
    for (const asset of likeAssets(entry, settings.tokens)) {
      const chain = parseAsset(asset)?.chain ?? ''
      for (const { via } of settings.rails.filter(rail => railOf(settings.rails, rail.via, chain) === rail)) {
        const key = `${via} ${normalAsset(asset)}`
        const there = offer.pay.some(known => `${known.via} ${normalAsset(known.asset)}` === key)
        if (there || ideas.has(key)) continue
        const { esc: _, extra, ...money } = entry
        const added: PayEntry = { ...money, via, asset, ...(extra && asset === entry.asset ? { extra } : {}) }
        ideas.set(key, {
          kind: 'RAIL',
          edits: [{ path: '/pay/-', from: null, to: added }],
          detail: `take ${via} in ${asset} as well`,
          offer: { ...offer, pay: [...offer.pay, added] },
        })
      }
    }
  }
  return [...ideas.values()]
}

const likeAssets = ({ asset, dec }: PayEntry, tokens: Market['settings']['tokens']): string[] => {
  const symbol = tokens.find(token => normalAsset(token.asset) === normalAsset(asset))?.symbol
  const kin = tokens.filter(
    token =>
      token.symbol === symbol &&
      token.decimals === dec &&
      normalAsset(token.asset) !== normalAsset(asset) &&
      // Whoever is paid on one chain of a kind has an account on the others.
      token.asset.split(':')[0] === asset.split(':')[0],
  )
  return [asset, ...kin.map(token => token.asset)]
}

/** The same way to pay over a quicker rail, where it is the seconds that decide. */
const seconds = ({ offer, outcome, others, market: { settings } }: Loser): Idea[] => {
  const [first] = others
  const level = !('reason' in outcome) && first && compare(outcome.landed, first.landed) === 0
  if (!level && !('reason' in outcome && outcome.reason === 'TOO_SLOW')) return []
  return offer.pay.flatMap((entry, i) => {
    const chain = parseAsset(entry.asset)?.chain ?? ''
    const now = railOf(settings.rails, entry.via, chain)
    const quicker = settings.rails.filter(
      rail => now && rail.seconds < now.seconds && railOf(settings.rails, rail.via, chain) === rail,
    )
    return quicker.map(rail => ({
      kind: 'SECONDS' as const,
      edits: [{ path: `/pay/${i}/via`, from: entry.via, to: rail.via }],
      detail: `settle in ${rail.seconds} s instead of ${now?.seconds} s`,
      offer: { ...offer, pay: offer.pay.with(i, { ...entry, via: rail.via }) },
    }))
  })
}

/** The least trust that the policy lets in, or that decides between equals. */
const trusts = (loser: Loser): Idea[] => {
  const { outcome, others } = loser
  if ('reason' in outcome) return GATES.includes(outcome.reason) ? [trustIdea(lacking(loser))] : []
  const [first] = others
  if (!first || compare(outcome.landed, first.landed) !== 0 || outcome.seconds !== first.seconds) return []
  const level = first.trust ?? 0
  const enough = compareQuotes({ ...outcome, trust: level }, first) < 0 ? level : level + 1
  return enough <= 1_000_000 ? [trustIdea({ lower: enough })] : []
}

const GATES: readonly ExclusionReason[] = ['TRUST_UNKNOWN', 'TRUST_TOO_LOW', 'FORGEABLE']

/** What the policy asks for and the trust in the offer is not. */
const lacking = ({ ruling, policy: { minTrust, ...policy }, market }: Loser): Partial<Trusted> => {
  const { lower = -1, forgeCost = -1n } = market.trust(ruling.token.issuer) ?? {}
  const least = leastForgeCost(policy, market.price)
  return {
    ...(minTrust !== null && lower < minTrust ? { lower: minTrust } : {}),
    ...(least && 'cost' in least && forgeCost < least.cost ? { forgeCost: least.cost } : {}),
  }
}

const trustIdea = (trust: Partial<Trusted>): Idea => {
  const { lower, forgeCost } = trust
  const parts = [
    lower === undefined ? [] : `of ${lower} parts per million`,
    forgeCost === undefined ? [] : `that costs ${dollars(forgeCost)} USD to forge`,
  ]
  return { kind: 'TRUST', edits: [], detail: ['trust', ...parts.flat()].join(' '), as: { trust } }
}

/** For a reason, what undoes it. Reasons that only the buyer or the place can undo are not here. */
const UNDOING: { readonly [reason in ExclusionReason]?: (loser: Loser) => Idea[] } = {
  NOT_IN_FORCE: ({ ruling: { token, status }, offer, market: { now } }) => {
    const seq = token.seq + 1
    const until = now + offer.exp - token.starts
    const { nbf, ...begun } = offer
    const [offered, edits]: [Offer, Edit[]] =
      status === 'SCHEDULED'
        ? [{ ...begun, seq }, [{ path: '/nbf', from: nbf ?? null, to: null }]]
        : status === 'EXPIRED'
          ? [
              { ...begun, seq, iat: now, exp: until },
              [
                { path: '/iat', from: offer.iat, to: now },
                { path: '/exp', from: offer.exp, to: until },
              ],
            ]
          : [{ ...offer, seq }, []]
    return [
      {
        kind: 'RENEWAL',
        edits: [{ path: '/seq', from: token.seq, to: seq }, ...edits],
        detail: `sign and announce the same terms anew: these are ${status.toLowerCase().replace('_', ' ')}`,
        offer: offered,
        as: { status: 'IN_FORCE' },
      },
    ]
  },
  SPEC_MISSING: ({ offer, job }) =>
    job.spec
      .filter(({ key }) => !Object.hasOwn(offer.spec ?? {}, key))
      .flatMap(constraint => {
        const bound = 'equals' in constraint ? null : (constraint.min ?? constraint.max)
        if (bound && bound.numerator < 0n) return []
        const rounded = bound && ('equals' in constraint || constraint.min === null ? down(bound) : up(bound))
        const to = 'equals' in constraint ? constraint.equals : { v: rounded ?? '0', u: constraint.code }
        return {
          kind: 'SPEC' as const,
          edits: [{ path: `/spec/${pointer(constraint.key)}`, from: null, to }],
          detail: `state ${constraint.key}, if it is so`,
          offer: { ...offer, spec: { ...offer.spec, [constraint.key]: to } },
        }
      }),
  METER_UNKNOWN: ({ offer, job }) => {
    const [missing, ...more] = [...job.quantities].filter(([meter]) => !offer.tariff.some(line => line.meter === meter))
    if (!missing || more.length > 0 || offer.tariff.length === MOST_LINES) return []
    const [meter, { code }] = missing
    const price = Object.fromEntries(offer.pay.map(({ cur }) => [cur, '0']))
    const line: TariffLine = { meter, unit: code, rates: [{ price }] }
    return [
      {
        kind: 'METER',
        edits: [{ path: '/tariff/-', from: null, to: line }],
        detail: `publish a price for ${meter}: at 0 it has this rank`,
        offer: { ...offer, tariff: [...offer.tariff, line] },
      },
    ]
  },
  QUANTITY_MISSING: ({ offer, job }) =>
    offer.tariff.flatMap((line, i) =>
      line.meter === FIXED || job.quantities.has(line.meter) || offer.tariff.length === 1
        ? []
        : {
            kind: 'METER' as const,
            edits: [{ path: `/tariff/${i}`, from: line, to: null }],
            detail: `do not price ${line.meter}`,
            offer: { ...offer, tariff: offer.tariff.toSpliced(i, 1) },
          },
    ),
  BELOW_MINIMUM: loser => bounds(loser, 'lo', down),
  ABOVE_MAXIMUM: loser => bounds(loser, 'hi', up),
}

/** Moves a bound of accepted quantities to what the job needs. */
const bounds = ({ offer, job }: Loser, bound: 'lo' | 'hi', round: (value: Rational) => string): Idea[] =>
  offer.tariff.flatMap((line, i) => {
    const asked = job.quantities.get(line.meter)
    const unit = parseUnit(line.unit)
    const needed = asked && unit && convert(asked.value, asked.unit, unit)
    if (!needed || line[bound] === undefined) return []
    const to = round(needed)
    return {
      kind: 'QUANTITY' as const,
      edits: [{ path: `/tariff/${i}/${bound}`, from: line[bound], to }],
      detail: `accept ${to} ${line.unit} of ${line.meter}`,
      offer: { ...offer, tariff: offer.tariff.with(i, { ...line, [bound]: to }) },
    }
  })

/** The most decimals that a number of an offer has. */
const CLAIM_DIGITS = 18

const up = (value: Rational): string => toDecimal(fromAtomic(ceil(multiply(value, tenTo(CLAIM_DIGITS))), CLAIM_DIGITS))
const down = (value: Rational): string => toDecimal(negate(decimal(up(negate(value)))))

/** A key as a JSON pointer spells it (RFC 6901, 3). */
export const pointer = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1')
