/** A chain in memory that mines and forks on command, behind the same interface as an RPC. */
import { type AbiEvent, encodeAbiParameters, encodeEventTopics, type Hex, keccak256, pad, toHex } from 'viem'
import { type LogFilter, type Source, topicOf } from '../../indexer/source.ts'
import type { Header, Log } from '../../src/core/block.ts'
import { contracts } from '../../src/generated/contracts.ts'

export type ContractName = keyof typeof contracts

/** An event to be mined: which contract emits it, which event, with which arguments by name. */
export type Emitted = {
  readonly by: ContractName
  readonly event: string
  readonly args: Record<string, unknown>
  /** Events of a block that have the same number are of one transaction; those without, each of its own. */
  readonly tx?: number
}

export type Block = { readonly header: Header; readonly logs: readonly Log[] }

export const CHAIN = 'eip155:31337'
export const FINAL_DEPTH = 8
export const GENESIS_TIME = 1_795_300_000

/** Where each contract of the scripted chain lives. */
export const addressOf = (name: ContractName): Hex => pad(toHex(1 + Object.keys(contracts).indexOf(name)), { size: 20 })

export const scriptedChain = () => {
  const known = new Map<string, Block>()
  let blocks: Block[] = []
  let salt = 0
  let highest = 0

  const mine = (events: readonly Emitted[] = [], seconds = 12, baseFee = 7n): Block => {
    const parent = blocks.at(-1)?.header
    const number = (parent?.number ?? -1) + 1
    const hash = keccak256(toHex(`block ${number} ${parent?.hash ?? ''} ${salt++}`))
    const header: Header = {
      number,
      hash,
      parent: parent?.hash ?? pad('0x', { size: 32 }),
      time: (parent?.time ?? GENESIS_TIME) + seconds,
      baseFee,
      bloom: null,
    }
    const logs = events.map((event, i) => encode(event, header, i))
    const block = { header, logs }
    known.set(hash, block)
    blocks.push(block)
    highest = Math.max(highest, number)
    return block
  }

  const source: Source = {
    chainNumber: async () => 31337n,
    head: async () => (blocks.at(-1) as Block).header,
    finalized: async () => null,
    headers: async numbers => numbers.map(n => blocks[n]?.header ?? null),
    headerByHash: async hash => (blocks.some(b => b.header.hash === hash) ? (known.get(hash)?.header ?? null) : null),
    logsInRange: async (filter, from, to) => blocks.slice(from, to + 1).flatMap(b => matching(b.logs, filter)),
    logsOfBlock: async (filter, hash) => matching(known.get(hash)?.logs ?? [], filter),
  }

  return {
    source,
    mine,
    head: () => (blocks.at(-1) as Block).header,
    blocks: () => blocks,
    /** Abandons the newest blocks, final ones excepted; what is mined next competes with them. */
    fork: (depth: number) => {
      blocks = blocks.slice(0, 1 + Math.max(0, highest - FINAL_DEPTH, blocks.length - 1 - depth))
    },
  }
}

/** The logs that an endpoint finds by a filter. */
export const matching = (logs: readonly Log[], { addresses, topics0, named }: LogFilter): Log[] => {
  const values = named && new Set(named.addresses.map(topicOf))
  return logs.filter(
    ({ address, topics }) =>
      addresses.includes(address) &&
      topics0.includes(topics[0] ?? '') &&
      (!values || values.has(topics[named?.topic ?? 0] ?? '')),
  )
}

const encode = ({ by, event, args, tx }: Emitted, { number, hash }: Header, logIndex: number): Log => {
  const item = (contracts[by].abi as readonly { type: string; name?: string }[]).find(
    entry => entry.type === 'event' && entry.name === event,
  ) as AbiEvent | undefined
  if (!item) throw new Error(`${by} emits no ${event}`)
  const plain = item.inputs.filter(input => !input.indexed)
  const topics = encodeEventTopics({ abi: [item], eventName: event, args } as never) as Hex[]
  return {
    block: number,
    blockHash: hash,
    logIndex,
    tx: keccak256(toHex(`${hash} ${tx === undefined ? logIndex : `of ${tx}`}`)),
    txIndex: logIndex,
    address: addressOf(by),
    topics: topics.map(topic => topic.toLowerCase()),
    data: encodeAbiParameters(
      plain,
      plain.map(input => args[input.name ?? '']),
    ).toLowerCase(),
  }
}
