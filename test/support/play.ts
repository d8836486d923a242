/** What happens to a market of a few sellers: offers, new prices, withdrawals, keys that end, late documents, forks. */
import fc from 'fast-check'
import type { Offer } from '../../src/core/offer.ts'
import type { Store } from '../../src/store/open.ts'
import { offerOf, person } from './offers.ts'
import { didRegistry } from './registry.ts'
import type { Emitted, scriptedChain } from './scripted.ts'
import { terms } from './terms.ts'
import { announcing, learn, type Unsigned, unsigned } from './unsignedTokens.ts'

export const PEOPLE = [0, 1, 2, 3, 4, 5].map(i => person(`seller ${i}`))
const someone = (i: number) => PEOPLE[i % PEOPLE.length] ?? person('nobody')

/** An offer of somebody: how long it lives and waits, and whether it is known late, never announced, or a second of its number. */
type Offered = {
  readonly kind: 'offer'
  readonly who: number
  readonly terms: Partial<Offer>
  readonly lives: number
  readonly waits: number
  readonly late: boolean
  readonly twice: boolean
  readonly unannounced: boolean
}
export type Step =
  | Offered
  | { readonly kind: 'withdraw'; readonly who: number }
  | { readonly kind: 'drop'; readonly who: number }
  | { readonly kind: 'rotate'; readonly who: number }
  | { readonly kind: 'learn' }
  | { readonly kind: 'mine'; readonly seconds: number }
  | { readonly kind: 'fork'; readonly depth: number }

const who = fc.nat(11)
const seldom = fc.constantFrom(false, false, false, true)
const offered: fc.Arbitrary<Step> = fc.record({
  kind: fc.constant('offer' as const),
  who,
  terms,
  lives: fc.constantFrom(30, 5_000, 500_000, 500_000),
  waits: fc.constantFrom(0, 0, 0, 40),
  late: seldom,
  twice: seldom,
  unannounced: seldom,
})
/** A market to begin with: an offer of everybody. */
export const opening: fc.Arbitrary<Step[]> = fc.array(terms, { minLength: 12, maxLength: 12 }).map(
  all =>
    all.map((terms, who) => ({
      ...{ kind: 'offer', who, terms, lives: 500_000, waits: 0 },
      ...{ late: false, twice: false, unannounced: false },
    })) as Step[],
)
export const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 9, arbitrary: offered },
  fc.record({ kind: fc.constant('withdraw' as const), who }),
  fc.record({ kind: fc.constant('drop' as const), who }),
  fc.record({ kind: fc.constant('rotate' as const), who }),
  fc.record({ kind: fc.constant('learn' as const) }),
  fc.record({ kind: fc.constant('mine' as const), seconds: fc.constantFrom(1, 12, 100, 6_000) }),
  fc.record({ kind: fc.constant('fork' as const), depth: fc.constantFrom(1, 2, 4) }),
)

type Place = {
  readonly chain: ReturnType<typeof scriptedChain>
  readonly store: Store
  /** Mines a block and waits until it is indexed. */
  readonly mine: (events: readonly Emitted[], seconds?: number) => Promise<void>
}

/** Plays steps: everybody has two subjects, one that the board carries and one that the DID does. */
export const playing = ({ chain, store, mine }: Place): ((step: Step) => Promise<void>) => {
  const registry = didRegistry(chain.head)
  const newest = new Map<string, Unsigned>()
  const late: Unsigned[] = []
  let index = 0

  const say = async (sub: string, byDid: boolean, address: string, token: Unsigned, isLate: boolean) => {
    newest.set(sub, token)
    if (isLate) late.push(token)
    else await learn(store, token)
    return byDid ? registry.offer(address, token.uri) : announcing(token, index++)
  }

  return async step => {
    if (step.kind === 'mine') return mine([], step.seconds)
    if (step.kind === 'learn') {
      for (const token of late.splice(0)) await learn(store, token)
      return
    }
    if (step.kind === 'fork') {
      chain.fork(step.depth)
      for (let i = 0; i < step.depth; i += 1) chain.mine([])
      return mine([])
    }
    const { did, address } = someone(step.who)
    const byDid = step.who >= PEOPLE.length
    const sub = `${did}#offer-${byDid ? 'b' : 'a'}`
    const before = newest.get(sub)
    if (step.kind === 'rotate') return mine([registry.owner(address, someone(step.who + 1).address)])
    if (step.kind === 'drop') return before && byDid ? mine([registry.offer(address, before.uri, 0n)]) : undefined

    const { time } = chain.head()
    const seq = (before?.claims.seq ?? 0) + (step.kind === 'offer' && step.twice && before ? 0 : 1)
    const common = { iss: did, sub, ver: 1 as const, seq, iat: time }
    if (step.kind === 'withdraw') {
      return mine([await say(sub, byDid, address, unsigned({ ...common, void: true }), false)])
    }
    const times = { exp: time + step.waits + step.lives, ...(step.waits > 0 ? { nbf: time + step.waits } : {}) }
    const token = unsigned({ ...offerOf(someone(step.who), step.terms), ...common, ...times })
    const announced = await say(sub, byDid, address, token, step.late)
    if (!step.unannounced) await mine([announced])
  }
}
