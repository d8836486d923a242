/** Claims under a good signature, changed in one place, and what a node makes of them. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Settings } from '../../src/core/settings.ts'
import { readOffer } from '../../src/modules/offers/document.ts'
import { EUR, offerOf, PAY_TO, person, termsOf, USD } from './offers.ts'
import { noSettings } from './settings.ts'
import { jws } from './tokens.ts'

export const alice = person('alice')

/** Written by an operator with the capitals that explorers show. */
export const CAPITALS = EUR.replace(/e1$/, 'E2')

const settings: Settings = {
  ...noSettings,
  tokens: [
    { asset: USD, symbol: 'TUSD', decimals: 6 },
    { asset: CAPITALS, symbol: 'TEST', decimals: 6 },
  ],
}

const verdictOn = async (claims: object): Promise<string> => {
  const jwt = await jws({ typ: 'offer+jwt', alg: 'ES256K', kid: alice.signer.kid }, claims, alice.signer.signer)
  const context = { reader: { all: async () => [] }, settings, now: 0, fetchedAt: 0 }
  const { verdict, rows } = await readOffer({ uri: '', bytes: Buffer.from(jwt), sha256: '' }, context)
  assert.equal(rows.length > 0, verdict === 'ok')
  return verdict
}

/** A test of claims, by why, with the verdict that each must get; all are tried, and told together. */
export const verdictTable = (name: string, cases: Record<string, readonly [verdict: string, claims: object]>) =>
  test(name, async () => {
    const got = Object.entries(cases).map(async ([why, [, claims]]) => [why, await verdictOn(claims)])
    assert.deepEqual(
      Object.fromEntries(await Promise.all(got)),
      Object.fromEntries(Object.entries(cases).map(([why, [verdict]]) => [why, verdict])),
    )
  })

/** An offer that breaks no rule: one line, points. */
export const base = offerOf(alice, termsOf('Fjord Weather'))

/** The offer with these claims instead. */
export const but = (more: object) => ({ ...base, ...more })

export const point = { meter: 'point', unit: '{point}', hi: '10000', rates: [{ price: { USD: '0.0001' } }] }

/** The offer with its one line changed. */
export const line = (more: object) => but({ tariff: [{ ...point, ...more }] })

export const exact = { via: 'x402/exact', asset: USD, dec: 6, cur: 'USD', to: PAY_TO, ttl: 60 }

/** The offer with one way to pay, changed. */
export const pay = (more: object) => but({ pay: [{ ...exact, ...more }] })

/** Claims that are well formed. */
export const ok = (claims: object) => ['ok', claims] as const
