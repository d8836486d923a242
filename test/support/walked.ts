/** A real chain with the real registry, and the method's own resolver that walks it by RPC. */
import { setTimeout as sleep } from 'node:timers/promises'
import { Resolver } from 'did-resolver'
import { getResolver } from 'ethr-did-resolver'
import { type Address, type Hash, type Hex, stringToHex, testActions } from 'viem'
import type { Contract } from '../../indexer/contracts.ts'
import { rpcSource } from '../../indexer/rpc.ts'
import { startContracts } from './contracts.ts'

/** Enough for any change; what is estimated in one block may not do in the next. */
const gas = 300_000n
/** How long what is said here is valid, seconds. */
const LONG = 1_000_000n

/** Starts the chain; ended by `stop`. */
export const walkedChain = async () => {
  const { client, deploy, done, stop } = await startContracts()
  const registry = await deploy('EthereumDIDRegistry')
  const address = registry.address.toLowerCase()
  const url = client.transport.url ?? ''
  const contract: Contract = { kind: 'didRegistry', address, subject: address }
  const network = { name: 'dev', chainId: 31337, rpcUrl: url, registry: address }
  const { write } = registry
  const people = await client.getAddresses()
  const name32 = (text: string) => stringToHex(text, { size: 32 })
  return {
    people,
    url,
    contract,
    source: rpcSource(url),
    head: async () => {
      const { number, hash } = await client.getBlock()
      return { number: Number(number), hash }
    },
    /** ethr-did-resolver of the newest release. */
    walking: new Resolver(getResolver({ networks: [network] })),
    /** Mines a block at the time of the clock, by which the resolver judges, and after all that was said. */
    passTime: async () => {
      const { timestamp } = await client.getBlock()
      await sleep(Math.max(0, (Number(timestamp) + 1) * 1_000 - Date.now()))
      await client.extend(testActions({ mode: 'anvil' })).mine({ blocks: 1 })
    },
    /** Waits until it was said. */
    said: (sent: Promise<Hash>) => done(sent),
    delegate: (account: Address, type: string, to: Address, validity = LONG) =>
      write.addDelegate([account, name32(type), to, validity], { account, gas }),
    undelegate: (account: Address, type: string, to: Address) =>
      write.revokeDelegate([account, name32(type), to], { account, gas }),
    attribute: (account: Address, name: string, value: Hex, validity = LONG) =>
      write.setAttribute([account, name32(name), value, validity], { account, gas }),
    owner: (account: Address, identity: Address, to: Address) => write.changeOwner([identity, to], { account, gas }),
    stop,
  }
}
