/** By which names the events of the registries carry what our modules read of them. */
import { padHex, stringToHex } from 'viem'

const service = (type: string) => padHex(stringToHex(`did/svc/${type}`), { size: 32, dir: 'right' })

/** The ERC-1056 attribute that holds the URI of an offer. */
export const OFFER_ATTRIBUTE = service('Offer')

/** The ERC-1056 attribute that names an agent. */
export const AGENT_ATTRIBUTE = service('ERC8004')

/** The ERC-8004 metadata that names a DID. */
export const DID_KEY = 'did'

/** Whether ERC-8004 metadata under this key holds the URI of an offer. */
export const isOfferKey = (key: string): boolean => key === 'offer' || key.startsWith('offer:')
