/**
 * A dispute: three weeks ago a buyer let the node pick a seller, which then did badly. Was the pick right by what was known,
 * who had vouched for the seller, with which money, and what has become of its name since? All of it is asked of the node
 * as it stands three weeks later.
 */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { account, agentAt, feedbackRevoked, transferOf } from './support/facts.ts'
import { startNode } from './support/node.ts'
import { offerOf, person, round, signed } from './support/offers.ts'
import { starred } from './support/opinions.ts'
import { hour, job, terms } from './support/policies.ts'
import { wideMarket } from './support/quotes.ts'
import { offerBoard } from './support/registry.ts'
import { addUp, TRUST, type Trust } from './support/reputation.ts'
import { type Emitted, GENESIS_TIME } from './support/scripted.ts'
import { founded, paysSeeds, seedsFounded, trustOf } from './support/trusting.ts'

const DAY = 86_400
const policy = trustOf()
const feeds = (wideMarket.feeds ?? []).map(feed => ({ ...feed, heartbeat: 10 ** 9 }))
const node = await startNode({ settings: { ...wideMarket, feeds, trust: policy } })
after(() => node.close())
const announce = offerBoard()
const mine = async (events: readonly Emitted[], seconds = 12) => {
  const block = node.chain.mine(events, seconds)
  await node.settle()
  return block
}

const [cheap, dear] = [person('cheap'), person('dear')]
const [ann, ben, eve] = [account(0xa11), account(0xb0b0), account(0xe5e)]
const offer = async (who: typeof cheap, price: string, seq: number) => {
  const priced = terms('survey', { tariff: [{ ...hour, rates: [{ price: { USD: price } }] }] })
  const claims = { sub: `${who.did}#survey`, seq, exp: GENESIS_TIME + 300 * DAY }
  return announce(await signed(who, offerOf(who, priced, claims)))
}

await mine([round(100_000_000n, 1n, GENESIS_TIME), ...seedsFounded(), ...founded(1n, cheap), ...founded(2n, dear)])
await mine([await offer(cheap, '1', 1), await offer(dear, '2', 1)])
const custom = await mine([
  ...[ann, ben].flatMap(who => paysSeeds(who, 6_000_000n, 6_000_000n)),
  ...paysSeeds(eve, 9_000_000n, 9_000_000n),
  ...[ann, ben, eve].flatMap(who => [cheap, dear].map(({ address }) => transferOf(who, address, 50_000n))),
])
const praise = await mine(
  [starred(1, ann, 1, 90), starred(1, ben, 1, 85), starred(2, ann, 1, 95), starred(2, ben, 1, 92)],
  DAY,
)

const PICK = `query ($job: Job!, $policy: Policy, $asOf: AsOf) { quote(job: $job, policy: $policy, asOf: $asOf) {
  nodes { rank offer { id subject } provider { did } total { amount currency atomic } landed { amount } trust forgeCost { amount } }
  exclusions { nodes { offer { subject } reason detail } }
  inputs { trustPolicy { id strict } rates { base quote answer round } gas { chain price block } }
  _meta { heads { chain number hash } } } }`
type Quoted = {
  nodes: { offer: { id: string; subject: string }; trust: number }[]
  exclusions: { nodes: { reason: string }[] }
  inputs: { trustPolicy: { id: string } }
  _meta: { heads: { chain: string; number: string; hash: string }[] }
}
const rules = { minTrust: 500_000 }
const quoted = async (asOf: object | null = null): Promise<Quoted> =>
  (await node.ask<{ quote: Quoted }>(PICK, { job: job('survey'), policy: rules, asOf })).quote

// The pick, as the buyer kept it.
const kept = await quoted()
// What came after: the seller fails its customers, one of its friends takes back what he said, prices move.
await mine([starred(1, eve, 1, 5)], 3 * DAY)
await mine([feedbackRevoked(1n, ben, 1n), await offer(cheap, '0.5', 2)], 4 * DAY)
await mine([starred(1, ann, 2, 10), await offer(dear, '3', 2)], 7 * DAY)
await mine([], 7 * DAY)
const then = { heads: kept._meta.heads }

const trustAt = async (agent: number, asOf: object | null, more = 'trust'): Promise<Trust> => {
  const { reputation } = await node.ask<{ reputation: { trust: Trust } }>(
    `query ($id: ID!, $asOf: AsOf, $first: Int = 100, $after: String) { reputation(id: $id, asOf: $asOf) { trust: ${more} { ${TRUST} } } }`,
    { id: agentAt(agent), asOf },
  )
  return reputation.trust
}

