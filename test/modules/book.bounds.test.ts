import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Offer } from '../../src/core/offer.ts'
import { compare, rational } from '../../src/core/rational.ts'
import { makeBook } from '../../src/modules/discovery/book.ts'
import { wayTo } from '../../src/modules/discovery/bookPlace.ts'
import { evaluate, type Market } from '../../src/modules/discovery/evaluate.ts'
import { frontier } from '../../src/modules/discovery/frontier.ts'
import { readJob, readPolicy } from '../../src/modules/discovery/job.ts'
import { probesOf } from '../../src/modules/discovery/probes.ts'
import { fixedTrust } from '../../src/modules/discovery/trust.ts'
import type { Ruling } from '../../src/modules/offers/tables.ts'
import { EUR, offerOf, person, USD } from '../support/offers.ts'
import { COIN } from '../support/quotes.ts'
import { CHAIN } from '../support/scripted.ts'
import { job, policyOf, rails, terms } from '../support/terms.ts'

const people = [0, 1, 2, 3, 4, 5, 6, 7].map(i => person(`seller ${i}`))
const tokens = [USD, EUR].map(asset => ({ asset, symbol: 'TEST', decimals: 6 }))
const worth: Record<string, bigint> = { [USD]: 999_910n, [EUR]: 1_164_203n, [COIN]: 3_123_450_000n }
const market: Market = {
  now: 0,
  settings: { rails, tokens, coins: { [CHAIN]: COIN } },
  price: asset => ({ rate: rational(worth[asset.toLowerCase()] ?? 1n, 1_000_000n), rounds: [] }),
  gas: new Map([[CHAIN, { chain: CHAIN, price: 7n, block: 1 }]]),
  trust: () => null,
}

/** A double as the fraction that it is. */
const exactly = (double: number) => {
  const [, whole = '0', fraction = ''] = /^(\d+)\.?(\d*)$/.exec(double.toFixed(100)) ?? []
  return rational(BigInt(whole + fraction), 10n ** BigInt(fraction.length))
}

test('property: whatever can be quoted is in the book, under a bound that is not above its cost', () => {
  let quoted = 0
  const check = (some: readonly Partial<Offer>[], asked: Parameters<typeof readJob>[0], rules: object) => {
    const [job, policy] = [readJob(asked), readPolicy({ ...rules, unknownTrust: true })]
    if (policy.perKilometer && !job.near) return
    const book = makeBook(fixedTrust(() => null).live)
    const offers = some.map((terms, i) => offerOf(people[i] ?? person('nobody'), terms))
    for (const [nr, offer] of offers.entries()) {
      book.add({ nr, id: `${nr}`, issuer: offer.iss, sub: offer.sub, payload: JSON.stringify(offer) })
    }
    book.arrange()
    const search = probesOf(book, job, policy, market)
    assert.ok(search)
    const edge = frontier(1_000, search.most, () => false)
    const extra = wayTo(book, job, policy)
    for (const { shelf, probe } of search.probes) shelf.search({ ...probe, extra, trust: -1 }, edge)
    const bounds = new Map<number, number>()
    for (const { row, bound } of edge.sorted().toReversed()) bounds.set(row, bound)
    for (const [nr, offer] of offers.entries()) {
      const token = { nr, issuer: offer.iss, sub: offer.sub }
      const ruling = { token, status: 'IN_FORCE', announcements: [], until: null } as unknown as Ruling
      const outcome = evaluate(ruling, offer, job, policy, market)
      if ('reason' in outcome) continue
      quoted += 1
      const bound = bounds.get(nr)
      assert.ok(bound !== undefined, 'the book leaves it out')
      assert.ok(compare(exactly(bound), outcome.landed) <= 0, `${bound} is above`)
    }
  }
  const dids = people.map(({ did }) => did)
  fc.assert(fc.property(fc.array(terms, { minLength: 1, maxLength: 8 }), job, policyOf(dids), check), {
    numRuns: 3_000,
  })
  assert.ok(quoted > 500, `${quoted} were quoted`)
})

test('what is known of a provider has to reach what is asked for, and the unknown is never good', () => {
  const seller = person('seller')
  const offer = offerOf(seller, {
    name: 'Call',
    cat: ['x:one'],
    at: { by: 'http', url: 'https://any.example' },
    tariff: [{ meter: 'call', unit: '{call}', rates: [{ price: { USD: '1' } }] }],
    pay: [{ via: 'x402/exact', asset: USD, dec: 6, cur: 'USD', to: seller.address, ttl: 60 }],
  })
  const token = { nr: 1, issuer: seller.did, sub: offer.sub }
  const ruling = { token, status: 'IN_FORCE', announcements: [], until: null } as unknown as Ruling
  const quantities = [{ meter: 'call', value: rational(1n), unit: '{call}' }]
  const told = (trust: number | null, policy: object) => {
    const asked = readJob({ category: 'x:one', quantities })
    const outcome = evaluate(ruling, offer, asked, readPolicy(policy), {
      ...market,
      trust: () => (trust === null ? null : { lower: trust, forgeCost: BigInt(trust) * 10_000_000n }),
    })
    return 'reason' in outcome ? outcome.reason : outcome.trust
  }
  const risk = { valueAtRisk: rational(5n) }
  assert.deepEqual(
    [
      [told(null, {}), told(0, {})],
      [told(null, { minTrust: 0 }), told(null, risk), told(null, { minTrust: 5, unknownTrust: true })],
      [told(4, { minTrust: 5 }), told(5, { minTrust: 5 }), told(4, { minTrust: 5, unknownTrust: true })],
    ],
    [
      [null, 0],
      ['TRUST_UNKNOWN', 'TRUST_UNKNOWN', null],
      ['TRUST_TOO_LOW', 5, 'TRUST_TOO_LOW'],
    ],
  )
})
