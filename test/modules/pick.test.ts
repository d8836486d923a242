import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { decodePaymentRequiredHeader } from '@x402/core/http'
import { parsePaymentRequired } from '@x402/core/schemas'
import { Ajv2020 } from 'ajv/dist/2020.js'
import type { Offer } from '../../src/core/offer.ts'
import { PAY_TO, person, USD } from '../support/offers.ts'
import { by, hour, job, startPolicies, terms } from '../support/policies.ts'
import type { Job, Policy } from '../support/quotes.ts'
import { CHAIN } from '../support/scripted.ts'

const PICK = `query ($job: Job!, $policy: Policy, $asOf: AsOf) {
  pick(job: $job, policy: $policy, asOf: $asOf) {
    quote { rank offer { subject token } landed { amount } accepts }
    paymentRequired header ceiling { currency amount atomic asset } exclusions { reason offers }
    inputs { rates { base } } _meta { heads { number } }
  }
}`
type Picked = {
  readonly quote: {
    rank: number
    offer: { subject: string; token: string }
    landed: { amount: string }
    accepts: unknown
  }
  readonly paymentRequired: { extensions: Record<string, { info: object; schema: object }> } & Record<string, unknown>
  readonly header: string
  readonly ceiling: unknown
  readonly exclusions: unknown
  readonly inputs: { readonly rates: unknown }
}

/** The terms without a minimum or a maximum. */
const unbounded = (name: string, more: Partial<Offer>): Partial<Offer> => {
  const { min: _, max: __, ...plain } = terms(name, more)
  return plain
}
const bounded = { ...hour, hi: '10' }
const node = await startPolicies({
  dear: terms('market', { tariff: [{ ...hour, rates: [{ price: { USD: '2.000001' } }] }] }),
  cheap: terms('market', { name: 'Hours, by the hour' }),
  far: terms('market', { pay: [by('x402/nowhere')] }),
  far2: terms('market', { pay: [by('x402/nowhere')] }),
  large: terms('market', { tariff: [{ ...hour, lo: '90' }] }),
  upto: unbounded('upto', { tariff: [bounded], pay: [by('x402/upto')], name: 'Größe ist kein ASCII' }),
  fee: terms('fee', { tariff: [bounded], pay: [{ ...by('x402/upto'), fee: '0.5' }], max: { USD: '7' } }),
  stream: unbounded('stream', {
    tariff: [{ meter: 'time', unit: 'h', rates: hour.rates }],
    pay: [by('superfluid/cfa')],
  }),
})
after(() => node.close())

const pick = async (job: Job, policy: Policy = {}): Promise<Picked> =>
  (await node.ask<{ pick: Picked }>(PICK, { job, policy })).pick

test('what is no job or policy is refused by its name', async () => {
  const cases: readonly [string, object][] = [
    ['job.category', { job: { ...job('market'), category: 'market' } }],
    ['job.quantities time', { job: job('market', { quantities: [{ meter: 'time', value: '-1', unit: 'h' }] }) }],
    ['policy.perKilometer', { job: job('market'), policy: { perKilometer: '1' } }],
    ['policy.reference', { job: job('market'), policy: { reference: 'dollars' } }],
    ['asOf', { job: job('market'), asOf: { block: '1', time: '2026-11-22T09:00:00Z' } }],
  ]
  for (const [argument, variables] of cases) {
    const { code, message } = await node.refused(PICK, variables)
    assert.deepEqual([code, message.startsWith(`${argument}: `)], ['bad_input', true], message)
  }
  assert.equal((await node.refused(PICK, { job: job('market'), asOf: { block: '999' } })).code, 'block_unknown')
})

