/** What one endpoint answers, and how far it can be believed. */
import { messageOf } from '../../src/core/errors.ts'
import { evmChainNumber } from '../../src/core/ids.ts'
import { provenLogs } from '../proof/receipts.ts'
import { provenWords } from '../proof/state.ts'
import type { Source } from '../source.ts'

/** An answer, or why there is none. */
export type Answered = { readonly yes: boolean; readonly why: string | null }

export type Probe = {
  readonly endpoint: string
  readonly head: number | null
  /** It answers, and of the chain that is configured. */
  readonly reachable: Answered
  /** Its headers have the hashes that they name. */
  readonly hashes: Answered
  /** It serves receipts, and they have the root in the header. */
  readonly receipts: Answered
  /** It proves storage, and the proof leads to the root in the header. */
  readonly proof: Answered
  /** It runs calls as of the first block that is read. */
  readonly archive: Answered
}

/** A slot that any contract has. */
const SLOT = `0x${'0'.repeat(64)}` as const

/** Asks an endpoint one question of each sort: about eight requests. */
export const probe = async (
  source: Source,
  { chain, contract, start }: { readonly chain: string; readonly contract: string; readonly start: number },
  signal?: AbortSignal,
): Promise<Probe> => {
  const endpoint = source.name ?? ''
  const head = await source.head(signal).catch((error: unknown) => messageOf(error))
  if (typeof head === 'string') {
    const silent = { yes: false, why: head }
    return { endpoint, head: null, reachable: silent, hashes: silent, receipts: silent, proof: silent, archive: silent }
  }
  const [reachable, receipts, proof, archive] = await Promise.all([
    tried(async () => {
      const served = await source.chainNumber(signal)
      return served === evmChainNumber(chain) ? null : `it serves eip155:${served}`
    }),
    tried(async () => {
      const found = await source.receipts?.(head.hash, signal)
      if (!found) return 'it serves none'
      await provenLogs(head, found)
      return null
    }),
    tried(async () => {
      const found = await source.proof?.(contract, [SLOT], head.number, signal)
      if (!found || head.stateRoot === undefined) return 'it serves none'
      await provenWords(head.stateRoot, contract, [SLOT], found)
      return null
    }),
    tried(async () => {
      if (!source.call) return 'it runs no calls'
      await source.call(contract, '0x', start, signal)
      return null
    }),
  ])
  const why = head.recomputed === undefined ? 'its headers have fields that are not known' : 'they do not'
  const hashes = head.recomputed === head.hash ? { yes: true, why: null } : { yes: false, why }
  return { endpoint, head: head.number, reachable, hashes, receipts, proof, archive }
}

/** What is wrong, where something is. */
const tried = async (ask: () => Promise<string | null>): Promise<Answered> => {
  const why = await ask().catch((error: unknown) => messageOf(error))
  return { yes: why === null, why }
}
