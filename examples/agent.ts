/**
 * A machine that buys: it asks a node who does its job for the least money in total under its rules, checks the seller's
 * signature itself, holds the live 402 against what was signed BEFORE it signs anything, pays, and keeps the receipt.
 * Run it with the environment named at the end.
 */
import { type SpendControlAsset, x402Client, x402HTTPClient } from '@x402/core/client'
import type { PaymentRequired, SettleResponse } from '@x402/core/types'
import { ExactEvmScheme } from '@x402/evm/exact/client'
import {
  extractOffersFromPaymentRequired,
  extractReceiptFromResponse,
  isEIP712SignedReceipt,
  type ReceiptPayload,
  type SignedOffer,
  verifyReceiptSignatureEIP712,
} from '@x402/extensions/offer-receipt'
import type { Hex } from 'viem'
import { type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'
// In a program of your own: from 'portolan'.
import {
  type Honoured,
  honours,
  type JobQuantity,
  type Offer,
  ownKeys,
  type PaymentRequirements,
  type Terms,
  verifyToken,
} from '../src/index.ts'

/** What to buy, by which rules, and from which purse: assets, and the most that one payment may take of each. */
export type Errand = {
  readonly node: string
  readonly job: { readonly category: string; readonly quantities: readonly JobQuantity[] }
  readonly policy: object
  readonly account: PrivateKeyAccount
  readonly purse: readonly SpendControlAsset[]
}

/** What was bought, or why nothing was signed, with all that proves a breach (`breach`). */
export type Bought = {
  readonly data: unknown
  readonly offer: Offer
  readonly paid: PaymentRequirements
  readonly settled: SettleResponse
  readonly receipt: ReceiptPayload | null
}
export type Refused = { readonly refused: Honoured; readonly token: string; readonly demands: readonly SignedOffer[] }

/** Buys from whoever is cheapest in total. */
export const buy = async ({ node, job, policy, account, purse }: Errand): Promise<Bought | Refused> => {
  const { offer, token, way } = await pick(node, job, policy)
  const client = new x402Client().setSpendControls({ allowedAssets: [...purse] })
  for (const { network } of purse) client.register(network, new ExactEvmScheme(account))
  const transport = new x402HTTPClient(client)

  const unpaid = await fetch(offer.at.url)
  const required = transport.getPaymentRequiredResponse(name => unpaid.headers.get(name))
  const now = Math.floor(Date.now() / 1_000)
  const kept = honours({ offer, quantities: job.quantities, accepts: required.accepts, way, now })
  if (kept.verdict !== 'ok') return { refused: kept, token, demands: extractOffersFromPaymentRequired(required) }

  // Of all that the 402 accepts the client is shown what was checked: left to itself it takes the first.
  const accepts = [kept.live] as PaymentRequired['accepts']
  const payment = await client.createPaymentPayload({ ...required, accepts })
  const paid = await fetch(offer.at.url, { headers: transport.encodePaymentSignatureHeader(payment) })
  if (!paid.ok) throw new Error(`not served: ${paid.status} ${await paid.text()}`)
  const settled = transport.getPaymentSettleResponse(name => paid.headers.get(name))
  return {
    offer,
    paid: kept.live,
    settled,
    receipt: await receiptOf(paid, offer.iss),
    data: (await paid.json()) as unknown,
  }
}

const QUOTE = `query ($job: Job!, $policy: Policy) { quote(job: $job, policy: $policy, first: 1) {
  nodes { offer { token } accepts } exclusions { nodes { reason detail } } } }`
type Quoted = { readonly offer: { readonly token: string }; readonly accepts: readonly Terms[] }

/** The first quote, as its seller signed it: what the node says of it beside the signature counts for nothing. */
const pick = async (node: string, job: object, policy: object) => {
  const body = JSON.stringify({ query: QUOTE, variables: { job, policy } })
  const response = await fetch(node, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
  const { data, errors } = (await response.json()) as {
    data: { quote: { nodes: Quoted[]; exclusions: { nodes: object[] } } }
    errors?: { message: string }[]
  }
  if (errors) throw new Error(errors[0]?.message)
  const { nodes, exclusions } = data.quote
  const [quote] = nodes
  const [way] = quote?.accepts ?? []
  if (!quote || !way) throw new Error(`nobody does this job by x402: ${JSON.stringify(exclusions.nodes)}`)
  const { token } = quote.offer
  const verified = await verifyToken(token, ownKeys, [])
  if ('verdict' in verified) throw new Error(`the node gave an offer that is none: ${verified.reason}`)
  if ('void' in verified.claims) throw new Error('the node gave an offer that was withdrawn')
  return { offer: verified.claims, token, way }
}

/** What the seller says it was paid for; null where it gave no receipt, or another signed it. */
const receiptOf = async (paid: Response, seller: string): Promise<ReceiptPayload | null> => {
  const receipt = extractReceiptFromResponse(paid)
  if (!receipt || !isEIP712SignedReceipt(receipt)) return null
  const { signer, payload } = await verifyReceiptSignatureEIP712(receipt)
  return seller.toLowerCase().endsWith(`:${signer.toLowerCase()}`) ? payload : null
}

/** An environment variable, or a message that it is wanted. */
const need = (name: string): string => {
  const { [name]: value } = process.env
  if (!value) throw new Error(`set ${name}`)
  return value
}

if (import.meta.main) {
  // ASSET: CAIP-19 of the token to pay with; MOST: how much of its smallest unit one payment may take.
  const [network, token = ''] = need('ASSET').split('/erc20:')
  const bought = await buy({
    node: need('NODE'),
    job: { category: 'x:air.quality', quantities: [] },
    policy: { assets: [need('ASSET')], rails: ['x402/exact'] },
    account: privateKeyToAccount(need('KEY') as Hex),
    purse: [{ network: network as `${string}:${string}`, asset: token, maxAmountPerPayment: need('MOST') }],
  })
  const told = 'refused' in bought ? bought.refused : { data: bought.data, receipt: bought.receipt }
  process.stdout.write(`${JSON.stringify(told, (_, value) => (typeof value === 'bigint' ? `${value}` : value))}\n`)
}
