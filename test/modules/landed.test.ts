import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { EUR, person, USD } from '../support/offers.ts'
import { atomic, type Fraction, frac, inUnit, order, price, sum, text, times } from '../support/oracle.ts'
import { COIN, claimsOf, type Job, type Policy } from '../support/quotes.ts'
import { CHAIN } from '../support/scripted.ts'
import { hours, LANDED, type Landed, policies, SHOPS, startTown, UNFED } from '../support/town.ts'

const node = await startTown()
after(() => node.close())

const asked = async (job: Job, policy: Policy = {}) =>
  (await node.ask<{ quote: Landed }>(LANDED, { job, policy })).quote
const nameOf = (subject: string) => Object.keys(SHOPS).find(name => subject === `${person(name).did}#offer`) ?? subject
/** What each shop costs, best first, and why the others are left out. */
const told = ({ nodes, exclusions }: Landed): string[] => [
  ...nodes.map(({ offer, landed }) => `${nameOf(offer.subject)} ${landed.amount}`),
  ...exclusions.nodes.map(({ offer, reason }) => `${nameOf(offer.subject)} ${reason}`).sort(),
]
const only = (...names: string[]) => ({ allow: names.map(name => person(name).did) })
const peg = (asset: string, rate: string) => ({ asset, rate })
const quoted = async (job: Job, policy: Policy, ...names: string[]) =>
  told(await asked(job, { ...policy, ...only(...names) })).filter(line => names.includes(line.split(' ')[0] ?? ''))
const { near: _, ...placeless } = hours('1')

test('a peg or a price of distance that is none is refused by its name', async () => {
  const refusals: readonly (readonly [string, Policy])[] = [
    [`policy.pegs ${USD}: 0 is not above zero`, { pegs: [peg(USD, '0')] }],
    [`policy.pegs ${USD}: -1 is not above zero`, { pegs: [peg(USD, '-1')] }],
    ['policy.pegs USD: is not a CAIP-19 asset', { pegs: [peg('USD', '1')] }],
    [`policy.pegs ${USD}: is given twice`, { pegs: [peg(USD, '1'), peg(USD, '2')] }],
    [
      `policy.pegs ${USD.replace(/d1$/, 'D1')}: is given twice`,
      { pegs: [peg(USD, '1'), peg(USD.replace(/d1$/, 'D1'), '1')] },
    ],
    ['policy.pegs: has more than 100 entries', { pegs: Array(101).fill(peg(USD, '1')) }],
    ['policy.perKilometer: -0.1 is below zero', { perKilometer: '-0.1' }],
  ]
  const messages = refusals.map(async ([, policy]) => {
    const { code, message } = await node.refused(LANDED, { job: hours('1'), policy })
    return [code, message]
  })
  assert.deepEqual(
    await Promise.all(messages),
    refusals.map(([message]) => ['bad_input', message]),
  )
  assert.deepEqual(await node.refused(LANDED, { job: placeless, policy: { perKilometer: '1' } }), {
    code: 'bad_input',
    message: 'policy.perKilometer: the job names no place',
    hint: 'give job.near',
  })
})

test('an asset without a feed is never at par: it has no price until the buyer pegs it', async () => {
  assert.deepEqual(
    [
      await quoted(hours('1'), {}, 'unfed'),
      await quoted(hours('1'), { pegs: [peg(USD, '1')] }, 'unfed'),
      await quoted(hours('1'), { pegs: [peg(UNFED, '1')] }, 'unfed'),
      await quoted(hours('1'), { pegs: [peg(UNFED.replace(/e9$/, 'E9'), '0.97')] }, 'unfed'),
      // What a peg says it says in the reference of the policy.
      await quoted(hours('1'), { pegs: [peg(UNFED, '0.5')], reference: 'CHF' }, 'unfed', 'centre'),
    ],
    [['unfed RATE_MISSING'], ['unfed RATE_MISSING'], ['unfed 1'], ['unfed 0.97'], ['unfed 0.5', 'centre RATE_MISSING']],
  )
})