test('the pick is replayed as it was, although today another would be picked', async () => {
  assert.deepEqual(await quoted(then), kept)
  assert.equal(kept.nodes[0]?.offer.subject, `${cheap.did}#survey`)
  assert.equal(kept.inputs.trustPolicy.id, policy.id)
  const now = await quoted()
  assert.equal(now.nodes[0]?.offer.subject, `${dear.did}#survey`)
  assert.deepEqual(
    now.exclusions.nodes.map(({ reason }) => reason),
    ['TRUST_TOO_LOW'],
  )
})

test('the trust that it rested on is the sum of lines, each with its feedback and payments in blocks of the chain', async () => {
  const score = await trustAt(1, then)
  assert.equal(score.lower, kept.nodes[0]?.trust)
  for (const facet of score.facets) {
    const { prior, ...shown } = facet
    assert.deepEqual(addUp(score, facet), shown)
  }
  const lines = score.contributions.nodes.map(({ rater, quality, feedback, payments, creditSources }) => ({
    rater,
    quality,
    said: feedback.map(({ givenAt }) => givenAt),
    paid: payments.map(({ origin }) => origin),
    credit: creditSources.map(({ microUsd }) => microUsd),
  }))
  const at = (block: typeof praise, event: (log: (typeof praise.logs)[number]) => boolean) =>
    block.logs.filter(event).map(({ block: number, logIndex }) => ({ block: `${number}`, logIndex: `${logIndex}` }))
  const topic = (address: string) => `0x${address.slice(2).padStart(64, '0')}`
  const of = (rater: string, quality: number) => ({
    rater,
    quality,
    said: at(praise, ({ topics }) => topics[1] === topic('0x01') && topics[2] === topic(rater)),
    paid: at(custom, ({ topics }) => topics[1] === topic(rater) && topics[2] === topic(cheap.address)),
    credit: ['6000000', '6000000'],
  })
  assert.deepEqual(
    lines.toSorted((a, b) => b.quality - a.quality),
    [of(ann, 900_000), of(ben, 850_000)],
  )
})

test('every one of these origins names a transaction of the chain', async () => {
  const { reputation } = await node.ask<{
    reputation: { feedback: { nodes: { givenAt: { transaction: string; blockHash: string } }[] } }
  }>(
    'query ($id: ID!, $asOf: AsOf) { reputation(id: $id, asOf: $asOf) { feedback { nodes { givenAt { transaction blockHash } } } } }',
    {
      id: agentAt(1),
      asOf: then,
    },
  )
  const known = praise.logs.map(({ tx, blockHash }) => `${tx} ${blockHash}`)
  const named = reputation.feedback.nodes.map(
    ({ givenAt: { transaction, blockHash } }) => `${transaction} ${blockHash}`,
  )
  assert.equal(named.length, 2)
  assert.deepEqual(
    named.filter(name => !known.includes(name)),
    [],
  )
})

test('without the friend who took his praise back the seller would have been picked all the same', async () => {
  const whatIf = await trustAt(1, then, `whatIf(excludeRaters: ["${ben}"])`)
  assert.deepEqual([whatIf.hypothetical, whatIf.policyId], [true, policy.id])
  assert.ok(whatIf.lower < (await trustAt(1, then)).lower && whatIf.lower >= rules.minTrust, `${whatIf.lower}`)
})

test('what became of its name since: who lost rank, and what was said', async () => {
  const { scoreChanges } = await node.ask<{
    scoreChanges: {
      nodes: {
        agent: string
        before: number | null
        after: number | null
        rankBefore: number | null
        rankAfter: number | null
        causes: { kind: string }[]
      }[]
    }
  }>(
    `query ($from: AsOf!, $to: AsOf!) { scoreChanges(from: $from, to: $to) { nodes {
      agent before after rankBefore rankAfter causes { kind } } } }`,
    { from: then, to: {} },
  )
  const fallen = scoreChanges.nodes.find(({ agent }) => agent === agentAt(1))
  assert.ok(Number(fallen?.before) >= rules.minTrust && Number(fallen?.after) < rules.minTrust)
  assert.deepEqual(
    [fallen?.rankBefore, fallen?.rankAfter, fallen?.causes.map(({ kind }) => kind)],
    [1, 2, ['FEEDBACK']],
  )
})
