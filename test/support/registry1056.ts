/** What ERC-1056 emits about identities, each event naming the block of the one before it. */
import { type Hex, stringToHex } from 'viem'
import type { Emitted } from './scripted.ts'

export const FOR_EVER = (1n << 256n) - 1n
export const name32 = (text: string): Hex => stringToHex(text, { size: 32 })

/** A registry whose next block is `height()`. */
export const registry1056 = (height: () => number) => {
  const changed = new Map<Hex, number>()
  const said = (event: string, identity: Hex, args: Record<string, unknown>): Emitted => {
    const previousChange = BigInt(changed.get(identity) ?? 0)
    changed.set(identity, height())
    return { by: 'EthereumDIDRegistry', event, args: { identity, previousChange, ...args } }
  }
  return {
    owner: (identity: Hex, owner: Hex) => said('DIDOwnerChanged', identity, { owner }),
    delegate: (identity: Hex, type: string, delegate: Hex, validTo = FOR_EVER) =>
      said('DIDDelegateChanged', identity, { delegateType: name32(type), delegate, validTo }),
    attribute: (identity: Hex, name: string, value: Hex, validTo = FOR_EVER) =>
      said('DIDAttributeChanged', identity, { name: name32(name), value, validTo }),
  }
}
