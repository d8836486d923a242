import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import dns from 'node:dns'
import { createServer } from 'node:http'
import { syncBuiltinESMExports } from 'node:module'
import type { AddressInfo } from 'node:net'
import { mock } from 'node:test'
import { keccak256 } from 'viem'
import type { ChainSpec } from '../../indexer/chain.ts'
import { decoder } from '../../indexer/decode.ts'
import { modules } from '../../src/modules/index.ts'
import {
  carried,
  type Form,
  formOf,
  identityRegistry,
  MAINNET,
  mintsBefore,
  type Recorded,
  recordedLogs,
  said,
} from '../support/mainnet.ts'
import { nodeOver } from '../support/nodeOver.ts'
import { realTest } from '../support/real.ts'
import { recordedSource } from '../support/recorded.ts'

realTest('every log of the mainnet identity registry decodes to its agent and URI', t => {
  const logs = recordedLogs()
  const { acts } = decoder(MAINNET, [identityRegistry], modules)
  const rows = { get: () => undefined }
  const meant = logs.map(({ log }) => acts(log, { time: 0 }).flatMap(act => act.apply(rows)))
  assert.deepEqual(
    meant.map(changes => changes.map(change => ('patch' in change ? [change.id, change.set.uri ?? ''] : change))),
    logs.map(({ agent, uri }) => [[agent, uri]]),
  )
  t.diagnostic(`${logs.length} logs decoded`)
})

/**
 * What becomes of a URI of each form where no name resolves and the one IPFS gateway has nothing, and how many of the
 * recorded logs carry it. The three empty ones are of `register()`, which gives no URI: there is nothing to judge.
 */
const VERDICTS: { readonly [F in Form]: { readonly [verdict: string]: number } } = {
  empty: { none: 3 },
  'data:application/json;base64': { ok: 49 },
  'data:application/json;enc=gzip;level=6;base64': { ok: 10 },
  'JSON in place of a URI': { ok: 1 },
  https: { unreachable: 24 },
  'https of an IPFS gateway': { missing: 2 },
  ipfs: { missing: 3 },
  'bare CID': { missing: 1 },
  'no URI': { unsupported: 2 },
}

/** What is asked of the IPFS gateway: for `ipfs` URIs, the bare CID and the URLs of other gateways. */
const FILES_ON_IPFS = [
  '/ipfs/QmQmxb5dRoMAERwg3BPFByP1gjiXLEknmj4zkYTby21ayj',
  '/ipfs/QmRkM7e5AeKBe6BvKgTw2ktmMxH9p8X7k8dPSFwvyaKptG',
  '/ipfs/bafkreidky4zbb4jya5cysj5iljpjjqa3xehrz3otwz3i2itqe4bw5rx3ji',
  '/ipfs/bafkreieb6ywiqzm4nbtqdmtu3cabeup5f73euva6bywlu7ts7yklqi2roq',
  '/ipfs/bafkreigrf4iiw7fj7vkqt2cmqj5xz3ui42su37gif3dbwzozqnwcuaq47i',
  '/ipfs/bafybeiepukjb4l237ct7b6mqhc3n74rkbaajbsiukeumdtsseohluaww2i/huiagent-registration-v0.json',
]

const AGENT_THEN = `query ($id: ID!, $block: BigInt!) {
  agent(id: $id, asOf: { block: $block }) {
    uri
    document { uri verdict sha256 keccak256 bytes }
    registration { name active x402 }
  }
}`
type AgentThen = { readonly agent: { readonly document: { readonly verdict: string | null } | null } | null }

const spec: ChainSpec = {
  chain: MAINNET,
  rpc: ['http://127.0.0.1:1'],
  contracts: [identityRegistry],
  start: 24_339_924,
  finality: { depth: 0 },
  pollMs: 60_000,
  maxRange: 10_000,
}
const LAST = 24_359_550

realTest('every URI gets the verdict of its form, and what it carries is read, at the block that gave it', async t => {
  const logs = recordedLogs()
  const gateway = await emptyGateway()
  const names = offline()
  const source = recordedSource(1n, [...mintsBefore(logs, spec.start), ...logs.map(({ log }) => log)])
  const node = await nodeOver(spec, source, { gateways: [gateway.url] })
  try {
    await node.settled(LAST)
    const answers: AgentThen[] = []
    for (const { agent, log } of logs) answers.push(await node.ask(AGENT_THEN, { id: agent, block: `${log.block}` }))
    const { status } = await node.ask<{ status: unknown }>('{ status { chains { rejected } } }')

    const verdicts = answers.map(({ agent }) => (agent?.document ? `${agent.document.verdict}` : 'none'))
    const hosts = logs.filter(({ uri }) => formOf(uri) === 'https').map(({ uri }) => new URL(uri).hostname)
    assert.deepEqual(
      { status, verdicts: byForm(logs, verdicts), names: unique(names), files: unique(gateway.asked) },
      { status: { chains: [{ rejected: 0 }] }, verdicts: VERDICTS, names: unique(hosts), files: FILES_ON_IPFS },
    )
    assert.deepEqual(answers, logs.map(answerTo))
    t.diagnostic(`${logs.length} URIs judged`)
  } finally {
    await node.close()
    await gateway.close()
    mock.restoreAll()
    syncBuiltinESMExports()
  }
})

/** What is to be known of an agent right after a log. */
const answerTo = ({ uri }: Recorded) => {
  if (uri === '') return { agent: { uri: null, document: null, registration: null } }
  const bytes = carried(uri)
  const [verdict] = Object.keys(VERDICTS[formOf(uri)])
  const content = {
    sha256: bytes && createHash('sha256').update(bytes).digest('hex'),
    keccak256: bytes && keccak256(bytes),
    bytes: bytes?.length ?? null,
  }
  const registration = bytes && said(JSON.parse(bytes.toString('utf8')))
  return { agent: { uri, document: { uri, verdict, ...content }, registration } }
}

/** How often each verdict was given to each form. */
const byForm = (logs: readonly Recorded[], verdicts: readonly string[]) => {
  const table: Record<string, Record<string, number>> = {}
  for (const [i, verdict] of verdicts.entries()) {
    const form = formOf(logs[i]?.uri ?? '')
    const counts = table[form] ?? {}
    table[form] = { ...counts, [verdict]: (counts[verdict] ?? 0) + 1 }
  }
  return table
}

const unique = (texts: readonly string[]): string[] => [...new Set(texts)].sort()

/** From here on no name resolves. Gives the names that are asked for. */
const offline = (): string[] => {
  const names: string[] = []
  const lookup = (name: string, _: object, answer: (error: Error) => void) => {
    names.push(name)
    queueMicrotask(() => answer(Object.assign(new Error('no network'), { code: 'ENOTFOUND' })))
  }
  mock.method(dns, 'lookup', lookup as never)
  syncBuiltinESMExports()
  return names
}

/** An IPFS gateway that has nothing, and what it is asked for. */
const emptyGateway = async () => {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url?.split('?')[0] ?? '')
    response.writeHead(404).end()
  })
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
  return {
    asked,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise(closed => server.close(closed).closeAllConnections()),
  }
}
