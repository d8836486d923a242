/** A JSON-RPC server on loopback that says what a story has it say: per method, batches included, or nothing sensible at all. */
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { toHex } from 'viem'
import type { Header, Log } from '../../src/core/block.ts'
import type { scriptedChain } from './scripted.ts'

/** What a method returns, given its parameters; undefined leaves the result out of the answer. May be late. */
export type Reply = (params: readonly unknown[]) => unknown

/** What a whole HTTP request meets in place of an answer. */
export type Fault =
  | 'drop'
  | 'hang'
  | { readonly status: number; readonly body: string; readonly type?: string; readonly retryAfter?: string }

/** Thrown by a reply: the server answers with this JSON-RPC error. */
export class Refusal extends Error {
  readonly code: number
  constructor(code: number, message: string) {
    super(message)
    this.code = code
  }
}

/** What meets each HTTP request, by what it asks. */
export type Failing = (requests: readonly Request[]) => Fault | null

export type Request = { readonly id: number; readonly method: string; readonly params?: readonly unknown[] }

export type RpcServer = Awaited<ReturnType<typeof startRpcServer>>

/** Starts a server of these methods. */
export const startRpcServer = async (methods: Record<string, Reply>) => {
  const replies = new Map(Object.entries(methods))
  const bodies: Request[][] = []
  let failing: Failing = () => null

  const answer = async ({ id, method, params = [] }: Request) => {
    try {
      const reply = replies.get(method)
      if (!reply) throw new Refusal(-32_601, `the method ${method} does not exist`)
      return { jsonrpc: '2.0', id, result: await reply(params) }
    } catch (error) {
      const { code = -32_603, message } = error as Refusal
      return { jsonrpc: '2.0', id, error: { code, message } }
    }
  }
  const respond = async (text: string, response: ServerResponse): Promise<void> => {
    const body = JSON.parse(text) as Request | Request[]
    const requests = [body].flat()
    bodies.push(requests)
    const fault = failing(requests)
    if (fault === 'hang') return
    if (fault === 'drop') return void response.destroy()
    if (fault !== null) {
      const { status, type = 'application/json', retryAfter, body } = fault
      response.writeHead(status, { 'content-type': type, ...(retryAfter && { 'retry-after': retryAfter }) }).end(body)
      return
    }
    // The order of a batch is the server's to choose (JSON-RPC 2.0, section 6).
    const answers = (await Promise.all(requests.map(answer))).reverse()
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(JSON.stringify(Array.isArray(body) ? answers : answers[0]))
  }

  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', chunk => chunks.push(chunk))
    request.on('end', () => void respond(Buffer.concat(chunks).toString('utf8'), response))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    host,
    url: `http://${host}`,
    /** The requests of each HTTP body so far. */
    bodies,
    /** Has a method answer otherwise from now on. */
    on: (method: string, reply: Reply) => void replies.set(method, reply),
    /** Has every request meet this, or some of them; null: answers again. */
    fail: (how: Fault | Failing | null) => {
      failing = typeof how === 'function' ? how : () => how
    },
    close: () =>
      new Promise<void>(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** A header as `eth_getBlockBy...` spells it. */
export const rpcBlock = ({ number, hash, parent, time, baseFee, bloom }: Header) => ({
  number: toHex(number),
  hash,
  parentHash: parent,
  timestamp: toHex(time),
  ...(baseFee === null ? {} : { baseFeePerGas: toHex(baseFee) }),
  ...(bloom === null ? {} : { logsBloom: `0x${bloom}` }),
})

/** A log as `eth_getLogs` spells it. */
export const rpcLog = ({ block, blockHash, logIndex, tx, txIndex, address, topics, data }: Log) => ({
  blockNumber: toHex(block),
  blockHash,
  logIndex: toHex(logIndex),
  transactionHash: tx,
  transactionIndex: toHex(txIndex),
  address,
  topics,
  data,
  removed: false,
})

type Wanted = {
  address?: string[]
  topics?: (string[] | null)[]
  fromBlock?: string
  toBlock?: string
  blockHash?: string
}

/** The methods of an endpoint that serves a scripted chain; it knows no `finalized` tag. */
export const methodsOf = (chain: ReturnType<typeof scriptedChain>): Record<string, Reply> => ({
  eth_chainId: () => '0x7a69',
  eth_getBlockByNumber: ([id]) => {
    if (id === 'finalized') throw new Refusal(-32_602, 'invalid block tag')
    const number = id === 'latest' ? chain.head().number : Number(id)
    const block = chain.blocks()[number]
    return block ? rpcBlock(block.header) : null
  },
  eth_getBlockByHash: ([hash]) => {
    const block = chain.blocks().find(({ header }) => header.hash === hash)
    return block ? rpcBlock(block.header) : null
  },
  eth_getLogs: ([wanted]) => {
    const { address, topics = [], fromBlock, toBlock, blockHash } = wanted as Wanted
    return chain
      .blocks()
      .filter(({ header }) =>
        blockHash ? header.hash === blockHash : header.number >= Number(fromBlock) && header.number <= Number(toBlock),
      )
      .flatMap(({ logs }) => logs)
      .filter(log => address?.includes(log.address) ?? true)
      .filter(log => topics.every((wanted, i) => wanted === null || wanted.includes(log.topics[i] ?? '')))
      .map(rpcLog)
  },
})
