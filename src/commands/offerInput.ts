/** What the commands about offers are given: tokens, claims, subjects, prices. */
import { parseDidUrl } from '../core/did.ts'
import { badInput } from '../core/errors.ts'
import { isObject } from '../core/json.ts'
import { type Decoded, decodeToken } from '../write/offersToken.ts'
import { readText } from './input.ts'

/** A token: itself, its `data:` URI, or a file of either or of what `offer sign` printed; `-` is standard input. */
export const tokenIn = (argument: string): Decoded => {
  const text = isInline(argument) ? argument : readText('token', argument).trim()
  if (!text.startsWith('{')) return decodeToken(text)
  const { token } = objectIn('token', text)
  if (typeof token !== 'string') throw badInput('token', 'the file has claims and no token', 'sign them: `offer sign`')
  return decodeToken(token)
}

/** Claims, unchecked: a file of them or, where `tokens` are taken too, of a token that says them. */
export const claimsIn = (argument: string, tokens = false): Record<string, unknown> => {
  if (tokens && isInline(argument)) return { ...decodeToken(argument).claims }
  const text = readText('claims', argument).trim()
  if (tokens && isInline(text)) return { ...decodeToken(text).claims }
  const claims = objectIn('claims', text)
  return tokens && typeof claims.token === 'string' ? { ...decodeToken(claims.token).claims } : claims
}

const isInline = (text: string): boolean => /^(eyJ|data:)/.test(text)

const objectIn = (argument: string, text: string): Record<string, unknown> => {
  try {
    const value: unknown = JSON.parse(text)
    if (isObject(value)) return value
  } catch {}
  throw badInput(argument, 'is not a JSON object', 'take it as `portolan offer draft` prints it')
}

/** The DID and the whole of a subject (`did:..#name`); null where the text is none. */
export const subjectIn = (argument: string): { readonly iss: string; readonly sub: string } | null => {
  const url = parseDidUrl(argument)
  return url && { iss: url.did, sub: argument }
}

/** A price as people write it: `0.43`, `0.43:EUR`, `energy=0.43:EUR`. */
export const parsePrice = (argument: string, text: string) => {
  const [, meter = null, amount, currency = null] = /^(?:([^=:]+)=)?([^=:]*)(?::(.+))?$/.exec(text) ?? []
  if (amount === undefined || !/^(0|[1-9]\d{0,29})(\.\d{1,18})?$/.test(amount))
    throw badInput(argument, `${text.slice(0, 80)} is no price`, 'write a plain decimal: 0.43, or energy=0.43:EUR')
  return { meter, amount, currency }
}

/** A number of a version. */
export const parseSequence = (text: string): number => {
  if (!/^[1-9]\d{0,15}$/.test(text) || !Number.isSafeInteger(Number(text)))
    throw badInput('--seq', `${text.slice(0, 80)} is not a number from 1 to 9007199254740991`)
  return Number(text)
}

/** An option that may be given more than once. */
export const collect = (value: string, before: readonly string[] = []): readonly string[] => [...before, value]
