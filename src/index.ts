/** What a program that buys or sells may use: the offer, its signature, and the arithmetic that a node does. */
export { type Accusation, type Breach, breach, type Doubt, ownKeys, type Proof } from './client/breach.ts'
export { getResolver, type ResolverOptions } from './client/getResolver.ts'
export { type Honoured, honours, type Live402 } from './client/honours.ts'
export { type JobQuantity, promised, type Terms } from './client/promise.ts'
export type { X402Offer } from './client/x402Offer.ts'
export { PortolanError } from './core/errors.ts'
export type { Area, Offer, PayEntry, Prices, TariffLine, Terms as OfferTerms, Withdrawal } from './core/offer.ts'
export { parseDecimal, type Rational, toDecimal } from './core/rational.ts'
export { commensurable, convert, parseUnit, type Unit } from './core/unit.ts'
export { fromX402, type PaymentRequirements } from './core/x402.ts'
export { toX402 } from './modules/discovery/accepts.ts'
export { atomicOf, ceilingOf, charge, measure } from './modules/discovery/charge.ts'
export { type Pricing, toErc8257 } from './modules/discovery/erc8257.ts'
export { type OfferSigner, type SignedOffer, signOffer } from './modules/offers/sign.ts'
export { type FindKeys, verifyToken } from './modules/offers/verify.ts'
export {
  type Act,
  type Attribute,
  addDelegate,
  type Call,
  changeOwner,
  deactivate,
  didCall,
  revokeAttribute,
  revokeDelegate,
  setAttribute,
} from './write/acts.ts'
export { linkToDid, registerAgent, registeredAgent, setAgentMetadata, setAgentUri } from './write/agents.ts'
export { agentAttribute, keyAttribute, offerAttribute, serviceAttribute } from './write/attributes.ts'
export { type Identity, identityOf, knownContract } from './write/identity.ts'
export { createKey, type MachineKey, readKey } from './write/key.ts'
export { agentOffer, announceCall, announcedAt } from './write/offersCarried.ts'
export { type Next, nextVersion, type Repricing, withdrawalOf } from './write/offersNext.ts'
export { type KeyKind, type PublicKey, parsePublicKey } from './write/publicKey.ts'
export { ownerOf, type Sending, type Sent, send, sendAct, sendSigned, signNext } from './write/send.ts'
export { parseSigned, printSigned, type SignedAct, signAct, signedCall } from './write/signed.ts'
