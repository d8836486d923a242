import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { inspect } from 'node:util'
import { rpcSource } from '../../indexer/rpc.ts'
import type { Source } from '../../indexer/source.ts'
import type { PortolanError } from '../../src/core/errors.ts'
import { type Fault, methodsOf, Refusal, rpcBlock, rpcLog, startRpcServer } from '../support/rpcServer.ts'
import { addressOf, scriptedChain } from '../support/scripted.ts'

const chain = scriptedChain()
chain.mine()
for (const token of [0n, 1n]) {
  chain.mine([
    { by: 'TestIdentityRegistry', event: 'MetadataUpdate', args: { _tokenId: token } },
    {
      by: 'TestIdentityRegistry',
      event: 'Registered',
      args: { agentId: token, agentURI: 'a', owner: `0x${'a'.repeat(40)}` },
    },
  ])
}
const head = chain.head()
const [header, logs] = [rpcBlock(head), chain.blocks().flatMap(block => block.logs)]
const [firstLog] = logs.map(rpcLog)
const filter = {
  addresses: [addressOf('TestIdentityRegistry')],
  topics0: [...new Set(logs.map(({ topics }) => topics[0] ?? ''))],
}

const server = await startRpcServer(methodsOf(chain))
after(() => server.close())
/** With what may be a key, everywhere a URL has room for one. */
const url = `${server.url}/v2/S3CRET?apikey=S3CRET`
const source = rpcSource(url)
const impatient = rpcSource(url, { timeoutMs: 100 })

beforeEach(() => {
  server.fail(null)
  for (const [method, reply] of Object.entries(methodsOf(chain))) server.on(method, reply)
})

const questions: Record<
  Exclude<keyof Source, 'name' | 'receipts' | 'call' | 'proof'>,
  (source: Source) => Promise<unknown>
> = {
  chainNumber: source => source.chainNumber(),
  head: source => source.head(),
  finalized: source => source.finalized(),
  headers: source => source.headers([0, 1]),
  headerByHash: source => source.headerByHash(head.hash),
  logsInRange: source => source.logsInRange(filter, 0, 2),
  logsOfBlock: source => source.logsOfBlock(filter, head.hash),
}

/** What each question gives: its answer, or the code of its error. */
const outcomes = async (of: Source = source) => {
  const asked = Object.entries(questions).map(async ([name, ask]) => {
    const outcome = await ask(of).catch((error: PortolanError) => error.code ?? error)
    return [name, outcome] as const
  })
  return Object.fromEntries(await Promise.all(asked))
}
const everyQuestion = (code: string) => Object.fromEntries(Object.keys(questions).map(name => [name, code]))

test('what an endpoint serves arrives whole, whatever the order of a batch', async () => {
  assert.deepEqual(await outcomes(), {
    chainNumber: 31337n,
    head,
    finalized: null,
    headers: [chain.blocks()[0]?.header, chain.blocks()[1]?.header],
    headerByHash: head,
    logsInRange: logs,
    logsOfBlock: chain.blocks()[2]?.logs,
  })
})

test('what is not there is null: not known here yet', async () => {
  assert.deepEqual(await source.headers([2, 3, 4]), [head, null, null])
  assert.equal(await source.headerByHash(`0x${'f'.repeat(64)}`), null)
  assert.deepEqual(await source.logsInRange(filter, 3, 9), [])
})

test('nobody listens: every question is unanswered', async () => {
  const gone = await startRpcServer({})
  await gone.close()
  assert.deepEqual(await outcomes(rpcSource(gone.url)), everyQuestion('rpc_unavailable'))
})

