/** What other endpoints than one say: before what we hold is given up, another is asked. */
import type { Head } from '../src/core/block.ts'
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

/** The error where an endpoint has left a block that we hold as final: the chain has, unless another endpoint has not. */
export const leftBy = async (
  endpoints: Endpoints,
  name: string,
  chain: string,
  { number, hash }: Head,
  signal: AbortSignal,
): Promise<PortolanError> =>
  hash !== '' && (await hashElsewhere(endpoints, name, number, signal)) === hash
    ? new PortolanError('rpc_inconsistent', `${name} is on another chain than the other endpoints`)
    : deepReorg(chain, number)

/** The chain changed below what we hold as final: nothing is undone, somebody must look. */
const deepReorg = (chain: string, block: number): PortolanError =>
  new PortolanError(
    'deep_reorg',
    `block ${block} of ${chain}, held as final, is not on the chain that the RPC serves`,
    {
      hint: 'check the RPC; if the chain is right, undo what it has left with `portolan rewind`, and start again',
    },
  )
