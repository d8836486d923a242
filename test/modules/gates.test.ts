/** Trust as a gate of quotes: who passes, to the last part per million and the last millionth of a dollar. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { account, agentAt, feedbackRevoked, transferOf, transferred } from '../support/facts.ts'
import { namesAgent, namesDid, revokesAgent } from '../support/links.ts'
import { startNode } from '../support/node.ts'
import { offerOf, type Person, person, round, signed, USD } from '../support/offers.ts'
import { starred } from '../support/opinions.ts'
import { job, terms } from '../support/policies.ts'
import { type Policy, wideMarket } from '../support/quotes.ts'
import { offerBoard } from '../support/registry.ts'
import { type Emitted, GENESIS_TIME } from '../support/scripted.ts'
import { founded, linked, paysSeeds, seedsFounded, trustOf } from '../support/trusting.ts'

const DAY = 86_400
const policy = trustOf()
const feeds = (wideMarket.feeds ?? []).map(feed => ({ ...feed, heartbeat: 10 ** 9 }))
const euros = feeds.slice(0, 1).map(feed => ({ ...feed, base: 'EUR', decimals: 7 }))
const node = await startNode({ settings: { ...wideMarket, feeds: [...feeds, ...euros], trust: policy } })
after(() => node.close())
const announce = offerBoard()
const mine = async (events: readonly Emitted[], seconds = 12) => {
  node.chain.mine(events, seconds)
  await node.settle()
  return node.chain.head()
}
const offer = async (who: Person, name: string) =>
  announce(await signed(who, offerOf(who, terms(name), { sub: `${who.did}#${name}` })))

const [good, fair, loner, stranger] = ['good', 'fair', 'loner', 'stranger'].map(person) as [
  Person,
  Person,
  Person,
  Person,
]
const [one, two, three, sybil] = [1, 2, 3, 4].map(n => account(0xface00 + n)) as [
  `0x${string}`,
  `0x${string}`,
  `0x${string}`,
  `0x${string}`,
]
await mine([round(100_000_000n, 1n, GENESIS_TIME), ...seedsFounded()])
await mine([...founded(1n, good), ...founded(2n, fair), ...founded(3n, loner)])
await mine([
  ...[one, two, three].flatMap(rater => paysSeeds(rater, 8_000_000n, 8_000_000n, 8_000_000n)),
  ...[one, two, three, sybil].flatMap(rater => [good, fair].map(({ address }) => transferOf(rater, address, 20_000n))),
])
await mine([], DAY)
const QUERY = `query ($job: Job!, $policy: Policy, $asOf: AsOf) { quote(job: $job, policy: $policy, asOf: $asOf) {
  nodes { offer { subject } trust forgeCost { currency amount atomic asset } }
  exclusions { nodes { offer { subject } reason detail } }
  inputs { trustPolicy { id strict } rates { base quote } } } }`
type Answer = {
  readonly nodes: { offer: { subject: string }; trust: number | null; forgeCost: { amount: string } | null }[]
  readonly exclusions: { nodes: { offer: { subject: string }; reason: string; detail: string }[] }
  readonly inputs: { trustPolicy: object | null; rates: { base: string; quote: string }[] }
}
const asked = async (name: string, policy: Policy = {}, asOf?: object): Promise<Answer> =>
  (await node.ask<{ quote: Answer }>(QUERY, { job: job(name), policy, asOf })).quote
const whose = (subject: string) =>
  [good, fair, loner, stranger]
    .map(({ did }, i) => (subject.startsWith(did) ? ['good', 'fair', 'loner', 'stranger'][i] : ''))
    .join('')
/** Who is quoted with which trust, and why the others are not. */
const told = async (name: string, policy: Policy = {}, asOf?: object): Promise<string[]> => {
  const { nodes, exclusions } = await asked(name, policy, asOf)
  return [
    ...nodes.map(({ offer, trust, forgeCost }) => `${whose(offer.subject)} ${trust} ${forgeCost?.amount ?? '-'}`),
    ...exclusions.nodes.map(({ offer, reason, detail }) => `${whose(offer.subject)} ${reason}: ${detail}`),
  ]
}

