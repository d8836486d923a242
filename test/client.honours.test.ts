/** A live 402 against the offer that its seller signed: every verdict, and what must not change it. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Honoured, honours, type Live402, type Offer } from '../src/index.ts'
import { EUR, offerOf, PAY_TO, person, USD } from './support/offers.ts'
import { CHAIN, GENESIS_TIME } from './support/scripted.ts'

const NOW = GENESIS_TIME + 3_600
const SOLANA = 'solana:5eykt4UsFv8P8NJdTREpY1vzqKqZKvdp'
const extra = { name: 'Test Dollar', version: '2' }
const escrow = { arbiterFee: { bps: 100, to: PAY_TO } }

/** Two dollars an hour up to ten hours; by four ways. */
const offer: Offer = offerOf(person('seller'), {
  name: 'compute',
  cat: ['x:compute'],
  at: { by: 'http', url: 'https://seller.example/compute' },
  tariff: [{ meter: 'time', unit: 'h', hi: '10', rates: [{ price: { USD: '2', EUR: '1.5' } }] }],
  pay: [
    { via: 'x402/exact', asset: USD, dec: 6, cur: 'USD', to: PAY_TO, ttl: 60, extra },
    { via: 'x402/exact', asset: `${SOLANA}/token:EPjFWdd5Auf`, dec: 6, cur: 'USD', to: '2wKuDBg4', ttl: 60 },
    { via: 'x402/upto', asset: EUR, dec: 6, cur: 'EUR', to: PAY_TO, ttl: 60 },
    {
      ...{ via: 'x402/auth-capture', asset: USD, dec: 6, cur: 'USD', to: PAY_TO, ttl: 60 },
      ...{ extra: escrow, esc: { capture: 600, refund: 1_200 } },
    },
  ],
})
const [dollar = '', euro = ''] = [USD, EUR].map(asset => asset.split(':').at(-1) ?? '')

const exact = { scheme: 'exact', network: CHAIN, asset: dollar, payTo: PAY_TO, amount: '4000000', extra }
const solana = { scheme: 'exact', network: SOLANA, asset: 'EPjFWdd5Auf', payTo: '2wKuDBg4', amount: '4000000' }
const upto = { scheme: 'upto', network: CHAIN, asset: euro, payTo: PAY_TO, amount: '15000000' }
const held = {
  ...{ scheme: 'auth-capture', network: CHAIN, asset: dollar, payTo: PAY_TO, amount: '4000000' },
  extra: { ...escrow, captureDeadline: NOW + 640, refundDeadline: NOW + 1_140 },
}

/** The verdict on two hours of compute, with the amounts where there are any. */
const told = (accepts: unknown, more: Partial<Live402> = {}): string => {
  const quantities = [{ meter: 'time', value: '120', unit: 'min' }]
  const verdict: Honoured = honours({ offer, quantities, accepts, now: NOW, ...more })
  return 'asked' in verdict ? `${verdict.verdict} ${verdict.asked}/${verdict.promised}` : verdict.verdict
}

test('what differs in one field is named by that field', () => {
  assert.deepEqual(
    {
      'as promised': told([exact]),
      'one unit less': told([{ ...exact, amount: '3999999' }]),
      'for nothing': told([{ ...exact, amount: '0' }]),
      'one unit more': told([{ ...exact, amount: '4000001' }]),
      'another spelling of the same addresses': told([
        { ...exact, asset: dollar.toUpperCase().replace('X', 'x'), payTo: PAY_TO.toLowerCase() },
      ]),
      'a reference whose case counts': [
        told([{ ...solana, payTo: '2wkudbg4' }]),
        told([{ ...solana, asset: 'epjfwdd5auf' }]),
        told([solana]),
      ],
      'another payee': told([{ ...exact, payTo: dollar }]),
      'another asset': told([{ ...exact, asset: PAY_TO }]),
      'another network': told([{ ...exact, network: 'eip155:1' }]),
      'another scheme': told([{ ...exact, scheme: 'stream' }]),
      'up to the ceiling of any job': [told([upto]), told([{ ...upto, amount: '15000001' }])],
    },
    {
      'as promised': 'ok 4000000/4000000',
      'one unit less': 'ok 3999999/4000000',
      'for nothing': 'ok 0/4000000',
      'one unit more': 'overcharge 4000001/4000000',
      'another spelling of the same addresses': 'ok 4000000/4000000',
      'a reference whose case counts': ['other_payee', 'other_asset', 'ok 4000000/4000000'],
      'another payee': 'other_payee',
      'another asset': 'other_asset',
      'another network': 'other_network',
      'another scheme': 'other_scheme',
      'up to the ceiling of any job': ['ok 15000000/15000000', 'overcharge 15000001/15000000'],
    },
  )
})

