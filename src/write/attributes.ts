/** The attributes that readers of a registry understand. */
import { type Hex, isHex, stringToHex } from 'viem'
import { badInput } from '../core/errors.ts'
import { parseAgentId } from '../core/ids.ts'
import type { Attribute } from './acts.ts'
import { multicodec, type PublicKey } from './publicKey.ts'

/** A key that speaks for the identity; `veriKey` makes assertions such as offers, `sigAuth` signs in as well. */
export const keyAttribute = (key: PublicKey, purpose: 'veriKey' | 'sigAuth' = 'veriKey'): Attribute => {
  if (key.kind === 'secp256k1') return { name: `did/pub/Secp256k1/${purpose}/hex`, value: key.bytes }
  if (key.kind === 'ed25519') return { name: `did/pub/Ed25519/${purpose}/base64`, value: key.bytes }
  // P-256 has no name of its own in did:ethr; a Multikey brings its own prefix.
  return { name: `did/pub/Multikey/${purpose}`, value: multicodec(key) }
}

/** An endpoint of the identity: a URI, or JSON. */
export const serviceAttribute = (type: string, endpoint: string): Attribute => {
  if (!/^\w+$/.test(type))
    throw badInput('type', `${type.slice(0, 80)} is not one word`, 'use letters, digits and _: others are not resolved')
  if (endpoint === '') throw badInput('endpoint', 'is empty')
  return { name: `did/svc/${type}`, value: stringToHex(endpoint) }
}

/** The claim of an identity to be an agent. It counts once the agent says the same: `linkToDid`. */
export const agentAttribute = (agent: string): Attribute => serviceAttribute('ERC8004', parseAgentId(agent))

/** The announcement of an offer by its URI, such as `signOffer` gives. */
export const offerAttribute = (uri: string): Attribute => serviceAttribute('Offer', uri)

/** A value as people write it: 0x and hex digits are bytes, everything else is text. */
export const attributeValue = (text: string): Hex => {
  if (!text.startsWith('0x')) return stringToHex(text)
  if (!isHex(text) || text.length % 2 === 1)
    throw badInput('value', `${text.slice(0, 80)} is not hex`, 'write two digits for each byte, or text without 0x')
  return text
}
