/** What the owner of an ERC-8004 agent can do. There are no signed forms of it: who owns the agent pays. */
import { type Address, encodeFunctionData, getAddress, type Hex, parseAbi, parseEventLogs, stringToHex } from 'viem'
import { isMalformedDid } from '../core/did.ts'
import { badInput } from '../core/errors.ts'
import { agentId, parseAgentId } from '../core/ids.ts'
import type { Call } from './acts.ts'
import type { Sent } from './send.ts'

/** What is used of ERC-8004, version 2.0.0. */
export const agentAbi = parseAbi([
  'function register() returns (uint256 agentId)',
  'function register(string agentURI) returns (uint256 agentId)',
  'function setAgentURI(uint256 agentId, string newURI)',
  'function setMetadata(uint256 agentId, string metadataKey, bytes metadataValue)',
  'event Registered(uint256 indexed agentId, string agentURI, address indexed owner)',
])

/** Registers an agent that belongs to the sender, with the URI of its registration file or without. */
export const registerAgent = (chain: string, registry: Address, uri?: string): Call => ({
  chain,
  to: registry,
  data: encodeFunctionData({ abi: agentAbi, functionName: 'register', ...(uri === undefined ? {} : { args: [uri] }) }),
})

/** The id of the agent that a call registered, by the logs it left; null: none. */
export const registeredAgent = ({ chain, to }: Call, logs: Sent['logs']): string | null => {
  const own = logs.filter(log => getAddress(log.address) === getAddress(to))
  const [registered] = parseEventLogs({ abi: agentAbi, eventName: 'Registered', logs: own })
  return registered ? agentId(chain, to.toLowerCase(), registered.args.agentId) : null
}

/** Moves the registration file of an agent. */
export const setAgentUri = (agent: string, uri: string): Call =>
  agentCall(agent, token => encodeFunctionData({ abi: agentAbi, functionName: 'setAgentURI', args: [token, uri] }))

/** Says something about an agent; `agentWallet` alone is not free, it takes the signature of the wallet. */
export const setAgentMetadata = (agent: string, key: string, value: Hex): Call => {
  if (key === 'agentWallet')
    throw badInput('key', 'agentWallet is not set as metadata', 'the registry has setAgentWallet for it')
  return agentCall(agent, token =>
    encodeFunctionData({ abi: agentAbi, functionName: 'setMetadata', args: [token, key, value] }),
  )
}

/** The claim of an agent to be a DID. It counts once the DID says the same: `agentAttribute`. */
export const linkToDid = (agent: string, did: string): Call => {
  if (isMalformedDid(did)) throw badInput('did', `${did.slice(0, 120)} is not a DID`)
  return setAgentMetadata(agent, 'did', stringToHex(did))
}

const agentCall = (agent: string, encoded: (token: bigint) => Hex): Call => {
  const [, chain = '', registry = '', token = ''] = /^(eip155:\d+):(0x\w{40})\/(\d+)$/.exec(parseAgentId(agent)) ?? []
  const number = BigInt(token)
  if (number >= 2n ** 256n) throw badInput('id', `${agent.slice(0, 120)} has a token id that no registry can hold`)
  return { chain, to: getAddress(registry), data: encoded(number) }
}
