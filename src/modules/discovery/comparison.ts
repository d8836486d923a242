/** The question of two offers over a range of quantities, as clients ask it. */
import { badInput } from '../../core/errors.ts'
import { FIXED } from '../../core/offer.ts'
import { compare, type Rational, toDecimal, ZERO } from '../../core/rational.ts'
import type { Snapshot } from '../../core/snapshot.ts'
import type { QueryResolvers } from '../../generated/schema.ts'
import { standings, subjectOf } from '../offers/queries.ts'
import { answerOf, notInCategory, readOffer } from './answer.ts'
import { segmentsOf } from './compare.ts'
import type { Quoted } from './evaluate.ts'
import { type Job, readQuestion } from './job.ts'
import { type Open, outcomeAt, type Range } from './quantities.ts'
import { issuersOf, marketOf } from './rank.ts'
import { inputsOf, inReference } from './resolvers.ts'

export const Query: QueryResolvers = {
  compare: async (_, { job: asked, policy, meter, from, to, asOf, ...named }, context) => {
    const question = readQuestion(asked, policy)
    const unit = readMeter(question.job, meter)
    const range = readRange(from, to)
    const ids = [readOffer(named.a, 'a'), readOffer(named.b, 'b')]
    const snapshot = await context.at(asOf)
    const found = await Promise.all(ids.map(id => offerOf(snapshot, id, question.job.category)))
    const market = await marketOf({ ...question, snapshot, settings: context.settings }, issuersOf(found))
    const [a, b] = found.map((offer): Open => ({ ...offer, ...question, meter, market }))
    if (!a || !b || a.ruling.token.sub === b.ruling.token.sub) throw badInput('b', 'is the same offer as a')

    const used: Quoted[] = []
    const landed = (open: Open, quantity: Rational) => {
      const outcome = outcomeAt(open, quantity)
      if ('reason' in outcome) return null
      used.push(outcome)
      return inReference(outcome.landed, question)
    }
    const segments = segmentsOf(a, b, range).map(({ from, to, cheapest, ...segment }) => {
      const sideOf = (open: Open, reason: typeof segment.a) => ({
        reason,
        landedFrom: landed(open, from),
        landedTo: landed(open, to),
      })
      return {
        from,
        to,
        fromExact: exact(from),
        toExact: exact(to),
        includesFrom: segment.includesFrom,
        includesTo: segment.includesTo,
        cheapest: cheapest && (cheapest === 'a' ? a : b).ruling.token.sub,
        a: sideOf(a, segment.a),
        b: sideOf(b, segment.b),
      }
    })
    return {
      a: { ...a.ruling, snapshot },
      b: { ...b.ruling, snapshot },
      meter,
      unit,
      segments,
      inputs: inputsOf(answerOf({ ...question, snapshot, settings: context.settings }, used)),
      _meta: snapshot,
    }
  },
}

/** The unit that the job gives a meter. */
const readMeter = ({ quantities }: Job, meter: string): string => {
  if (meter === FIXED) throw badInput('meter', `${FIXED} is one for each purchase`)
  const asked = quantities.get(meter)
  if (asked) return asked.code
  throw badInput('meter', `the job does not name ${meter.slice(0, 24)}`, 'give it in job.quantities, with its unit')
}

const readRange = (from: Rational, to: Rational): Range => {
  if (compare(from, ZERO) < 0) throw badInput('from', `${toDecimal(from)} is below zero`)
  if (compare(to, from) < 0) throw badInput('to', `${toDecimal(to)} is below from`)
  return { from, to }
}

/** The offer that rules a subject, in a category; throws `not_found` where there is none. */
const offerOf = async (snapshot: Snapshot, id: string, category: string): Promise<Pick<Open, 'ruling' | 'offer'>> => {
  const [ruling] = await standings(snapshot, [await subjectOf(snapshot, id)])
  const offer = ruling && !ruling.token.void ? JSON.parse(ruling.token.payload) : null
  if (ruling && offer?.cat.includes(category)) return { ruling, offer }
  throw notInCategory(id, category)
}

const exact = ({ numerator, denominator }: Rational): string => `${numerator}/${denominator}`
