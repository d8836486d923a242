/** A market where money moves: a real chain with real tokens, a facilitator, paid services, and a node that indexes. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { x402Facilitator } from '@x402/core/facilitator'
import type { PaymentPayload, PaymentRequirements as Requirements } from '@x402/core/types'
import { toFacilitatorEvmSigner } from '@x402/evm'
import { ExactEvmScheme } from '@x402/evm/exact/facilitator'
import express, { type Request, type Response } from 'express'
import { type Address, createWalletClient, type Hex, http, keccak256, parseEther, publicActions, toHex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { foundry } from 'viem/chains'
import { announce, type Goods, offerOf, shop } from '../../examples/provider.ts'
import type { ChainSpec } from '../../indexer/chain.ts'
import { rpcSource } from '../../indexer/rpc.ts'
import type { PayEntry } from '../../src/core/offer.ts'
import { startAnvil } from '../../src/demo/anvil.ts'
import { type Deployment, deploy, localClient } from '../../src/demo/deploy.ts'
import { contracts } from '../../src/generated/contracts.ts'
import { type PaymentRequirements, promised } from '../../src/index.ts'
import { nodeOver } from './nodeOver.ts'
import { rail } from './offers.ts'
import { CHAIN } from './scripted.ts'
import { noSettings } from './settings.ts'

/** Offers were signed an hour ago, so that no demand of now can be from before. */
const HOUR = 3_600

/** Starts all of it; ended by `close`. */
export const startPaying = async () => {
  const closing: (() => unknown)[] = []
  const anvil = await startAnvil()
  closing.push(() => anvil.stop())
  const client = localClient(anvil.url)
  const [carrier] = (await client.getAddresses()) as [Address]
  const on = await deploy(client, carrier)
  const listening = async (app: Parameters<typeof createServer>[1]): Promise<string> => {
    const server = createServer(app)
    closing.push(() => server.close().closeAllConnections())
    await once(server.listen(0, '127.0.0.1'), 'listening')
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  }
  const facilitator = await listening(facilitatorOf(anvil.url, carrier))
  const node = await nodeOver(specOf(anvil.url, on), rpcSource(anvil.url), {}, settingsOf(on))
  closing.push(() => node.close())
  const { url, close } = await node.server.listen(0, '127.0.0.1')
  closing.push(close)

  const { abi } = contracts.TestToken
  const balance = (token: Address, of: Address) =>
    client.readContract({ abi, address: token, functionName: 'balanceOf', args: [of] })
  return {
    client,
    on,
    rpc: anvil.url,
    facilitator,
    settled: node.settled,
    url: `${url}/graphql`,
    /** A way to pay in one of the two tokens. */
    by: (token: 'dollar' | 'euro', to: Address): PayEntry => ({
      via: 'x402/exact',
      asset: `${CHAIN}/erc20:${on[token]}`,
      dec: 6,
      cur: token === 'dollar' ? 'USD' : 'EUR',
      to,
      ttl: 60,
      extra: { name: token === 'dollar' ? 'Test Dollar' : 'Test Euro', version: '2' },
    }),
    /** An account of this name with a dollar and a euro, and no gas. */
    buyer: async (name: string) => {
      const account = accountOf(name)
      for (const token of [on.dollar, on.euro]) {
        const args = [account.address, 1_000_000n] as const
        const hash = await client.writeContract({ abi, address: token, functionName: 'mint', args, account: carrier })
        await client.waitForTransactionReceipt({ hash })
      }
      return account
    },
    /** Dollars and euros of an account. */
    purse: async (of: Address) => ({ dollars: await balance(on.dollar, of), euros: await balance(on.euro, of) }),
    /** Opens a paid service: an offer is signed, announced and served. `ask` makes it demand something else from then on. */
    open: async (name: string, goods: Omit<Goods, 'name' | 'cat' | 'at'>) => {
      const account = accountOf(name)
      await client.setBalance({ address: account.address, value: parseEther('1') })
      let serving: ReturnType<typeof shop> = express()
      const at = `${await listening((request, response) => serving(request, response))}/air`
      const now = Math.floor(Date.now() / 1_000) - HOUR
      const all: Goods = { name, cat: ['x:air.quality'], at: { by: 'http', url: at }, ...goods }
      const { claims, signed } = await offerOf(keyOf(name), CHAIN, all, { now })
      const ask = (accepts: readonly PaymentRequirements[]) => {
        serving = shop('/air', account, { accepts, offer: signed.jwt, facilitator }, () => ({ from: name }))
      }
      const accepts = promised(claims, [], now)
      ask(accepts)
      const hash = await announce(anvil.url, on.board, account, signed)
      const { blockNumber } = await client.waitForTransactionReceipt({ hash })
      await node.settled(Number(blockNumber))
      return { account, at, claims, signed, accepts, ask }
    },
    close: async () => {
      for (const close of closing.reverse()) await close()
    },
  }
}

export const keyOf = (name: string): Hex => keccak256(toHex(name))
export const accountOf = (name: string) => privateKeyToAccount(keyOf(name))

/** The three routes of a facilitator, which brings signed payments to the chain and pays the gas. */
const facilitatorOf = (rpc: string, account: Address) => {
  const client = createWalletClient({ account, chain: foundry, transport: http(rpc), pollingInterval: 10 })
  const signer = toFacilitatorEvmSigner({ ...client.extend(publicActions), address: account } as never)
  const facilitator = new x402Facilitator().register(CHAIN, new ExactEvmScheme(signer))
  type Body = { paymentPayload: PaymentPayload; paymentRequirements: Requirements }
  const route =
    (answer: (payment: PaymentPayload, requirements: Requirements) => Promise<unknown>) =>
    async ({ body }: Request, response: Response) => {
      const { paymentPayload, paymentRequirements } = body as Body
      response.json(await answer(paymentPayload, paymentRequirements))
    }
  return express()
    .use(express.json())
    .get('/supported', (_, response) => response.json(facilitator.getSupported()))
    .post(
      '/verify',
      route((payment, requirements) => facilitator.verify(payment, requirements)),
    )
    .post(
      '/settle',
      route((payment, requirements) => facilitator.settle(payment, requirements)),
    )
}

const specOf = (rpc: string, on: Deployment): ChainSpec => {
  const itself = (kind: string, at: string) => ({ kind, address: at.toLowerCase(), subject: at.toLowerCase() })
  return {
    chain: CHAIN,
    rpc: [rpc],
    contracts: [
      itself('didRegistry', on.dids),
      itself('offerBoard', on.board),
      itself('priceFeed', on.feeds.dollar),
      itself('priceFeed', on.feeds.euro),
    ],
    start: 0,
    finality: { depth: 16 },
    pollMs: 20,
    maxRange: 10_000,
  }
}

const settingsOf = (on: Deployment) => {
  const asset = (token: Address) => `${CHAIN}/erc20:${token.toLowerCase()}`
  const feed = (contract: Address, token: Address) => ({
    chain: CHAIN,
    contract: contract.toLowerCase(),
    base: asset(token),
    quote: 'USD',
    decimals: 8,
    heartbeat: 86_400,
  })
  return {
    ...noSettings,
    feeds: [feed(on.feeds.dollar, on.dollar), feed(on.feeds.euro, on.euro)],
    rails: [rail('x402/exact')],
    tokens: [
      { asset: asset(on.dollar), symbol: 'TUSD', decimals: 6 },
      { asset: asset(on.euro), symbol: 'TEUR', decimals: 6 },
    ],
  }
}
