import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { backfill, type Range } from '../../indexer/backfill.ts'
import { decoder } from '../../indexer/decode.ts'
import { single } from '../../indexer/endpoints/endpoints.ts'
import { type RpcOptions, rpcSource } from '../../indexer/rpc.ts'
import { modules } from '../../src/modules/index.ts'
import { methodsOf, Refusal, rpcLog, startRpcServer } from '../support/rpcServer.ts'
import { CHAIN, type Emitted, scriptedChain } from '../support/scripted.ts'
import { scriptedContracts } from '../support/world.ts'

const uriOf = (agent: number, uri = `https://a.example/${agent}`): Emitted => ({
  by: 'TestIdentityRegistry',
  event: 'URIUpdated',
  args: { agentId: BigInt(agent), newURI: uri, updatedBy: `0x${'a'.repeat(40)}` },
})

const BLOCKS = 40
const chain = scriptedChain()
for (let number = 0; number < BLOCKS; number += 1)
  chain.mine(number % 3 === 0 ? [uriOf(number), uriOf(number + 1)] : [])
const { filter } = decoder(CHAIN, scriptedContracts, modules)

const server = await startRpcServer(methodsOf(chain))
after(() => server.close())
const honest = methodsOf(chain).eth_getLogs ?? (() => [])
beforeEach(() => {
  server.fail(null)
  server.on('eth_getLogs', honest)
})

const widthOf = (params: readonly unknown[]): number => {
  const { fromBlock, toBlock } = params[0] as { fromBlock: string; toBlock: string }
  return Number(toBlock) - Number(fromBlock) + 1
}
const asked = () => server.bodies.flat().filter(({ method }) => method === 'eth_getLogs').length

/** Reads blocks 0 to `to` and gives what was read: how far the ranges reach, where they do not meet, and the logs. */
const readAll = async (to = BLOCKS - 1, maxRange = 1_000, options: RpcOptions = {}) => {
  const ranges: Range[] = []
  const source = rpcSource(server.url, options)
  const signal = AbortSignal.timeout(20_000)
  for await (const range of backfill(single(source), filter, 0, to, { maxRange, signal })) ranges.push(range)
  return {
    from: ranges[0]?.from,
    to: ranges.at(-1)?.to,
    apart: ranges.filter((range, i) => i > 0 && range.from !== (ranges[i - 1]?.to ?? -1) + 1),
    logs: ranges.flatMap(({ logs }) => logs),
  }
}
const everything = (of = chain) => ({
  from: 0,
  to: of.blocks().length - 1,
  apart: [],
  logs: of.blocks().flatMap(({ logs }) => logs),
})

/** What providers say of a range that is too wide or holds too much, as they say it. */
const refusals: readonly (readonly [code: number, message: string])[] = [
  [-32_005, 'query returned more than 10000 results. Try with this block range [0x1, 0x7].'],
  [-32_000, 'query returned more than 10000 results'],
  [-32_600, 'block range is too wide'],
  [-32_603, 'block range is too wide (maximum 1024)'],
  [-32_005, 'limit exceeded'],
  [-32_602, 'Log response size exceeded. this block range should work: [0x1, 0x7]'],
  [-32_600, 'Under the Free tier plan, you can make eth_getLogs requests with up to a 10 block range.'],
  [-32_614, 'eth_getLogs is limited to a 10,000 range'],
  [-32_602, 'eth_getLogs is limited to 1024 block range. Please check the parameter requirements'],
  [-32_000, 'Block range limit exceeded. See more details at https://docs.example/limits'],
  [-32_047, 'Max range: 800'],
  [-32_602, 'Maximum allowed number of requested blocks is 3500'],
  [-32_000, 'requested too many blocks from 1 to 40, maximum is set to 7'],
  [-32_000, 'query exceeds max results 20000, retry with the range 1-7'],
  [-32_000, 'logs matched by query exceeds limit of 10000'],
  [-32_701, 'exceed maximum block range: 50000'],
  [-32_020, 'backend response too large'],
  [-32_000, 'response size should not greater than 10000000 bytes'],
  [-32_000, 'query timeout exceeded'],
  [-32_000, 'allowed block range threshold exceeded'],
]
for (const [code, message] of refusals) {
  test(`refused as ${code} "${message}": asked again in halves, every log once`, async () => {
    server.on('eth_getLogs', params => {
      if (widthOf(params) > 7) throw new Refusal(code, message)
      return honest(params)
    })
    assert.deepEqual(await readAll(), everything())
  })
}