const html = '<html><body>Bad Gateway</body></html>'
const silences: Record<string, Fault> = {
  'drops the connection': 'drop',
  'says HTTP 500': { status: 500, body: '{}' },
  'says HTTP 502 in HTML': { status: 502, body: html, type: 'text/html' },
  'says HTTP 429': { status: 429, body: 'Too Many Requests', type: 'text/plain' },
  'sends HTML for JSON': { status: 200, body: html, type: 'text/html' },
  'sends half a JSON': { status: 200, body: '[{"jsonrpc":"2.0","id":1,"resu' },
  'sends an empty body': { status: 200, body: '' },
  'sends an object for a batch': { status: 200, body: '{}' },
  'sends nothing for a batch': { status: 200, body: '[]' },
  'sends null for each answer': { status: 200, body: '[null,null,null,null,null,null,null,null]' },
}
for (const [what, fault] of Object.entries(silences)) {
  test(`an endpoint that ${what} does not answer`, async () => {
    server.fail(fault)
    assert.deepEqual(await outcomes(), everyQuestion('rpc_unavailable'))
  })
}

test('an endpoint that never answers: only a range of logs may pass when it is smaller', async () => {
  server.fail('hang')
  const late = { ...everyQuestion('rpc_unavailable'), logsInRange: 'rpc_refused', logsOfBlock: 'rpc_refused' }
  assert.deepEqual(await outcomes(impatient), late)
})

test('an error says what happened, to whom and what to do, and shows neither path nor query of the URL', async () => {
  const said: string[] = []
  const ask = async () => {
    for (const question of Object.values(questions)) {
      const outcome = await question(impatient).catch((error: PortolanError) => error)
      if (outcome instanceof Error) said.push(inspect(outcome))
    }
  }
  for (const fault of [...Object.values(silences), 'hang' as const]) {
    server.fail(fault)
    await ask()
  }
  server.fail(null)
  for (const method of Object.keys(methodsOf(chain))) {
    server.on(method, () => {
      throw new Refusal(-32_000, 'no')
    })
    await ask()
  }
  assert.deepEqual(
    said.filter(text => text.includes('S3CRET')),
    [],
  )
  server.fail({ status: 429, body: 'Too Many Requests', type: 'text/plain' })
  assert.deepEqual(await source.head().catch(shown), {
    code: 'rpc_unavailable',
    message: `${server.host} does not answer eth_getBlockByNumber: HTTP 429`,
    hint: 'is the URL right and the endpoint up? It will be tried again',
  })
})
const shown = ({ code, message, hint }: PortolanError) => ({ code, message, hint })

test('an answer that is no JSON is not called a lost connection', async () => {
  server.fail({ status: 200, body: html, type: 'text/html' })
  await assert.rejects(source.head(), ({ message }: PortolanError) => !message.includes('no connection'))
})

for (const [code, message] of [
  [-32_602, 'invalid block tag'],
  [-32_602, 'invalid argument 0: hex string without 0x prefix'],
  [-32_000, 'finalized block not found'],
  [-39_001, 'Unknown block'],
] as const) {
  test(`no finalized tag, said as ${code} ${message}: null`, async () => {
    server.on('eth_getBlockByNumber', () => {
      throw new Refusal(code, message)
    })
    assert.equal(await source.finalized(), null)
  })
}

test('a rate limit does not mean that there is no finalized block', async () => {
  server.on('eth_getBlockByNumber', () => {
    throw new Refusal(-32_005, 'daily request count exceeded, request rate limited')
  })
  await assert.rejects(source.finalized(), { code: 'rpc_unavailable' })
})

test('a chain without a latest block is not up', async () => {
  server.on('eth_getBlockByNumber', () => null)
  await assert.rejects(source.head(), { code: 'rpc_unavailable', message: `${server.host} has no latest block` })
})

for (const [what, chainId] of Object.entries({
  null: null,
  'no result': undefined,
  'a word': 'mainnet',
  'an object': {},
})) {
  test(`a chain id that is ${what} contradicts itself`, async () => {
    server.on('eth_chainId', () => chainId)
    await assert.rejects(source.chainNumber(), { code: 'rpc_inconsistent' })
  })
}