test('extra may say more than the offer fixes in it, never something else', () => {
  const deadlines = (captureDeadline: unknown, refundDeadline: unknown) =>
    told([{ ...held, extra: { ...escrow, captureDeadline, refundDeadline } }])
  assert.deepEqual(
    [
      told([{ ...exact, extra: { ...extra, assetTransferMethod: 'eip3009' } }]),
      told([{ ...exact, extra: { ...extra, name: 'Dollar Test' } }]),
      told([{ ...exact, extra: { name: 'Test Dollar' } }]),
      told([{ ...exact, extra: undefined }]),
      told([held]),
      told([{ ...held, extra: { ...held.extra, arbiterFee: { to: PAY_TO, bps: 100 } } }]),
      told([{ ...held, extra: { ...held.extra, arbiterFee: { to: PAY_TO, bps: 101 } } }]),
      deadlines(NOW + 661, NOW + 1_200),
      deadlines(NOW + 600, NOW + 1_139),
      deadlines(`${NOW + 600}`, NOW + 1_200),
    ],
    [
      'ok 4000000/4000000',
      ...Array(3).fill('other_terms'),
      ...Array(2).fill('ok 4000000/4000000'),
      ...Array(4).fill('other_terms'),
    ],
  )
})

test('what cannot be read, or is not there, or not in time, is not kept', () => {
  const amounts = ['1e3', '-1', ' 1', '01', '0x1', '', '1.0', '9'.repeat(79), 4_000_000, null]
  assert.deepEqual(
    amounts.map(amount => told([{ ...exact, amount }])),
    amounts.map(() => 'malformed'),
  )
  const others = [
    null,
    'accepts',
    { 0: exact },
    [null],
    [exact, {}],
    [{ ...exact, payTo: 'x'.repeat(513) }],
    Array(65).fill(exact),
  ]
  assert.deepEqual(
    others.map(accepts => told(accepts)),
    others.map(() => 'malformed'),
  )
  assert.deepEqual(
    {
      'an empty list': told([]),
      'a way that the offer has not': told([exact], { way: { ...exact, asset: euro } }),
      'before its time': told([exact], { now: offer.iat - 1 }),
      'in its first second': told([exact], { now: offer.iat }),
      'in its last second': told([exact], { now: offer.exp - 1 }),
      'when it has ended': told([exact], { now: offer.exp }),
      'before a time that lies ahead': told([exact], { offer: { ...offer, nbf: NOW + 1 } }),
    },
    {
      'an empty list': 'missing',
      'a way that the offer has not': 'missing',
      'before its time': 'not_in_force',
      'in its first second': 'ok 4000000/4000000',
      'in its last second': 'ok 4000000/4000000',
      'when it has ended': 'not_in_force',
      'before a time that lies ahead': 'not_in_force',
    },
  )
})

test('a job that the offer does not price is the mistake of the caller', () => {
  const ask = (meter: string, value: string, unit: string) => () =>
    told([exact], { quantities: [{ meter, value, unit }] })
  const bad = (message: RegExp) => ({ code: 'bad_input', message })
  assert.throws(ask('time', '11', 'h'), bad(/^quantities: ABOVE_MAXIMUM: time of 11 is above 10 h$/))
  assert.throws(ask('time', '1', 'kW'), bad(/^quantities: INCOMMENSURABLE/))
  assert.throws(ask('point', '1', '{point}'), bad(/^quantities: METER_UNKNOWN/))
  assert.throws(ask('time', '1e3', 'h'), bad(/^quantities time: 1e3 is not a plain decimal$/))
  assert.throws(ask('time', '-1', 'h'), bad(/^job.quantities time: -1 is below zero$/))
})

test('of several ways the one that was picked is judged, else the first that is kept; at the least that is asked', () => {
  const dear = { ...exact, amount: '5000000' }
  const cheap = { ...exact, amount: '3000000' }
  assert.deepEqual(
    [
      told([dear, exact, cheap]),
      told([dear, { ...exact, amount: '4500000' }]),
      told([upto, solana, cheap]),
      told([{ ...upto, amount: '1' }, exact]),
      told([dear, upto]),
      told([dear, upto], { way: exact }),
      told([upto, solana], { way: exact }),
    ],
    [
      'ok 3000000/4000000',
      'overcharge 4500000/4000000',
      'ok 3000000/4000000',
      'ok 4000000/4000000',
      'ok 15000000/15000000',
      'overcharge 5000000/4000000',
      'other_network',
    ],
  )
})

test('neither the order of a 402 nor anything worse beside it changes a verdict', () => {
  const entry = fc.record({
    scheme: fc.constantFrom('exact', 'upto', 'stream'),
    network: fc.constantFrom(CHAIN, SOLANA),
    asset: fc.constantFrom(dollar, euro, 'EPjFWdd5Auf'),
    payTo: fc.constantFrom(PAY_TO, PAY_TO.toLowerCase(), '2wKuDBg4'),
    amount: fc.bigInt(0n, 8_000_000n).map(String),
    extra: fc.constantFrom(extra, {}),
  })
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 6 }), fc.array(entry, { maxLength: 3 }), (accepts, more) => {
      assert.equal(told([...accepts].reverse()), told(accepts))
      const worse = more.filter(live => !told([live]).startsWith('ok'))
      if (told(accepts).startsWith('ok')) assert.equal(told([...worse, ...accepts]), told(accepts))
      assert.equal(
        told(accepts).startsWith('ok'),
        accepts.some(live => told([live]).startsWith('ok')),
      )
    }),
  )
})
