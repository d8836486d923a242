/** A chain with both registries of identities and people with keys of their own, some without a coin. */
import { type Address, type Hex, hexToString, parseEther, parseEventLogs, testActions } from 'viem'
import { ethrDid } from '../../src/core/did.ts'
import { PortolanError } from '../../src/core/errors.ts'
import { contracts } from '../../src/generated/contracts.ts'
import { type Identity, identityOf } from '../../src/write/identity.ts'
import { createKey, type MachineKey } from '../../src/write/key.ts'
import type { Sent } from '../../src/write/send.ts'
import { startContracts } from './contracts.ts'

export const LOCAL = 'eip155:31337'

/** Starts it. */
export const startWriting = async () => {
  const chain = await startContracts()
  const anvil = chain.client.extend(testActions({ mode: 'anvil' }))
  const registry = await chain.deploy('EthereumDIDRegistry')
  const agents = await chain.deploy('TestIdentityRegistry')
  const rpc = chain.client.transport.url ?? ''

  /** Somebody with a key and, unless it is said otherwise, coins. */
  const person = async (coins = '10'): Promise<Person> => {
    const key = createKey('secp256k1', LOCAL)
    const address = key.address as Address
    await anvil.setBalance({ address, value: parseEther(coins) })
    const did = ethrDid(LOCAL, address)
    const identity = identityOf(did, { registry: registry.address })
    return { ...key, address, did, identity, sending: { rpc, key: key.privateKey } }
  }
  /** What the registry says now of an identity, and of one delegate of it. */
  const stateOf = async ({ identity }: Person, type: Hex, delegate: Address) => ({
    owner: await registry.read.identityOwner([identity.address]),
    delegated: await registry.read.validDelegate([identity.address, type, delegate]),
    changed: await registry.read.changed([identity.address]),
  })
  return { ...chain, anvil, registry, agents, rpc, person, stateOf }
}

export type Person = MachineKey & {
  readonly address: Address
  readonly identity: Identity
  readonly sending: { readonly rpc: string; readonly key: Hex }
}

/** What the registry logged, without what depends on when: `[event, arguments]`. Validities are counted from the block. */
export const logged = ({ logs }: Pick<Sent, 'logs'>, now: bigint): [string, Record<string, unknown>][] =>
  parseEventLogs({ abi: contracts.EthereumDIDRegistry.abi, logs }).map(({ eventName, args }) => {
    const { previousChange: _, ...said }: Record<string, unknown> = args
    if ('name' in said) said.name = hexToString(said.name as Hex, { size: 32 })
    if ('delegateType' in said) said.delegateType = hexToString(said.delegateType as Hex, { size: 32 })
    if (typeof said.validTo === 'bigint' && said.validTo > 0n) said.validTo -= now
    return [eventName, said]
  })

/** What was thrown, as a person reads it: `code: message`; or what was returned instead. */
export const refusal = async (work: Promise<unknown> | (() => unknown)): Promise<string> => {
  try {
    return `went through: ${typeof work === 'function' ? work() : JSON.stringify(await work, plain)}`
  } catch (error) {
    if (error instanceof PortolanError) return `${error.code}: ${error.message}`
    throw error
  }
}
const plain = (_: string, value: unknown) => (typeof value === 'bigint' ? `${value}` : value)
