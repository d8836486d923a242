/** What other endpoints than one say: before what we hold is given up, another is asked. */
import { PortolanError } from '../src/core/errors.ts'
import type { Endpoints } from './endpoints/endpoints.ts'

/** The hash of the block at a height, as another endpoint has it; null where there is no other, or none that has it. */
export const hashElsewhere = async (
  endpoints: Endpoints,
  first: string,
  number: number,
  signal: AbortSignal,
): Promise<string | null> => {
  if (endpoints.names.every(name => name === first)) return null
  try {
    return await endpoints.on(async other => (await other.headers([number], signal))[0]?.hash ?? null, {
      signal,
      not: [first],
      from: number,
      to: number,
    })
  } catch (error) {
    if (error instanceof PortolanError) return null
    throw error
  }
}
