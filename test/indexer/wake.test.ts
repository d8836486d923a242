import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { rpcSource } from '../../indexer/rpc.ts'
import { waker } from '../../indexer/wake.ts'
import { startAnvil } from '../../src/demo/anvil.ts'
import { chainRow } from '../../src/store/chain.ts'
import { indexed } from '../support/indexed.ts'
import { CHAIN, scriptedChain } from '../support/scripted.ts'
import { until } from '../support/until.ts'
import { factsOf, indexing, scriptedSpec, temporaryStore } from '../support/world.ts'
import { startWsServer } from '../support/wsServer.ts'

const HOUR_MS = 3_600_000
const never = new AbortController().signal

const server = await startWsServer()
after(() => server.close())

/** Listens to the server as long as the story lasts. */
const listening = (story: (heads: ReturnType<typeof waker>) => Promise<void>) => async () => {
  const before = server.connections()
  using heads = waker(server.url, never)
  await until('it has connected', () => server.connections() > before)
  await story(heads)
}

test('a wait is by the clock where nothing is told, and ends with the signal', async () => {
  const abort = new AbortController()
  using heads = waker(undefined, abort.signal)
  await heads.wait(1)
  const waiting = heads.wait(HOUR_MS)
  abort.abort()
  await assert.rejects(waiting, { name: 'AbortError' })
  await assert.rejects(heads.wait(HOUR_MS), { name: 'AbortError' })
})

test(
  'what is told ends a wait, whatever it is; so does what was told before',
  listening(async heads => {
    const waiting = heads.wait(HOUR_MS)
    server.tell('no JSON at all')
    await waiting
    server.tell('{"method":"eth_subscription","params":{"result":{"number":"0xffffffff"}}}')
    await heads.wait(HOUR_MS)
  }),
)

test(
  'a flood wakes as often as a wait is begun, not as often as it is told',
  listening(async heads => {
    let woken = 0
    for (const end = performance.now() + 300; performance.now() < end; woken += 1) {
      for (let i = 0; i < 100; i += 1) server.tell('{}')
      await heads.wait(HOUR_MS)
    }
    assert.ok(woken <= 15, `${woken} times`)
  }),
)

test(
  'a connection that is lost is opened again, and closed for good at the end',
  listening(async heads => {
    const before = server.connections()
    server.drop()
    await heads.wait(1)
    await until('it has connected again', () => server.connections() > before)
    let isAwake = false
    heads.wait(HOUR_MS).then(() => {
      isAwake = true
    })
    await until('it is told', () => {
      server.tell('{}')
      return isAwake
    })
    heads[Symbol.dispose]()
    await until('it is closed', () => server.open() === 0)
  }),
)

test('a WebSocket that says nothing, or that nobody serves, changes nothing', async () => {
  const gone = await startWsServer()
  await gone.close()
  for (const url of [server.url, gone.url]) {
    const chain = scriptedChain()
    for (let i = 0; i < 12; i += 1) chain.mine()
    const store = temporaryStore()
    const indexer = indexing(store, chain.source, { spec: { ...scriptedSpec, ws: url } })
    try {
      await indexer.reach(chain.head())
      chain.fork(3)
      for (let i = 0; i < 6; i += 1) chain.mine()
      await indexer.reach(chain.head())
      assert.deepEqual(await factsOf(store), await indexed(chain, store => factsOf(store)))
    } finally {
      await indexer.stop()
      await store.close()
    }
  }
})

test('the heads of a real chain are looked at when they are told, long before the clock says so', async () => {
  const anvil = await startAnvil()
  const store = temporaryStore()
  const ws = anvil.url.replace('http', 'ws')
  const indexer = indexing(store, rpcSource(anvil.url), {
    spec: { ...scriptedSpec, finality: { depth: 1_000 }, ws, pollMs: HOUR_MS },
  })
  const mine = () =>
    fetch(anvil.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"jsonrpc":"2.0","id":1,"method":"evm_mine","params":[]}',
    })
  try {
    await until('it follows', () => indexer.seen.some(({ kind }) => kind === 'following'))
    // Heads from before it was listened to are not told: more are mined until three were.
    await until('three were told', async () => {
      await mine()
      return ((await store.write(() => chainRow(CHAIN)))?.head_number ?? 0) >= 3
    })
  } finally {
    await indexer.stop()
    await anvil.stop()
    await store.close()
  }
})
