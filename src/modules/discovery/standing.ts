/** Standing quotes: the winner at once, and again when it is another or its price is. */
import type { Context, Seen } from '../../core/context.ts'
import { badInput } from '../../core/errors.ts'
import { compare, type Rational, subtract, toDecimal, ZERO } from '../../core/rational.ts'
import type { ChainHead } from '../../core/snapshot.ts'
import { clockTime } from '../../core/time.ts'
import type { StandingQuoteResolvers, SubscriptionResolvers } from '../../generated/schema.ts'
import { answerOf } from './answer.ts'
import { causesOf } from './causes.ts'
import type { Quoted } from './evaluate.ts'
import { type Job, type Policy, readQuestion } from './job.ts'
import type { StandingParent } from './parents.ts'
import { inputsOf, inReference } from './resolvers.ts'
import { sharedWinner } from './winner.ts'

const Subscription: SubscriptionResolvers = {
  standingQuote: {
    subscribe: (_, { job: jobInput, policy: policyInput, minChange }, context) => {
      const { job, policy } = readQuestion(jobInput, policyInput)
      if (minChange && compare(minChange, ZERO) < 0) {
        throw badInput('minChange', `${toDecimal(minChange)} is below zero`)
      }
      return standing(job, policy, minChange ?? ZERO, context)
    },
  },
}

/** What was told last and the heads that it rests on; `since`: when it was last seen to hold to the digit. */
type Told = { readonly winner: Quoted | null; readonly heads: readonly ChainHead[]; readonly since: Seen }

async function* standing(
  job: Job,
  policy: Policy,
  minChange: Rational,
  context: Context,
): AsyncGenerator<{ standingQuote: StandingParent }> {
  let told: Told | null = null
  for await (const { snapshot, before, left } of context.moments()) {
    const { heads } = snapshot
    const former: Quoted | null = told?.winner ?? null
    const winner = await sharedWinner({ snapshot, settings: context.settings, job, policy }, former)
    const seen: Seen = { heads, at: clockTime() }
    const hasLeft = (head: ChainHead) => left.some(({ hash }) => hash === head.hash)
    const reverted: readonly ChainHead[] = told?.heads.filter(hasLeft) ?? []
    if (told && isSame(told.winner, winner, minChange)) {
      const exact = isSame(told.winner, winner, ZERO)
      told = {
        winner: told.winner,
        heads: reverted.length > 0 ? heads : told.heads,
        since: exact ? seen : told.since,
      }
      continue
    }
    yield {
      standingQuote: {
        kind: !told ? 'FIRST' : reverted.length > 0 ? 'REVERTED' : winner ? 'CHANGED' : 'GONE',
        answer: answerOf({ snapshot, policy, job, settings: context.settings }, winner ? [winner] : []),
        was: former,
        since: told && !told.since.heads.some(hasLeft) ? told.since : before,
        reverted,
      },
    }
    told = { winner, heads, since: seen }
  }
}

/** Whether the same offer wins by the same way to pay for the same, but for a change of less than `minChange`. */
const isSame = (a: Quoted | null, b: Quoted | null, minChange: Rational): boolean => {
  if (!a || !b) return a === b
  const sameWay =
    a.ruling.token.id === b.ruling.token.id && a.entry.via === b.entry.via && a.entry.asset === b.entry.asset
  const change = subtract(a.landed, b.landed)
  const size = compare(change, ZERO) < 0 ? subtract(ZERO, change) : change
  return sameWay && (size.numerator === 0n ? a.atomic === b.atomic : compare(size, minChange) < 0)
}

const StandingQuote: StandingQuoteResolvers = {
  quote: ({ answer }) => {
    const [first] = answer.quotes
    return first ? { ...first, answer } : null
  },
  previous: ({ was, answer }) =>
    was && {
      offer: was.ruling.token.id,
      subject: was.ruling.token.sub,
      landed: inReference(was.landed, answer),
      rail: was.entry.via,
    },
  cause: (event, _, context) => causesOf(event, context),
  reverted: ({ reverted }) => [...reverted],
  inputs: ({ answer }) => inputsOf(answer),
  _meta: ({ answer }) => answer.snapshot,
}

export const standingResolvers = { Subscription, StandingQuote }
