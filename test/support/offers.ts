/** Sellers for stories: keys, the worked offers, and the events that announce them. */
import { ES256KSigner } from 'did-jwt'
import { type Hex, hexToBytes, keccak256, stringToHex, toHex, zeroAddress } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { ethrDid } from '../../src/core/did.ts'
import type { Offer, Withdrawal } from '../../src/core/offer.ts'
import type { Settings } from '../../src/core/settings.ts'
import { sellers } from '../../src/demo/offers.ts'
import { type SignedOffer, signOffer } from '../../src/modules/offers/sign.ts'
import { addressOf, CHAIN, type Emitted, GENESIS_TIME } from './scripted.ts'

/** A key with its address and did:ethr on the scripted chain. */
export const person = (name: string) => {
  const key: Hex = keccak256(toHex(name))
  const address = privateKeyToAccount(key).address.toLowerCase() as Hex
  const did = ethrDid(CHAIN, address)
  return {
    key,
    address,
    did,
    signer: { kid: `${did}#controller`, alg: 'ES256K' as const, signer: ES256KSigner(hexToBytes(key)) },
  }
}
export type Person = ReturnType<typeof person>

const DOLLAR = '0x00000000000000000000000000000000000000d1'
const EURO = '0x00000000000000000000000000000000000000e1'
export const USD = `${CHAIN}/erc20:${DOLLAR}`
export const EUR = `${CHAIN}/erc20:${EURO}`
export const PAY_TO = '0x209693Bc6afc0C5328bA36FaF03C514EF312287C'

const deployment = { dollar: DOLLAR, euro: EURO } as never

/** The terms of the worked offers, by the name of their seller in the demo market. */
export const termsOf = (name: string) => {
  const seller = sellers(deployment, CHAIN, PAY_TO).find(seller => seller.name === name)
  if (!seller) throw new Error(`no seller is named ${name}`)
  return seller.terms
}

/** An offer of a person: complete claims, in force from the first block on for thirty days. */
export const offerOf = ({ did }: Person, terms: Partial<Offer>, more: Partial<Offer> = {}): Offer =>
  ({
    iss: did,
    sub: `${did}#offer`,
    ver: 1,
    seq: 1,
    iat: GENESIS_TIME,
    exp: GENESIS_TIME + 30 * 86_400,
    ...terms,
    ...more,
  }) as Offer

export const signed = (who: Person, claims: Offer | Withdrawal): Promise<SignedOffer> => signOffer(claims, who.signer)

/** The board event that announces a token under the next index. */
export const onBoard = (
  { subject, id, seq, uri }: SignedOffer,
  index: number,
  more: Partial<Record<string, unknown>> = {},
): Emitted => ({
  by: 'OfferBoard',
  event: 'OfferAnnounced',
  args: { index: BigInt(index), subject, offerId: id, seq, uri, by: zeroAddress, ...more },
})

/** The ERC-1056 attribute that announces a URI. */
export const onDid = ({ address }: Person, uri: string, validTo: bigint, previousChange = 0n): Emitted => ({
  by: 'EthereumDIDRegistry',
  event: 'DIDAttributeChanged',
  args: {
    identity: address,
    name: stringToHex('did/svc/Offer', { size: 32 }),
    value: stringToHex(uri),
    validTo,
    previousChange,
  },
})

/** A round of the one feed of the scripted chain. */
export const round = (current: bigint, roundId: bigint, updatedAt: number): Emitted => ({
  by: 'TestPriceFeed',
  event: 'AnswerUpdated',
  args: { current, roundId, updatedAt: BigInt(updatedAt) },
})

/** A rail of the scripted chain that costs nothing and takes two seconds. */
export const rail = (via: string, more: Partial<Settings['rails'][number]> = {}): Settings['rails'][number] => ({
  via,
  chain: CHAIN,
  setupGas: 0n,
  gas: 0n,
  seconds: 2,
  floor: 0n,
  escrow: false,
  ...more,
})

/** The test dollar priced by the feed of the scripted chain; rails that cost no gas. */
export const marketSettings: Partial<Settings> = {
  feeds: [
    { chain: CHAIN, contract: addressOf('TestPriceFeed'), base: USD, quote: 'USD', decimals: 8, heartbeat: 86_400 },
  ],
  rails: [
    ...['x402/exact', 'x402/upto', 'x402/batch-settlement'].map(via => rail(via)),
    rail('x402/auth-capture', { escrow: true }),
  ],
  tokens: [{ asset: USD, symbol: 'TUSD', decimals: 6 }],
}
