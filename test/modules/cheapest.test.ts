import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Offer } from '../../src/core/offer.ts'
import { asker, type Event, HISTORY, job, sells, settings, type Winner } from '../support/cheapest.ts'
import { iso } from '../support/iso.ts'
import { answered, startMarket } from '../support/market.ts'
import { offerOf, person, signed, USD } from '../support/offers.ts'
import { by } from '../support/policies.ts'
import { didRegistry, offerBoard } from '../support/registry.ts'
import { GENESIS_TIME } from '../support/scripted.ts'

test('a price over time, with what turned it', async () => {
  const market = await startMarket(settings)
  after(() => market.close())
  const { chain } = market
  const announce = offerBoard()
  const registry = didRegistry(chain.head)
  const [ann, bob, gus] = ['ann', 'bob', 'gus'].map(person) as [
    ReturnType<typeof person>,
    ReturnType<typeof person>,
    ReturnType<typeof person>,
  ]
  const told = async (who: typeof ann, seq: number, terms: Partial<Offer>) =>
    announce(await signed(who, offerOf(who, terms, { seq })))
  const dollar = (answer: bigint, n: bigint, at: number) => answered(1, answer, n, GENESIS_TIME + at)
  const par = 100_000_000n

  chain.mine([dollar(par, 1n, 24), await told(ann, 1, sells('2'))]) // 1: 24
  chain.mine([await told(bob, 1, sells('1.5', { exp: GENESIS_TIME + 50 }))]) // 2: 36, up to 50
  chain.mine() // 3: 48
  chain.mine([dollar(par / 2n, 2n, 60)]) // 4: 60, up to 240
  chain.mine([await told(gus, 1, sells('0.5', { pay: [by('x402/gas')] }))]) // 5: 72, the coin has no round
  chain.mine([answered(3, 1_000n * par, 1n, GENESIS_TIME + 84)]) // 6: 84, gas: 50000e9 x 7 wei x 1000 = 0.35
  chain.mine([], 12, 8n) // 7: 96, gas: 0.4
  chain.mine([], 12, 8n) // 8: 108
  chain.mine([registry.owner(gus.address, ann.address)]) // 9: 120, back to a base fee of 7
  chain.mine([], 130) // 10: 250
  await market.settle()

  const name = (winner: Winner) =>
    ['ann', 'bob', 'gus'].find(name => winner?.offer.subject.startsWith(person(name).did))
  const since = (time: string | null) => time && Date.parse(time) / 1_000 - GENESIS_TIME
  const said = (events: readonly Event[]) =>
    events.map(({ kind, block, origin }) => [kind, block, origin?.logIndex ?? null].join(' ')).join(', ')
  const { page, all } = asker(market)
  const periods = await all({ from: iso(GENESIS_TIME) })
  assert.deepEqual(
    periods.map(({ from, to, quote, opened }) => [
      since(from),
      since(to),
      name(quote) ?? null,
      quote?.landed.amount ?? null,
      said(opened),
    ]),
    [
      [0, 24, null, null, ''],
      [24, 36, 'ann', '2', 'OFFER 1 1, RATE 1 0'],
      [36, 50, 'bob', '1.5', 'OFFER 2 0'],
      [50, 60, 'ann', '2', 'EXPIRY  '],
      [60, 84, 'ann', '1', 'RATE 4 0'],
      [84, 96, 'gus', '0.6', 'RATE 6 0'],
      [96, 120, 'gus', '0.65', 'GAS 7 '],
      [120, 241, 'ann', '1', 'KEY 9 0, GAS 9 '],
      [241, null, null, null, 'RATE_AGE  '],
    ],
  )
  // What opens a period closes the one before it.
  assert.deepEqual(
    periods.slice(0, -1).map(({ closed }) => said(closed)),
    periods.slice(1).map(({ opened }) => said(opened)),
  )
  // A range begins with what held already.
  const part = await page({ from: iso(GENESIS_TIME + 90), to: iso(GENESIS_TIME + 99) })
  assert.deepEqual(
    part.nodes.map(({ from, to, quote, opened }) => [since(from), since(to), quote?.landed.amount, said(opened)]),
    [
      [90, 96, '0.6', ''],
      [96, null, '0.65', 'GAS 7 '],
    ],
  )
  // A peg needs no feed, so no round of it turns anything.
  const pegged = await all({
    from: iso(GENESIS_TIME),
    policy: { pegs: [{ asset: USD, rate: '1' }], rails: ['x402/exact'] },
  })
  assert.deepEqual(
    pegged.map(({ from, quote }) => [since(from), quote?.landed.amount ?? null]),
    [
      [0, null],
      [24, '2'],
      [36, '1.5'],
      [50, '2'],
    ],
  )
})

test('what is no job, range or page is refused by its name', async () => {
  const market = await startMarket(settings)
  after(() => market.close())
  const refusal = async (variables: object): Promise<string> => {
    try {
      await market.ask(HISTORY, { job, from: iso(GENESIS_TIME), ...variables })
      return 'it was answered'
    } catch (error) {
      const [told] = JSON.parse((error as Error).message.split('\n')[0] ?? '') as {
        message: string
        extensions: { code: string }
      }[]
      return `${told?.extensions.code} ${told?.message}`
    }
  }
  const cursor = (...values: unknown[]) => Buffer.from(JSON.stringify(values)).toString('base64url')
  const cases: readonly [string, object][] = [
    ['job.category', { job: { ...job, category: 'history' } }],
    ['policy.reference', { policy: { reference: 'dollars' } }],
    ['policy.perKilometer', { policy: { perKilometer: '1' } }],
    ['to', { to: iso(GENESIS_TIME - 1) }],
    ['from', { from: iso(GENESIS_TIME + 100_000) }],
    ['first', { first: 101 }],
    ['first', { first: -1 }],
    ...['', 'x', cursor(), cursor('now'), cursor('1', '2')].map(after => ['after', { after }] as [string, object]),
  ]
  for (const [argument, variables] of cases) {
    const told = await refusal(variables)
    assert.ok(told.startsWith(`bad_input ${argument}: `), `${argument}? ${told}`)
  }
  for (let i = 0; i < 501; i++) market.mine(answered(1, BigInt(100_000_000 + i), BigInt(i), market.chain.head().time))
  const seller = person('seller')
  market.mine(offerBoard()(await signed(seller, offerOf(seller, sells('2')))))
  await market.settle()
  assert.match(await refusal({}), /^too_large the history has more than 500 moments/)
  assert.equal(await refusal({ from: iso(market.chain.head().time - 600) }), 'it was answered')
})
