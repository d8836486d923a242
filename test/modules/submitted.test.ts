/** An offer that is handed to the node where nothing else changes: what was found of its standing holds no more, and its history says so. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { offerOf, person, signed } from '../support/offers.ts'
import { job, startPolicies, terms } from '../support/policies.ts'
import { publish } from '../support/publishing.ts'

test('an offer whose announcement has ended counts again once the node was handed it', async () => {
  const node = await startPolicies({})
  after(() => node.close())
  const alice = person('alice')
  const offer = await signed(alice, offerOf(alice, terms('hour')))
  node.mine(node.registry.offer(alice.address, offer.uri))
  await node.settle()
  assert.equal(await node.outcome(job('hour')), '2')

  node.mine(node.registry.offer(alice.address, offer.uri, 0n))
  await node.settle()
  assert.equal(await node.outcome(job('hour')), 'NOT_IN_FORCE: unannounced')

  node.mine()
  await node.settle()
  await publish(node, offer.jwt)
  await node.settle()
  assert.equal(await node.outcome(job('hour')), '2')

  const { priceHistory } = await node.ask<{ priceHistory: { nodes: object[] } }>(
    `query ($subject: ID!) { priceHistory(subject: $subject) {
      nodes { ending opened { kind block origin { block } } closed { kind block } }
    } }`,
    { subject: `${alice.did}#offer` },
  )
  assert.deepEqual(priceHistory.nodes, [
    {
      ending: 'UNANNOUNCED',
      opened: { kind: 'OFFER', block: '2', origin: { block: '2' } },
      closed: { kind: 'OFFER', block: '3' },
    },
    { ending: null, opened: { kind: 'OFFER', block: '4', origin: null }, closed: null },
  ])
  const refused = await node.refused(
    `query ($job: Job!) { cheapestHistory(job: $job, policy: { unsigned: true }, from: "2026-01-01T00:00:00Z") { nodes { from } } }`,
    { job: job('hour') },
  )
  assert.deepEqual(refused, {
    code: 'bad_input',
    message: 'policy.unsigned: a history is of signed offers',
    hint: 'leave it out',
  })
})
