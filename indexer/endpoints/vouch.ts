/** Whether an endpoint may be believed for what a work reads: before its first answer counts, not after. */
import type { Header } from '../../src/core/block.ts'
import { PortolanError } from '../../src/core/errors.ts'
import { evmChainNumber } from '../../src/core/ids.ts'
import type { LogFilter } from '../source.ts'
import type { Endpoint } from './endpoint.ts'
import type { Want } from './endpoints.ts'
import { EndpointError } from './failure.ts'

/** How often an endpoint is asked which chain it serves, milliseconds. */
const VOUCHED_MS = 600_000

/** No work waits longer than this for an endpoint that wants to be left alone, milliseconds. */
const PATIENCE_MS = 5_000

/** Blocks that are looked at for one that has logs, and how often one endpoint is looked into so. */
const [SAMPLE, MOST_PROBES] = [16, 64]

/** Every log of a block, of whatever contract. */
const ANY: LogFilter = { addresses: [], topics0: [] }

/**
 * Throws where the endpoint serves another chain (`wrong_chain`), has not come so far as the work reads, keeps nothing so
 * old (a node that has dropped old logs answers `[]` for them), or wants to be left alone for long.
 */
export const vouch = async (of: Endpoint, chain: string, { from, to, signal }: Want): Promise<void> => {
  const now = performance.now()
  const rest = of.rate.restsUntil() - now
  if (rest > PATIENCE_MS) throw resting(of, rest)
  if (of.vouchedAt === null || now - of.vouchedAt > VOUCHED_MS) {
    const served = await of.source.chainNumber(signal)
    if (served !== evmChainNumber(chain)) throw anotherChain(served, chain)
    of.vouchedAt = now
  }
  if (to === undefined) return
  if ((of.shown?.number ?? -1) < to) {
    const { number } = await of.source.head(signal)
    if (number < to) throw behind(of, number, to)
  }
  if (from !== undefined && from < of.servesFrom) await probe(of, from, Math.min(to, from + SAMPLE - 1), signal)
}

/** The error where an endpoint serves another chain than the one configured. */
export const anotherChain = (served: bigint, chain: string): PortolanError =>
  new PortolanError('wrong_chain', `the RPC serves eip155:${served}, not ${chain}`, {
    hint: 'correct the RPC URL or the chain in the configuration',
  })

/**
 * A block with anything in its bloom has a log: whoever serves none of it has dropped it. Where no block is so, nothing
 * is known, and the next work looks again.
 */
const probe = async (of: Endpoint, from: number, to: number, signal?: AbortSignal): Promise<void> => {
  if (of.probes >= MOST_PROBES) return
  of.probes += 1
  const numbers = Array.from({ length: to - from + 1 }, (_, i) => from + i)
  const headers = await of.source.headers(numbers, signal)
  const full = headers.find(header => header !== null && hasBits(header))
  if (!full) return
  const logs = await of.source.logsOfBlock(ANY, full.hash, signal).catch(error => {
    if (error instanceof EndpointError && error.failure.kind === 'pruned') return []
    // Some want an address in each question: then nothing is known.
    if (error instanceof PortolanError && error.code === 'rpc_refused') return null
    throw error
  })
  if (logs === null) return
  if (logs.length === 0) {
    const said = `block ${full.number} has logs, and it has none of them`
    throw new EndpointError({ kind: 'pruned', from: full.number + 1 }, 'eth_getLogs', of.name, said)
  }
  of.servesFrom = from
}

const hasBits = ({ bloom }: Header): boolean => bloom !== null && /[1-9a-f]/.test(bloom)

const resting = (of: Endpoint, rest: number): EndpointError => {
  const said = `it wants to be left alone for ${Math.ceil(rest / 1_000)} s`
  return new EndpointError({ kind: 'rate_limited', retryAfterMs: rest }, 'anything', of.name, said)
}

const behind = (of: Endpoint, number: number, to: number): EndpointError =>
  new EndpointError({ kind: 'not_found' }, `block ${to}`, of.name, `its head is block ${number}`)
