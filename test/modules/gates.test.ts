/** Trust as a gate of quotes: who passes, to the last part per million and the last millionth of a dollar. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { stringToHex } from 'viem'
import { account, agentAt, feedbackRevoked, transferOf, transferred } from '../support/facts.ts'
import { namesDid, revokesAgent } from '../support/links.ts'
import { startNode } from '../support/node.ts'
import { offerOf, type Person, person, round, signed } from '../support/offers.ts'
import { starred } from '../support/opinions.ts'
import { job, terms } from '../support/policies.ts'
import { type Policy, wideMarket } from '../support/quotes.ts'
import { offerBoard } from '../support/registry.ts'
import { type Emitted, GENESIS_TIME } from '../support/scripted.ts'
import { founded, linked, paysSeeds, seedsFounded, trustOf } from '../support/trusting.ts'

const DAY = 86_400
const policy = trustOf()
const EURO = (wideMarket.feeds ?? []).slice(0, 1).map(feed => ({ ...feed, base: 'EUR', decimals: 7 }))
const node = await startNode({
  settings: { ...wideMarket, feeds: [...(wideMarket.feeds ?? []), ...EURO], trust: policy },
})
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
const UNKNOWN = 'TRUST_UNKNOWN: nothing is known of the trust in the provider'

test('a multiple of what is at risk is between 1 and 1000', async () => {
  for (const forgeMultiple of [0, -1, 1_001]) {
    const { code, message } = await node.refused(QUERY, { job: job('all'), policy: { forgeMultiple } })
    assert.deepEqual([code, message.includes('policy.forgeMultiple')], ['bad_input', true])
  }
})

test('who is trusted, how much, by which rules: and among equal costs the trusted come first', async () => {
  assert.deepEqual(await told('all'), [
    'good 939432 33.333333',
    'fair 508120 33.333333',
    'loner 79612 0',
    'stranger null -',
  ])
  const { inputs } = await asked('all')
  assert.deepEqual(inputs.trustPolicy, { id: policy.id, strict: false })
})