test('a peg goes before a feed, for what is paid as for gas, and the answer names the pegs that it used and no others', async () => {
  const pegs = [peg(USD, '2'), peg(UNFED, '7'), peg(COIN, '10')]
  const { nodes, inputs } = await asked(hours('1'), { pegs, ...only('either'), rails: ['x402/gas'] })
  assert.deepEqual(
    [nodes.map(({ landed }) => landed.amount), inputs],
    // 2.75 x 2, and 0.0007 coins of 10.
    [['5.507'], { rates: [], gas: [{ chain: CHAIN, price: '7' }], pegs: [peg(USD, '2'), peg(COIN, '10')] }],
  )
})

test('with a price on distance the nearest and the cheapest are one order', async () => {
  const names = ['centre', 'north', 'south', 'around']
  const rails = ['x402/exact']
  assert.deepEqual(
    [
      await quoted(hours('1'), { rails }, ...names),
      await quoted(hours('1'), { rails, perKilometer: '0' }, ...names),
      await quoted(hours('1'), { rails, perKilometer: '0.4' }, ...names),
      await quoted(hours('1'), { rails, perKilometer: '1' }, ...names),
      await quoted(hours('2', 'h', 3), { rails, perKilometer: '1' }, 'north'),
    ],
    [
      ['south 2', 'north 2.5', 'centre 3', 'around 3.25'],
      ['south 2', 'north 2.5', 'centre 3', 'around 3.25'],
      ['south 2.8008', 'north 2.9004', 'centre 3', 'around 3.25'],
      ['centre 3', 'around 3.25', 'north 3.501', 'south 4.002'],
      // Three purchases are three ways: 3 x 2 x 2.50 + 3 x 1.001
      ['north 18.003'],
    ],
  )
  const { nodes } = await asked(hours('1'), { perKilometer: '1', rails, ...only('north', 'around') })
  assert.deepEqual(
    nodes.map(({ distanceMeters, travel }) => [distanceMeters, travel?.amount]),
    [
      [0, '0'],
      [1_001, '1.001'],
    ],
  )
  const free = await asked(hours('1'), { rails, ...only('north') })
  assert.deepEqual([free.nodes[0]?.travel, free.nodes[0]?.distanceMeters], [null, 1_001])
})

test('the way there counts in the total, and not in what is paid', async () => {
  const policy = { perKilometer: '1', rails: ['x402/exact'] }
  assert.deepEqual(
    [
      await quoted(hours('1'), { ...policy, maxTotal: '3.5' }, 'north'),
      await quoted(hours('1'), { ...policy, maxTotal: '3.501' }, 'north'),
      await quoted(hours('1'), { ...policy, budgetLeft: '2.5', escrowAbove: '2.5' }, 'north'),
      await quoted(hours('1'), { ...policy, budgetLeft: '2.49' }, 'north'),
      await quoted(hours('1'), { ...policy, escrowAbove: '2.49' }, 'north'),
      await quoted(hours('1'), policy, 'nowhere'),
    ],
    [
      ['north OVER_MAX_TOTAL'],
      ['north 3.501'],
      ['north 3.501'],
      ['north OVER_BUDGET'],
      ['north ESCROW_REQUIRED'],
      ['nowhere PLACE_UNKNOWN'],
    ],
  )
})

const UNITS = ['h', 'min', 's', 'ms', 'd']
const amount = fc.bigInt({ min: 0n, max: 40_000n })
/** Sixtieths of an hour in a unit that holds them. */
const inSome = (minutes: bigint, unit: string) => text(inUnit([minutes * 3n, 1n], 'min', unit), 36)