await mine(await Promise.all([good, fair, loner, stranger].map(who => offer(who, 'all'))))
await mine([one, two, three].flatMap((rater, i) => [starred(1, rater, i + 1, 100), starred(2, rater, i + 1, 50)]))
const [SCORNED, AGED, SOLD] = ['good 715931 33.333333', 'good 961830 31.502473', 'good 919624 7.875618']
const bySubject = (a: string, b: string) => (did(a) < did(b) ? -1 : 1)
const did = (line: string) => person(line.split(' ', 1).join('')).did
const UNKNOWN = 'TRUST_UNKNOWN: nothing is known of the trust in the provider'

test('a multiple of what is at risk is between 1 and 1000', async () => {
  for (const forgeMultiple of [0, -1, 1_001]) {
    const { code, message } = await node.refused(QUERY, { job: job('all'), policy: { forgeMultiple } })
    assert.deepEqual([code, message.includes('policy.forgeMultiple')], ['bad_input', true])
  }
})

test('who is trusted, how much, by which rules: and among equal costs the trusted come first', async () => {
  assert.deepEqual(await told('all'), [
    'good 966707 33.333333',
    'fair 572591 33.333333',
    'loner 79612 0',
    'stranger null -',
  ])
  const { nodes, inputs } = await asked('all')
  assert.deepEqual(inputs.trustPolicy, { id: policy.id, strict: false })
  assert.deepEqual(nodes[0]?.forgeCost, { currency: 'USD', amount: '33.333333', atomic: null, asset: null })
})

test('the least trust is let in, and a millionth less is not', async () => {
  const [good, fair, loner] = ['good 966707 33.333333', 'fair 572591 33.333333', 'loner 79612 0']
  const low = (who: string, has: number, needs: number) =>
    `${who} TRUST_TOO_LOW: ${has} parts per million, not ${needs}`
  const sorted = async (policy: Policy) => (await told('all', policy)).sort()
  assert.deepEqual(await sorted({ minTrust: 572_591 }), [
    fair,
    good,
    low('loner', 79_612, 572_591),
    `stranger ${UNKNOWN}`,
  ])
  assert.deepEqual(await sorted({ minTrust: 572_592, unknownTrust: true }), [
    low('fair', 572_591, 572_592),
    good,
    low('loner', 79_612, 572_592),
    'stranger null -',
  ])
  assert.deepEqual(await sorted({ minTrust: 0 }), [fair, good, loner, `stranger ${UNKNOWN}`])
})

test('forging has to cost ten times what is at risk, or as many times as the policy says', async () => {
  const sorted = async (policy: Policy) => (await told('all', policy)).sort()
  const forgeable = (who: string, has: string, needs: string) =>
    `${who} FORGEABLE: to forge it costs ${has} USD, not ${needs}`
  const [good, fair] = ['good 966707 33.333333', 'fair 572591 33.333333']
  const unknown = `stranger ${UNKNOWN}`
  const passes = (needs: string) => [fair, good, forgeable('loner', '0', needs), unknown]
  const fails = (needs: string) => [
    forgeable('fair', '33.333333', needs),
    forgeable('good', '33.333333', needs),
    forgeable('loner', '0', needs),
    unknown,
  ]
  assert.deepEqual(await sorted({ valueAtRisk: '3.3333333' }), passes('33.333333'))
  // One more than a millionth of a dollar is two of them: what it costs is never rounded in favour of a forger.
  assert.deepEqual(await sorted({ valueAtRisk: '3.33333331' }), fails('33.333334'))
  assert.deepEqual(await sorted({ valueAtRisk: '33.333333', forgeMultiple: 1 }), passes('33.333333'))
  assert.deepEqual(await sorted({ valueAtRisk: '33.333334', forgeMultiple: 1 }), fails('33.333334'))
  assert.deepEqual(await sorted({ valueAtRisk: '0' }), [fair, good, 'loner 79612 0', unknown])
  assert.deepEqual((await sorted({ valueAtRisk: '4', unknownTrust: true })).slice(-1), ['stranger null -'])
  // The lower bound is looked at first.
  assert.match((await sorted({ valueAtRisk: '4', minTrust: 1_000_000 }))[0] ?? '', /fair TRUST_TOO_LOW/)
})

