/** A quote as the answer of a paid resource (x402 specification v2, 5.1), with the signed offer that it must keep to. */
import type { PaymentRequirements } from '../../core/x402.ts'
import { toX402 } from './accepts.ts'
import type { Quoted } from './evaluate.ts'

/** The key of our extension in `extensions`: other clients step over it. */
export const OFFER_EXTENSION = 'portolan-offer'

export type PaymentRequired = {
  readonly x402Version: 2
  readonly resource: { readonly url: string; readonly description: string; readonly serviceName?: string }
  readonly accepts: readonly [PaymentRequirements]
  /** Left out where nobody signed the price. */
  readonly extensions?: {
    readonly [OFFER_EXTENSION]: { readonly info: { readonly offer: string }; readonly schema: object }
  }
}

/** What to pay for one purchase at `now` (Unix seconds); null where the rail is not x402. */
export const paymentRequired = ({ ruling, offer, entry, atomic }: Quoted, now: number): PaymentRequired | null => {
  const requirements = toX402(offer, entry, atomic, now)
  if (!requirements) return null
  const { name, at } = offer
  const { jwt } = ruling.token
  return {
    x402Version: 2,
    // A name that breaks the rule of the field would be dropped by whoever reads it.
    resource: { url: at.url, description: name, ...(/^[ -~]{1,32}$/.test(name) ? { serviceName: name } : {}) },
    accepts: [requirements],
    ...(jwt === null ? {} : { extensions: { [OFFER_EXTENSION]: { info: { offer: jwt }, schema: INFO_SCHEMA } } }),
  }
}

const INFO_SCHEMA = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  properties: { offer: { type: 'string', description: 'the signed offer: a compact JWS of type offer+jwt' } },
  required: ['offer'],
  additionalProperties: false,
}

/** The object as the PAYMENT-REQUIRED header carries it (x402 HTTP transport v2): base64 of its JSON. */
export const headerOf = (required: PaymentRequired): string => Buffer.from(JSON.stringify(required)).toString('base64')
