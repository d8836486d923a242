/** Ten thousand offers of one DID in one category, and one of somebody else. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { run } from '../../src/store/statement.ts'
import { startNode } from '../support/node.ts'
import { marketSettings, offerOf, person, round, signed, termsOf } from '../support/offers.ts'
import { quotes } from '../support/quotes.ts'
import { offerBoard } from '../support/registry.ts'
import { GENESIS_TIME } from '../support/scripted.ts'

const CROWD = 10_000
const node = await startNode({ settings: marketSettings })
after(() => node.close())
const announce = offerBoard()
const [crowd, alone] = [person('crowd'), person('alone')]
const parking = termsOf('Lot 7')
// A hundredth dearer.
const dearer = { ...parking, tariff: parking.tariff.map(line => ({ ...line, per: '0.99' })) }
const one = await signed(crowd, offerOf(crowd, dearer, { sub: `${crowd.did}#n0` }))
const other = await signed(alone, offerOf(alone, parking))
node.mine(round(100_000_000n, 1n, GENESIS_TIME), announce(one), announce(other))
await node.settle()

// Rows as ten thousand tokens would leave them, without the time to sign and check each.
await node.store.write(function* () {
  const numbers = `with recursive n(i) as (select 1 union all select i + 1 from n where i < ${CROWD - 1})`
  const digits = `substr('${'0'.repeat(64)}' || i, 1 + length(cast(i as text)))`
  const [id, sub] = [`'0x' || ${digits}`, `'${crowd.did}#n' || i`]
  const columns: Record<string, string> = {
    token: `${id}, issuer, ${sub}, ${id}, seq, starts, expires, void, kid, key, name, payload, jwt, known_at, 2 + i`,
    token_category: `category, ${id}, ${sub}`,
    token_document: `uri_id, ${id}, 2 + i`,
  }
  for (const [table, copied] of Object.entries(columns)) {
    const original = table === 'token' ? 'id' : 'token'
    yield* run(`insert into ${table} ${numbers} select ${copied} from ${table}, n where ${original} = '${one.id}'`)
  }
  yield* run(`update announcement set offer_id = null, subject = null, seq = null where offer_id = '${one.id}'`)
})

const category = 'osm:amenity=parking'
const job = { category, quantities: [{ meter: 'time', value: '1', unit: 'h' }] }

test('the one that is cheaper wins, and the page is as long as it was asked for', async () => {
  const { nodes, pageInfo, exclusions } = await quotes(node, job, {}, { first: 2, firstExcluded: 1 })
  assert.deepEqual(
    [nodes.map(({ offer, landed }) => [offer.subject, landed.amount]), pageInfo.hasNextPage, exclusions.totalCount],
    [
      [
        [`${alone.did}#offer`, '3'],
        [`${crowd.did}#n0`, '3.030304'],
      ],
      true,
      0,
    ],
  )
})

test('whoever denies the crowd sees how many it left out, page by page', async () => {
  const { nodes, exclusions } = await quotes(node, job, { deny: [crowd.did] }, { firstExcluded: 100 })
  assert.deepEqual(
    [nodes.length, exclusions.nodes.length, exclusions.totalCount, exclusions.pageInfo.hasNextPage],
    [1, 100, CROWD, true],
  )
})

test('its category says that only a part of it was counted', async () => {
  const { categories } = await node.ask('{ categories { nodes { category offers complete } } }')
  assert.deepEqual(categories, { nodes: [{ category, offers: 1_000, complete: false }] })
})

test('a list of its offers is a page', async () => {
  const { offers } = await node.ask<{ offers: { nodes: unknown[]; pageInfo: unknown } }>(
    'query ($did: ID) { offers(filter: { issuer: $did }, first: 100) { nodes { id } pageInfo { hasNextPage } } }',
    { did: crowd.did },
  )
  assert.deepEqual([offers.nodes.length, offers.pageInfo], [100, { hasNextPage: true }])
  assert.deepEqual(node.faults, [])
})
