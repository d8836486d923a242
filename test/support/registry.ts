/** Contracts of the scripted chain as they would speak: indexes without holes, `previousChange` as ERC-1056 writes it. */
import { type Hex, stringToHex, toHex, zeroAddress } from 'viem'
import type { SignedOffer } from '../../src/modules/offers/sign.ts'
import { onBoard } from './offers.ts'
import type { Emitted } from './scripted.ts'

/** Farther away than any story lasts. */
export const FOREVER = 1_900_000_000n

/** The ERC-1056 registry: each call gives the event of one transaction in the block that is mined next. */
export const didRegistry = (head: () => { readonly number: number }) => {
  const changed = new Map<string, number>()
  const said = (event: string, identity: string, args: Record<string, unknown>): Emitted => {
    const previousChange = BigInt(changed.get(identity) ?? 0)
    changed.set(identity, head().number + 1)
    return { by: 'EthereumDIDRegistry', event, args: { identity, previousChange, ...args } }
  }
  return {
    owner: (identity: string, owner: string) => said('DIDOwnerChanged', identity, { owner }),
    deactivated: (identity: string) => said('DIDOwnerChanged', identity, { owner: zeroAddress }),
    delegate: (identity: string, type: string, delegate: string, validTo = FOREVER) =>
      said('DIDDelegateChanged', identity, { delegateType: stringToHex(type, { size: 32 }), delegate, validTo }),
    attribute: (identity: string, name: string, value: Hex, validTo = FOREVER) =>
      said('DIDAttributeChanged', identity, { name: stringToHex(name, { size: 32 }), value, validTo }),
    /** An attribute that announces the URI of an offer. */
    offer: (identity: string, uri: string, validTo = FOREVER) =>
      said('DIDAttributeChanged', identity, {
        name: stringToHex('did/svc/Offer', { size: 32 }),
        value: stringToHex(uri),
        validTo,
      }),
  }
}

/** The offer board: numbers what it announces. */
export const offerBoard = () => {
  let index = 0
  return (offer: SignedOffer, more: Partial<Record<string, unknown>> = {}): Emitted => onBoard(offer, index++, more)
}

/** The metadata of an agent that announces the URI of an offer. */
export const onAgent = (token: bigint, uri: string, key = 'offer'): Emitted => ({
  by: 'TestIdentityRegistry',
  event: 'MetadataSet',
  args: { agentId: token, indexedMetadataKey: key, metadataKey: key, metadataValue: uri === '' ? '0x' : toHex(uri) },
})

/** The mint of an agent. */
export const mint = (token: bigint, to: string): Emitted => ({
  by: 'TestIdentityRegistry',
  event: 'Transfer',
  args: { from: zeroAddress, to, tokenId: token },
})
