/** Standing quotes as clients follow them, over a market of chargers that sell hours. */
import type { Offer } from '../../src/core/offer.ts'
import { follow } from './following.ts'
import type { TestNode } from './node.ts'
import { offerOf, type Person, signed } from './offers.ts'
import { hour, job, terms } from './policies.ts'

export const STANDING = `subscription ($job: Job!, $policy: Policy, $minChange: Decimal) {
  standingQuote(job: $job, policy: $policy, minChange: $minChange) {
    kind
    quote { rank offer { subject } landed { amount } rail }
    previous { subject landed { amount } rail }
    cause { kind about chain block origin { transaction blockHash } }
    reverted { number hash }
    inputs { rates { round } gas { price } }
    _meta { heads { number hash } }
  }
}`

type Told = { readonly subject: string; readonly landed: { readonly amount: string }; readonly rail: string }
export type Standing = {
  readonly kind: string
  readonly quote:
    | (Omit<Told, 'subject'> & { readonly rank: number; readonly offer: { readonly subject: string } })
    | null
  readonly previous: Told | null
  readonly cause: readonly {
    readonly kind: string
    readonly about: string
    readonly chain: string | null
    readonly block: string | null
    readonly origin: { readonly transaction: string; readonly blockHash: string } | null
  }[]
  readonly reverted: readonly { readonly number: string; readonly hash: string }[]
  readonly inputs: { readonly rates: readonly { round: string }[]; readonly gas: readonly { price: string }[] }
  readonly _meta: { readonly heads: readonly { readonly number: string; readonly hash: string }[] }
}

/** A charger's offer at so many dollars an hour. */
export const priced = (who: Person, dollars: string, name: string, more: Partial<Offer> = {}) =>
  signed(who, offerOf(who, terms(name, { tariff: [{ ...hour, rates: [{ price: { USD: dollars } }] }] }), more))

/** Serves a node on a port and follows the price of an hour there. */
export const serving = async (node: Pick<TestNode, 'server'>) => {
  const { url, close } = await node.server.listen(0, '127.0.0.1')
  return {
    url,
    close,
    /** Follows the cheapest hour of the category `x:<name>`. */
    standing: async (name: string, variables: object = {}) => {
      const stream = await follow<{ standingQuote: Standing }>(url, STANDING, { job: job(name), ...variables })
      return {
        ...stream,
        event: async () => (await stream.told()).standingQuote,
        /** The next event in short: its kind, who wins for how much, who won before, and why. */
        brief: async () => brief((await stream.told()).standingQuote),
      }
    },
  }
}

/** `CHANGED bob 1.5 after alice 2: OFFER 0x..`, with the transaction of each cause that has one. */
export const brief = ({ kind, quote, previous, cause }: Standing): string => {
  const now = quote ? `${quote.offer.subject} ${quote.landed.amount}` : 'none'
  const before = previous ? ` after ${previous.subject} ${previous.landed.amount}` : ''
  const why = cause.map(({ kind, block, origin }) => ` ${kind} ${origin?.transaction ?? block ?? ''}`.trimEnd())
  return `${kind} ${now}${before}:${why.join(',')}`
}
