/** Headers whose hash is recomputed from their fields, on chains whose headers are made as we know. */
import type { Header } from '../../src/core/block.ts'
import { PortolanError } from '../../src/core/errors.ts'
import type { Endpoints } from '../endpoints/endpoints.ts'
import { isTransient } from '../retry.ts'
import type { Source } from '../source.ts'

/** Tries the heads that the endpoints show: whether one has the hash that its fields give. Throws where none answers. */
export const headRecomputes = async (endpoints: Endpoints, signal: AbortSignal): Promise<boolean> => {
  const asked: string[] = []
  while (endpoints.names.some(name => !asked.includes(name))) {
    try {
      const shown = async (source: Source) => ({ name: source.name ?? '', head: await source.head(signal) })
      const { name, head } = await endpoints.on(shown, { signal, not: asked })
      if (head.recomputed === head.hash) return true
      asked.push(name)
    } catch (error) {
      if (asked.length === 0 || !isTransient(error)) throw error
      return false
    }
  }
  return false
}

/** A source that shows no header but those that have the hash of their fields. */
export const hashedSource = (source: Source): Source => ({
  ...source,
  head: async signal => sound(await source.head(signal)),
  finalized: async signal => soundIfAny(await source.finalized(signal)),
  headers: async (numbers, signal) => (await source.headers(numbers, signal)).map(soundIfAny),
  headerByHash: async (hash, signal) => soundIfAny(await source.headerByHash(hash, signal)),
})

const soundIfAny = (header: Header | null): Header | null => header && sound(header)

const sound = (header: Header): Header => {
  const { number, hash, recomputed } = header
  if (recomputed === hash) return header
  const what =
    recomputed === undefined ? 'has a header of fields that we do not know' : 'has not the hash of its header'
  throw new PortolanError('rpc_inconsistent', `block ${number} ${what}`, {
    hint: 'try another endpoint; if all say so, the chain has changed its headers: update, or start anew to do without',
  })
}
