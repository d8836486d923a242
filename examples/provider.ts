/**
 * A machine that sells: it signs an offer with its own key, serves the data behind x402 at the price of the offer, hands
 * the offer out with each 402, and announces it where every index reads. Run it with the environment named at the end.
 */
import { once } from 'node:events'
import { createServer } from 'node:http'
import { HTTPFacilitatorClient } from '@x402/core/server'
import { ExactEvmScheme } from '@x402/evm/exact/server'
import { paymentMiddleware, x402ResourceServer } from '@x402/express'
import {
  createEIP712OfferReceiptIssuer,
  createOfferReceiptExtension,
  declareOfferReceiptExtension,
} from '@x402/extensions/offer-receipt'
import express from 'express'
import { type Address, createWalletClient, type Hex, http, parseAbi } from 'viem'
import { type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'
// In a program of your own: from 'portolan'.
import { type Offer, type PaymentRequirements, promised, readKey, type SignedOffer, signOffer } from '../src/index.ts'

/** The x402 extension by which a 402 brings the offer along. Clients that do not know it pass it by. */
const OFFER = 'portolan-offer'
const schema = { type: 'object', properties: { offer: { type: 'string' } }, required: ['offer'] }
const DAY = 86_400

/** What is sold, for how much, and how it is paid: an offer but for who makes it and when. */
export type Goods = Pick<Offer, 'name' | 'cat' | 'at' | 'spec' | 'tariff' | 'pay'>

/** Signs the offer of these goods by a key that is a did:ethr on a chain (CAIP-2), to hold from now on for thirty days. */
export const offerOf = async (
  key: Hex,
  chain: string,
  goods: Goods,
  { seq = 1, now = Math.floor(Date.now() / 1_000) } = {},
): Promise<{ claims: Offer; signed: SignedOffer }> => {
  const seller = readKey('secp256k1', key, chain)
  const { did: iss } = seller
  const claims: Offer = { iss, sub: `${iss}#goods`, ver: 1, seq, iat: now, exp: now + 30 * DAY, ...goods }
  return { claims, signed: await signOffer(claims, seller) }
}

/** A paid service: unpaid it answers 402 with the ways to pay, the offer, and each way signed for this request. */
export const shop = (
  path: string,
  account: PrivateKeyAccount,
  { accepts, offer, facilitator }: { accepts: readonly PaymentRequirements[]; offer: string; facilitator: string },
  goods: () => unknown,
) => {
  // EIP-712, because its signer is an address, as a did:ethr is: the kid of a JWS may not be one for stock clients.
  const issuer = createEIP712OfferReceiptIssuer(account.address, typed => account.signTypedData(typed))
  const server = new x402ResourceServer(new HTTPFacilitatorClient({ url: facilitator }))
    .registerExtension(createOfferReceiptExtension(issuer))
    .registerExtension({ key: OFFER, enrichPaymentRequiredResponse: async () => ({ info: { offer }, schema }) })
  for (const { network } of accepts) server.register(network as `${string}:${string}`, new ExactEvmScheme())
  const route = {
    accepts: accepts.map(({ network, asset, amount, extra = {}, ...way }) => ({
      ...way,
      network: network as `${string}:${string}`,
      price: { asset, amount, extra },
    })),
    extensions: { ...declareOfferReceiptExtension(), [OFFER]: {} },
  }
  return express()
    .use(paymentMiddleware({ [`GET ${path}`]: route }, server))
    .get(path, (_, response) => response.json(goods()))
}

/** Puts a signed offer on a board, by an account that has gas; it need not be the seller's. */
export const announce = (
  rpc: string,
  board: Address,
  account: PrivateKeyAccount,
  { subject, id, seq, uri }: SignedOffer,
) =>
  createWalletClient({ account, transport: http(rpc) }).writeContract({
    chain: null,
    address: board,
    abi: parseAbi(['function announce(bytes32 subject, bytes32 offerId, uint64 seq, string uri)']),
    functionName: 'announce',
    args: [subject, id, seq, uri],
  })

/** An environment variable, or a message that it is wanted. */
const need = (name: string): string => {
  const { [name]: value } = process.env
  if (!value) throw new Error(`set ${name}`)
  return value
}

if (import.meta.main) {
  // ASSET: CAIP-19 of a dollar with EIP-3009, and NAME its EIP-712 name; PRICE in dollars; AT: the URL that is sold.
  const [key, asset, url] = [need('KEY') as Hex, need('ASSET'), new URL(need('AT'))]
  const account = privateKeyToAccount(key)
  const extra = { name: need('NAME'), version: '2' }
  const { claims, signed } = await offerOf(key, asset.split('/')[0] ?? '', {
    name: 'Air quality, now',
    cat: ['x:air.quality'],
    at: { by: 'http', url: url.href },
    tariff: [{ meter: 'fixed', unit: '{call}', rates: [{ price: { USD: need('PRICE') } }] }],
    pay: [{ via: 'x402/exact', asset, dec: 6, cur: 'USD', to: account.address, ttl: 60, extra }],
  })
  const terms = { accepts: promised(claims, [], claims.iat), offer: signed.jwt, facilitator: need('FACILITATOR') }
  const server = createServer(shop(url.pathname, account, terms, () => ({ pm25: 4.2 })))
  await once(server.listen(Number(url.port), url.hostname), 'listening')
  await announce(need('RPC'), need('BOARD') as Address, account, signed)
  process.stdout.write(`${claims.sub} sells at ${url}\n`)
}