const noHeaders: Record<string, unknown> = {
  'no result': undefined,
  'a number': 7,
  'an array': [],
  'a pending block': { ...header, hash: null, number: null },
  'a decimal number': { ...header, number: '2' },
  'a number for a quantity': { ...header, number: 2 },
  'an unsafe number': { ...header, number: '0x20000000000000' },
  'an empty quantity': { ...header, number: '0x' },
  'a negative quantity': { ...header, number: '-0x2' },
  'a short hash': { ...header, hash: '0x1234' },
  'a hash of other letters': { ...header, hash: `0x${'g'.repeat(64)}` },
  'a hash without 0x': { ...header, hash: head.hash.slice(2) },
  'a missing parent': { ...header, parentHash: undefined },
  'an unsafe time': { ...header, timestamp: '0xffffffffffffffff' },
  'a base fee that is no number': { ...header, baseFeePerGas: 'cheap' },
  'an empty base fee': { ...header, baseFeePerGas: '0x' },
  'a short bloom': { ...header, logsBloom: '0x00' },
}
for (const [what, answer] of Object.entries(noHeaders)) {
  test(`a header that is or has ${what} contradicts itself`, async () => {
    server.on('eth_getBlockByNumber', () => answer)
    await assert.rejects(source.headers([2]), { code: 'rpc_inconsistent' })
  })
}

const noLogs: Record<string, unknown> = {
  null: null,
  'no result': undefined,
  'an object': {},
  'a text': 'none',
  'a list of null': [null],
  'a list of texts': ['log'],
  'a removed log': [{ ...firstLog, removed: true }],
  'a pending log': [{ ...firstLog, blockHash: null, blockNumber: null, logIndex: null }],
  'an unsafe block number': [{ ...firstLog, blockNumber: '0x20000000000000' }],
  'an unsafe log index': [{ ...firstLog, logIndex: '0x20000000000000' }],
  'a log index without 0x': [{ ...firstLog, logIndex: '1' }],
  'half a byte of data': [{ ...firstLog, data: '0x123' }],
  'data of other letters': [{ ...firstLog, data: '0xzz' }],
  'no data': [{ ...firstLog, data: undefined }],
  'a short address': [{ ...firstLog, address: '0x01' }],
  'five topics': [{ ...firstLog, topics: Array(5).fill(firstLog?.topics[0]) }],
  'a topic of half the length': [{ ...firstLog, topics: ['0x1234'] }],
  'topics that are no list': [{ ...firstLog, topics: firstLog?.topics[0] }],
  'no transaction': [{ ...firstLog, transactionHash: null }],
}
for (const [what, answer] of Object.entries(noLogs)) {
  test(`logs that are or have ${what} contradict themselves`, async () => {
    server.on('eth_getLogs', () => answer)
    await assert.rejects(source.logsInRange(filter, 0, 2), { code: 'rpc_inconsistent' })
  })
}

test('oddities of honest endpoints are no lies', async () => {
  const shouted = (text: string) => text.toUpperCase().replace('0X', '0x')
  server.on('eth_getBlockByNumber', () => ({
    ...header,
    hash: shouted(head.hash),
    baseFeePerGas: undefined,
    logsBloom: `0x${'A'.repeat(512)}`,
    totalDifficulty: '0x0',
  }))
  server.on('eth_getLogs', () => [
    {
      ...firstLog,
      removed: undefined,
      logIndex: '0xffffffe2',
      data: shouted(firstLog?.data ?? ''),
      blockTimestamp: '0x1',
    },
    { ...firstLog, topics: [], data: '0x' },
  ])
  const { baseFee: _, ...kept } = head
  assert.deepEqual(await source.headers([2]), [{ ...kept, baseFee: null, bloom: 'a'.repeat(512) }])
  assert.deepEqual(await source.logsInRange(filter, 0, 2), [
    { ...logs[0], topics: [], data: '0x' },
    { ...logs[0], logIndex: 0xffffffe2 },
  ])
})

test('many questions travel in few bodies, none larger than asked for', async () => {
  const batched = rpcSource(server.url, { batchSize: 10 })
  const before = server.bodies.length
  await batched.headers(Array.from({ length: 35 }, (_, i) => i))
  assert.deepEqual(
    server.bodies
      .slice(before)
      .map(body => body.length)
      .sort(),
    [10, 10, 10, 5],
  )
})

test('an aborted question is not asked', async () => {
  const before = server.bodies.length
  await assert.rejects(source.head(AbortSignal.abort()), { name: 'AbortError' })
  assert.equal(server.bodies.length, before)
})
