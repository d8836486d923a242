/** x402 payment requirements and offers, there and back; offers as the pricing of tool manifests. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Terms } from '../../src/core/offer.ts'
import { fromX402, type PaymentRequirements } from '../../src/core/x402.ts'
import { toX402 } from '../../src/modules/discovery/accepts.ts'
import { toErc8257 } from '../../src/modules/discovery/erc8257.ts'
import { EUR, PAY_TO, termsOf, USD } from '../support/offers.ts'
import { CHAIN } from '../support/scripted.ts'
import { DOLLAR, dollars } from '../support/shops.ts'

const NOW = 1_795_300_000

/** The entry after it was an offer. */
const again = (entry: PaymentRequirements): PaymentRequirements | null => {
  const offer = fromX402(entry)
  const [pay] = offer?.pay ?? []
  return offer && pay ? toX402(offer, pay, BigInt(entry.amount), NOW) : null
}

const SOLANA = 'solana:5eykt4UsFv8P8NJdTREpY1vzqKqZKvdp'
const MINT = 'EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v'
const mixed = (digits: string, length: number) =>
  fc.array(fc.constantFrom(...digits), { minLength: length, maxLength: length }).map(found => found.join(''))
const address = mixed('0123456789abcdefABCDEF', 40).map(hex => `0x${hex}`)
const base58 = mixed('123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz', 44)
const evm = fc.integer({ min: 1, max: 2 ** 31 }).map(id => `eip155:${id}`)
const place = fc.oneof(
  fc.record({ network: evm, asset: fc.oneof(address, fc.constant('native')), payTo: address }),
  fc.record({ network: fc.constant(SOLANA), asset: fc.oneof(base58, fc.constant('native')), payTo: base58 }),
)
const rest = fc.record(
  {
    scheme: fc.constantFrom('exact', 'upto', 'batch-settlement', 'auth-capture'),
    amount: fc.bigInt({ min: 1n, max: 2n ** 256n - 1n }).map(String),
    maxTimeoutSeconds: fc.integer({ min: 1, max: 31_536_000 }),
    extra: fc.dictionary(fc.string(), fc.jsonValue(), { noNullPrototype: true }),
  },
  { requiredKeys: ['scheme', 'amount', 'maxTimeoutSeconds'], noNullPrototype: true },
)

test('property: payment requirements are the same after they were an offer', () => {
  fc.assert(
    fc.property(place, rest, (where, how) => {
      const entry = { ...where, ...how }
      assert.deepEqual(again(entry), entry)
    }),
    { numRuns: 500 },
  )
})

test('requirements as servers of the published packages send them are the same after they were an offer', () => {
  const recorded: PaymentRequirements[] = [
    dollars('100'),
    {
      scheme: 'upto',
      network: 'eip155:8453',
      amount: '105000000',
      asset: '0x833589fCD6eDb6E08f4c7C32D4f71b54bdA02913',
      payTo: PAY_TO,
      maxTimeoutSeconds: 14_400,
      extra: { name: 'USD Coin', version: '2', facilitatorAddress: PAY_TO },
    },
    {
      scheme: 'exact',
      network: SOLANA,
      amount: '100',
      asset: MINT,
      payTo: '2wKupLR9q6wXYppw8Gr2NvWxKBUqm4PPJKkQfoxHDBg4',
      maxTimeoutSeconds: 60,
      extra: { feePayer: 'EwWqGE4ZFKLofuestmU4LDdK7XM1N4ALgdZccwYugwGd' },
    },
    {
      scheme: 'auth-capture',
      network: 'eip155:8453',
      amount: '5627250000',
      asset: '0x833589fCD6eDb6E08f4c7C32D4f71b54bdA02913',
      payTo: PAY_TO,
      maxTimeoutSeconds: 600,
      extra: { captureAuthorizer: PAY_TO, captureDeadline: 1_795_472_800, refundDeadline: 1_795_904_800, minFeeBps: 0 },
    },
    { ...dollars('1'), extra: {} },
    dollars('1', { asset: 'native' }),
  ]
  assert.deepEqual(recorded.map(again), recorded)
})

test('two entries of one asset and different amounts are two offers; what has no name is none', () => {
  const prices = [dollars('90'), dollars('100')].map(entry => fromX402(entry)?.tariff[0]?.rates[0]?.price)
  assert.deepEqual(prices, [{ [USD]: '90' }, { [USD]: '100' }])
  const nameless = [
    { network: 'sepa:eu', asset: 'EUR' },
    { network: 'ach:us', asset: 'native' },
    { network: CHAIN, asset: MINT },
    { network: SOLANA, asset: DOLLAR },
  ]
  assert.deepEqual(
    nameless.map(names => fromX402(dollars('1', names))),
    nameless.map(() => null),
  )
})

const terms = (tariff: Terms['tariff'], pay: Partial<Terms['pay'][number]>[], more: Partial<Terms> = {}) => ({
  tariff,
  pay: pay.map(entry => ({ via: 'x402/exact', asset: USD, dec: 6, cur: 'USD', to: PAY_TO, ttl: 60, ...entry })),
  ...more,
})
const line = (meter: string, more: object = {}) => ({
  meter,
  unit: '{call}',
  rates: [{ price: { USD: '0.02', EUR: '0.01' } }],
  ...more,
})

test('an offer of one price per call is the pricing of a manifest; one that is measured is none', () => {
  const entry = { amount: '20000', asset: USD, recipient: `${CHAIN}:${PAY_TO.toLowerCase()}`, protocol: 'x402' }
  const mint = { asset: `${SOLANA}/token:${MINT}`, to: '2wKupLR9q6wXYppw8Gr2NvWxKBUqm4PPJKkQfoxHDBg4' }
  const said: [of: Parameters<typeof toErc8257>[0], expected: unknown][] = [
    [terms([line('call')], [{}]), [entry]],
    // Schemes of one protocol at one price are one entry.
    [
      terms([line('fixed')], [{}, { via: 'x402/batch-settlement' }, { via: 'mpp/charge' }]),
      [entry, { ...entry, protocol: 'mpp' }],
    ],
    [
      terms([line('call')], [{ asset: EUR, cur: 'EUR', fee: '0.005' }, mint]),
      [
        { ...entry, amount: '15000', asset: EUR },
        { ...entry, asset: mint.asset, recipient: `${SOLANA}:${mint.to}` },
      ],
    ],
    [terms([line('fixed'), line('call')], [{}], { min: { USD: '0.05' } }), [{ ...entry, amount: '50000' }]],
    [terms([line('call')], [{ via: 'l402/invoice', to: `lno1${'q'.repeat(200)}` }]), []],
    [terms([line('call', { lo: '2' })], [{}]), null],
    [terms([line('call', { unit: '{session}' })], [{}]), null],
    [terms([line('call'), line('point')], [{}]), null],
    [termsOf('Bay 4') as Terms, null],
  ]
  for (const [of, expected] of said) assert.deepEqual(toErc8257(of), expected)
})
