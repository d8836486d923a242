/** Blocks at the head are stored as soon as one endpoint shows them, and asked after by two: the head waits for nobody. */
import type { Header, Log } from '../../src/core/block.ts'
import type { Endpoints } from '../endpoints/endpoints.ts'
import { persist } from '../retry.ts'
import type { LogFilter } from '../source.ts'
import { allServed, checkLogs } from '../validate.ts'
import { EMPTY_BLOOM, fullness, hasBits } from './bloom.ts'
import { BY_CHANCE } from './cross.ts'

/** Blocks in a row, and every log in them that the filter asks for, as two endpoints say or as is proved. */
export type Testimony = { readonly headers: readonly Header[]; readonly logs: readonly Log[] }

/** So many blocks are asked after at once, and so many wait at most: those that waited longest are given up. */
const [AT_ONCE, WAITING] = [64, 4_096]

/** Asks after blocks in the background, one stretch at a time; a stretch of which nobody knows is tried again. */
export const witness = (
  crossed: Endpoints,
  everything: LogFilter,
  signal: AbortSignal,
  onTrouble: (error: unknown, retryInMs: number) => Promise<void>,
) => {
  let waiting: number[] = []
  let testimony: Testimony | null = null
  let isAsking = false

  const next = async (): Promise<Testimony | null> => {
    const [from] = waiting
    if (from === undefined) return null
    const numbers = waiting.filter((number, i) => number === from + i).slice(0, AT_ONCE)
    const to = from + numbers.length - 1
    return await crossed.on(
      async source => {
        const headers = allServed(numbers, await source.headers(numbers, signal))
        const logs = await source.logsInRange(everything, from, to, signal)
        checkLogs(logs, everything, new Map(headers.map(header => [header.number, header])))
        return { headers, logs }
      },
      { signal, from, to },
    )
  }
  const ask = async () => {
    isAsking = true
    try {
      testimony = await persist(next, signal, onTrouble)
    } catch (error) {
      if (signal.aborted) return
      // Of no endpoint: it would come again.
      await onTrouble(error, 0)
      waiting = []
    } finally {
      isAsking = false
    }
  }
  return {
    /** Has blocks asked after. */
    about: (numbers: readonly number[]): void => {
      waiting = [...new Set([...waiting, ...numbers])].sort((a, b) => a - b).slice(-WAITING)
    },
    /** What has been heard since it was last asked, if anything; what stands above the head has left the chain. */
    heard: (head: number): Testimony | null => {
      const heard = testimony
      testimony = null
      const numbers = new Set(heard?.headers.map(({ number }) => number))
      waiting = waiting.filter(number => number <= head && !numbers.has(number))
      if (!isAsking && waiting.length > 0) void ask()
      return heard
    },
  }
}

/** Whether a block has in its bloom, hardly by chance, a contract of which no log was served. */
export const isSuspicious = ({ bloom, number }: Header, logs: readonly Log[], filter: LogFilter): boolean => {
  if (bloom === null || bloom === EMPTY_BLOOM || fullness(bloom) ** 6 > BY_CHANCE) return false
  const served = new Set(logs.filter(log => log.block === number).map(({ address }) => address))
  const silent = filter.addresses.filter(address => !served.has(address) && hasBits(bloom, address))
  return silent.length > 0 && filter.topics0.some(topic => hasBits(bloom, topic))
}
