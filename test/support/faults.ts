/** What endpoints do wrong: each fault makes other methods of the honest ones. */
import { toHex } from 'viem'
import { type Dice, oneOf } from './dice.ts'
import { type Fault, methodsOf, Refusal, type Reply, type rpcLog } from './rpcServer.ts'
import type { scriptedChain } from './scripted.ts'

export type Methods = Record<string, Reply>

/** Makes some methods anew of those that were. */
export type Bend = (methods: Methods) => Methods

type Chain = ReturnType<typeof scriptedChain>
type View = Pick<Chain, 'blocks' | 'head'>
type RpcLog = ReturnType<typeof rpcLog>
type Wanted = { readonly fromBlock?: string; readonly toBlock?: string; readonly blockHash?: string }

/** What a whole request meets where an endpoint is down, in every way that it can be. */
export const outages: readonly Fault[] = [
  'drop',
  { status: 429, body: '{"error":"too many requests"}' },
  { status: 500, body: '' },
  { status: 502, body: '<html>bad gateway</html>', type: 'text/html' },
  { status: 200, body: '[{"jsonrpc":"2.0","id":1,"resu' },
]

const asked = (methods: Methods, method: string): Reply => {
  const reply = methods[method]
  if (!reply) throw new Error(`nobody answers ${method}`)
  return reply
}

/** Bends the logs that are found. */
const bentLogs =
  (bend: (logs: readonly RpcLog[], wanted: Wanted) => readonly RpcLog[]): Bend =>
  methods => ({
    eth_getLogs: async params =>
      bend((await asked(methods, 'eth_getLogs')(params)) as RpcLog[], (params[0] ?? {}) as Wanted),
  })

const widthOf = ({ fromBlock, toBlock }: Wanted): number => Number(toBlock) - Number(fromBlock) + 1

/** Refuses ranges of more blocks. */
export const narrow = (blocks: number): Bend =>
  bentLogs((logs, wanted) => {
    if (widthOf(wanted) > blocks) throw new Refusal(-32_600, `block range is too wide (maximum ${blocks})`)
    return logs
  })

/** Refuses answers of more logs. */
export const meagre = (most: number): Bend =>
  bentLogs(logs => {
    if (logs.length > most) throw new Refusal(-32_005, `query returned more than ${most} results`)
    return logs
  })

/** Leaves out, of every answer, the logs that are picked. */
export const omitting = (picked: (log: RpcLog) => boolean): Bend => bentLogs(logs => logs.filter(log => !picked(log)))

/** Ends every answer, and does not say so. */
export const silentlyCapped = (most: number): Bend => bentLogs(logs => logs.slice(0, most))

/** Sends every log twice. */
export const twice: Bend = bentLogs(logs => logs.flatMap(log => [log, log]))

/** Sends the last log first. */
export const reordering: Bend = bentLogs(logs => logs.toReversed())

/** Numbers logs as some providers number those they make up: near the top of 32 bits. */
export const numberedHigh: Bend = bentLogs(logs =>
  logs.map(log => ({ ...log, logIndex: toHex(0xffffffe2 + Number(log.logIndex)) })),
)

/** Has forgotten the logs of old blocks, and says so or sends an empty list. */
export const pruned = (below: number, how: 'says so' | 'sends nothing'): Bend =>
  bentLogs((logs, { fromBlock }) => {
    if (how === 'says so' && Number(fromBlock) < below) throw new Refusal(4444, 'pruned history unavailable')
    return logs.filter(({ blockNumber }) => Number(blockNumber) >= below)
  })

/** Does not know a block that is there, so often. */
export const missing = (dice: Dice, rate: number): Bend => {
  const block =
    (method: string): Bend =>
    methods => ({
      [method]: params => (params[0] !== 'latest' && dice() < rate ? null : asked(methods, method)(params)),
    })
  return methods => ({ ...block('eth_getBlockByNumber')(methods), ...block('eth_getBlockByHash')(methods) })
}

/** Leaves logs unanswered, so often. */
export const silent =
  (dice: Dice, rate: number): Bend =>
  methods => ({
    eth_getLogs: params => (dice() < rate ? new Promise(() => {}) : asked(methods, 'eth_getLogs')(params)),
  })

/** Gives no logs above a block: it was asked too often. */
export const mute = (above: number): Bend =>
  bentLogs((logs, { toBlock }) => {
    if (Number(toBlock) > above) throw new Refusal(-32_005, 'too many requests')
    return logs
  })

/** Fails with an error of its own, so often. */
export const failing =
  (dice: Dice, rate: number): Bend =>
  methods =>
    Object.fromEntries(
      Object.entries(methods).map(([method, reply]) => [
        method,
        params => {
          if (dice() < rate) throw new Refusal(-32_603, 'internal error')
          return reply(params)
        },
      ]),
    )

/** Sees another chain than the others: an older one, or another branch. Logs of a block it does not know are an error. */
export const seeing = (view: View): Bend => {
  const methods = methodsOf({ ...view } as Chain)
  const logs = asked(methods, 'eth_getLogs')
  return () => ({
    ...methods,
    eth_getLogs: params => {
      const { blockHash } = (params[0] ?? {}) as Wanted
      if (blockHash && !view.blocks().some(({ header }) => header.hash === blockHash)) {
        throw new Refusal(-32_000, 'unknown block')
      }
      return logs(params)
    },
  })
}

/** The chain as it was so many blocks ago. */
export const behind = (chain: Chain, blocks: number): View => {
  const seen = () => chain.blocks().slice(0, Math.max(1, chain.blocks().length - blocks))
  return { blocks: seen, head: () => (seen().at(-1) as ReturnType<Chain['blocks']>[number]).header }
}

/** The chain as it is now, whatever becomes of it. */
export const asItIs = (chain: Chain): View => {
  const [blocks, head] = [[...chain.blocks()], chain.head()]
  return { blocks: () => blocks, head: () => head }
}

/** A load balancer: each request goes to one of these. */
export const balanced =
  (dice: Dice, ...bends: readonly Bend[]): Bend =>
  methods => {
    const each = bends.map(bend => ({ ...methods, ...bend(methods) }))
    return Object.fromEntries(
      Object.keys(methods).map(method => [method, params => asked(oneOf(dice, each), method)(params)]),
    )
  }

/** No fault. */
export const honest: Bend = methods => methods

/** Of the height of one chain, the logs of another, under the hash that was asked for or is expected. */
export const logsOf =
  (other: View): Bend =>
  methods => ({
    eth_getLogs: async params => {
      const found = (await asked(methodsOf({ ...other } as Chain), 'eth_getLogs')(params)) as RpcLog[]
      return found
    },
    ...(methods.eth_chainId ? { eth_chainId: methods.eth_chainId } : {}),
  })

/** Is an endpoint of another chain. */
export const elsewhere: Bend = () => ({ eth_chainId: () => '0x1' })
