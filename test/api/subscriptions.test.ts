import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LIMITS } from '../../src/api/limits.ts'
import { api } from '../../src/api/server.ts'
import { modules } from '../../src/modules/index.ts'
import { migrate } from '../../src/store/migrate.ts'
import type { Store } from '../../src/store/open.ts'
import { follow } from '../support/following.ts'
import { startNode } from '../support/node.ts'
import { marketSettings, person, round } from '../support/offers.ts'
import { job } from '../support/policies.ts'
import { offerBoard } from '../support/registry.ts'
import { GENESIS_TIME, scriptedChain } from '../support/scripted.ts'
import { noSettings } from '../support/settings.ts'
import { priced, STANDING, type Standing, serving } from '../support/standingQuotes.ts'
import { until } from '../support/until.ts'
import { indexing, temporaryStore } from '../support/world.ts'

const HEADS = 'subscription { heads { heads { number hash } } }'

/** A store that counts the read transactions that are open and notes every statement that is read. */
const counted = (store: Store) => {
  const statements: string[] = []
  let open = 0
  const counting: Store = {
    ...store,
    read: async () => {
      const reader = await store.read()
      let held = true
      open += 1
      return {
        all: async query => {
          statements.push(JSON.stringify('sql' in query ? query.sql : query.toOperationNode()))
          return reader.all(query)
        },
        release: () => {
          if (held) open -= 1
          held = false
          reader.release()
        },
      }
    },
  }
  return { store: counting, statements, open: () => open }
}

/** What every ranking reads once: how far the claims have come. */
const isRanking = (statement: string): boolean => statement.includes('max(nr) as nr from token"')

/** A node with a market whose store is counted, served on a port of its own while a story is told. */
const story = async (told: (there: Awaited<ReturnType<typeof begun>>) => Promise<void>): Promise<void> => {
  const there = await begun()
  try {
    await told(there)
  } finally {
    await there.close()
    await there.node.close()
  }
}
const begun = async () => {
  const node = await startNode({ settings: marketSettings })
  const watched = counted(node.store)
  const settings = { ...noSettings, ...marketSettings }
  const faults: unknown[] = []
  const onFault = (fault: unknown) => void faults.push(fault)
  const server = api({ store: watched.store, modules, settings, version: '1', example: '{ __typename }', onFault })
  node.mine(round(100_000_000n, 1n, GENESIS_TIME))
  await node.settle()
  return { node, server, announce: offerBoard(), faults, ...watched, ...(await serving({ server })) }
}
const open = async (url: string): Promise<string | undefined> =>
  /^portolan_subscriptions\S* (\d+)$/m.exec(await (await fetch(`${url}/metrics`)).text())?.[1]

const refusals: Record<string, [variables: object, message: string]> = {
  'a category that is none': [
    { job: { ...job('a'), category: 'chargers' } },
    'job.category: chargers is not a category',
  ],
  'a meter of no known unit': [
    { job: { ...job('a'), quantities: [{ meter: 'time', value: '1', unit: 'moons' }] } },
    'job.quantities time: moons is not a unit we know',
  ],
  'a policy in no currency': [
    { policy: { reference: 'dollars' } },
    'policy.reference: dollars is not an ISO 4217 code',
  ],
  'a price on distance and no place': [
    { policy: { perKilometer: '1' } },
    'policy.perKilometer: the job names no place',
  ],
  'a least change below zero': [{ minChange: '-1' }, 'minChange: -1 is below zero'],
}
test('a question that cannot be asked is refused once, for what it is, and nothing follows it', () =>
  story(async ({ url, faults, open: readers }) => {
    for (const [what, [variables, message]] of Object.entries(refusals)) {
      const stream = await follow(url, STANDING, { job: job('a'), ...variables })
      const event = await stream.next()
      assert.deepEqual(
        [event?.data ?? null, event?.errors?.map(({ message, extensions: { code } }) => [code, message])],
        [null, [['bad_input', message]]],
        what,
      )
      assert.equal(await stream.next(), null)
    }
    assert.deepEqual([await open(url), readers(), faults], ['0', 0, []])
  }))

test('while nothing is indexed nobody wins, and the first offer is told when it is there', async () => {
  const store = temporaryStore()
  await migrate(store)
  const faults: unknown[] = []
  const onFault = (fault: unknown) => void faults.push(fault)
  const server = api({ store, modules, settings: noSettings, version: '1', example: '{ __typename }', onFault })
  const { url, standing, close } = await serving({ server })
  const quote = await standing('a')
  const heads = await follow<{ heads: { heads: { number: string }[] } }>(url, HEADS)
  const { kind, quote: none, cause, inputs, _meta } = await quote.event()
  assert.deepEqual([kind, none, cause, inputs, _meta.heads], ['FIRST', null, [], { rates: [], gas: [] }, []])
  const chain = scriptedChain()
  chain.mine()
  const indexer = indexing(store, chain.source)
  try {
    await indexer.reach(chain.head())
    assert.deepEqual(
      (await heads.told()).heads.heads.map(({ number }) => number),
      ['0'],
    )
  } finally {
    await indexer.stop()
    await close()
    await store.close()
  }
  assert.deepEqual(faults, [])
})