test('what is at risk is in the currency of the policy, and without a rate nobody who is known passes', async () => {
  const inEuros = { reference: 'EUR' }
  // A euro is ten dollars: a third of one, ten times, is what forging costs.
  assert.deepEqual(
    (await told('all', { ...inEuros, valueAtRisk: '0.33333333' })).map(line => line.split(' ', 2).join(' ')),
    ['good 966707', 'fair 572591', 'loner FORGEABLE:', 'stranger TRUST_UNKNOWN:'],
  )
  const { nodes, inputs } = await asked('all', { ...inEuros, valueAtRisk: '0.3' })
  assert.equal(nodes.length, 2)
  assert.ok(inputs.rates.some(({ base, quote }) => base === 'EUR' && quote === 'USD'))
  // Those of whom nothing is known are not asked what it costs.
  const pegs = [{ asset: USD, rate: '1' }]
  assert.deepEqual((await told('all', { reference: 'GBP', pegs, valueAtRisk: '1', unknownTrust: true })).sort(), [
    ...['fair', 'good', 'loner'].map(who => `${who} RATE_MISSING: no feed leads from USD to GBP`),
    'stranger null -',
  ])
})

test('what would have let an offer in: the trust, or the cost of forging, that it lacks', async () => {
  const explained = async (who: Person, policy: Policy) => {
    const query = `query ($job: Job!, $policy: Policy, $offer: ID!) { explain(job: $job, policy: $policy, offer: $offer) {
      rank exclusion { reason } smallest { kind detail rank edits { path } } } }`
    return (await node.ask<{ explain: object }>(query, { job: job('all'), policy, offer: `${who.did}#all` })).explain
  }
  const change = (detail: string, rank: number) => ({ kind: 'TRUST', detail, rank, edits: [] })
  const out = (reason: string, smallest: object) => ({ rank: null, exclusion: { reason }, smallest })
  assert.deepEqual(
    [
      await explained(fair, { minTrust: 600_000 }),
      await explained(loner, { minTrust: 600_000, valueAtRisk: '3' }),
      await explained(loner, { minTrust: 50_000, valueAtRisk: '3' }),
      await explained(stranger, { minTrust: 50_000, valueAtRisk: '3' }),
    ],
    [
      out('TRUST_TOO_LOW', change('trust of 600000 parts per million', 2)),
      out('TRUST_TOO_LOW', change('trust of 600000 parts per million that costs 30 USD to forge', 2)),
      out('FORGEABLE', change('trust that costs 30 USD to forge', 3)),
      out('TRUST_UNKNOWN', change('trust of 50000 parts per million that costs 30 USD to forge', 3)),
    ],
  )
  const tied = `query ($job: Job!, $offer: ID!) { explain(job: $job, offer: $offer) { rank changes { kind detail rank } } }`
  const { explain } = await node.ask<{ explain: { rank: number; changes: { kind: string }[] } }>(tied, {
    job: job('all'),
    offer: `${fair.did}#all`,
  })
  const least = fair.did < good.did ? 966_707 : 966_708
  assert.deepEqual(
    [explain.rank, explain.changes.filter(({ kind }) => kind === 'TRUST')],
    [2, [{ kind: 'TRUST', detail: `trust of ${least} parts per million`, rank: 1 }]],
  )
})

