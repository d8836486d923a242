import { failed, type Outcome, tooLarge } from './verdict.ts'

/** The header of a 402 that says what is to be paid: base64 of JSON (x402 version 2, HTTP transport). */
export const PAYMENT_HEADER = 'payment-required'

/** The request for payment in that header, at most `maxBytes` bytes of it. Two of them would be two prices. */
export const requestForPayment = (header: string | string[], maxBytes: number): Outcome => {
  if (Array.isArray(header)) return failed('malformed', 'The host sent more than one request for payment.')
  const digits = header.trim()
  if (!BASE64.test(digits)) return failed('malformed', 'The request for payment is not base64.')
  const bytes = Buffer.from(digits, 'base64')
  return bytes.length > maxBytes ? tooLarge(maxBytes) : { verdict: 'ok', bytes, mediaType: 'application/json' }
}

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?$/
