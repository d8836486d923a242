/** The main question: who does this job for the least money in total, under these rules, and why not the others. */
import { badInput } from '../../core/errors.ts'
import { normalAsset } from '../../core/ids.ts'
import { type Connection, connection, type PageRequest, pageRequest } from '../../core/page.ts'
import { fromAtomic, rational, toDecimal } from '../../core/rational.ts'
import type { OriginRef } from '../../core/snapshot.ts'
import type {
  ExclusionResolvers,
  Money,
  QueryResolvers,
  QuoteConnectionResolvers,
  QuoteResolvers,
} from '../../generated/schema.ts'
import { toX402 } from './accepts.ts'
import { answerTo } from './answer.ts'
import type { GasPrice, Quoted, Ranked } from './evaluate.ts'
import { readQuestion } from './job.ts'
import type { Answer, QuoteParent } from './parents.ts'
import type { Round } from './rates.ts'
import { toStream } from './stream.ts'

const Query: QueryResolvers = {
  quote: async (_, { job, policy, first, after, asOf }, context): Promise<Answer> => {
    const question = readQuestion(job, policy)
    const page = pageRequest(first, after, RANK_COLUMNS, 5)
    const snapshot = await context.at(asOf)
    const place = page.after && rankOf(page.after)
    return answerTo({ ...question, snapshot, settings: context.settings }, page, place)
  },
}

/** A cursor of the ranking holds what the order looks at. */
const RANK_COLUMNS = 5
const rankValues = ({ landed, seconds, trust, ruling }: Ranked): string[] => [
  `${landed.numerator}`,
  `${landed.denominator}`,
  `${seconds}`,
  `${trust ?? -1}`,
  ruling.token.sub,
]

const rankOf = ([numerator = '', denominator = '', seconds = '', trust = '', sub = '']: readonly string[]): Ranked => {
  const sound = [/^\d{1,1000}$/, /^[1-9]\d{0,999}$/, /^\d{1,15}$/, /^(-1|\d{1,7})$/]
  if (![numerator, denominator, seconds, trust].every((value, i) => sound[i]?.test(value))) {
    throw badInput('after', 'not a cursor of this list')
  }
  return {
    landed: rational(BigInt(numerator), BigInt(denominator)),
    seconds: Number(seconds),
    trust: trust === '-1' ? null : Number(trust),
    ruling: { token: { sub } },
  }
}

const quotePage = (answer: Answer): Connection<QuoteParent> =>
  connection(
    answer.page,
    answer.quotes.map(placed => ({ ...placed, answer })),
    ({ quoted }) => rankValues(quoted),
  )

const QuoteConnection: QuoteConnectionResolvers = {
  edges: answer => quotePage(answer).edges,
  nodes: answer => quotePage(answer).nodes,
  pageInfo: answer => quotePage(answer).pageInfo,
  exclusions: async ({ exclusions: all, snapshot }, { first, after }) => {
    const page: PageRequest = pageRequest(first, after, 1)
    const exclusions = await all()
    const from = page.after?.[0] ?? ''
    const rest = exclusions.filter(({ ruling }) => ruling.token.sub > from)
    const parents = rest.map(excluded => ({ excluded, snapshot }))
    return {
      ...connection(page, parents, ({ excluded }) => [excluded.ruling.token.sub]),
      totalCount: exclusions.length,
    }
  },
  inputs: inputsOf,
  _meta: ({ snapshot }) => snapshot,
}

/** What the quotes of the page were computed from beside the offers. Written once each, in a fixed order. */
export function inputsOf({ quotes, page, snapshot, policy, trust }: Answer) {
  const shown = quotes.slice(0, page.first).map(({ quoted }) => quoted)
  const used = new Map<string, Round>()
  const gas = new Map<string, GasPrice>()
  const pegged = new Set(shown.flatMap(({ pegs }) => pegs))
  for (const { rounds, settlement } of shown) {
    for (const round of rounds) used.set(`${round.row.id} ${round.feed.base} ${round.feed.quote}`, round)
    if (settlement.gasPrice) gas.set(settlement.gasPrice.chain, settlement.gasPrice)
  }
  const origin = ({ row: { chain, bf, li } }: Round): OriginRef => ({ snapshot, chain, block: bf, logIndex: li })
  const rates = [...used]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, round]) => ({
      base: round.feed.base,
      quote: round.feed.quote,
      answer: round.row.answer,
      decimals: round.feed.decimals,
      round: round.row.round,
      updatedAt: round.row.updated_at,
      origin: origin(round),
    }))
  return {
    now: snapshot.now,
    rates,
    gas: [...gas.values()].sort((a, b) => (a.chain < b.chain ? -1 : 1)),
    pegs: [...policy.pegs].filter(([asset]) => pegged.has(asset)).map(([asset, rate]) => ({ asset, rate })),
    trustPolicy: trust && { id: trust.id, strict: trust.strict },
  }
}

/** A cost is rounded up once, here, where it is shown. */
const SHOWN_DIGITS = 18

/** Money in the currency that costs are compared in. */
export const inReference = (amount: Quoted['landed'], { policy }: Pick<Answer, 'policy'>): Money => ({
  currency: policy.reference,
  amount: toDecimal(amount, SHOWN_DIGITS),
  atomic: null,
  asset: null,
})

const Quote: QuoteResolvers = {
  offer: ({ quoted, answer }) => ({ ...quoted.ruling, snapshot: answer.snapshot }),
  provider: ({ quoted: { ruling }, answer: { snapshot } }) =>
    ruling.token.issuer === null ? null : { did: ruling.token.issuer, snapshot },
  total: ({ quoted: { atomic, entry }, answer: { purchases } }) => ({
    currency: entry.cur,
    // A price in an asset is in its smallest unit, and so is what is got.
    amount: fromAtomic(atomic * purchases, entry.cur.includes('/') ? 0 : entry.dec),
    atomic: atomic * purchases,
    asset: normalAsset(entry.asset),
  }),
  landed: ({ quoted, answer }) => inReference(quoted.landed, answer),
  rail: ({ quoted }) => quoted.entry.via,
  charge: ({ quoted: { lines, entry } }) => lines.map(line => ({ ...line, currency: entry.cur })),
  settlement: ({ quoted: { settlement, seconds }, answer }) => ({
    gas: settlement.gas,
    gasPrice: settlement.gasPrice?.price ?? null,
    cost: inReference(settlement.cost, answer),
    seconds,
  }),
  distanceMeters: ({ quoted }) => quoted.metres,
  travel: ({ quoted, answer }) => quoted.travel && inReference(quoted.travel, answer),
  trust: ({ quoted }) => quoted.trust,
  forgeCost: ({ quoted: { forgeCost } }) =>
    forgeCost === null ? null : { currency: 'USD', amount: fromAtomic(forgeCost, 6), atomic: null, asset: null },
  accepts: ({ quoted: { offer, entry, atomic }, answer: { snapshot } }) => {
    const requirements = toX402(offer, entry, atomic, snapshot.now)
    return requirements && [requirements]
  },
  stream: ({ quoted: { offer, entry } }) => toStream(offer, entry),
}

const Exclusion: ExclusionResolvers = {
  offer: ({ excluded, snapshot }) => ({ ...excluded.ruling, snapshot }),
  reason: ({ excluded }) => excluded.reason,
  detail: ({ excluded }) => excluded.detail,
}

export const resolvers = { Query, QuoteConnection, Quote, Exclusion }