test('the first quote, with an x402 answer that any client can read and the promise behind it', async () => {
  const answer = await pick(job('market'), { maxTotal: '5' })
  const { token } = answer.quote.offer
  const requirements = {
    scheme: 'exact',
    network: CHAIN,
    amount: '2000000',
    asset: USD.split(':').at(-1),
    payTo: PAY_TO,
    maxTimeoutSeconds: 60,
  }
  const extension = answer.paymentRequired.extensions['portolan-offer']
  assert.deepEqual(answer.quote, {
    rank: 1,
    offer: { subject: `${person('cheap').did}#offer`, token },
    landed: { amount: '2' },
    accepts: [requirements],
  })
  assert.deepEqual(answer.paymentRequired, {
    x402Version: 2,
    resource: {
      url: 'https://cpo.example/ocpi/2.2.1/locations/NO/CPO/123',
      description: 'Hours, by the hour',
      serviceName: 'Hours, by the hour',
    },
    accepts: [requirements],
    extensions: { 'portolan-offer': { info: { offer: token }, schema: extension?.schema } },
  })
  assert.deepEqual(decodePaymentRequiredHeader(answer.header), answer.paymentRequired)
  assert.equal(parsePaymentRequired(answer.paymentRequired).success, true)
  // An extension is its own schema's instance (x402 specification v2, 5.1).
  const check = new Ajv2020({ strict: true }).compile(extension?.schema ?? {})
  assert.deepEqual([check(extension?.info), check({}), check({ offer: 1 })], [true, false, false])
  assert.deepEqual(answer.ceiling, { currency: 'USD', amount: '2', atomic: '2000000', asset: USD })
  assert.deepEqual(answer.exclusions, [
    { reason: 'RAIL_UNKNOWN', offers: 2 },
    { reason: 'BELOW_MINIMUM', offers: 1 },
  ])
  assert.deepEqual(answer.inputs.rates, [{ base: USD }])
})

test('where an offer asks for a ceiling, that is the most a live 402 may ask for', async () => {
  const [upto, fee] = await Promise.all([pick(job('upto')), pick(job('fee'), {})])
  assert.deepEqual(
    [upto, fee].map(({ quote, ceiling }) => [quote.landed.amount, ceiling, quote.accepts]),
    [
      ['2', '20000000', '20'],
      ['2.5', '7500000', '7.5'],
    ].map(([landed, amount, shown]) => [
      landed,
      { currency: 'USD', amount: shown, atomic: amount, asset: USD },
      [{ scheme: 'upto', network: CHAIN, amount, asset: USD.split(':').at(-1), payTo: PAY_TO, maxTimeoutSeconds: 60 }],
    ]),
  )
  assert.deepEqual(upto.paymentRequired.resource, {
    url: 'https://cpo.example/ocpi/2.2.1/locations/NO/CPO/123',
    description: 'Größe ist kein ASCII',
  })
  assert.deepEqual(decodePaymentRequiredHeader(upto.header), upto.paymentRequired)
})

test('a rail that is not x402 has no such answer', async () => {
  const { quote, paymentRequired, header, ceiling } = await pick(job('stream'))
  assert.deepEqual([quote.landed.amount, paymentRequired, header], ['2', null, null])
  assert.deepEqual(ceiling, { currency: 'USD', amount: '2', atomic: '2000000', asset: USD })
})

test('where nothing passes the counts say why, and where nothing is for sale there are none', async () => {
  const none = { quote: null, paymentRequired: null, header: null, ceiling: null }
  const { inputs: _, ...left } = { ...(await pick(job('market'), { maxTotal: '1' })) } as Record<string, unknown>
  assert.deepEqual(left, {
    ...none,
    exclusions: [
      { reason: 'OVER_MAX_TOTAL', offers: 2 },
      { reason: 'RAIL_UNKNOWN', offers: 2 },
      { reason: 'BELOW_MINIMUM', offers: 1 },
    ],
    _meta: { heads: [{ number: String(node.chain.head().number) }] },
  })
  const { exclusions, quote } = await pick(job('nothing'))
  assert.deepEqual([quote, exclusions], [null, []])
})