test('property: the offers and the named inputs alone give the same ranking: pegs, travel and gas as well', async () => {
  const check = async (
    minutes: bigint,
    purchases: number,
    policy: Policy & { pegs: readonly { asset: string; rate: string }[] },
  ) => {
    const { nodes, inputs, exclusions } = await asked(hours(inSome(minutes, 'ms'), 'ms', purchases), policy)
    const rates = inputs.rates.map(({ base, answer, decimals }): [string, Fraction] => [
      base,
      [BigInt(answer), 10n ** BigInt(decimals)],
    ])
    const worth = new Map([...rates, ...inputs.pegs.map(({ asset, rate }): [string, Fraction] => [asset, frac(rate)])])
    assert.equal(worth.size, inputs.rates.length + inputs.pegs.length)
    const gasPrice = BigInt(inputs.gas[0]?.price ?? 0)
    const n = BigInt(purchases)
    const costs = nodes.map(quoted => {
      const claims = claimsOf(quoted.offer.token)
      const entry = claims.pay.find(({ via, asset }) => via === quoted.rail && asset === quoted.total.asset)
      assert.ok(entry)
      const need = { time: { value: frac(inSome(minutes, 'ms')), unit: 'ms' } }
      const paid = atomic(price(claims, need, entry), entry) * n
      const gas: Fraction = [BigInt(quoted.settlement.gas) * gasPrice, 10n ** 18n]
      const perKilometer = frac(`${policy.perKilometer ?? '0'}`)
      const cost = sum([
        times([paid, 10n ** 6n], worth.get(entry.asset) ?? [0n, 1n]),
        times(gas, worth.get(COIN) ?? [0n, 1n]),
        times([BigInt(quoted.distanceMeters ?? 0) * n, 1_000n], perKilometer),
      ])
      return { quoted, cost }
    })
    const ranked = costs.toSorted(
      (a, b) =>
        order(a.cost, b.cost) ||
        a.quoted.settlement.seconds - b.quoted.settlement.seconds ||
        (a.quoted.offer.subject < b.quoted.offer.subject ? -1 : 1),
    )
    assert.deepEqual(
      nodes.map(({ rank, offer, landed }) => [rank, nameOf(offer.subject), landed.amount]),
      ranked.map(({ quoted, cost }, i) => [i + 1, nameOf(quoted.offer.subject), text(cost)]),
    )
    const unpriced = policy.pegs.some(({ asset }) => asset === UNFED) ? [] : ['unfed']
    assert.deepEqual(exclusions.nodes.map(({ offer }) => nameOf(offer.subject)).sort(), ['nowhere', ...unpriced])
  }
  await fc.assert(fc.asyncProperty(amount, fc.constantFrom(1, 3, 1_000), policies, check), { numRuns: 40 })
})

test("property: the buyer's unit changes nothing, to the last digit and the last exclusion", async () => {
  const check = async (minutes: bigint, policy: Policy, unit: string) => {
    const [one, other] = await Promise.all(
      ['ms', unit].map(async unit => asked(hours(inSome(minutes * 24n, unit), unit), policy)),
    )
    assert.deepEqual(other, one)
  }
  await fc.assert(fc.asyncProperty(amount, policies, fc.constantFrom(...UNITS), check), { numRuns: 30 })
})

test('property: more hours, more purchases, a dearer kilometre or a dearer peg never cost less', async () => {
  const policy = (perKilometer: bigint, rate: bigint) => ({
    perKilometer: text([perKilometer, 100n]),
    pegs: [peg(UNFED, text([rate, 100n])), peg(EUR, text([rate, 10n]))],
  })
  const costs = async (time: bigint, n: bigint, perKilometer: bigint, rate: bigint) => {
    const { nodes } = await asked(hours(inSome(time, 'ms'), 'ms', Number(n)), policy(perKilometer, rate))
    return new Map(nodes.map(({ offer, landed }) => [nameOf(offer.subject), frac(landed.amount)]))
  }
  const some = fc.bigInt({ min: 1n, max: 500n })
  const check = async (from: [bigint, bigint, bigint, bigint], more: bigint, which: number) => {
    const to = from.map((value, i) => (i === which ? value + more : value)) as typeof from
    const [less, greater] = [await costs(...from), await costs(...to)]
    assert.deepEqual([less.size, greater.size], [7, 7])
    for (const [name, cost] of less) assert.ok(order(cost, greater.get(name) ?? [-1n, 1n]) <= 0, name)
  }
  const all = fc.tuple(some, some, some, some)
  await fc.assert(fc.asyncProperty(all, some, fc.integer({ min: 0, max: 3 }), check), { numRuns: 30 })
})
