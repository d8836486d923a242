import assert from 'node:assert/strict'
import {
  type Abi,
  type Address,
  createWalletClient,
  type GetContractReturnType,
  getAddress,
  getContract,
  type Hash,
  type Hex,
  http,
  parseEventLogs,
  publicActions,
} from 'viem'
import { foundry } from 'viem/chains'
import { startAnvil } from '../../src/demo/anvil.ts'
import { contracts } from '../../src/generated/contracts.ts'

export type Name = keyof typeof contracts
export type Deployed<name extends Name> = GetContractReturnType<
  (typeof contracts)[name]['abi'],
  ReturnType<typeof connect>,
  Address
>

/** A chain of our own, three people on it, and our contracts to deploy there. */
export const startContracts = async () => {
  const { url, stop } = await startAnvil()
  const client = connect(url)
  const [alice, bob, carol] = (await client.getAddresses()) as [Address, Address, Address]

  const done = async (sent: Promise<Hash>) => {
    const receipt = await client.waitForTransactionReceipt({ hash: await sent })
    assert.equal(receipt.status, 'success')
    return receipt
  }
  const deploy = async <name extends Name>(name: name, ...args: unknown[]): Promise<Deployed<name>> => {
    const { abi, bytecode }: { abi: Abi; bytecode: Hex } = contracts[name]
    const { contractAddress } = await done(client.deployContract({ abi, bytecode, args, account: alice }))
    const address = getAddress(contractAddress as Address)
    return getContract({ abi, address, client }) as unknown as Deployed<name>
  }
  /** What the contract of this name logged in a transaction, in order: `[event, arguments]`. */
  const logged = async (name: Name, sent: Promise<Hash>): Promise<[string, unknown][]> => {
    const { logs } = await done(sent)
    const abi: Abi = contracts[name].abi
    return parseEventLogs({ abi, logs }).map(({ eventName, args }) => [eventName, args])
  }
  const now = async (): Promise<bigint> => (await client.getBlock()).timestamp
  // Not estimated: an estimate is of one second, and storing the time of another may cost more.
  const gas = 5_000_000n
  const accounts = {
    byAlice: { account: alice, gas },
    byBob: { account: bob, gas },
    byCarol: { account: carol, gas },
  }
  return { client, alice, bob, carol, ...accounts, done, deploy, logged, now, stop }
}

const connect = (url: string) =>
  createWalletClient({ chain: foundry, transport: http(url), pollingInterval: 10 }).extend(publicActions)
