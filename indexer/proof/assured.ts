/** How well a chain is read, as its operator wants it. */
import { PortolanError } from '../../src/core/errors.ts'
import type { Grade } from '../../src/store/commit.ts'
import type { Endpoints } from '../endpoints/endpoints.ts'
import type { LogFilter, Source } from '../source.ts'
import { crossedSource } from './cross.ts'
import { hashedSource } from './hashes.ts'
import { type Proven, provenSource } from './roots.ts'

/** By one endpoint; every range by two; by the receipts of every block. */
export type Mode = 'fast' | 'cross' | 'roots'

/** What is known of a range that was read in a mode. */
export const GRADES: Readonly<Record<Mode, Grade>> = { fast: 'fetched', cross: 'cross-checked', roots: 'proved' }

/** The mode of a chain: two endpoints are asked where there are two, unless it is said otherwise. */
export const modeOf = (wanted: Mode | undefined, { names }: Endpoints): Mode =>
  wanted ?? (names.length > 1 ? 'cross' : 'fast')

/** The endpoints of a chain as they are read; `crossed` as in the mode cross, where another can be asked after. */
export type Assured = { readonly endpoints: Endpoints; readonly crossed: Endpoints | null }

/**
 * The endpoints of a chain, as they are read in a mode: their headers checked where `hashed`, their ranges of logs by
 * another of them, or all their logs by receipts. Throws `bad_config` where the chain cannot be read so.
 */
export const assured = (endpoints: Endpoints, mode: Mode, hashed: boolean, everything: LogFilter): Assured => {
  if (mode === 'cross' && endpoints.names.length < 2)
    throw new PortolanError('bad_config', 'the mode cross wants two endpoints', {
      hint: 'add one, or use fast or roots',
    })
  if (mode === 'roots' && !hashed)
    throw new PortolanError('bad_config', 'the mode roots wants headers whose hash can be recomputed', {
      hint: 'the headers of this chain, or of its endpoints, have fields that we do not know: use cross or fast',
    })
  const plain = hashed ? over(endpoints, hashedSource) : endpoints
  if (mode === 'roots') {
    const proven: Proven = new Map()
    return { endpoints: over(plain, source => provenSource(source, everything, proven)), crossed: null }
  }
  const hasTwo = endpoints.names.length > 1
  const crossed = hasTwo ? over(plain, source => crossedSource(source, { endpoints: plain, hashed })) : null
  return { endpoints: mode === 'cross' && crossed ? crossed : plain, crossed }
}

/** The same endpoints, each of their sources as `wrapped`. */
const over = (endpoints: Endpoints, wrapped: (source: Source) => Source): Endpoints => ({
  ...endpoints,
  on: (work, want) => endpoints.on(source => work(wrapped(source)), want),
})
