import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import fc from 'fast-check'
import type { Offer, TariffLine } from '../../src/core/offer.ts'
import { EUR, person } from '../support/offers.ts'
import { atomic, type Fraction, frac, order, price, text, times } from '../support/oracle.ts'
import { by, hour, job, startPolicies, terms } from '../support/policies.ts'
import { type Policy, quotes } from '../support/quotes.ts'

const COMPARE = `query ($a: ID!, $b: ID!, $job: Job!, $meter: String!, $from: Decimal!, $to: Decimal!, $policy: Policy, $asOf: AsOf) {
  compare(a: $a, b: $b, job: $job, meter: $meter, from: $from, to: $to, policy: $policy, asOf: $asOf) {
    a { subject } b { subject } meter unit
    segments {
      from to fromExact toExact includesFrom includesTo cheapest
      a { reason landedFrom { amount } landedTo { amount } } b { reason landedFrom { amount } landedTo { amount } }
    }
    inputs { rates { base } } _meta { now }
  }
}`
type Side = { reason: string | null; landedFrom: { amount: string } | null; landedTo: { amount: string } | null }
type Segment = {
  readonly from: string
  readonly to: string
  readonly fromExact: string
  readonly toExact: string
  readonly includesFrom: boolean
  readonly includesTo: boolean
  readonly cheapest: string | null
  readonly a: Side
  readonly b: Side
}
type Comparison = { readonly segments: readonly Segment[]; readonly unit: string; readonly inputs: { rates: unknown } }

const { min: _, max: __, ...plain } = terms('pool')
const sells = (lines: readonly TariffLine[], more: Partial<Offer> = {}): Partial<Offer> => ({
  ...plain,
  tariff: lines,
  ...more,
})
const line = (price: string, more: Partial<TariffLine> = {}): TariffLine => {
  const { lo: _, hi: __, ...rest } = hour
  return { ...rest, rates: [{ price: { USD: price, EUR: text(times(frac(price), [1n, 10n])) } }], ...more }
}
const start = (price: string): TariffLine => line(price, { meter: 'fixed', unit: '{session}' })
const rates = (...steps: readonly (readonly [string, string])[]) =>
  steps.map(([from, price]) => ({ from, price: { USD: price, EUR: text(times(frac(price), [1n, 10n])) } }))
const euros = { ...by('x402/exact', EUR), cur: 'EUR' }

const POOL: Record<string, Partial<Offer>> = {
  flat: sells([line('2')]),
  started: sells([start('1'), line('1.7')]),
  bounded: sells([line('1.5', { lo: '2', hi: '8' })]),
  stepped: sells([line('1.9', { step: '0.75' })]),
  minutes: sells([line('0.03', { unit: 'min', step: '15' })], { max: { USD: '9', EUR: '0.9' } }),
  tiers: sells([line('0', { rates: rates(['0', '0'], ['1', '3'], ['5', '0.5']) })], { min: { USD: '1', EUR: '0.1' } }),
  capped: sells([line('2.5')], { min: { USD: '3', EUR: '0.3' }, max: { USD: '11', EUR: '1.1' } }),
  paid: sells([line('2')], { pay: [{ ...by('x402/exact'), fee: '0.5' }, { ...euros, fee: '0.01' }, by('x402/floor')] }),
  floored: sells([line('1')], { pay: [by('x402/floor')] }),
  per: sells([line('7', { per: '3' })], { pay: [{ ...euros }, by('x402/slow')] }),
  twin: sells([line('2')]),
  distance: sells([line('2', { unit: 'km' })]),
  night: sells([line('2'), line('1', { meter: 'night' })]),
}
const names = Object.keys(POOL)
const node = await startPolicies(POOL)
after(() => node.close())

