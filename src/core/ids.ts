/** Identifiers that carry their meaning: CAIP-2 chains, CAIP-19 assets, ERC-8004 agents. All hex inside is lower-case. */
import { badInput } from './errors.ts'

const CHAIN = /^[-a-z0-9]{3,8}:[-_a-zA-Z0-9]{1,32}$/
const EVM_CHAIN = /^eip155:([1-9][0-9]{0,31})$/
const ADDRESS = /^0x[0-9a-fA-F]{40}$/
const AGENT = /^(eip155:[1-9][0-9]{0,31})(?::|\/erc721:)(0x[0-9a-fA-F]{40})\/(0|[1-9][0-9]{0,77})$/
const ASSET = /^([-a-z0-9]{3,8}:[-_a-zA-Z0-9]{1,32})\/([-a-z0-9]{3,8}):([-.%a-zA-Z0-9]{1,128})$/

/** Whether the text is a CAIP-2 chain id. */
export const isChain = (text: string): boolean => CHAIN.test(text)

/** CAIP-2 id of an EVM chain (EIP-155 number). */
export const evmChain = (id: number | bigint): string => `eip155:${id}`

/** EIP-155 number of an EVM chain, or null for chains of another kind. */
export const evmChainNumber = (chain: string): bigint | null => {
  const match = EVM_CHAIN.exec(chain)
  return match?.[1] === undefined ? null : BigInt(match[1])
}

export const isAddress = (text: string): boolean => ADDRESS.test(text)

/** The id of an agent: CAIP-2 chain, registry contract, token id. */
export const agentId = (chain: string, registry: string, token: bigint): string => `${chain}:${registry}/${token}`

/** The chain of an agent, by its id as we print it. */
export const chainOfAgent = (id: string): string => id.split(':', 2).join(':')

/** Reads an agent id in either form (`eip155:1:0x../7`, CAIP-19 `eip155:1/erc721:0x../7`) and prints the first. */
export const parseAgentId = (text: string): string => {
  const match = AGENT.exec(text)
  if (!match) {
    throw badInput(
      'id',
      `${text.slice(0, 120)} is not an agent id`,
      'write eip155:<chain>:<registry address>/<token id>',
    )
  }
  const [, chain = '', registry = '', token = ''] = match
  return `${chain}:${registry.toLowerCase()}/${BigInt(token)}`
}

/** A CAIP-19 asset in parts. */
export type Asset = { readonly chain: string; readonly namespace: string; readonly reference: string }

/** Reads a CAIP-19 asset, or null where the text is none. */
export const parseAsset = (text: string): Asset | null => {
  const match = ASSET.exec(text)
  if (!match) return null
  const [, chain = '', namespace = '', reference = ''] = match
  return { chain, namespace, reference }
}

/** One spelling per asset: EVM addresses have no significant case, other references do. */
export const normalAsset = (text: string): string => (text.startsWith('eip155:') ? text.toLowerCase() : text)
