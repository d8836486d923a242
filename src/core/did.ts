/** Decentralised identifiers (W3C DID Core 3.1, 3.2) and the parts of them that our tables know. */
import { ECDH } from 'node:crypto'
import { publicKeyToAddress } from 'viem/accounts'
import { evmChain } from './ids.ts'

const DID = /^did:([a-z0-9]+):([A-Za-z0-9._:%-]+)$/
const DID_URL = /^(did:[a-z0-9]+:[A-Za-z0-9._:%-]+)#([A-Za-z0-9._~:-]{1,200})$/
const ETHR = /^(?:([a-zA-Z0-9:_-]*):)?(0x[0-9a-fA-F]{40}|0x[0-9a-fA-F]{66})$/
const PKH = /^(eip155:[1-9][0-9]{0,31}):(0x[0-9a-fA-F]{40})$/

/** The network names that `did:ethr` knows beside hexadecimal chain ids (ethr-did-resolver 14, deployments). */
const KNOWN: Networks = {
  mainnet: 'eip155:1',
  polygon: 'eip155:137',
  sepolia: 'eip155:11155111',
  gno: 'eip155:100',
  holesky: 'eip155:17000',
  ewc: 'eip155:246',
  volta: 'eip155:73799',
  aurora: 'eip155:1313161554',
}

/** Names of networks and their chains (CAIP-2). */
export type Networks = { readonly [name: string]: string }

/** A DID of a method that can sign offers. */
export type Did =
  | {
      readonly method: 'ethr'
      readonly chain: string
      /** The identity: an address, or a compressed secp256k1 key that stands for its address. */
      readonly identity: { readonly address: string } | { readonly publicKey: string }
    }
  | { readonly method: 'pkh'; readonly chain: string; readonly address: string }
  | { readonly method: 'key'; readonly multibase: string }

const LONGEST = 256

/** Whether text is no DID at all, or breaks the syntax of a method of ours. Another method or network may be fine. */
export const isMalformedDid = (text: string): boolean => {
  const [, method, id = ''] = (text.length <= LONGEST && DID.exec(text)) || []
  if (method === undefined) return true
  if (method === 'key' || (method === 'pkh' && id.startsWith('eip155:'))) return parseDid(text) === null
  if (method !== 'ethr') return false
  const [, network = 'mainnet', key = ''] = ETHR.exec(id) ?? []
  if (key === '') return true
  return key.length === 68 && ethrChain(network) !== null && parseDid(text) === null
}

/** Reads a DID of one of our methods; null for anything else. Further names of networks are an operator's own. */
export const parseDid = (text: string, networks: Networks = {}): Did | null => {
  const match = text.length <= LONGEST ? DID.exec(text) : null
  if (!match) return null
  const [, method, id = ''] = match
  if (method === 'key') return /^z[1-9A-HJ-NP-Za-km-z]{20,200}$/.test(id) ? { method, multibase: id } : null
  if (method === 'pkh') {
    const [, chain, address] = PKH.exec(id) ?? []
    return chain && address ? { method, chain, address: address.toLowerCase() } : null
  }
  if (method !== 'ethr') return null
  const [, network = 'mainnet', key] = ETHR.exec(id) ?? []
  const chain = key === undefined ? null : ethrChain(network, networks)
  if (chain === null || key === undefined) return null
  const hex = key.toLowerCase()
  if (hex.length === 42) return { method, chain, identity: { address: hex } }
  return decompress('secp256k1', hex.slice(2)) === null ? null : { method, chain, identity: { publicKey: hex } }
}

const ethrChain = (network: string, networks: Networks = {}): string | null => {
  for (const names of [KNOWN, networks]) if (Object.hasOwn(names, network)) return names[network] ?? null
  return /^0x[1-9a-f][0-9a-f]{0,15}$/i.test(network) ? evmChain(BigInt(network)) : null
}

/** One spelling per identity, for comparison and for keys; unknown methods keep theirs. */
export const normalDid = (text: string): string => {
  const did = parseDid(text)
  if (did === null || did.method === 'key') return text
  if (did.method === 'pkh') return `did:pkh:${did.chain}:${did.address}`
  const key = 'address' in did.identity ? did.identity.address : did.identity.publicKey
  return `did:ethr:0x${BigInt(did.chain.slice(7)).toString(16)}:${key}`
}

/** The `did:ethr` of an address on a chain, in our spelling. */
export const ethrDid = (chain: string, address: string): string =>
  `did:ethr:0x${BigInt(chain.slice(7)).toString(16)}:${address.toLowerCase()}`

/** The id under which ERC-1056 knows a DID: an address, also where the DID spells a public key. Null: no registry. */
export const registryId = (did: Did): string | null =>
  did.method === 'ethr' ? ethrDid(did.chain, identityAddress(did)) : null

/** The chain of a `did:ethr`; empty for other DIDs, of which no chain has rows. */
export const chainOfDid = (text: string): string => {
  const did = parseDid(text)
  return did?.method === 'ethr' ? did.chain : ''
}

/** The address that a `did:ethr` stands for. */
export const identityAddress = ({ identity }: Extract<Did, { method: 'ethr' }>): string => {
  if ('address' in identity) return identity.address
  const point = decompress('secp256k1', identity.publicKey.slice(2))
  return point === null ? '0x' : publicKeyToAddress(`0x${point}`).toLowerCase()
}

/** The uncompressed form of a point on a curve, hex; null: it is not on it. */
export const decompress = (curve: 'secp256k1' | 'prime256v1', hex: string): string | null => {
  try {
    return ECDH.convertKey(hex, curve, 'hex', 'hex', 'uncompressed') as string
  } catch {
    return null
  }
}

/** Splits a DID URL with a fragment; null where the text is none. */
export const parseDidUrl = (text: string): { readonly did: string; readonly fragment: string } | null => {
  const match = text.length <= 320 ? DID_URL.exec(text) : null
  return match?.[1] && match[2] ? { did: match[1], fragment: match[2] } : null
}
