/** An offer that is handed to the node where nothing else changes: what was found of its standing holds no more. */
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

  await publish(node, offer.jwt)
  await node.settle()
  assert.equal(await node.outcome(job('hour')), '2')
})