test('equal questions are worked out once, however they are spelled', () =>
  story(async ({ node, announce, url, statements }) => {
    const plain = { meter: 'time', value: '1', unit: 'h' }
    const spellings = [
      { job: job('a') },
      { job: job('a', { quantities: [{ ...plain, value: '1.0' }] }), policy: { reference: 'USD', rails: null } },
      { job: job('a', { purchases: 1 }), policy: {}, minChange: '0.01' },
    ]
    const streams = await Promise.all(
      spellings.map(variables => follow<{ standingQuote: Standing }>(url, STANDING, variables)),
    )
    for (const stream of streams) assert.equal((await stream.told()).standingQuote.quote, null)
    const rankings = () => statements.filter(isRanking).length
    const before = rankings()
    node.mine(announce(await priced(person('alice'), '2', 'a')))
    await node.settle()
    for (const stream of streams) assert.equal((await stream.told()).standingQuote.quote?.landed.amount, '2')
    // Once for the block, and once more where its document was read later.
    assert.ok(before >= 1 && rankings() - before <= 2, `${before} rankings, then ${rankings() - before}`)
    for (const stream of streams) stream.leave()
  }))

test('between events no read transaction is open; who leaves leaves nothing behind', () =>
  story(async ({ node, url, standing, open: readers }) => {
    const [quote, heads] = [await standing('a'), await follow<object>(url, HEADS)]
    await Promise.all([quote.event(), heads.told()])
    await until('nothing is read', () => readers() === 0)
    assert.equal(await open(url), '2')
    node.mine()
    await node.settle()
    await heads.told()
    await until('nothing is read', () => readers() === 0)
    quote.leave()
    await until('one has left', async () => (await open(url)) === '1')
    heads.leave()
    await until('both have left', async () => (await open(url)) === '0')
    assert.equal(readers(), 0)
  }))

/** A question whose answer is of megabytes: more than the network takes from a client that does not read. */
const LARGE = `subscription ($job: Job!) { standingQuote(job: $job) { kind quote { landed { amount } offer {
  ${Array.from({ length: 25 }, (_, i) => `a${i}: announcements { uri }`).join(' ')} } } } }`

test('a client that does not read is told the newest state when it does, not every state between', () =>
  story(async ({ node, announce, url, standing, open: readers }) => {
    const alice = person('alice')
    const first = await priced(alice, '2', 'a')
    node.mine(...Array.from({ length: 400 }, () => announce(first)))
    await node.settle()
    const slow = await follow<{ standingQuote: Standing }>(url, LARGE, { job: job('a') })
    const quick = await standing('a')
    assert.match(await quick.brief(), /^FIRST/)
    for (const [i, dollars] of ['3', '4', '5'].entries()) {
      node.mine(announce(await priced(alice, dollars, 'a', { seq: i + 2 })))
      await node.settle()
      assert.match(await quick.brief(), /^CHANGED/)
    }
    await until('nothing is read for who does not read', () => readers() === 0)
    const amounts = []
    for (const _ of [1, 2]) amounts.push((await slow.told()).standingQuote.quote?.landed.amount)
    assert.deepEqual(amounts, ['2', '5'])
    slow.leave()
    quick.leave()
  }))

test('an event that is not taken holds no read transaction, and leaves with its reader', () =>
  story(async ({ node, announce, server, url, statements, open: readers }) => {
    const offer = await priced(person('alice'), '2', 'a')
    node.mine(...Array.from({ length: 150 }, () => announce(offer)))
    await node.settle()
    const { body } = await server.fetch(
      new Request('http://node.test/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
        body: JSON.stringify({ query: LARGE, variables: { job: job('a') } }),
      }),
    )
    const reader = body?.getReader()
    assert.equal(Buffer.from((await reader?.read())?.value ?? []).toString(), ':\n\n')
    await until('it is worked out', () => statements.some(isRanking))
    await until('nothing is read', () => readers() === 0)
    assert.equal(await open(url), '1')
    await reader?.cancel()
    assert.equal(await open(url), '0')
  }))

test('who would not understand a stream is told so', () =>
  story(async ({ url }) => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ query: HEADS }),
    })
    const message = 'a subscription is answered as a stream of events'
    const extensions = { code: 'bad_input', hint: 'ask with accept: text/event-stream' }
    assert.deepEqual(await response.json(), { errors: [{ message, extensions }] })
    assert.equal(await open(url), '0')
  }))

test('one address has so many subscriptions at once', () =>
  story(async ({ url }) => {
    const streams = await Promise.all(
      Array.from({ length: LIMITS.subscriptionsPerClient }, () => follow<object>(url, HEADS)),
    )
    for (const stream of streams) await stream.told()
    const refused = await follow(url, HEADS)
    assert.deepEqual(await refused.next(), {
      errors: [
        {
          message: 'this address has 100 subscriptions already',
          extensions: { code: 'too_large', hint: 'end one of them first' },
        },
      ],
    })
    assert.equal(await refused.next(), null)
    streams[0]?.leave()
    await until('one has left', async () => (await open(url)) === '99')
    const last = await follow<object>(url, HEADS)
    await last.told()
    for (const stream of [...streams, last]) stream.leave()
  }))

test('when the server closes, every stream says that it is complete', async () => {
  const { node, url, standing, close, open: readers } = await begun()
  const [quote, heads] = [await standing('a'), await follow<object>(url, HEADS)]
  await Promise.all([quote.event(), heads.told()])
  await close()
  assert.deepEqual([await quote.next(), await heads.next(), readers()], [null, null, 0])
  await node.close()
})