test('refused for the number of logs rather than of blocks: every log once', async () => {
  server.on('eth_getLogs', params => {
    const found = honest(params) as unknown[]
    if (found.length > 2) throw new Refusal(-32_614, 'query returned more than 2 results')
    return found
  })
  assert.deepEqual(await readAll(), everything())
})

test('refused with HTTP 400 around the JSON-RPC error: every log once', async () => {
  const error = { code: -32_614, message: 'eth_getLogs is limited to a 5 range' }
  const body = JSON.stringify([{ jsonrpc: '2.0', id: 1, error }])
  server.fail(requests => {
    const wide = requests.some(({ method, params = [] }) => method === 'eth_getLogs' && widthOf(params) > 5)
    return wide ? { status: 400, body } : null
  })
  assert.deepEqual(await readAll(), everything())
})

test('a range that is not answered in time is asked again in halves', async () => {
  server.on('eth_getLogs', params => (widthOf(params) > 12 ? new Promise(() => {}) : honest(params)))
  assert.deepEqual(await readAll(BLOCKS - 1, 1_000, { timeoutMs: 400 }), everything())
})

test('a range whose logs outgrow one answer is asked again in halves', async () => {
  const heavy = scriptedChain()
  for (let number = 0; number < 8; number += 1) heavy.mine([uriOf(number, 'x'.repeat(900_000))])
  for (const [method, reply] of Object.entries(methodsOf(heavy))) server.on(method, reply)
  try {
    assert.deepEqual(await readAll(7, 1_000, { maxBytes: 5_000_000 }), everything(heavy))
  } finally {
    for (const [method, reply] of Object.entries(methodsOf(chain))) server.on(method, reply)
  }
})

test('one block that is refused on its own is an error, not an endless halving', async () => {
  server.on('eth_getLogs', () => {
    throw new Refusal(-32_614, 'query returned more than 10000 results')
  })
  await assert.rejects(readAll(), {
    code: 'rpc_refused',
    message: `${server.host} refuses eth_getLogs: query returned more than 10000 results`,
  })
})

for (const [code, message] of [
  [-32_005, 'daily request count exceeded, request rate limited'],
  [-32_005, 'project ID request rate exceeded'],
  [-32_029, 'Too Many Requests'],
  [429, 'Your app has exceeded its compute units per second capacity.'],
  [-32_007, '50/second request limit reached - reduce calls per second'],
  [-32_090, 'Too many requests, reason: call rate limit exhausted, retry in 10s'],
] as const) {
  test(`a rate limit, "${message}", is waited out, not met with more requests`, async () => {
    server.on('eth_getLogs', () => {
      throw new Refusal(code, message)
    })
    const before = asked()
    await assert.rejects(readAll(), { code: 'rpc_unavailable' })
    assert.equal(asked() - before, 1)
  })
}

test('the width follows the endpoint, and what is read does not follow the width', async () => {
  for (const maxRange of [1, 2, 3, 7, 39, 40, 41, 10_000])
    assert.deepEqual(await readAll(BLOCKS - 1, maxRange), everything())
})

test('an endpoint that leaves out a header below its head, or sends logs of elsewhere, is caught in the range', async () => {
  const [stray] = chain.blocks().flatMap(({ logs }) => logs)
  server.on('eth_getLogs', () => (stray ? [rpcLog({ ...stray, block: 50 })] : []))
  await assert.rejects(readAll(), { code: 'rpc_inconsistent' })
  server.on('eth_getLogs', honest)
  await assert.rejects(readAll(BLOCKS + 5), { code: 'rpc_inconsistent' })
})
