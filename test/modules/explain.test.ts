import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { EXPLAIN, explain } from '../support/explained.ts'
import { clean, extra, first, only, second, startLosers, subject } from '../support/losers.ts'
import { person } from '../support/offers.ts'
import { by, job } from '../support/policies.ts'
import { GENESIS_TIME } from '../support/scripted.ts'

const node = await startLosers()
after(() => node.close())

test('what is no offer, job or page is refused by its name', async () => {
  const asked = { job: job('market'), offer: subject(first) }
  for (const offer of ['', 'left', '0x', `0x${'0'.repeat(63)}`, person(first).did, `${subject(first)}#x`]) {
    const { code, message } = await node.refused(EXPLAIN, { ...asked, offer })
    assert.deepEqual([code, message.startsWith('offer: ')], ['bad_input', true], message)
  }
  const cases: readonly [string, object][] = [
    ['first', { first: 101 }],
    ['first', { first: -1 }],
    ['job.category', { job: { ...job('market'), category: '' } }],
    ['policy.minTrust', { policy: { minTrust: -1 } }],
    ['policy.perKilometer', { policy: { perKilometer: '1' } }],
    ['asOf', { asOf: { block: '1', hash: '0x' } }],
  ]
  for (const [argument, more] of cases) {
    const { code, message } = await node.refused(EXPLAIN, { ...asked, ...more })
    assert.deepEqual([code, message.startsWith(`${argument}: `)], ['bad_input', true], message)
  }
  for (const offer of [subject('nobody'), subject('alone'), `0x${'0'.repeat(64)}`]) {
    const { code, message } = await node.refused(EXPLAIN, { ...asked, offer })
    assert.deepEqual([code, message], ['not_found', `no offer of ${offer} is in x:market`])
  }
})

test('the first quote has nothing ahead and nothing to change', async () => {
  const { offer, rank, quote, exclusion, ahead, aheadCount, changes, smallest } = await explain(
    node,
    subject(first),
    job('market'),
  )
  assert.deepEqual(
    [offer.subject, rank, quote, exclusion, ahead, aheadCount, changes, smallest],
    [subject(first), 1, { rank: 1, landed: { amount: '2' } }, null, [], 0, [], null],
  )
})

test('what is ahead, why, and by exactly how much', async () => {
  const told = await explain(node, subject('dear'), job('market'), only(first, second, 'slow', 'dear'))
  assert.deepEqual(
    told.ahead.map(({ quote, because, difference }) => [quote.rank, quote.offer.subject, because, difference]),
    [first, second, 'slow'].map((name, i) => [i + 1, subject(name), 'LANDED', { currency: 'USD', amount: '0.5' }]),
  )
  const slow = await explain(node, subject('slow'), job('market'), { ...only(first, 'slow', 'dear') })
  const level = await explain(node, subject(second), job('market'), {}, { first: 1 })
  assert.deepEqual(
    [slow, level].map(({ rank, ahead, aheadCount }) => [
      rank,
      aheadCount,
      ahead.map(({ because, difference }) => [because, difference.amount]),
    ]),
    [
      [2, 1, [['SECONDS', '0']]],
      [2, 1, [['SUBJECT', '0']]],
    ],
  )
  assert.deepEqual((await explain(node, subject('dear'), job('market'), {}, { first: 0 })).ahead, [])
})

test('the highest price that wins, to the last digit', async () => {
  // Two dollars each and a subject behind or before: one must be a step of the asset below, the other may be level.
  const winning = async (name: string, against: string) =>
    (await explain(node, subject(name), job('market'), only(name, against))).changes.filter(
      ({ kind }) => kind === 'PRICE',
    )
  const wins = person('dear').did < person(first).did ? '2' : '1.999999'
  const price = (path: string, from: string, to: string) => ({ path, from, to })
  assert.deepEqual(
    (await winning('dear', first)).map(({ edits, landed }) => [edits, landed.amount]),
    [[[price('/tariff/0/rates/0/price/USD', '2.5', wins)], wins]],
  )
  // All rates of a line move together; a line that the job needs none of cannot help.
  const [tiers, ...none] = (
    await explain(
      node,
      subject('tiers'),
      job('market', { quantities: [{ meter: 'time', value: '1', unit: 'h' }, clean('0')] }),
      only('tiers', 'more'),
    )
  ).changes.filter(({ kind }) => kind === 'PRICE')
  // 3 x 0.5 + 7 x 0.5 = 5 against 2: the rates fall to two fifths, or a step below.
  const level = person('tiers').did < person('more').did
  assert.deepEqual(none, [])
  assert.deepEqual(tiers?.landed.amount, level ? '2' : '1.999999')
  assert.deepEqual(
    tiers?.edits.map(({ path, from }) => [path, from]),
    [
      ['/tariff/0/rates/0/price/USD', '3'],
      ['/tariff/0/rates/1/price/USD', '7'],
    ],
  )
  if (level)
    assert.deepEqual(
      tiers?.edits.map(({ to }) => to),
      ['1.2', '2.8'],
    )
})

