/** What the owner of an ERC-1056 identity can do, as data: sent by itself, or signed for somebody else to send. */
import { type Abi, type Address, encodeFunctionData, type Hex, stringToBytes, stringToHex, zeroAddress } from 'viem'
import { badInput } from '../core/errors.ts'
import { contracts } from '../generated/contracts.ts'
import { address, type Identity } from './identity.ts'

/** A call of a contract: what a transaction needs beside who pays for it. */
export type Call = {
  /** CAIP-2; `send` refuses an RPC of another chain. */
  readonly chain: string
  readonly to: Address
  readonly data: Hex
}

/** One act; its arguments are those of the function of that name, behind the identity. Times are seconds from now. */
export type Act =
  | { readonly act: 'changeOwner'; readonly args: readonly [owner: Address] }
  | { readonly act: 'addDelegate'; readonly args: readonly [type: Hex, delegate: Address, seconds: bigint] }
  | { readonly act: 'revokeDelegate'; readonly args: readonly [type: Hex, delegate: Address] }
  | { readonly act: 'setAttribute'; readonly args: readonly [name: Hex, value: Hex, seconds: bigint] }
  | { readonly act: 'revokeAttribute'; readonly args: readonly [name: Hex, value: Hex] }

/** The ABI of the registry, for encoding by name. */
export const registryAbi: Abi = contracts.EthereumDIDRegistry.abi

/** The call by which the owner itself does it. */
export const didCall = ({ chain, registry, address }: Identity, { act, args }: Act): Call => ({
  chain,
  to: registry,
  data: encodeFunctionData({ abi: registryAbi, functionName: act, args: [address, ...args] }),
})

/** Gives the identity away. What the old owner set stays on chain, but signs no offers until the new one sets it anew. */
export const changeOwner = (owner: string): Act => {
  const to = address('owner', owner)
  if (to === zeroAddress)
    throw badInput('owner', 'is the zero address, which ends the identity', 'deactivate it instead')
  return { act: 'changeOwner', args: [to] }
}

/** Ends the identity for good: no reader of the registry takes up a DID again whose owner was once zero. */
export const deactivate = (): Act => ({ act: 'changeOwner', args: [zeroAddress] })

/** Lets an account sign for the identity for some seconds: `veriKey`, `sigAuth`, or a type of your own. */
export const addDelegate = (type: string, delegate: string, seconds: bigint): Act => ({
  act: 'addDelegate',
  args: [bytes32('type', type), address('delegate', delegate), validity(seconds)],
})

/** Ends a delegation at once. */
export const revokeDelegate = (type: string, delegate: string): Act => ({
  act: 'revokeDelegate',
  args: [bytes32('type', type), address('delegate', delegate)],
})

/** What an attribute is called, and what it says. */
export type Attribute = { readonly name: string; readonly value: Hex }

/** Says something about the identity for some seconds. */
export const setAttribute = ({ name, value }: Attribute, seconds: bigint): Act => ({
  act: 'setAttribute',
  args: [bytes32('name', name), value, validity(seconds)],
})

/** Takes it back: the same name and the same value. */
export const revokeAttribute = ({ name, value }: Attribute): Act => ({
  act: 'revokeAttribute',
  args: [bytes32('name', name), value],
})

/** Text as the registry names things. */
const bytes32 = (argument: string, text: string): Hex => {
  const { length } = stringToBytes(text)
  if (length === 0) throw badInput(argument, 'is empty')
  if (length > 32)
    throw badInput(argument, `${text.slice(0, 80)} has ${length} bytes, the registry keeps 32`, 'use a shorter one')
  // Zeros fill the name up, so one at its end would be lost, and one inside is text that no reader expects.
  if (text.includes('\0')) throw badInput(argument, 'has a zero byte in it')
  return stringToHex(text, { size: 32 })
}

/** A hundred years: beyond that a time is a mistake, and in the oldest contracts it overflows. */
const LONGEST = 100n * 365n * 86_400n

const validity = (seconds: bigint): bigint => {
  if (seconds < 1n || seconds > LONGEST)
    throw badInput('valid', `${seconds} seconds is not between a second and a hundred years`)
  return seconds
}
