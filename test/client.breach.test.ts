/** What two signed documents prove, and what they do not: forgeries first. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { privateKeyToAccount } from 'viem/accounts'
import { type Accusation, breach, type FindKeys, type Offer } from '../src/index.ts'
import { EUR, offerOf, PAY_TO, type Person, person, signed, USD } from './support/offers.ts'
import { CHAIN, GENESIS_TIME } from './support/scripted.ts'
import { base64url, jws, koblitzKey } from './support/tokens.ts'

const seller = person('seller')
const [dollar = '', euro = ''] = [USD, EUR].map(asset => asset.split(':').at(-1) ?? '')
const TTL = 60
const BEGINS = GENESIS_TIME
const NEXT = GENESIS_TIME + 10_000
const way = { via: 'x402/exact', asset: USD, dec: 6, cur: 'USD', to: PAY_TO, ttl: TTL }

/** Twenty cents a call. */
const claims: Offer = offerOf(seller, {
  name: 'air quality',
  cat: ['x:air.quality'],
  at: { by: 'http', url: 'https://seller.example/air?v=1' },
  tariff: [{ meter: 'fixed', unit: '{call}', rates: [{ price: { USD: '0.20' } }] }],
  pay: [way],
})
const token = async (more: Partial<Offer> = {}, who = seller): Promise<string> =>
  (await signed(who, { ...claims, iss: who.did, sub: `${who.did}#offer`, ...more })).jwt
const offered = await token()
const withdrawal = (await signed(seller, { iss: seller.did, sub: claims.sub, ver: 1, seq: 2, iat: NEXT, void: true }))
  .jwt

/** A demand for thirty cents that stood in the middle of the offer's reign. */
const demanded = {
  version: 1,
  resourceUrl: 'https://seller.example/air?city=Oslo&v=1',
  scheme: 'exact',
  network: CHAIN,
  asset: dollar,
  payTo: PAY_TO,
  amount: '300000',
  validUntil: GENESIS_TIME + 5_000,
}
type Payload = typeof demanded

const TYPES = ['uint256', ...Array(6).fill('string'), 'uint256']
const types = { Offer: Object.keys(demanded).map((name, i) => ({ name, type: TYPES[i] ?? '' })) }

/** A demand signed as typed data, as the extension specifies it. */
const typed = async (more: Partial<Payload> = {}, { key }: Person = seller) => {
  const payload = { ...demanded, ...more }
  const domain = { name: 'x402 offer', version: '1', chainId: 1 }
  const message = { ...payload, version: BigInt(payload.version), validUntil: BigInt(payload.validUntil) }
  const signature = await privateKeyToAccount(key).signTypedData({ domain, types, primaryType: 'Offer', message })
  return { format: 'eip712', acceptIndex: 7, payload, signature }
}
/** The same as a JWS. */
const signedJws = async (payload: object | string = demanded, header: object = {}, { signer }: Person = seller) => ({
  format: 'jws',
  signature: await jws({ alg: 'ES256K', kid: signer.kid, ...header }, payload, signer.signer),
})

/** What a demand proves beside these offers: the verdict and its amounts, or why it proves nothing. */
const told = async (demand: unknown, offers: readonly string[] = [offered], more: Partial<Accusation> = {}) => {
  const verdict = await breach({ offers, demand, ...more })
  if (verdict.verdict === 'none') return verdict.why
  return `${verdict.verdict} ${verdict.asked}/${verdict.promised}`
}
const OVERCHARGE = 'overcharge 300000/200000'

test('an offer and a dearer demand of the same seller are a proof', async () => {
  const demand = await typed()
  const { version: _, ...read } = demanded
  const { verdict, ...proof } = await breach({ offers: [offered], demand })
  assert.deepEqual(
    { verdict, ...proof },
    {
      verdict: 'overcharge',
      asked: 300_000n,
      promised: 200_000n,
      offerId: (await signed(seller, claims)).id,
      subject: claims.sub,
      seq: 1,
      demand: read,
      window: { from: BEGINS + TTL, to: claims.exp },
    },
  )
  const next = await token({ seq: 2, iat: NEXT })
  const ended = await breach({ offers: [next, offered], demand })
  assert.deepEqual('window' in ended && ended.window, { from: BEGINS + TTL, to: NEXT })
  assert.deepEqual(
    {
      'as a JWS': await told(await signedJws()),
      'one unit above': await told(await typed({ amount: '200001' })),
      'another payee, even for less': await told(await typed({ payTo: dollar, amount: '1' })),
      'with its withdrawal': await told(demand, [offered, withdrawal]),
      'the same offer twice': await told(demand, [offered, offered]),
    },
    {
      'as a JWS': OVERCHARGE,
      'one unit above': 'overcharge 200001/200000',
      'another payee, even for less': `other_payee ${dollar}/${PAY_TO}`,
      'with its withdrawal': OVERCHARGE,
      'the same offer twice': OVERCHARGE,
    },
  )
})

