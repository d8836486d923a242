/** What clients hear of errors: everything we meant to say, nothing else. */
import { GraphQLError } from 'graphql'
import { type ErrorCode, PortolanError } from '../core/errors.ts'
import { SMALLER } from './limits.ts'

/** Codes of faults that a client can do something about; the others are ours and stay masked. */
const SPEAKABLE = new Set<ErrorCode>([
  'bad_input',
  'not_found',
  'block_unknown',
  'reorged',
  'refolded',
  'other_rules',
  'too_large',
  'closed',
  'no_presence',
  'too_fast',
  'too_many',
  'full',
  'busy',
  'timeout',
  'rate_limited',
  'overloaded',
  'unauthorized',
])

/** Codes that say that this node would not or could not, rather than that the question was wrong. */
const TURNED_AWAY = new Set<string>(['too_large', 'timeout', 'rate_limited', 'overloaded', 'unauthorized', 'closed'])

/** Makes the mask, which tells `rejected` the code of each question that was turned away. */
export const errorMask = (log: (error: unknown) => void, rejected: (code: string) => void) => {
  const mask = masked(log)
  return (error: unknown, message: string): Error => {
    const shown = mask(error, message)
    const { code } = shown.extensions
    if (typeof code === 'string' && TURNED_AWAY.has(code)) rejected(code)
    return shown
  }
}

/** Intended errors get `extensions.code` and `hint`; anything else is logged and hidden. */
const masked =
  (log: (error: unknown) => void) =>
  (error: unknown, message: string): GraphQLError => {
    const root = rootOf(error)
    if (root instanceof PortolanError && root.code === 'store_unavailable') {
      // Where the database is, and what ails it, is for the operator.
      log(root)
      return said(error, 'the store cannot be read now', root.code, 'try again in a minute')
    }
    if (root instanceof PortolanError && SPEAKABLE.has(root.code)) {
      return said(error, error instanceof Error ? error.message : root.message, root.code, root.hint)
    }
    // GraphQL's own: a document or a variable that does not parse or validate.
    if (error instanceof GraphQLError && root instanceof GraphQLError) {
      const { code, hint } = root.extensions
      if (code === 'REQUEST_ENTITY_TOO_LARGE') return said(error, error.message, 'too_large', SMALLER)
      return said(error, error.message, textOr(code, 'bad_input'), textOr(hint, undefined))
    }
    log(root)
    return new GraphQLError(message, { extensions: { code: 'internal' } })
  }

const textOr = <D>(value: unknown, otherwise: D): string | D => (typeof value === 'string' ? value : otherwise)

/** What was thrown first: GraphQL wraps errors, some of them twice. */
const rootOf = (error: unknown): unknown => {
  let root = error
  while (root instanceof GraphQLError && root.originalError) root = root.originalError
  return root
}

const said = (error: unknown, message: string, code: string, hint: string | undefined): GraphQLError => {
  const at = error instanceof GraphQLError ? error : undefined
  const http = at?.extensions.http
  return new GraphQLError(message, {
    nodes: at?.nodes ?? null,
    path: at?.path ?? null,
    positions: at?.positions ?? null,
    source: at?.source ?? null,
    extensions: { code, ...(hint === undefined ? {} : { hint }), ...(http === undefined ? {} : { http }) },
  })
}
