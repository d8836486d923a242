/** Where an identity is kept: its chain, its registry, and what is odd about that registry. */
import { type Address, getAddress, isAddress } from 'viem'
import deployments from '../../schema/deployments.json' with { type: 'json' }
import { ethrDid, identityAddress, isMalformedDid, parseDid } from '../core/did.ts'
import { badInput } from '../core/errors.ts'
import { evmChainNumber } from '../core/ids.ts'

/** An identity of an ERC-1056 registry. */
export type Identity = {
  /** CAIP-2. */
  readonly chain: string
  readonly registry: Address
  readonly address: Address
  /** Whether the registry counts signed acts as the contract before version 1.0.0 did. */
  readonly legacy: boolean
}

/** The deployments of the contract before 1.0.0 (ethr-did-resolver 14, deployments). */
const LEGACY: readonly string[] = [
  '0xdca7ef03e98e0dc2b855be647c39abe984fcf21b',
  '0x63ed58b671eed12bc1652845ba5b2cdfbff198e0',
]

/** Reads a did:ethr. Without a registry the known one of its chain; `legacy` for an unlisted one of before 1.0.0. */
export const identityOf = (did: string, on: { registry?: string | undefined; legacy?: boolean } = {}): Identity => {
  const parsed = parseDid(did)
  if (isMalformedDid(did)) throw badInput('did', `${did.slice(0, 120)} is not a DID`, DID_HINT)
  if (parsed?.method !== 'ethr')
    throw badInput('did', `${did.slice(0, 120)} is kept by no registry that we know`, DID_HINT)
  const registry =
    on.registry === undefined ? knownContract(parsed.chain, 'didRegistry') : address('registry', on.registry)
  return {
    chain: parsed.chain,
    registry,
    address: getAddress(identityAddress(parsed)),
    legacy: on.legacy ?? LEGACY.includes(registry.toLowerCase()),
  }
}
const DID_HINT = 'write did:ethr:<chain number in hex, or its name>:<address or public key>'

/** The did:ethr of an identity, in our spelling. */
export const didOf = ({ chain, address }: Identity): string => ethrDid(chain, address)

/** The known deployment of a contract on a chain; `flag` is where another can be named. */
export const knownContract = (
  chain: string,
  kind: 'didRegistry' | 'identityRegistry' | 'offerBoard',
  flag: '--registry' | '--board' = '--registry',
): Address => {
  const { contracts = {} } = (deployments as Deployments)[chain] ?? {}
  const known = contracts[kind]?.address
  if (known === undefined)
    throw badInput(flag.slice(2), `no ${kind} is known on ${chain.slice(0, 80)}`, `name its address with ${flag}`)
  return getAddress(known)
}
type Deployments = Record<string, { contracts: Record<string, { address: string }> }>

/** An address; where its letters are of both cases they must be its checksum (ERC-55). */
export const address = (argument: string, text: string): Address => {
  if (!isAddress(text))
    throw badInput(argument, `${text.slice(0, 80)} is not an address`, 'check its length, and its upper-case letters')
  return getAddress(text)
}

/** The EIP-155 number of a chain, as transactions carry it. */
export const chainNumber = (chain: string): number => {
  const number = evmChainNumber(chain)
  if (number === null || number > BigInt(Number.MAX_SAFE_INTEGER))
    throw badInput('chain', `${chain.slice(0, 80)} is no EVM chain that a transaction can name`)
  return Number(number)
}