test('a demand of anybody else proves nothing', async () => {
  const stranger = person('stranger')
  const demand = await typed()
  const changed = { ...demand, payload: { ...demand.payload, amount: '900000' } }
  const delegate = koblitzKey('delegate')
  const delegated: FindKeys = async (_, name) => (name === 'delegate-1' ? [`secp256k1:${delegate.publicKey}`] : [])
  const byDelegate = { ...seller, signer: { ...seller.signer, signer: delegate.signer } }
  const kid = `${seller.did}#delegate-1`
  assert.deepEqual(
    {
      'signed by a stranger': await told(await typed({}, stranger)),
      'changed after it was signed': await told(changed),
      'a JWS by a stranger in its own name': await told(await signedJws(demanded, {}, stranger)),
      'a JWS by a stranger in the name of the seller': await told(
        await signedJws(demanded, { kid: seller.signer.kid }, stranger),
      ),
      'a JWS by the same key as another DID': await told(
        await signedJws(demanded, { kid: `did:ethr:0x1:${seller.address}#controller` }),
      ),
      'a key that the DID does not spell': await told(await signedJws(demanded, { kid }, byDelegate)),
      'the same, with the keys of a resolver': await told(
        await signedJws(demanded, { kid }, byDelegate),
        [(await signed({ ...byDelegate, signer: { ...byDelegate.signer, kid } }, claims)).jwt],
        { findKeys: delegated },
      ),
      'against the offer of another': await told(demand, [await token({}, stranger)]),
    },
    {
      'signed by a stranger': 'other_signer',
      'changed after it was signed': 'other_signer',
      'a JWS by a stranger in its own name': 'other_signer',
      'a JWS by a stranger in the name of the seller': 'other_signer',
      'a JWS by the same key as another DID': 'other_signer',
      'a key that the DID does not spell': 'other_signer',
      'the same, with the keys of a resolver': OVERCHARGE,
      'against the offer of another': 'other_signer',
    },
  )
})

test('a demand that may be from another time proves nothing', async () => {
  const until = async (validUntil: number, ...more: string[]) => told(await typed({ validUntil }), [offered, ...more])
  const next = await token({ seq: 2, iat: NEXT })
  const scheduled = await token({ seq: 2, iat: BEGINS, nbf: NEXT })
  assert.deepEqual(
    {
      'as long before as a demand may stand': [await until(BEGINS + TTL - 1), await until(BEGINS + TTL)],
      'without a time': await until(0),
      'when the offer ends': [await until(claims.exp - 1), await until(claims.exp)],
      'when the next begins': [await until(NEXT - 1, next), await until(NEXT + TTL, next)],
      'when the next was scheduled to begin': [
        await until(NEXT - 1, scheduled),
        await until(NEXT + TTL - 1, scheduled),
      ],
      'after a withdrawal': await until(NEXT, withdrawal),
      'an older offer says nothing': await until(NEXT, await token({ seq: 2, iat: BEGINS, exp: NEXT })),
    },
    {
      'as long before as a demand may stand': ['outside_reign', OVERCHARGE],
      'without a time': 'undated',
      'when the offer ends': [OVERCHARGE, 'outside_reign'],
      'when the next begins': [OVERCHARGE, OVERCHARGE],
      'when the next was scheduled to begin': [OVERCHARGE, 'outside_reign'],
      'after a withdrawal': 'outside_reign',
      'an older offer says nothing': 'outside_reign',
    },
  )
})

test('offers that do not count prove nothing', async () => {
  const demand = await typed()
  assert.deepEqual(
    {
      'two under one sequence number': await told(demand, [offered, await token({ name: 'other' })]),
      'of several subjects': await told(demand, [offered, await token({ sub: `${seller.did}#other` })]),
      'with a broken signature': await told(demand, [`${offered.slice(0, -8)}AAAAAAAA`]),
      'not an offer': await told(demand, ['x']),
    },
    {
      'two under one sequence number': 'equivocated',
      'of several subjects': 'other_subject',
      'with a broken signature': 'offer_refused',
      'not an offer': 'offer_refused',
    },
  )
  for (const offers of [[], Array(65).fill(offered)])
    await assert.rejects(breach({ offers, demand }), { code: 'bad_input', message: 'offers: give 1 to 64 tokens' })
})