test('a minimum holds a price up: then it is the minimum that must fall', async () => {
  const { changes, smallest } = await explain(node, subject('floored'), job('market'), only('floored', first))
  const level = person('floored').did < person(first).did
  const to = level ? '1.7' : '1.699999'
  assert.deepEqual(
    changes.map(({ kind, edits, landed, rank }) => [kind, edits, landed.amount, rank]),
    [['PRICE', [{ path: '/min/USD', from: '5', to }], level ? '2' : '1.999999', 1]],
  )
  assert.deepEqual(smallest, changes[0])
})

test('where seconds or trust decide, they are what must change', async () => {
  const slow = await explain(node, subject('slow'), job('market'), only(first, 'slow'))
  const told = slow.changes.map(({ kind, edits, detail, rank }) => [kind, edits, detail, rank])
  const leads = person('slow').did < person(first).did
  // Of the rails of the chain those that settle in time: one has a floor too high.
  const bound = ['x402/exact', 'x402/upto', 'x402/batch-settlement', 'x402/auth-capture', 'superfluid/cfa']
  const entry = by('x402/slow')
  assert.deepEqual(told[0], [
    'PRICE',
    [{ path: '/tariff/0/rates/0/price/USD', from: '2', to: '1.999999' }],
    'the price of time in USD',
    1,
  ])
  // Level in seconds, the subject decides.
  assert.deepEqual(
    told.filter(([kind]) => kind === 'SECONDS'),
    leads
      ? bound.map(via => [
          'SECONDS',
          [{ path: '/pay/0/via', from: 'x402/slow', to: via }],
          'settle in 2 s instead of 600 s',
          1,
        ])
      : [],
  )
  assert.deepEqual(
    told.filter(([kind]) => kind === 'RAIL'),
    leads
      ? bound.map(via => [
          'RAIL',
          [{ path: '/pay/-', from: null, to: { ...entry, via } }],
          `take ${via} in ${entry.asset} as well`,
          1,
        ])
      : [],
  )
  const level = await explain(node, subject(second), job('market'), only(first, second))
  assert.deepEqual(
    level.changes.filter(({ kind }) => kind === 'TRUST').map(({ edits, detail, rank }) => [edits, detail, rank]),
    [[[], 'trust of 0 parts per million', 1]],
  )
})

