import { type ErrorCode, PortolanError } from '../../src/core/errors.ts'
import type { Failure } from './classes.ts'

/** What an endpoint did in place of answering, and of which class that is. */
export class EndpointError extends PortolanError {
  readonly failure: Failure
  /** What was asked. */
  readonly method: string

  constructor(failure: Failure, method: string, place: string, detail: string) {
    super(CODE[failure.kind], `${place} ${VERB[failure.kind] ?? 'refuses'} ${method}: ${detail}`, {
      hint: HINT[failure.kind] ?? 'it will be tried again, and elsewhere where there is another endpoint',
    })
    this.failure = failure
    this.method = method
  }
}

/** Of which class an error is, or null where no endpoint is to blame. */
export const kindOf = (error: unknown): Failure['kind'] | null => {
  if (error instanceof EndpointError) return error.failure.kind
  if (!(error instanceof PortolanError)) return null
  return PLAIN[error.code] ?? null
}

const CODE: Record<Failure['kind'], ErrorCode> = {
  transient: 'rpc_unavailable',
  rate_limited: 'rpc_unavailable',
  permanent: 'rpc_unavailable',
  pruned: 'rpc_unavailable',
  not_found: 'rpc_inconsistent',
  range_too_wide: 'rpc_refused',
  too_many_results: 'rpc_refused',
  unsupported: 'rpc_refused',
  unknown: 'rpc_refused',
  wrong_chain: 'wrong_chain',
}

const VERB: Partial<Record<Failure['kind'], string>> = {
  transient: 'does not answer',
  rate_limited: 'does not answer',
  pruned: 'keeps too little for',
  not_found: 'is behind for',
}

const HINT: Partial<Record<Failure['kind'], string>> = {
  transient: 'is the URL right and the endpoint up? It will be tried again',
  rate_limited: 'is the URL right and the endpoint up? It will be tried again',
  permanent: 'see whether its URL, its key and its plan are right',
  pruned: 'add an endpoint that keeps the logs of all blocks',
}

/** The codes that speak of an endpoint where nothing more is known. */
const PLAIN: Partial<Record<ErrorCode, Failure['kind']>> = {
  rpc_unavailable: 'transient',
  rpc_inconsistent: 'transient',
  rpc_refused: 'unknown',
  wrong_chain: 'wrong_chain',
}
