/** What a program that buys or sells may use: the offer, its signature, and the arithmetic that a node does. */
export { PortolanError } from './core/errors.ts'
export type { Area, Offer, PayEntry, Prices, TariffLine, Withdrawal } from './core/offer.ts'
export { parseDecimal, type Rational, toDecimal } from './core/rational.ts'
export { commensurable, convert, parseUnit, type Unit } from './core/unit.ts'
export { type PaymentRequirements, toX402 } from './modules/discovery/accepts.ts'
export { atomicOf, ceilingOf, charge, measure } from './modules/discovery/charge.ts'
export { type OfferSigner, type SignedOffer, signOffer } from './modules/offers/sign.ts'
export { type FindKeys, verifyToken } from './modules/offers/verify.ts'