const subject = (name: string) => `${person(name).did}#offer`
const ask = async (a: string, b: string, from: string, to: string, policy: Policy = {}, purchases = 1, unit = 'h') => {
  const quantities = [{ meter: 'time', value: '1', unit }]
  const variables = {
    a: subject(a),
    b: subject(b),
    job: job('pool', { quantities, purchases }),
    meter: 'time',
    from,
    to,
    policy,
  }
  return (await node.ask<{ compare: Comparison }>(COMPARE, variables)).compare
}
/** Each segment on one line: its range, who is cheaper, why the others are not. */
const told = ({ segments }: Comparison) =>
  segments.map(({ fromExact, toExact, includesFrom, includesTo, cheapest, a, b }) => {
    const who = names.find(name => subject(name) === cheapest) ?? null
    return [`${includesFrom ? '[' : '('}${fromExact}, ${toExact}${includesTo ? ']' : ')'}`, who, a.reason, b.reason]
  })

test('what is no offer, job, meter or range is refused by its name', async () => {
  const sound = { a: subject('flat'), b: subject('started'), job: job('pool'), meter: 'time', from: '0', to: '10' }
  const cases: readonly [string, object][] = [
    ['a', { a: 'flat' }],
    ['b', { b: '' }],
    ['b', { b: sound.a }],
    ['meter', { meter: 'energy' }],
    ['meter', { meter: '' }],
    [
      'meter',
      { meter: 'fixed', job: job('pool', { quantities: [{ meter: 'fixed', value: '1', unit: '{session}' }] }) },
    ],
    ['from', { from: '-0.001' }],
    ['to', { from: '2', to: '1.999' }],
    ['job.category', { job: { ...job('pool'), category: 'pool' } }],
    ['policy.maxTotal', { policy: { maxTotal: '-1' } }],
    ['policy.perKilometer', { policy: { perKilometer: '1' } }],
    ['asOf', { asOf: { chain: 'eip155:1', block: '1' } }],
  ]
  for (const [argument, more] of cases) {
    const { code, message } = await node.refused(COMPARE, { ...sound, ...more })
    assert.deepEqual([code, message.startsWith(`${argument}: `)], ['bad_input', true], message)
  }
  for (const [name, more] of [
    [subject('nobody'), { b: subject('nobody') }],
    [`0x${'1'.repeat(64)}`, { a: `0x${'1'.repeat(64)}` }],
    [sound.a, { job: job('elsewhere') }],
  ] as const) {
    const { code, message } = await node.refused(COMPARE, { ...sound, ...more })
    assert.equal(code, 'not_found')
    assert.ok(message.startsWith(`no offer of ${name} is in `))
  }
  const steps = await node.refused(COMPARE, { ...sound, b: subject('stepped'), to: '1000000' })
  assert.deepEqual(
    [steps.code, steps.message],
    ['too_large', 'the range holds 1333334 billing steps, of which 256 are compared'],
  )
})

test('a start fee against a higher rate flips where the two meet, which need not be a decimal', async () => {
  const answer = await ask('flat', 'started', '0', '10')
  assert.deepEqual(told(answer), [
    ['[0/1, 10/3)', 'flat', null, null],
    ['(10/3, 10/1]', 'started', null, null],
  ])
  assert.deepEqual(
    answer.segments.map(({ from, to, a, b }) => [from, to, a, b]),
    [
      [
        '0',
        '3.333333333333333334',
        { reason: null, landedFrom: { amount: '0' }, landedTo: { amount: '6.666667' } },
        { reason: null, landedFrom: { amount: '1' }, landedTo: { amount: '6.666667' } },
      ],
      [
        '3.333333333333333334',
        '10',
        { reason: null, landedFrom: { amount: '6.666667' }, landedTo: { amount: '20' } },
        { reason: null, landedFrom: { amount: '6.666667' }, landedTo: { amount: '18' } },
      ],
    ],
  )
  // The same in the unit that the job names, and from a single quantity.
  assert.deepEqual(told(await ask('started', 'flat', '0', '600', {}, 3, 'min')), [
    ['[0/1, 200/1)', 'flat', null, null],
    ['(200/1, 600/1]', 'started', null, null],
  ])
  assert.deepEqual(told(await ask('flat', 'started', '3', '3')), [['[3/1, 3/1]', 'flat', null, null]])
})

