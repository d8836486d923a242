/** A Source over JSON-RPC (Ethereum execution API: https://ethereum.github.io/execution-apis). */
import { isDeepStrictEqual } from 'node:util'
import { HttpRequestError, http, ResponseBodyTooLargeError, RpcRequestError, TimeoutError } from 'viem'
import type { Header, Log } from '../src/core/block.ts'
import { PortolanError, placeOf } from '../src/core/errors.ts'
import { bigint, header, log, malformed, receipt, returned, stateProof } from './answers.ts'
import { failureOf } from './endpoints/classes.ts'
import { EndpointError, kindOf } from './endpoints/failure.ts'
import type { RawBlock } from './proof/header.ts'
import { type LogFilter, type Source, topicOf } from './source.ts'

export type RpcOptions = {
  /** How long one request may take. */
  readonly timeoutMs?: number
  /** How many requests travel in one HTTP body. */
  readonly batchSize?: number
  /** How long one answer may be. The logs of one block cannot be asked for in parts, and they may be large. */
  readonly maxBytes?: number
}

/** Enough for the logs of a block of 400 million gas, at 8 gas a byte and two digits a byte. */
const MAX_BYTES = 128 * 2 ** 20

/** Reads a chain from an RPC endpoint over HTTP. */
export const rpcSource = (
  url: string,
  { timeoutMs = 15_000, batchSize = 100, maxBytes = MAX_BYTES }: RpcOptions = {},
): Source => {
  const bounds = { timeout: timeoutMs, maxResponseBodySize: maxBytes, batch: { batchSize } }
  const transport = http(url, { retryCount: 0, ...bounds })({})
  const place = placeOf(url)

  const call = async <R>(method: string, params: readonly unknown[], signal?: AbortSignal): Promise<R> => {
    signal?.throwIfAborted()
    try {
      return (await transport.request({ method, params })) as R
    } catch (error) {
      throw classified(error, method, place)
    }
  }
  const block = async (method: string, id: string, signal?: AbortSignal): Promise<Header | null> => {
    const found = await call<RawBlock | null>(method, [id, false], signal).catch(error => {
      // Some say that they do not know a block, where others give none.
      if (kindOf(error) === 'not_found') return null
      throw error
    })
    if (found === undefined) throw malformed('no result')
    return found === null ? null : header(found)
  }
  const logs = async (filter: LogFilter, where: object, signal?: AbortSignal): Promise<Log[]> => {
    const found = await call<unknown>(
      'eth_getLogs',
      [{ ...(filter.addresses.length > 0 && { address: filter.addresses }), ...topicsOf(filter), ...where }],
      signal,
    )
    if (!Array.isArray(found)) throw malformed('logs that are no list')
    return asSet(found.map(log))
  }

  return {
    name: place,
    chainNumber: async signal => bigint(await call('eth_chainId', [], signal), 'chain id'),
    head: async signal => {
      const found = await block('eth_getBlockByNumber', 'latest', signal)
      if (!found) throw new PortolanError('rpc_unavailable', `${place} has no latest block`)
      return found
    },
    finalized: async signal => {
      try {
        return await block('eth_getBlockByNumber', 'finalized', signal)
      } catch (error) {
        // Chains without the tag refuse the parameter, in whatever words; one that is merely down does not answer at all.
        if (kindOf(error) === 'unsupported' || kindOf(error) === 'unknown') return null
        throw error
      }
    },
    headers: (numbers, signal) => Promise.all(numbers.map(n => block('eth_getBlockByNumber', quantity(n), signal))),
    headerByHash: (hash, signal) => block('eth_getBlockByHash', hash, signal),
    logsInRange: (filter, from, to, signal) =>
      logs(filter, { fromBlock: quantity(from), toBlock: quantity(to) }, signal),
    logsOfBlock: (filter, blockHash, signal) => logs(filter, { blockHash }, signal),
    receipts: async (hash, signal) => {
      const found = await call<unknown>('eth_getBlockReceipts', [hash], signal)
      if (found === null) return null
      if (!Array.isArray(found)) throw malformed('receipts that are no list')
      return found.map(receipt)
    },
    call: async (to, data, number, signal) => {
      signal?.throwIfAborted()
      const params = [{ to, data }, quantity(number)]
      const answer = await transport.request({ method: 'eth_call', params }).catch(error => {
        const refusal = causeOf(error, RpcRequestError)
        if (refusal && (refusal.code === 3 || REVERTED.test(refusal.details))) return null
        throw classified(error, 'eth_call', place)
      })
      return answer === null ? null : returned(answer)
    },
    proof: async (address, slots, number, signal) =>
      stateProof(await call('eth_getProof', [address, slots, quantity(number)], signal), slots),
  }
}

/**
 * Logs as the set that they are, in the order of the chain: some endpoints send one twice, or in an order of their own.
 * Two that differ in the same place both stay, to be seen.
 */
const asSet = (logs: readonly Log[]): Log[] => {
  const sorted = logs.toSorted((a, b) => a.block - b.block || a.logIndex - b.logIndex)
  return sorted.filter((log, i) => i === 0 || !isDeepStrictEqual(log, sorted[i - 1]))
}

/** One list for each topic that matters, null for one that does not. */
const topicsOf = ({ topics0, named }: LogFilter): { readonly topics?: readonly (readonly string[] | null)[] } => {
  if (named) return { topics: [topics0, ...Array(named.topic - 1).fill(null), named.addresses.map(topicOf)] }
  return topics0.length > 0 ? { topics: [topics0] } : {}
}

/** What providers say when a contract reverts, whatever its own words are. */
const REVERTED = /revert|vm execution error/i

/** What went wrong, by class. The error itself is left out: it names the URL, which may hold a key. */
const classified = (error: unknown, method: string, place: string): EndpointError => {
  const refusal = causeOf(error, RpcRequestError)
  const answer = refusal ?? causeOf(error, HttpRequestError)
  const heard = {
    method,
    status: answer?.status ?? null,
    code: refusal?.code ?? null,
    says: (answer?.details ?? detailOf(error)).slice(0, 2_000),
    retryAfter: answer?.headers?.get('retry-after') ?? null,
  }
  // Longer than we read is more logs than we ask for at once.
  const failure =
    causeOf(error, ResponseBodyTooLargeError) && method === 'eth_getLogs'
      ? ({ kind: 'too_many_results', width: null } as const)
      : failureOf(heard)
  return new EndpointError(failure, method, place, detailOf(error))
}

const detailOf = (error: unknown): string => {
  const refusal = causeOf(error, RpcRequestError)
  if (refusal) return refusal.details.slice(0, 200)
  if (causeOf(error, TimeoutError)) return 'timed out'
  if (causeOf(error, ResponseBodyTooLargeError)) return 'the answer is too long'
  const status = causeOf(error, HttpRequestError)?.status
  if (status) return `HTTP ${status}`
  return causeOf(error, SyntaxError) ? 'the answer is not JSON' : 'no connection'
}

/** The error of a class among an error and its causes. */
const causeOf = <E extends Error>(error: unknown, kind: abstract new (...args: never[]) => E): E | null => {
  for (let at = error; at instanceof Error; at = at.cause) if (at instanceof kind) return at
  return null
}

const quantity = (n: number): string => `0x${n.toString(16)}`