test('a demand that does not contradict the offer proves nothing', async () => {
  const elsewhere = ['https://seller.example/x', 'https://evil.example/air', 'http://seller.example/air']
  const resource = async (resourceUrl: string) => told(await typed({ resourceUrl }))
  const mcp = await token({ at: { by: 'mcp', url: 'https://seller.example/air', tool: 'read' } })
  assert.deepEqual(
    {
      'the same amount': await told(await typed({ amount: '200000' })),
      'another path, host or scheme': await Promise.all(elsewhere.map(url => resource(`${url}?v=1`))),
      'without an argument that the offer fixes': await resource('https://seller.example/air'),
      'with another': await resource('https://seller.example/air?v=2'),
      'not a URL': await resource('air'),
      'a tool behind a shared URL': await told(await typed(), [mcp]),
      'another scheme': await told(await typed({ scheme: 'upto' })),
      'another network': await told(await typed({ network: 'eip155:1' })),
      'another asset': await told(await typed({ asset: euro })),
    },
    {
      'the same amount': 'kept',
      'another path, host or scheme': Array(3).fill('other_resource'),
      'without an argument that the offer fixes': 'other_resource',
      'with another': 'other_resource',
      'not a URL': 'other_resource',
      'a tool behind a shared URL': 'other_resource',
      'another scheme': 'other_way',
      'another network': 'other_way',
      'another asset': 'other_way',
    },
  )
})

test('a metered price is promised up to its ceiling, unless both agree on the job', async () => {
  const line = { meter: 'point', unit: '{point}', rates: [{ price: { USD: '0.001' } }] }
  const bounded = await token({ tariff: [{ ...line, hi: '250' }] })
  const open = await token({ tariff: [line] })
  const job = { quantities: [{ meter: 'point', value: '100', unit: '{point}' }] }
  const demand = await typed()
  assert.deepEqual(
    [
      await told(demand, [bounded]),
      await told(await typed({ amount: '250000' }), [bounded]),
      await told(await typed({ amount: '250000' }), [bounded], job),
      await told(demand, [open]),
      await told(await typed({ payTo: dollar }), [open]),
      await told(demand, [open], job),
      await told(demand, [await token({ pay: [way, { ...way, fee: '0.1' }] })]),
    ],
    [
      'overcharge 300000/250000',
      'kept',
      'overcharge 250000/100000',
      'unbounded',
      `other_payee ${dollar}/${PAY_TO}`,
      'overcharge 300000/100000',
      'kept',
    ],
  )
})

test('a demand that is none is a doubt, never an error', async () => {
  const demand = await typed()
  const twice = '{"amount":"1","amount":"300000"}'
  const payload = (more: object) => ({ ...demand, payload: { ...demand.payload, ...more } })
  const bad = [
    null,
    'jws',
    { ...demand, format: 'jwt' },
    { ...demand, signature: demand.signature.slice(0, -2) },
    { ...demand, signature: `0x${'00'.repeat(65)}` },
    { ...demand, payload: null },
    ...[
      { unit: 'kW' },
      { version: 2 },
      { amount: '1e9' },
      { amount: 300_000 },
      { validUntil: -1 },
      { validUntil: 1.5 },
      { validUntil: 2 ** 60 },
    ].map(payload),
    ...[{ network: 'base' }, { payTo: '' }, { resourceUrl: `https://seller.example/${'x'.repeat(2_048)}` }].map(
      payload,
    ),
    await signedJws({ ...demanded, validUntil: -1 }),
    await signedJws(demanded, { alg: 'none' }),
    await signedJws(demanded, { b64: false, crit: ['b64'] }),
    await signedJws(demanded, { kid: 7 }),
    await signedJws(JSON.stringify(demanded).replace('{', '{ ')),
    await signedJws(twice),
    await signedJws(`${'['.repeat(5_000)}${']'.repeat(5_000)}`),
    { format: 'jws', signature: `${(await signedJws()).signature}.x` },
    { format: 'jws', signature: `${base64url('x'.repeat(16_384))}..` },
  ]
  assert.deepEqual(
    await Promise.all(bad.map(demand => told(demand))),
    bad.map(() => 'demand_malformed'),
  )
  await fc.assert(
    fc.asyncProperty(fc.jsonValue(), fc.jsonValue(), async (some, other) => {
      assert.equal(await told({ format: 'eip712', payload: some, signature: other }), 'demand_malformed')
      assert.equal(await told(some), 'demand_malformed')
    }),
  )
})