test('what was left out is told what lets it in, and at which rank', async () => {
  const ask = async (name: string, more: object = {}, policy: object = {}) => {
    const told = await explain(node, subject(name), job('market', more), { ...only(name, first), ...policy })
    assert.deepEqual([told.rank, told.quote, told.ahead, told.aheadCount], [null, null, [], 1])
    const changes = told.changes.map(({ kind, edits, rank }) => [kind, edits, rank])
    return [told.exclusion?.reason, ...changes]
  }
  const edit = (path: string, from: unknown, to: unknown) => ({ path, from, to })
  const behind = (name: string) => (person(name).did < person(first).did ? 1 : 2)
  const { now } = await explain(node, subject('old'), job('market')).then(() => ({
    now: node.chain.head().time,
  }))
  const took = (via: string) => edit('/pay/-', null, by(via))
  assert.deepEqual(await ask('short'), ['ABOVE_MAXIMUM', ['QUANTITY', [edit('/tariff/0/hi', '0.5', '1')], 1]])
  assert.deepEqual(await ask('long'), [
    'BELOW_MINIMUM',
    ['QUANTITY', [edit('/tariff/0/lo', '1.5', '1')], behind('long')],
  ])
  assert.deepEqual(await ask('more'), [
    'QUANTITY_MISSING',
    ['METER', [edit('/tariff/1', extra({}), null)], behind('more')],
  ])
  const both = { quantities: [...job('market').quantities, clean('1')] }
  assert.deepEqual(
    (await explain(node, subject('dear'), job('market', both), only('dear'))).changes.map(({ kind, edits, rank }) => [
      kind,
      edits,
      rank,
    ]),
    [['METER', [edit('/tariff/-', null, { meter: 'clean', unit: '{job}', rates: [{ price: { USD: '0' } }] })], 1]],
  )
  assert.deepEqual(await ask('unfit'), ['INCOMMENSURABLE'])
  assert.deepEqual(await ask('old'), [
    'NOT_IN_FORCE',
    ['RENEWAL', [edit('/seq', 1, 2), edit('/iat', GENESIS_TIME, now), edit('/exp', GENESIS_TIME + 20, now + 20)], 1],
  ])
  assert.deepEqual(await ask('later'), [
    'NOT_IN_FORCE',
    ['RENEWAL', [edit('/seq', 1, 2), edit('/nbf', GENESIS_TIME + 10_000, null)], 1],
  ])
  const rails = ['x402/exact', 'x402/upto', 'x402/batch-settlement', 'x402/auth-capture', 'superfluid/cfa']
  assert.deepEqual(await ask('floor'), [
    'BELOW_RAIL_FLOOR',
    ...[...rails, 'x402/slow', 'x402/far'].map(via => ['RAIL', [took(via)], 1]),
  ])
  const open = ['x402/exact', 'x402/batch-settlement', 'superfluid/cfa', 'x402/slow', 'x402/far']
  assert.deepEqual(await ask('nowhere'), ['RAIL_UNKNOWN', ...open.map(via => ['RAIL', [took(via)], 1])])
  const gated = await explain(node, subject('dear'), job('market'), { minTrust: 400_000 })
  assert.deepEqual(
    [gated.exclusion?.reason, gated.aheadCount, gated.changes.map(({ kind, edits, detail }) => [kind, edits, detail])],
    ['TRUST_UNKNOWN', 0, [['TRUST', [], 'trust of 400000 parts per million']]],
  )
  assert.deepEqual((await explain(node, subject('dear'), job('market'), { deny: [person('dear').did] })).changes, [])
  const limited = await explain(node, subject('dear'), job('market'), { ...only('dear', first), maxTotal: '2.25' })
  const wins = person('dear').did < person(first).did ? '2' : '1.999999'
  assert.deepEqual(
    [limited.exclusion, limited.smallest?.edits, limited.smallest?.rank],
    [{ reason: 'OVER_MAX_TOTAL', detail: '2.5 is above 2.25' }, [edit('/tariff/0/rates/0/price/USD', '2.5', wins)], 1],
  )
})

test('the property that an offer does not state is named, and a wrong one is not', async () => {
  const spec = (constraint: object) => job('market', { spec: [constraint] })
  const asked = (constraint: object) => explain(node, subject('dear'), spec(constraint), only('dear'))
  const told = await Promise.all([
    asked({ key: 'colour', equals: 'red' }),
    asked({ key: 'height', min: '2.5', max: '9', unit: 'm' }),
    asked({ key: 'width', max: '0.1234567890123456789', unit: 'm' }),
    asked({ key: 'Not-a-key', equals: 'red' }),
    asked({ key: 'power', min: '151', unit: 'kW' }),
  ])
  const to = (path: string, value: unknown) => [['SPEC', [{ path, from: null, to: value }]]]
  assert.deepEqual(
    told.map(({ exclusion, changes }) => [exclusion?.reason, changes.map(({ kind, edits }) => [kind, edits])]),
    [
      ['SPEC_MISSING', to('/spec/colour', 'red')],
      ['SPEC_MISSING', to('/spec/height', { v: '2.5', u: 'm' })],
      ['SPEC_MISSING', to('/spec/width', { v: '0.123456789012345678', u: 'm' })],
      ['SPEC_MISSING', []],
      ['SPEC_MISMATCH', []],
    ],
  )
})