test('bounds, billing steps and ties', async () => {
  assert.deepEqual(told(await ask('flat', 'bounded', '0', '9')), [
    ['[0/1, 2/1)', 'flat', null, 'BELOW_MINIMUM'],
    ['[2/1, 8/1]', 'bounded', null, null],
    ['(8/1, 9/1]', 'flat', null, 'ABOVE_MAXIMUM'],
  ])
  // A started step is paid whole: 1.9 x 0.75 = 1.425 against 2 x.
  assert.deepEqual(told(await ask('flat', 'stepped', '0', '1.5')), [
    ['(0/1, 57/80)', 'flat', null, null],
    ['(57/80, 3/4]', 'stepped', null, null],
    ['(3/4, 57/40)', 'flat', null, null],
    ['(57/40, 3/2]', 'stepped', null, null],
  ])
  assert.deepEqual(told(await ask('flat', 'twin', '0', '9')), [['[0/1, 9/1]', null, null, null]])
  assert.deepEqual(told(await ask('flat', 'distance', '0', '9')), [['[0/1, 9/1]', 'flat', null, 'INCOMMENSURABLE']])
  assert.deepEqual(told(await ask('night', 'distance', '0', '9')), [
    ['[0/1, 9/1]', null, 'QUANTITY_MISSING', 'INCOMMENSURABLE'],
  ])
})

test('tiers, minimums and maximums bend a cost, and it flips where the bent ones meet', async () => {
  // Free, then 3 from one hour on and 0.5 from five, and never below 1: against 2 x.
  assert.deepEqual(told(await ask('flat', 'tiers', '0', '10')), [
    ['[0/1, 1/2)', 'flat', null, null],
    ['(1/2, 3/1)', 'tiers', null, null],
    ['(3/1, 19/3)', 'flat', null, null],
    ['(19/3, 10/1]', 'tiers', null, null],
  ])
  assert.deepEqual(told(await ask('capped', 'flat', '0', '10')), [
    ['[0/1, 11/2)', 'flat', null, null],
    ['(11/2, 10/1]', 'capped', null, null],
  ])
  // With a fee of 0.01 euros, of which one counts 10: 2 x + 0.1 against 7 x / 3.
  assert.deepEqual(told(await ask('paid', 'per', '0', '3', { assets: [EUR], maxTotal: '5' })), [
    ['[0/1, 3/10)', 'per', null, null],
    ['(3/10, 15/7]', 'paid', null, null],
    ['(15/7, 49/20]', 'paid', null, 'OVER_MAX_TOTAL'],
    ['(49/20, 3/1]', null, 'OVER_MAX_TOTAL', 'OVER_MAX_TOTAL'],
  ])
})

test('a limit leaves an offer out from the very quantity whose cost, rounded up, is above it', async () => {
  assert.deepEqual(told(await ask('flat', 'started', '1', '3', { maxTotal: '5' })), [
    ['[1/1, 40/17]', 'flat', null, null],
    ['(40/17, 5/2]', 'flat', null, 'OVER_MAX_TOTAL'],
    ['(5/2, 3/1]', null, 'OVER_MAX_TOTAL', 'OVER_MAX_TOTAL'],
  ])
  // The rail moves no less than 2.000001, and whatever is above 2 rounds up to that.
  assert.deepEqual(told(await ask('flat', 'floored', '1.9', '3')), [
    ['[19/10, 2/1]', 'flat', null, 'BELOW_RAIL_FLOOR'],
    ['(2/1, 3/1]', 'floored', null, null],
  ])
})

/** The cheapest unrounded way of an offer that its limits let pass, by the arithmetic of the tests. */
const oracle = (name: string, hours: Fraction, purchases: bigint, { maxTotal }: { maxTotal?: string }) => {
  const offer = POOL[name] as Offer
  const ways = offer.pay.flatMap((entry): Fraction[] => {
    const sum = price(offer, { time: { value: hours, unit: 'h' } }, entry)
    const worth: Fraction = [(entry.asset === EUR ? 10n : 1n) * purchases, 1n]
    const paid = times([atomic(sum, entry), 1_000_000n], worth)
    if (entry.via === 'x402/floor' && atomic(sum, entry) < 2_000_001n) return []
    return maxTotal !== undefined && order(paid, frac(maxTotal)) > 0 ? [] : [times(sum, worth)]
  })
  const [cost] = ways.toSorted(order)
  return cost ? { cost } : null
}

