/** Logs to acts: one map from contract, topic and number of topics to the event and the handlers that read it. */
import { type AbiEvent, type AbiParameter, decodeAbiParameters, type Hex, toEventSelector } from 'viem'
import type { Header, Log } from '../src/core/block.ts'
import type { Act, LogAct, Row } from '../src/core/change.ts'
import { messageOf } from '../src/core/errors.ts'
import type { Module } from '../src/core/module.ts'
import { type Origin, position } from '../src/core/origin.ts'
import { textFromBytes } from '../src/core/text.ts'
import { type ByTopic, byTopicOf } from './byTopic.ts'
import type { Contract } from './contracts.ts'
import type { LogFilter } from './source.ts'

export type Decoder = {
  /** What is read whole. */
  readonly filter: LogFilter
  /** What is read by topic. */
  readonly byTopic: ByTopic
  /** Every contract and topic of both. */
  readonly everything: LogFilter
  /**
   * What a log means, one act per module that reads it. Never throws: a log that does not decode means a `rejected` row.
   * Nothing is watched where no contract is read by topic.
   */
  acts(log: Log, header: Pick<Header, 'time'>): LogAct[]
}

type AnyHandler = {
  readonly watches: (event: object, at: Origin) => readonly string[]
  readonly reads: (event: object, at: Origin) => Act['reads']
  readonly apply: (event: object, at: Origin, rows: Parameters<Act['apply']>[0]) => ReturnType<Act['apply']>
}
type Entry = { readonly kind: string; readonly event: AbiEvent; readonly handlers: AnyHandler[] }

/** Makes the decoder of one chain. */
export const decoder = (chain: string, contracts: readonly Contract[], modules: readonly Module[]): Decoder => {
  const entries = new Map<string, Entry>()
  const byTopic = byTopicOf(contracts, modules)
  const named = new Set(byTopic.addresses)
  const whole = contracts.map(({ address }) => address).filter(address => !named.has(address))
  const [topics0, topicsOfWhole] = [new Set<string>(), new Set<string>()]
  for (const { kind, address } of contracts) {
    for (const module of modules) {
      for (const event of (module.events[kind] ?? []) as readonly AbiEvent[]) {
        const topic0 = toEventSelector(event)
        const key = `${address} ${topic0} ${1 + event.inputs.filter(input => input.indexed).length}`
        const entry = entries.get(key) ?? { kind, event, handlers: [] }
        const handler = normal(module.on[kind]?.[event.name])
        // Otherwise what is to be read would depend on what was.
        if (named.has(address) && handler.watches !== NOTHING.watches)
          throw new Error(`${module.name} watches what an event of a ${kind} names, which is read by topic itself`)
        entry.handlers.push(handler)
        entries.set(key, entry)
        topics0.add(topic0)
        if (!named.has(address)) topicsOfWhole.add(topic0)
      }
    }
  }
  const subjects = new Map(contracts.map(({ address, subject }) => [address, subject]))

  return {
    filter: { addresses: whole, topics0: [...topicsOfWhole] },
    byTopic,
    everything: { addresses: [...subjects.keys()], topics0: [...topics0] },
    acts: (log, { time }) => {
      const at: Origin = {
        chain,
        contract: log.address,
        subject: subjects.get(log.address) ?? log.address,
        block: log.block,
        blockHash: log.blockHash,
        time,
        tx: log.tx,
        logIndex: log.logIndex,
      }
      const entry = entries.get(`${log.address} ${log.topics[0]} ${log.topics.length}`)
      if (!entry) return [rejected(at, 'no event of this contract has this number of topics')]
      let args: Record<string, unknown>
      try {
        args = decodeArgs(entry.event, log)
      } catch (error) {
        return [rejected(at, messageOf(error).split('\n')[0] ?? 'undecodable')]
      }
      const said = saidOf(entry, args)
      return entry.handlers.map(({ reads, watches, apply }) => ({
        at,
        said,
        reads: reads(args, at),
        watches: named.size > 0 ? watches(args, at) : [],
        apply: rows => apply(args, at, rows),
      }))
    },
  }
}

const NOTHING = { reads: () => [], watches: () => [] }

const normal = (handler: unknown): AnyHandler => {
  if (typeof handler === 'function') return { ...NOTHING, apply: handler as AnyHandler['apply'] }
  if (handler) return { ...NOTHING, ...(handler as Pick<AnyHandler, 'apply'>) }
  throw new Error('a module reads an event that it does not handle')
}

/** The event by its kind of contract, name, and arguments in the order of its ABI, integers in decimal. */
const saidOf = ({ kind, event }: Entry, args: Record<string, unknown>): string => {
  const values = event.inputs.map(({ name = '' }) => args[name])
  const text = JSON.stringify([kind, event.name, values], (_, value) =>
    typeof value === 'bigint' || typeof value === 'number' ? `${value}` : value,
  )
  return text.slice(1, -1)
}

const rejected = (at: Origin, reason: string): LogAct => ({
  at,
  said: '"rejected"',
  reads: [],
  watches: [],
  apply: () => [
    { put: 'rejected', row: { id: position(at.block, at.logIndex), contract: at.contract, reason } as Row },
  ],
})

/**
 * The arguments by name. Strings are read as the bytes they are (the layout is the same) and kept without loss;
 * addresses and hashes are lower-case; an indexed string or bytes is its hash.
 */
const decodeArgs = ({ inputs }: AbiEvent, log: Log): Record<string, unknown> => {
  const indexed = inputs.filter(input => input.indexed)
  const plain = inputs.filter(input => !input.indexed)
  const args: Record<string, unknown> = {}
  const words = `0x${log.topics
    .slice(1)
    .map(topic => topic.slice(2))
    .join('')}` as Hex
  read(
    args,
    indexed,
    indexed.map(input => (isDynamic(input) ? 'bytes32' : input.type)),
    words,
  )
  read(
    args,
    plain,
    plain.map(input => (input.type === 'string' ? 'bytes' : input.type)),
    log.data as Hex,
  )
  return args
}

const isDynamic = ({ type }: AbiParameter): boolean => type === 'string' || type === 'bytes'

const read = (
  args: Record<string, unknown>,
  inputs: readonly AbiParameter[],
  types: readonly string[],
  data: Hex,
): void => {
  if (inputs.length === 0) return
  const values = decodeAbiParameters(
    types.map(type => ({ type })),
    data,
  ) as readonly unknown[]
  for (const [i, { name = '', type }] of inputs.entries()) {
    const value = values[i]
    if (!inRange(type, value)) throw new RangeError(`${name}: ${value} is no ${type}`)
    if (type === 'string' && types[i] === 'bytes')
      args[name] = textFromBytes(Buffer.from((value as string).slice(2), 'hex'))
    else args[name] = typeof value === 'string' ? value.toLowerCase() : value
  }
}

/** A whole word is read for a shorter integer: whether it is one. */
const inRange = (type: string, value: unknown): boolean => {
  const [, unsigned, bits] = /^(u?)int(\d+)$/.exec(type) ?? []
  if (bits === undefined) return true
  const integer = BigInt(value as bigint | number)
  return integer === (unsigned ? BigInt.asUintN(Number(bits), integer) : BigInt.asIntN(Number(bits), integer))
}
