/** An endpoint that says anything: what it says is a block or logs, or an error that names it, never a wrong number. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { rpcSource } from '../../indexer/rpc.ts'
import { checkLinks, checkLogs } from '../../indexer/validate.ts'
import type { Header, Log } from '../../src/core/block.ts'
import { PortolanError } from '../../src/core/errors.ts'
import { fuzz, jsonLike, seeds, textLike } from '../support/fuzz.ts'
import { startRpcServer } from '../support/rpcServer.ts'

const HASH = `0x${'ab'.repeat(32)}`
const block = {
  number: '0x5',
  hash: HASH,
  parentHash: HASH,
  timestamp: '0x64',
  baseFeePerGas: '0x7',
  logsBloom: `0x${'0'.repeat(512)}`,
}
const log = {
  ...{ blockNumber: '0x5', blockHash: HASH, logIndex: '0x0', transactionHash: HASH, transactionIndex: '0x0' },
  ...{ address: `0x${'11'.repeat(20)}`, topics: [HASH], data: '0x', removed: false },
}
const filter = { addresses: [log.address], topics0: [HASH] }

const server = await startRpcServer({})
test.after(() => server.close())
const source = rpcSource(server.url, { timeoutMs: 5_000, maxBytes: 1_000_000 })

const hex = (text: unknown, digits: number) =>
  typeof text === 'string' && new RegExp(`^0x[0-9a-f]{${digits}}$`).test(text)
const count = (n: unknown) => Number.isSafeInteger(n) && (n as number) >= 0
const isHeader = ({ number, hash, parent, time, baseFee, bloom }: Header): boolean =>
  [count(number), hex(hash, 64), hex(parent, 64), count(time)].every(Boolean) &&
  (baseFee === null || (typeof baseFee === 'bigint' && baseFee >= 0n)) &&
  (bloom === null || /^[0-9a-f]{512}$/.test(bloom))
const isLog = ({ block, blockHash, logIndex, tx, txIndex, address, topics, data }: Log): boolean =>
  [block, logIndex, txIndex].every(count) &&
  [blockHash, tx, ...topics].every(word => hex(word, 64)) &&
  hex(address, 40) &&
  /^0x([0-9a-f]{2})*$/.test(data)

/** What is asked of an endpoint, the method that answers it, and whether an answer may be believed. */
const questions: Record<string, [method: string, ask: () => Promise<unknown>, sound: (answer: never) => boolean]> = {
  chain: ['eth_chainId', () => source.chainNumber(), (n: bigint) => typeof n === 'bigint' && n >= 0n],
  head: ['eth_getBlockByNumber', () => source.head(), isHeader],
  header: [
    'eth_getBlockByHash',
    () => source.headerByHash(HASH),
    (found: Header | null) => found === null || isHeader(found),
  ],
  headers: [
    'eth_getBlockByNumber',
    () => source.headers([5]),
    (all: (Header | null)[]) => all.every(one => one === null || isHeader(one)),
  ],
  logs: ['eth_getLogs', () => source.logsInRange(filter, 5, 5), (logs: Log[]) => logs.every(isLog)],
}

const told = async (question: string, result: unknown): Promise<string> => {
  const [method, ask, sound] = questions[question] ?? assert.fail(question)
  server.on(method, () => result)
  try {
    const answer = await ask()
    assert.ok(sound(answer as never), JSON.stringify(result))
    return 'ok'
  } catch (error) {
    assert.ok(error instanceof PortolanError, String(error))
    return error.code
  }
}

test('the kept answers are taken as they were', async () => {
  const kept = seeds('rpc')
  const found: unknown[] = []
  for (const { in: given } of kept) found.push(await told(...(given as [string, unknown])))
  assert.deepEqual(
    found,
    kept.map(({ out }) => out),
  )
})

test('any result is believed as what it is, or refused', () =>
  fuzz(
    fc.tuple(fc.constantFrom(...Object.keys(questions)), jsonLike(block, [log, log], '0x1', log)),
    async ([question, result]) => {
      const code = await told(question, result)
      assert.ok(['ok', 'rpc_inconsistent', 'rpc_unavailable'].includes(code), code)
    },
  ))

test('any body is refused as a whole', () =>
  fuzz(
    fc.tuple(
      fc.constantFrom(200, 204, 400, 429, 500, 503),
      textLike('[{"jsonrpc":"2.0","id":1,"result":"0x1"}]', '{"error":{"code":-32005}}', '<html>'),
    ),
    async ([status, body]) => {
      server.fail({ status, body: status === 204 ? '' : body.toWellFormed() })
      const code = await source.chainNumber().then(
        () => 'ok',
        error => (error instanceof PortolanError ? error.code : assert.fail(String(error))),
      )
      server.fail(null)
      assert.ok(code === 'ok' || code.startsWith('rpc_'), code)
    },
    3,
  ))

test('logs and headers that fit nothing are told to be inconsistent', () => {
  const header = (number: number, salt: number): Header => ({
    number,
    hash: `${salt}`,
    parent: `${salt - 1}`,
    time: 1,
    baseFee: null,
    bloom: null,
  })
  const small = fc.nat(3)
  const logs = fc.array(
    fc.tuple(small, small, small, small).map(
      ([block, hash, logIndex, topic]): Log => ({
        ...{ block, blockHash: `${hash}`, logIndex, tx: '0x', txIndex: 0, data: '0x' },
        ...{ address: log.address, topics: topic === 0 ? [] : [HASH] },
      }),
    ),
  )
  const headers = fc.array(fc.tuple(small, small).map(([number, salt]) => header(number, salt)))
  return fuzz(fc.tuple(logs, headers), ([logs, headers]) => {
    const known = new Map(headers.map(one => [one.number, one]))
    const rising = logs.every((one, i) => {
      const before = logs[i - 1]
      return !before || before.block < one.block || (before.block === one.block && before.logIndex < one.logIndex)
    })
    const sound = rising && logs.every(one => known.get(one.block)?.hash === one.blockHash && one.topics.length > 0)
    const linked = headers.every(
      (one, i) => i === 0 || (one.number === (headers[i - 1]?.number ?? 0) + 1 && one.parent === headers[i - 1]?.hash),
    )
    const refused = (check: () => void): boolean => {
      try {
        check()
        return false
      } catch (error) {
        assert.equal((error as PortolanError).code, 'rpc_inconsistent')
        return true
      }
    }
    assert.deepEqual(
      [refused(() => checkLogs(logs, filter, known)), refused(() => checkLinks(headers))],
      [!sound, !linked],
    )
  })
})