test('property: at any quantity the segment says what asking for quotes there says', async () => {
  const exact = (text: string): Fraction => text.split('/').map(BigInt) as unknown as Fraction
  const comparable = names.filter(name => !['distance', 'night'].includes(name))
  const pair = fc.shuffledSubarray(comparable, { minLength: 2, maxLength: 2 })
  const milli = fc.integer({ min: 0, max: 12_000 })
  const seen = new Set<string>()
  const check = async (
    [a = '', b = '']: string[],
    [one, other]: readonly [number, number],
    values: readonly number[],
    purchases: number,
    limit: number | null,
  ) => {
    const shown = (thousandths: number) => text([BigInt(thousandths), 1_000n])
    const [from, to] = [Math.min(one, other), Math.max(one, other)]
    const policy = limit === null ? {} : { maxTotal: shown(limit * purchases) }
    const { segments } = await ask(a, b, shown(from), shown(to), policy, purchases)
    for (const [i, { toExact, fromExact, includesTo }] of segments.entries()) {
      assert.ok(order(exact(fromExact), exact(toExact)) <= 0)
      const next = segments[i + 1]
      if (next) assert.equal(order(exact(toExact), exact(next.fromExact)), 0)
      assert.ok(!(next?.includesFrom && includesTo))
    }
    for (const value of values.map(value => from + (value % (to - from + 1)))) {
      const x: Fraction = [BigInt(value), 1_000n]
      const found = segments.filter(({ fromExact, toExact, includesFrom, includesTo }) => {
        const [low, high] = [order(exact(fromExact), x), order(x, exact(toExact))]
        return low <= (includesFrom ? 0 : -1) && high <= (includesTo ? 0 : -1)
      })
      const quantities = [{ meter: 'time', value: shown(value), unit: 'h' }]
      const asked = { ...policy, allow: [a, b].map(name => person(name).did) }
      const { nodes, exclusions } = await quotes(node, job('pool', { quantities, purchases }), asked)
      const [costA, costB] = [a, b].map(name => oracle(name, x, BigInt(purchases), policy))
      if (found.length === 0) {
        // Where they meet: both are quoted, at the same unrounded cost.
        assert.ok(costA && costB)
        assert.equal(order(costA.cost, costB.cost), 0)
        seen.add('meeting')
        continue
      }
      assert.equal(found.length, 1)
      const [segment] = found
      const reasonOf = (name: string) =>
        exclusions.nodes.find(({ offer }) => offer.subject === subject(name))?.reason ?? null
      assert.deepEqual([segment?.a.reason, segment?.b.reason], [reasonOf(a), reasonOf(b)])
      for (const reason of [reasonOf(a), reasonOf(b)]) seen.add(reason ?? 'quoted')
      if (nodes.length < 2) {
        assert.equal(segment?.cheapest ?? null, nodes[0]?.offer.subject ?? null)
        continue
      }
      assert.ok(costA && costB)
      const by = order(costA.cost, costB.cost)
      assert.equal(segment?.cheapest, by === 0 ? null : subject(by < 0 ? a : b))
      // Rounded costs agree where the two are further apart than a step of the dearer asset for each purchase.
      const apart = times([10n, 1_000_000n], [BigInt(purchases), 1n])
      const [low, high] = by < 0 ? [costA.cost, costB.cost] : [costB.cost, costA.cost]
      const gap: Fraction = [high[0] * low[1] - low[0] * high[1], high[1] * low[1]]
      if (order(gap, apart) > 0) assert.equal(nodes[0]?.offer.subject, segment?.cheapest)
    }
  }
  await fc.assert(
    fc.asyncProperty(
      pair,
      fc.tuple(milli, milli),
      fc.array(milli, { minLength: 4, maxLength: 8 }),
      fc.constantFrom(1, 3),
      fc.option(milli),
      check,
    ),
    // A counterexample would be long to shrink.
    { numRuns: Number(process.env.COMPARE_RUNS ?? 20), endOnFailure: true },
  )
  assert.ok(seen.size > 1, [...seen].join())
})
