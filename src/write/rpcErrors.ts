/** What an RPC or a contract answers instead of doing what it was asked, in our words. */
import {
  BaseError,
  decodeErrorResult,
  type Hex,
  HttpRequestError,
  InsufficientFundsError,
  isHex,
  parseAbi,
  ResponseBodyTooLargeError,
  RpcRequestError,
  TimeoutError,
} from 'viem'
import { badInput, PortolanError } from '../core/errors.ts'
import { printable } from '../core/text.ts'

/** An error of viem as ours; `sender` is who wanted to write. */
export const rpcError = (error: unknown, place: string, sender?: string): PortolanError => {
  if (error instanceof PortolanError) return error
  const found = <E>(kind: abstract new (...args: never[]) => E): E | null =>
    error instanceof BaseError ? (error.walk(inner => inner instanceof kind) as E | null) : null
  const refusal = found(RpcRequestError)
  const [name, details] = revert(refusal) ?? []
  if (name !== undefined) return reverted(name, details ?? '', sender ?? 'the sender')
  if (found(InsufficientFundsError) || /insufficient funds/i.test(refusal?.details ?? ''))
    return insufficient(`${sender ?? 'the sender'} cannot pay for it`)
  if (found(HttpRequestError) || found(TimeoutError) || found(ResponseBodyTooLargeError))
    return new PortolanError('rpc_unavailable', `${place} does not answer`, {
      hint: 'try again, or another RPC',
      cause: error,
    })
  if (!(error instanceof BaseError))
    return new PortolanError('rpc_inconsistent', `${place} answers what nobody can read`, { cause: error })
  const said = refusal?.details ?? error.shortMessage
  return new PortolanError('rpc_refused', `${place} refuses: ${printable(said)}`, { cause: error })
}

/** Nobody pays for the transaction. */
export const insufficient = (problem: string): PortolanError =>
  badInput(
    'key',
    problem,
    'give the account coins of the chain; an act on a DID can instead be signed with --sign-only and sent by anybody',
  )

/** The name of what a contract threw, and its words; null: it was not the contract. */
const revert = (refusal: RpcRequestError | null): [name: string, details: string] | null => {
  if (!refusal) return null
  const data = dataOf(refusal.data)
  if (data === null) return refusal.code === 3 || /revert/i.test(refusal.details) ? ['', ''] : null
  try {
    const { errorName, args = [] } = decodeErrorResult({ abi: ERRORS, data })
    return [errorName, args.join(', ')]
  } catch {
    return [data.slice(0, 10), '']
  }
}

/** Where nodes put what was thrown. */
const dataOf = (data: unknown): Hex | null => {
  const inner = typeof data === 'object' && data !== null && 'data' in data ? data.data : data
  return isHex(inner) && inner.length >= 10 ? inner : null
}

const ERRORS = parseAbi(['error ERC721NonexistentToken(uint256 tokenId)'])

const reverted = (name: string, details: string, sender: string): PortolanError => {
  if (name === 'Error' && details === 'bad_actor')
    return badInput('key', `${sender} is not the owner of the identity`, 'use the key of its owner')
  if (name === 'Error' && details === 'bad_signature')
    return badInput('signed act', 'is not signed by the owner under the number that is next', 'sign it anew')
  if (name === 'Error' && details === 'Not authorized')
    return badInput('key', `${sender} is neither owner nor operator of the agent`, 'use the key of its owner')
  if (name === 'ERC721NonexistentToken') return new PortolanError('not_found', `there is no agent ${details}`)
  const said = name === 'Error' ? details : `${name} ${details}`.trim()
  // The oldest registries throw without a word.
  return badInput(
    'call',
    said === '' ? 'the contract refuses it, for no given reason' : `the contract says: ${printable(said)}`,
  )
}
