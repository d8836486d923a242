/** A Source over JSON-RPC (Ethereum execution API: https://ethereum.github.io/execution-apis). */
import { HttpRequestError, http, RpcRequestError, TimeoutError } from 'viem'
import type { Header, Log } from '../src/core/block.ts'
import { messageOf, PortolanError } from '../src/core/errors.ts'
import type { LogFilter, Source } from './source.ts'

export type RpcOptions = {
  /** How long one request may take. */
  readonly timeoutMs?: number
  /** How many requests travel in one HTTP body. */
  readonly batchSize?: number
}

/** Reads a chain from an RPC endpoint over HTTP. */
export const rpcSource = (url: string, { timeoutMs = 15_000, batchSize = 100 }: RpcOptions = {}): Source => {
  const transport = http(url, { retryCount: 0, timeout: timeoutMs, batch: { batchSize } })({})
  const place = withoutSecrets(url)

  const call = async <R>(method: string, params: readonly unknown[], signal?: AbortSignal): Promise<R> => {
    signal?.throwIfAborted()
    try {
      return (await transport.request({ method, params })) as R
    } catch (error) {
      throw classified(error, method, place)
    }
  }
  const block = async (method: string, id: string, signal?: AbortSignal): Promise<Header | null> => {
    const found = await call<RpcBlock | null>(method, [id, false], signal)
    return found === null ? null : header(found)
  }
  const logs = async (filter: LogFilter, where: object, signal?: AbortSignal): Promise<Log[]> => {
    const found = await call<RpcLog[]>(
      'eth_getLogs',
      [{ address: filter.addresses, topics: [filter.topics0], ...where }],
      signal,
    )
    return found.map(log)
  }

  return {
    chainNumber: async signal => BigInt(await call<string>('eth_chainId', [], signal)),
    head: async signal => {
      const found = await block('eth_getBlockByNumber', 'latest', signal)
      if (!found) throw new PortolanError('rpc_unavailable', `${place} has no latest block`)
      return found
    },
    finalized: async signal => {
      try {
        return await block('eth_getBlockByNumber', 'finalized', signal)
      } catch (error) {
        // Chains without the tag refuse the parameter; a chain that is merely down does not answer at all.
        if (error instanceof PortolanError && error.code === 'rpc_refused') return null
        throw error
      }
    },
    headers: (numbers, signal) => Promise.all(numbers.map(n => block('eth_getBlockByNumber', quantity(n), signal))),
    headerByHash: (hash, signal) => block('eth_getBlockByHash', hash, signal),
    logsInRange: (filter, from, to, signal) =>
      logs(filter, { fromBlock: quantity(from), toBlock: quantity(to) }, signal),
    logsOfBlock: (filter, blockHash, signal) => logs(filter, { blockHash }, signal),
  }
}

/** The URL without what may be a key: path, query and userinfo. */
const withoutSecrets = (url: string): string => (URL.canParse(url) ? new URL(url).host : 'the RPC')

/**
 * Whatever a provider says when it refuses a request that it understood ("query returned more than 10000 results",
 * "block range is too wide", ...), a smaller request may pass; so may one after a timeout. Anything else is silence.
 */
const classified = (error: unknown, method: string, place: string): PortolanError => {
  const cause = { cause: error }
  const refused =
    error instanceof RpcRequestError && !/rate|limit exceeded|too many requests|capacity/i.test(error.details ?? '')
  if (refused || (error instanceof TimeoutError && method === 'eth_getLogs')) {
    return new PortolanError('rpc_refused', `${place} refuses ${method}: ${detailOf(error)}`, cause)
  }
  const hint = 'is the URL right and the endpoint up? It will be tried again'
  return new PortolanError('rpc_unavailable', `${place} does not answer ${method}: ${detailOf(error)}`, {
    hint,
    ...cause,
  })
}

const detailOf = (error: unknown): string => {
  if (error instanceof HttpRequestError) return error.status ? `HTTP ${error.status}` : 'no connection'
  if (error instanceof TimeoutError) return 'timed out'
  if (error instanceof RpcRequestError) return (error.details ?? '').slice(0, 200)
  return messageOf(error).split('\n')[0]?.slice(0, 200) ?? ''
}

type RpcBlock = {
  number: unknown
  hash: unknown
  parentHash: unknown
  timestamp: unknown
  baseFeePerGas?: unknown
  logsBloom?: unknown
}
type RpcLog = {
  blockNumber: unknown
  blockHash: unknown
  logIndex: unknown
  transactionHash: unknown
  transactionIndex: unknown
  address: unknown
  topics: unknown
  data: unknown
  removed?: unknown
}

const quantity = (n: number): string => `0x${n.toString(16)}`

const malformed = (what: string): PortolanError =>
  new PortolanError('rpc_inconsistent', `the RPC sent ${what}`, { hint: 'try another endpoint' })

const number = (value: unknown, what: string): number => {
  const n = typeof value === 'string' && /^0x[0-9a-f]+$/i.test(value) ? Number(value) : Number.NaN
  if (!Number.isSafeInteger(n)) throw malformed(`a ${what} that is no number`)
  return n
}

const hex = (value: unknown, digits: number | null, what: string): string => {
  const sound = typeof value === 'string' && /^0x(?:[0-9a-f]{2})*$/i.test(value)
  if (!sound || (digits !== null && value.length !== digits + 2)) throw malformed(`a ${what} that is not hex`)
  return value.toLowerCase()
}

const header = (block: RpcBlock): Header => ({
  number: number(block.number, 'block number'),
  hash: hex(block.hash, 64, 'block hash'),
  parent: hex(block.parentHash, 64, 'parent hash'),
  time: number(block.timestamp, 'timestamp'),
  baseFee: typeof block.baseFeePerGas === 'string' ? BigInt(block.baseFeePerGas) : null,
  bloom: typeof block.logsBloom === 'string' ? hex(block.logsBloom, 512, 'bloom').slice(2) : null,
})

const log = (raw: RpcLog): Log => {
  if (raw.removed === true) throw malformed('a removed log')
  if (!Array.isArray(raw.topics) || raw.topics.length > 4) throw malformed('a log with unsound topics')
  return {
    block: number(raw.blockNumber, 'block number'),
    blockHash: hex(raw.blockHash, 64, 'block hash'),
    logIndex: number(raw.logIndex, 'log index'),
    tx: hex(raw.transactionHash, 64, 'transaction hash'),
    txIndex: number(raw.transactionIndex, 'transaction index'),
    address: hex(raw.address, 40, 'address'),
    topics: raw.topics.map(topic => hex(topic, 64, 'topic')),
    data: hex(raw.data, null, 'data'),
  }
}
