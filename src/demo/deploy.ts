/** Puts the registries, two tokens and four price feeds on a local chain. All but the board and ERC-1056 are fixtures. */
import {
  type Abi,
  type Address,
  createTestClient,
  type Hex,
  type HttpTransport,
  http,
  type PublicActions,
  publicActions,
  type TestClient,
  type WalletActions,
  walletActions,
} from 'viem'
import { foundry } from 'viem/chains'
import { contracts } from '../generated/contracts.ts'

export type ContractName = keyof typeof contracts

/** A client that may do everything on a local chain. */
export type LocalClient = TestClient<'anvil', HttpTransport, typeof foundry> &
  PublicActions<HttpTransport, typeof foundry> &
  WalletActions<typeof foundry>

export const localClient = (url: string): LocalClient =>
  createTestClient({ mode: 'anvil', chain: foundry, transport: http(url, { timeout: 30_000 }), pollingInterval: 20 })
    .extend(publicActions)
    .extend(walletActions)

/** Where everything is. */
export type Deployment = {
  readonly board: Address
  readonly identity: Address
  readonly reputation: Address
  readonly validation: Address
  readonly dids: Address
  readonly dollar: Address
  readonly euro: Address
  readonly feeds: {
    readonly dollar: Address
    readonly euro: Address
    readonly ether: Address
    readonly eurUsd: Address
  }
}

/** Answers of the feeds, eight decimals. */
export const FEED_ANSWERS = { dollar: 99_991_000n, euro: 116_420_000n, ether: 300_000_000_000n, eurUsd: 116_400_000n }

/** Deploys everything from one account. The same account on a fresh chain gives the same addresses. */
export const deploy = async (client: LocalClient, from: Address): Promise<Deployment> => {
  const put = async (name: ContractName, ...args: unknown[]): Promise<Address> => {
    const { abi, bytecode }: { abi: Abi; bytecode: Hex } = contracts[name]
    const hash = await client.deployContract({ abi, bytecode, args, account: from } as never)
    const { contractAddress } = await client.waitForTransactionReceipt({ hash })
    if (!contractAddress) throw new Error(`${name} was not deployed`)
    return contractAddress
  }
  const feed = async (answer: bigint, description: string): Promise<Address> => {
    const address = await put('TestPriceFeed', 8, description)
    await postRate(client, from, address, answer)
    return address
  }
  const board = await put('OfferBoard')
  const identity = await put('TestIdentityRegistry')
  return {
    board,
    identity,
    reputation: await put('TestReputationRegistry', identity),
    validation: await put('TestValidationRegistry', identity),
    dids: await put('EthereumDIDRegistry'),
    dollar: await put('TestToken', 'Test Dollar', 'TUSD', 6),
    euro: await put('TestToken', 'Test Euro', 'TEUR', 6),
    feeds: {
      dollar: await feed(FEED_ANSWERS.dollar, 'TUSD / USD'),
      euro: await feed(FEED_ANSWERS.euro, 'TEUR / USD'),
      ether: await feed(FEED_ANSWERS.ether, 'ETH / USD'),
      eurUsd: await feed(FEED_ANSWERS.eurUsd, 'EUR / USD'),
    },
  }
}

/** Posts a round to a feed. */
export const postRate = async (client: LocalClient, from: Address, feed: Address, answer: bigint): Promise<void> => {
  const { abi } = contracts.TestPriceFeed
  const hash = await client.writeContract({ abi, address: feed, functionName: 'post', args: [answer], account: from })
  await client.waitForTransactionReceipt({ hash })
}
