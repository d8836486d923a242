import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { startNode } from '../support/node.ts'
import { marketSettings, offerOf, onBoard, person, round, signed, termsOf } from '../support/offers.ts'
import { GENESIS_TIME } from '../support/scripted.ts'

const node = await startNode({ settings: marketSettings })
after(() => node.close())

const QUOTE = `query ($job: Job!, $policy: Policy) {
  quote(job: $job, policy: $policy) {
    nodes { rank offer { subject name } total { atomic amount currency } landed { amount currency } rail accepts }
    exclusions { nodes { offer { subject } reason detail } totalCount }
  }
}`

test('the cheapest of two chargers, exactly', async () => {
  const alice = person('alice')
  const bob = person('bob')
  const first = await signed(alice, offerOf(alice, termsOf('Bay 4')))
  const second = await signed(bob, offerOf(bob, termsOf('Harbour')))
  node.mine(round(100_000_000n, 1n, GENESIS_TIME), onBoard(second, 0), onBoard(first, 1))
  await node.settle()
  const job = {
    category: 'osm:amenity=charging_station',
    quantities: [
      { meter: 'energy', value: '32.4', unit: 'kW.h' },
      { meter: 'idle', value: '25', unit: 'min' },
    ],
  }
  const { quote } = await node.ask<{
    quote: { nodes: { offer: { subject: string }; total: { atomic: string }; landed: { amount: string } }[] }
  }>(QUOTE, { job })
  assert.deepEqual(
    quote.nodes.map(({ offer, total, landed }) => [offer.subject, total.atomic, landed.amount]),
    [
      [`${alice.did}#offer`, '17782000', '17.782'],
      [`${bob.did}#offer`, '18822000', '18.822'],
    ],
  )
})