test('of several agents the least trusted counts, and of none that both sides stand by nothing is known', async () => {
  await mine([await offer(good, 'agents'), await offer(stranger, 'agents')])
  assert.deepEqual(await told('agents'), ['good 966707 33.333333', 'stranger null -'])
  const both = await mine([namesDid(3n, good.did), namesAgent(good.address, agentAt(3n)), namesDid(2n, stranger.did)])
  assert.deepEqual(await told('agents'), ['good 79612 0', 'stranger null -'])
  const lost = await mine([revokesAgent(good.address, agentAt(3n)), revokesAgent(good.address, agentAt(1n))])
  assert.deepEqual(await told('agents'), [...['good', 'stranger'].map(who => `${who} null -`)].sort(bySubject))
  await mine(linked(1n, good))
  assert.deepEqual(await told('agents'), ['good 966707 33.333333', 'stranger null -'])
  await mine([namesDid(2n, fair.did), ...linked(3n, loner)])
  // What was so then is still told of then.
  assert.deepEqual(await told('agents', {}, { block: `${both.number - 1}` }), [
    'good 966707 33.333333',
    'stranger null -',
  ])
  assert.deepEqual(await told('agents', {}, { block: `${both.number}` }), ['good 79612 0', 'stranger null -'])
  assert.deepEqual((await told('agents', { minTrust: 1 }, { block: `${lost.number}` })).sort(), [
    `good ${UNKNOWN}`,
    `stranger ${UNKNOWN}`,
  ])
})

test('a link that was made for a time ends with it', async () => {
  await mine([await offer(stranger, 'until')])
  const { time } = node.chain.head()
  const bond = founded(9n, stranger).slice(0, -1)
  await mine([...bond, namesAgent(stranger.address, agentAt(9n), BigInt(time + 100))])
  assert.deepEqual(await told('until'), ['stranger 79612 0'])
  await mine([], 87)
  assert.deepEqual(await told('until'), ['stranger 79612 0'])
  await mine([], 1)
  assert.deepEqual(await told('until'), ['stranger null -'])
})

test('feedback counts at once, its revocation and a sale too, a day takes its share, and the past stays what it was', async () => {
  await mine([await offer(good, 'time')])
  const start = await mine([])
  const trust = async (asOf?: object) => (await told('time', {}, asOf))[0]
  await mine([starred(1, sybil, 1, 0)])
  assert.equal(await trust(), 'good 966707 33.333333', 'who spent nothing elsewhere is not heard')
  const scorn = await mine([starred(1, one, 2, 0)])
  assert.equal(await trust(), SCORNED)
  await mine([feedbackRevoked(1n, one, 2n)])
  assert.equal(await trust(), 'good 966707 33.333333')
  await mine([], DAY)
  assert.equal(await trust(), AGED)
  await mine([transferred(1n, good.address, account(0xb0b0b0))])
  assert.equal(await trust(), 'good null -', 'the buyer has not said whose the agent is')
  await mine([namesDid(1n, good.did)])
  assert.equal(await trust(), SOLD)
  assert.equal(await trust({ block: `${start.number}` }), 'good 966707 33.333333')
  assert.equal(await trust({ block: `${scorn.number}` }), SCORNED)
})

test('a strict policy asks for credit from several sources, and says so', async () => {
  const trust = trustOf({ strict: true })
  const strict = await startNode({ settings: { ...wideMarket, feeds, trust } })
  try {
    strict.chain.mine([round(100_000_000n, 1n, GENESIS_TIME), ...seedsFounded(), ...founded(1n, good)])
    const paid = [...paysSeeds(one, 8_000_000n), ...paysSeeds(two, 8_000_000n, 5_000_000n)]
    strict.chain.mine([...paid, ...[one, two].map(rater => transferOf(rater, good.address, 20_000n))])
    strict.chain.mine([], DAY)
    strict.chain.mine([await offer(good, 'strict'), ...[one, two].map(rater => starred(1, rater, 1, 100))])
    await strict.settle()
    const { quote } = await strict.ask<{ quote: Answer }>(QUERY, { job: job('strict') })
    // Of the one who paid a single seed nothing, of the other twice the five dollars that match its eight.
    assert.equal(quote.nodes[0]?.forgeCost?.amount, '5.555555')
    assert.deepEqual(quote.inputs.trustPolicy, { id: policy.id, strict: true })
  } finally {
    await strict.close()
  }
})
