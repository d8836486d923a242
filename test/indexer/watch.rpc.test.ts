/** What reading by topic costs an endpoint: how many requests for how many watched addresses, and none too large. */
import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import type { Hex } from 'viem'
import type { ChainSpec } from '../../indexer/chain.ts'
import { rpcSource } from '../../indexer/rpc.ts'
import { account, authorizationUsed, minted, transferOf } from '../support/facts.ts'
import { indexed } from '../support/indexed.ts'
import { methodsOf, Refusal, type Reply, startRpcServer } from '../support/rpcServer.ts'
import { addressOf, type Emitted, scriptedChain } from '../support/scripted.ts'
import { factsOf } from '../support/world.ts'

const TOKEN = addressOf('TestToken')
const STRANGER = account(0x5742a)
const NONCE: Hex = `0x${'07'.repeat(32)}`
const WATCHED = 10_000
const PER_BLOCK = 500

/** Ten thousand accounts register; in later blocks every thousandth is paid by a stranger, half of them by signature. */
const chain = scriptedChain()
chain.mine()
for (let n = 0; n < WATCHED; n += PER_BLOCK) {
  chain.mine(Array.from({ length: PER_BLOCK }, (_, i) => minted(BigInt(n + i), account(1_000_000 + n + i))))
}
for (let n = 0; n < WATCHED; n += 1_000) {
  const paid = transferOf(STRANGER, account(1_000_000 + n), BigInt(n), 1)
  const signed: Emitted[] = n % 2_000 === 0 ? [authorizationUsed(STRANGER, NONCE, 1)] : []
  chain.mine([...signed, paid, transferOf(STRANGER, account(7), 1n)])
}
chain.mine()

const server = await startRpcServer(methodsOf(chain))
after(() => server.close())
const honest = methodsOf(chain).eth_getLogs ?? (() => [])
beforeEach(() => server.on('eth_getLogs', honest))

type Asked = { address: string[]; topics: (string[] | null)[]; fromBlock?: string; blockHash?: string }

/** Indexes the chain over HTTP: what it asked for, and what it kept. */
const asking = async (spec: Partial<ChainSpec>, reply: Reply = honest) => {
  const asked: Asked[] = []
  server.on('eth_getLogs', params => {
    asked.push(params[0] as Asked)
    return reply(params)
  })
  const source = rpcSource(server.url)
  const rows = await indexed({ ...chain, source }, store => factsOf(store), spec)
  return { asked, rows }
}
const named = ({ topics }: Asked) => topics.slice(1).flatMap(topic => topic ?? []).length
const final: Partial<ChainSpec> = { finality: { depth: 1 } }
const reference = await indexed(chain, store => factsOf(store), final)

test('a range costs two requests for each 500 addresses, and one for the authorizations', async () => {
  const { asked, rows } = await asking(final)
  assert.deepEqual(rows, reference)
  assert.deepEqual([rows.watched?.length, rows.payment?.length, rows.authorization_used?.length], [WATCHED, 10, 5])
  const inRange = asked.filter(({ fromBlock }) => fromBlock !== undefined)
  const whole = inRange.filter(({ address }) => !address.includes(TOKEN))
  const byTopic = inRange.filter(({ address }) => address.includes(TOKEN))
  // Endpoints cut answers off at just so many logs as the whole range has: both halves are asked for as well.
  assert.deepEqual([whole.length, byTopic.length], [3, 41])
  assert.deepEqual(
    [byTopic.map(named).toSorted((a, b) => b - a), byTopic.map(({ topics }) => topics.length).toSorted()],
    [
      [...Array(40).fill(500), 11],
      [...Array(21).fill(2), ...Array(20).fill(3)],
    ],
  )
})

test('at the tip a block costs one request, however many are watched', async () => {
  const { asked, rows } = await asking({ finality: { depth: 1_000 } })
  assert.deepEqual(rows, reference)
  assert.deepEqual([asked.length, new Set(asked.map(({ blockHash }) => blockHash)).size], [32, 32])
})

test('where nothing is watched yet, a range is asked for once', async () => {
  const empty = scriptedChain()
  for (let i = 0; i < 5; i += 1) empty.mine([transferOf(STRANGER, account(7), 1n)])
  const own = await startRpcServer(methodsOf(empty))
  await indexed({ ...empty, source: rpcSource(own.url) }, async () => {}, final)
  const ranges = own.bodies
    .flat()
    .filter(({ method, params = [] }) => method === 'eth_getLogs' && 'fromBlock' in (params[0] as Asked))
  assert.deepEqual(ranges.length, 1)
  await own.close()
})

const refusals: Record<string, (asked: Asked & { toBlock: string }, found: unknown[]) => boolean> = {
  'more than two logs': (_, found) => found.length > 2,
  'more than four blocks of the token': ({ address, fromBlock, toBlock }) =>
    address.includes(TOKEN) && Number(toBlock) - Number(fromBlock) >= 4,
}
for (const [what, refuses] of Object.entries(refusals)) {
  test(`an endpoint that refuses ${what} is asked in halves, and every log is kept once`, async () => {
    const { rows } = await asking(final, params => {
      const found = honest(params) as unknown[]
      const asked = params[0] as Asked & { toBlock: string }
      if (asked.address.includes(TOKEN) && asked.fromBlock !== undefined && refuses(asked, found))
        throw new Refusal(-32_005, 'query returned more than 10000 results')
      return found
    })
    assert.deepEqual(rows, reference)
  })
}

test('an endpoint that leaves the addresses out of account changes nothing that is kept', async () => {
  let lies = 0
  const { rows } = await asking(final, params => {
    const asked = params[0] as Asked
    if (asked.topics.length === 1 || lies === 3) return honest(params)
    lies += 1
    return honest([{ ...asked, topics: [asked.topics[0] ?? null] }])
  })
  assert.deepEqual([rows, lies], [reference, 3])
})
