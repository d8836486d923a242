/** Sellers on a local chain: each with a key, an agent, and an offer that it can announce and reprice. */
import { ES256KSigner } from 'did-jwt'
import {
  type Account,
  type Address,
  type Hex,
  hexToBytes,
  keccak256,
  parseEther,
  stringToHex,
  toHex,
  zeroAddress,
} from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { ethrDid } from '../core/did.ts'
import { agentId } from '../core/ids.ts'
import type { Offer } from '../core/offer.ts'
import { contracts } from '../generated/contracts.ts'
import { type SignedOffer, signOffer } from '../modules/offers/sign.ts'
import type { Deployment, LocalClient } from './deploy.ts'
import { type Seller, sellers } from './offers.ts'

const LIFE = 30 * 86_400

/** A seller with its key, agent and the sequence number of its newest offer. */
export type Merchant = Seller & {
  readonly account: Account
  readonly key: Hex
  readonly did: string
  agent: bigint
  seq: number
}

export type Market = {
  readonly merchants: readonly Merchant[]
  /** Signs a new version of a merchant's offer and puts it on chain. */
  announce(merchant: Merchant, terms?: Seller['terms']): Promise<SignedOffer>
}

/**
 * Lets every seller register itself, as an agent and an identity that name each other, and announce its offer; `meanwhile`
 * is what comes between. `carrier` pays for those without gas.
 */
export const openMarket = async (
  client: LocalClient,
  chain: string,
  on: Deployment,
  carrier: Address,
  meanwhile: (merchants: readonly Merchant[]) => Promise<void>,
): Promise<Market> => {
  const send = async (request: Promise<Hex>) => client.waitForTransactionReceipt({ hash: await request })
  const merchants = sellers(on, chain, zeroAddress).map(({ name }, i): Merchant => {
    const key = keccak256(toHex(`portolan demo seller ${i}`))
    const account = privateKeyToAccount(key)
    const seller = sellers(on, chain, account.address)[i]
    if (!seller) throw new Error(`${name} sells nothing`)
    return { ...seller, key, account, did: ethrDid(chain, account.address), agent: -1n, seq: 0 }
  })

  const register = async (merchant: Merchant): Promise<void> => {
    const { account, did } = merchant
    await client.setBalance({ address: account.address, value: parseEther('10') })
    const uri = `data:application/json;base64,${Buffer.from(JSON.stringify(registrationFile(merchant))).toString('base64')}`
    const metadata = [{ metadataKey: 'did', metadataValue: stringToHex(did) }]
    const { abi } = contracts.TestIdentityRegistry
    const { logs } = await send(
      client.writeContract({ abi, address: on.identity, functionName: 'register', args: [uri, metadata], account }),
    )
    // The mint is the first log; the id of the agent is its last topic.
    merchant.agent = BigInt(logs[0]?.topics[3] ?? 0)
    const agent = agentId(chain, on.identity.toLowerCase(), merchant.agent)
    const { abi: dids } = contracts.EthereumDIDRegistry
    const args = [
      account.address,
      stringToHex('did/svc/ERC8004', { size: 32 }),
      stringToHex(agent),
      BigInt(LIFE),
    ] as const
    await send(client.writeContract({ abi: dids, address: on.dids, functionName: 'setAttribute', args, account }))
  }

  const announce = async (merchant: Merchant, terms = merchant.terms): Promise<SignedOffer> => {
    merchant.seq += 1
    const { timestamp } = await client.getBlock()
    const iat = Number(timestamp)
    const { did, fragment, seq, key, account } = merchant
    const claims: Offer = { iss: did, sub: `${did}#${fragment}`, ver: 1, seq, iat, exp: iat + LIFE, ...terms }
    const signed = await signOffer(claims, {
      kid: `${did}#controller`,
      alg: 'ES256K',
      signer: ES256KSigner(hexToBytes(key)),
    })
    const uri = stringToHex(signed.uri)
    if (merchant.carrier === 'board') {
      const { abi } = contracts.OfferBoard
      const args = [signed.subject, signed.id, signed.seq, signed.uri] as const
      await send(client.writeContract({ abi, address: on.board, functionName: 'announce', args, account: carrier }))
    } else if (merchant.carrier === 'did') {
      const { abi } = contracts.EthereumDIDRegistry
      const args = [account.address, stringToHex('did/svc/Offer', { size: 32 }), uri, BigInt(LIFE)] as const
      await send(client.writeContract({ abi, address: on.dids, functionName: 'setAttribute', args, account }))
    } else {
      const { abi } = contracts.TestIdentityRegistry
      await send(
        client.writeContract({
          abi,
          address: on.identity,
          functionName: 'setMetadata',
          args: [merchant.agent, 'offer', uri],
          account,
        }),
      )
    }
    return signed
  }

  for (const merchant of merchants) await register(merchant)
  await meanwhile(merchants)
  for (const merchant of merchants) await announce(merchant)
  return { merchants, announce }
}

const registrationFile = ({ name, did, terms }: Merchant) => ({
  type: 'https://eips.ethereum.org/EIPS/eip-8004#registration-v1',
  name,
  description: terms.name,
  services: [
    { name: terms.at.by, endpoint: terms.at.url },
    { name: 'DID', endpoint: did },
  ],
  x402Support: terms.pay.some(({ via }) => via.startsWith('x402/')),
  active: true,
})
