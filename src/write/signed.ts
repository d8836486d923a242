/**
 * Acts that the owner of an identity signs and anybody sends: the meta-transactions of ERC-1056, for machines without
 * gas. What is signed names the registry and a number that counts up, but no chain and no time: on another chain with a
 * registry of the same address, where the owner is at the same number, anybody can send it as well. It stays good until
 * the number is used. Give each chain a registry of its own address, or an owner of its own.
 */
import { type Address, encodeFunctionData, encodePacked, type Hex, isHex, keccak256, parseSignature } from 'viem'
import { badInput } from '../core/errors.ts'
import { isObject } from '../core/json.ts'
import { type Act, type Call, registryAbi } from './acts.ts'
import { address, didOf, type Identity, identityOf } from './identity.ts'
import { accountOf } from './key.ts'

/** An act with the signature of the owner. */
export type SignedAct = {
  readonly identity: Identity
  readonly act: Act
  readonly nonce: bigint
  readonly signature: Hex
}

/** Signs an act under a number; `ownerOf` reads the number that is next. Needs no chain. */
export const signAct = async (identity: Identity, act: Act, on: { nonce: bigint; key: Hex }): Promise<SignedAct> => {
  const account = accountOf(on.key)
  // There the number that is signed is the owner's and the one that counts up is the identity's: whoever sees the
  // signature could send it again and again, a delegate that was revoked included.
  if (identity.legacy && !countsPerIdentity(act) && account.address !== identity.address) {
    throw badInput(
      'key',
      `the registry ${identity.registry} would take this signature of ${account.address} any number of times`,
      'let the owner send it, and pay for it',
    )
  }
  return { identity, act, nonce: on.nonce, signature: await account.sign({ hash: actHash(identity, act, on.nonce) }) }
}

/** What is signed, as the contract computes it. */
export const actHash = ({ registry, address }: Identity, { act, args }: Act, nonce: bigint): Hex =>
  keccak256(
    encodePacked(
      ['bytes2', 'address', 'uint256', 'address', 'string', ...TYPES[act]],
      ['0x1900', registry, nonce, address, act, ...args],
    ),
  )

const TYPES: Readonly<Record<Act['act'], readonly Type[]>> = {
  changeOwner: ['address'],
  addDelegate: ['bytes32', 'address', 'uint256'],
  revokeDelegate: ['bytes32', 'address'],
  setAttribute: ['bytes32', 'bytes', 'uint256'],
  revokeAttribute: ['bytes32', 'bytes'],
}
type Type = 'address' | 'bytes32' | 'bytes' | 'uint256'

/** The account whose number an act is signed under. */
export const counter = (identity: Identity, act: Act, owner: Address): Address =>
  identity.legacy && countsPerIdentity(act) ? identity.address : owner

const countsPerIdentity = ({ act }: Act): boolean => act === 'setAttribute' || act === 'revokeAttribute'

/** The call by which anybody brings a signed act to the registry. */
export const signedCall = ({ identity, act, signature }: SignedAct): Call => {
  const { r, s, yParity } = parseSignature(signature)
  const args = [identity.address, 27 + yParity, r, s, ...act.args]
  const data = encodeFunctionData({ abi: registryAbi, functionName: `${act.act}Signed`, args })
  return { chain: identity.chain, to: identity.registry, data }
}

/** A signed act as JSON, for whoever sends it. */
export const printSigned = ({ identity, act, nonce, signature }: SignedAct): PrintedAct => ({
  did: didOf(identity),
  registry: identity.registry,
  legacy: identity.legacy,
  nonce: `${nonce}`,
  act: act.act,
  args: act.args.map(String),
  signature,
})

export type PrintedAct = {
  readonly did: string
  readonly registry: string
  readonly legacy: boolean
  readonly nonce: string
  readonly act: string
  readonly args: readonly string[]
  readonly signature: string
}

/** Reads a signed act that somebody else made. It must be for the registry named here, or for the known one. */
export const parseSigned = (text: string, on: { registry?: string | undefined } = {}): SignedAct => {
  const { did, registry, legacy, nonce, act, args, signature } = parsedObject(text)
  if (typeof did !== 'string' || typeof registry !== 'string') throw malformed('did and registry are not text')
  const identity = identityOf(did, { registry: on.registry, ...(typeof legacy === 'boolean' ? { legacy } : {}) })
  if (address('registry', registry) !== identity.registry) {
    throw badInput(
      'registry',
      `it is signed for ${registry}, not for ${identity.registry}`,
      'name the registry with --registry if you trust it',
    )
  }
  if (typeof act !== 'string' || !Object.hasOwn(TYPES, act)) throw malformed('act is not one of the five')
  const types = TYPES[act as Act['act']]
  if (!Array.isArray(args) || args.length !== types.length) throw malformed(`${act} takes ${types.length} args`)
  if (typeof signature !== 'string' || !/^0x[0-9a-f]{130}$/i.test(signature))
    throw malformed('signature is not 65 bytes')
  return {
    identity,
    act: { act, args: types.map((type, i) => argument(type, args[i])) } as unknown as Act,
    nonce: argument('uint256', nonce) as bigint,
    signature: onCurve(signature as Hex),
  }
}

const MAX_TEXT = 1_000_000

const parsedObject = (text: string): Record<string, unknown> => {
  if (text.length > MAX_TEXT) throw malformed(`is longer than ${MAX_TEXT} characters`)
  try {
    const value: unknown = JSON.parse(text)
    if (isObject(value)) return value
  } catch {}
  throw malformed('is not a JSON object')
}

const argument = (type: Type, value: unknown): Hex | bigint => {
  if (typeof value !== 'string') throw malformed('args and nonce are not text')
  if (type === 'address') return address('signed act', value)
  if (type === 'uint256') {
    const number = /^(0|[1-9][0-9]{0,77})$/.test(value) ? BigInt(value) : 2n ** 256n
    if (number < 2n ** 256n) return number
    throw malformed(`${value.slice(0, 80)} is not a uint256`)
  }
  if (!isHex(value) || value.length % 2 === 1 || (type === 'bytes32' && value.length !== 66))
    throw malformed(`${value.slice(0, 80)} is not ${type}`)
  return value
}

const onCurve = (signature: Hex): Hex => {
  try {
    parseSignature(signature)
    return signature
  } catch {
    throw malformed('signature is not one of the curve')
  }
}

const malformed = (problem: string) => badInput('signed act', problem, 'take it as --sign-only prints it')
