/** A source that now and then does wrong, in every way that can be told; the dice say when and how. */
import type { Source } from '../../indexer/source.ts'
import type { Header, Log } from '../../src/core/block.ts'
import { PortolanError } from '../../src/core/errors.ts'
import { type Dice, oneOf } from './dice.ts'
import type { Chain } from './faulty.ts'

const away = () => new PortolanError('rpc_unavailable', 'nobody answers')
const refused = () => new PortolanError('rpc_refused', 'not this')

/** Spoils one request in so many while `isBad`; no log is left out in silence, which only another endpoint could tell. */
export const flaky = (chain: Chain, dice: Dice, rate: number) => {
  let isBad = true
  let spoilt = 0
  const { source } = chain
  const older = (): Header => oneOf(dice, chain.blocks()).header

  const faulty = async <R>(honest: () => Promise<R>, ways: readonly (() => R | Promise<R>)[]): Promise<R> => {
    if (!isBad || dice() >= rate) return honest()
    spoilt += 1
    return oneOf(dice, ways)()
  }
  const fail = (error: () => Error) => () => {
    throw error()
  }
  const lies = (honest: () => Promise<Log[]>): (() => Promise<Log[]>)[] => [
    async () => (await honest()).flatMap(log => [log, log]),
    async () => {
      const logs = await honest()
      if (logs.length < 2) throw away()
      return logs.toReversed()
    },
    async () => {
      const [stray] = chain.blocks().flatMap(({ logs }) => logs)
      if (!stray) throw away()
      return [...(await honest()), { ...stray, block: chain.head().number, blockHash: `0x${'ab'.repeat(32)}` }]
    },
  ]
  const spoiltSource: Source = {
    chainNumber: signal => faulty(() => source.chainNumber(signal), [fail(away)]),
    head: signal => faulty(() => source.head(signal), [fail(away), older]),
    finalized: signal => faulty(() => source.finalized(signal), [fail(away)]),
    headers: (numbers, signal) =>
      faulty(
        () => source.headers(numbers, signal),
        [
          fail(away),
          async () => (await source.headers(numbers, signal)).map(header => (dice() < 0.5 ? null : header)),
          async () => (await source.headers(numbers, signal)).toReversed(),
        ],
      ),
    headerByHash: (hash, signal) => faulty(() => source.headerByHash(hash, signal), [fail(away), () => null, older]),
    logsInRange: (filter, from, to, signal) => {
      const honest = () => source.logsInRange(filter, from, to, signal)
      return faulty(honest, [fail(away), fail(refused), ...lies(honest)])
    },
    logsOfBlock: (filter, hash, signal) => {
      const honest = () => source.logsOfBlock(filter, hash, signal)
      return faulty(honest, [fail(away), fail(refused), ...lies(honest)])
    },
  }
  return {
    source: spoiltSource,
    /** Whether it does wrong from now on. */
    be: (bad: boolean) => {
      isBad = bad
    },
    spoilt: () => spoilt,
  }
}
