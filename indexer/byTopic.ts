/**
 * The contracts whose logs are too many to read whole. Which of them are kept depends on the history of the chain alone:
 * however they were asked for, what is asked for is only ever more.
 */
import { type AbiEvent, toEventSelector } from 'viem'
import type { Log } from '../src/core/block.ts'
import type { Module } from '../src/core/module.ts'
import { position } from '../src/core/origin.ts'
import type { Contract } from './contracts.ts'
import type { LogFilter } from './source.ts'

/** Where an event of such a contract names addresses: the indexes of its topics. */
type Shape = { readonly topic0: string; readonly named: readonly number[]; readonly isAlongside: boolean }

/** The contracts read by topic, and what they emit by contract, topic and number of topics. */
export type ByTopic = { readonly addresses: readonly string[]; readonly shapes: ReadonlyMap<string, Shape> }

/** Since which position each address is watched. */
export type Watched = ReadonlyMap<string, string>

/** Addresses in one filter. Endpoints bound the length of a filter, and some the topics in it, at 1,000. */
const CHUNK = 500

/** The logs that count: see `ByTopic` of `core/module.ts`. Logs of other contracts and of unknown shape are left out. */
export const kept = ({ shapes }: ByTopic, logs: readonly Log[], watched: Watched): Log[] => {
  const own = new Set<Log>()
  const beside = new Set<string>()
  for (const log of logs) {
    const shape = shapes.get(shapeKey(log))
    if (!shape || shape.isAlongside) continue
    const named = namedAt(log, shape)
    const here = position(log.block, log.logIndex)
    if (!named.some(address => (watched.get(address) ?? here) < here)) continue
    own.add(log)
    for (const address of named) beside.add(`${log.tx} ${log.address} ${address}`)
  }
  return logs.filter(log => {
    const shape = shapes.get(shapeKey(log))
    if (!shape?.isAlongside) return own.has(log)
    return namedAt(log, shape).some(address => beside.has(`${log.tx} ${log.address} ${address}`))
  })
}

/** The addresses that logs name in an indexed argument, each once. */
export const namedIn = ({ shapes }: ByTopic, logs: readonly Log[]): string[] => [
  ...new Set(
    logs.flatMap(log => {
      const shape = shapes.get(shapeKey(log))
      return shape ? namedAt(log, shape) : []
    }),
  ),
]

/** What to ask for to get every log that names one of the addresses, or every one that goes alongside such a log. */
export const filtersOf = (
  { addresses, shapes }: ByTopic,
  wanted: readonly string[],
  sort: 'own' | 'alongside',
): LogFilter[] => {
  const events = [...shapes.values()].filter(({ isAlongside }) => isAlongside === (sort === 'alongside'))
  return [1, 2, 3].flatMap(topic => {
    const topics0 = [...new Set(events.filter(({ named }) => named.includes(topic)).map(({ topic0 }) => topic0))]
    const chunks = topics0.length === 0 ? 0 : Math.ceil(wanted.length / CHUNK)
    return Array.from({ length: chunks }, (_, i) => {
      const named = { topic, addresses: wanted.slice(i * CHUNK, (i + 1) * CHUNK) }
      return { addresses, topics0, named }
    })
  })
}

/** Those of the contracts that a module says are read by topic. */
export const byTopicOf = (contracts: readonly Contract[], modules: readonly Module[]): ByTopic => {
  const alongside = new Map<string, Set<string>>()
  for (const { byTopic } of modules) {
    for (const [kind, rule] of Object.entries(byTopic)) {
      alongside.set(kind, new Set([...(alongside.get(kind) ?? []), ...rule.alongside]))
    }
  }
  const read = contracts.filter(({ kind }) => alongside.has(kind))
  const shapes = new Map<string, Shape>()
  for (const { kind, address } of read) {
    for (const event of modules.flatMap(({ events }) => (events[kind] ?? []) as readonly AbiEvent[])) {
      const indexed = event.inputs.filter(input => input.indexed)
      const topic0 = toEventSelector(event)
      shapes.set(`${address} ${topic0} ${1 + indexed.length}`, {
        topic0,
        named: indexed.flatMap(({ type }, i) => (type === 'address' ? [1 + i] : [])),
        isAlongside: alongside.get(kind)?.has(event.name) ?? false,
      })
    }
  }
  return { addresses: read.map(({ address }) => address), shapes }
}

const shapeKey = ({ address, topics }: Log): string => `${address} ${topics[0]} ${topics.length}`

/** A topic with anything above its 20 bytes is no address: no filter would find it. */
const namedAt = ({ topics }: Log, { named }: Shape): string[] =>
  named.flatMap(i => {
    const [, digits] = /^0x0{24}([0-9a-f]{40})$/.exec(topics[i] ?? '') ?? []
    return digits === undefined ? [] : [`0x${digits}`]
  })
