/** Offers made by commands, without a chain: what a node would refuse is refused here, by the flag or the field that says it. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { getAddress } from 'viem'
import type { Offer } from '../src/core/offer.ts'
import { verifyToken } from '../src/modules/offers/verify.ts'
import { createKey, type MachineKey } from '../src/write/key.ts'
import { answer, run } from './support/commands.ts'

const folder = mkdtempSync(join(tmpdir(), 'portolan-offer-'))
after(() => rmSync(folder, { recursive: true }))
const written = (name: string, content: object | string): string => {
  const file = join(folder, name)
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content))
  return file
}
const keyFile = (name: string, { publicKey: { kind }, privateKey }: MachineKey) => written(name, { kind, privateKey })

const USDC = 'eip155:8453/erc20:0x833589fCD6eDb6E08f4c7C32D4f71b54bdA02913'
const machine = createKey('secp256k1', 'eip155:8453')
const thief = createKey('secp256k1', 'eip155:8453')
const [edwards, p256] = [createKey('ed25519'), createKey('p256')]
const [own, stolen] = [keyFile('machine', machine), keyFile('thief', thief)]

type Flags = Readonly<Record<string, string | readonly string[] | undefined>>
const least: Flags = {
  did: machine.did,
  category: 'osm:amenity=charging_station',
  price: '0.43',
  asset: USDC,
  url: 'https://cpo.example/bay/4',
}
/** The arguments of a draft with these flags besides; undefined leaves one out. */
const drafted = (more: Flags = {}): string[] => [
  'offer',
  'draft',
  ...Object.entries({ ...least, ...more }).flatMap(([flag, values]) =>
    [values ?? []].flat().flatMap(value => [`--${flag}`, value]),
  ),
]
const claimsOf = (more: Flags = {}) => answer<Offer>(drafted(more))
const now = () => Math.floor(Date.now() / 1_000)

test('a draft that a node would refuse is refused, by the flag that says it', async () => {
  const cases: readonly (readonly [wrong: Flags, said: string])[] = [
    [{ did: undefined }, '--did: is missing'],
    [{ asset: undefined }, '--asset: is missing'],
    [{ category: undefined }, '--category: is missing'],
    [{ url: undefined }, '--url: is missing'],
    [{ price: undefined }, '--price: meter call has none'],
    [{ did: 'machine' }, '--pay-to: is missing: machine is no account that could be paid'],
    [
      { did: 'did:web:cpo.example', 'pay-to': '0x12' },
      '--did: unsupported_did: iss is not a did:ethr, did:pkh or did:key',
    ],
    [{ did: edwards.did }, `--pay-to: is missing: ${edwards.did} is no account that could be paid`],
    [
      { name: 'bay 4' },
      '--name: schema: /sub must match pattern "^did:[a-z0-9]+:[A-Za-z0-9._:%-]+#[A-Za-z0-9._~-]{1,64}$"',
    ],
    [{ title: 'x'.repeat(81) }, '--title: schema: /name must NOT have more than 80 characters'],
    [
      { category: 'charging' },
      '--category: schema: /cat/0 must match pattern "^[a-z0-9]{1,12}:[A-Za-z0-9_./=:-]{1,96}$"',
    ],
    [
      { category: ['x:a', 'x:a'] },
      '--category: schema: /cat must NOT have duplicate items (items ## 1 and 0 are identical)',
    ],
    [{ meter: 'energy' }, '--meter: energy is no meter and its unit'],
    [{ meter: 'energy:kWh' }, '--meter: bad_unit: meter energy: kWh is not a unit we know'],
    [{ meter: ['energy:W.h', 'energy:J'] }, '--price: 0.43 is of which meter?'],
    [{ meter: ['e:W.h', 'e:J'], price: 'e=1' }, '--meter: bad_tariff: meter e has two lines'],
    [{ price: '4.3e-1' }, '--price: 4.3e-1 is no price'],
    [{ price: '0,43' }, '--price: 0,43 is no price'],
    [{ price: '-1' }, '--price: -1 is no price'],
    [{ price: ['0.43', 'idle=1'] }, '--price: there is no meter idle'],
    [{ price: '0.43:EUR' }, '--currency: unpriced_currency: meter call has no price in USD'],
    [{ currency: 'usd' }, '--currency: schema: /tariff/0/rates/0/price must match pattern "^[A-Z]{3}$"'],
    [{ min: '2', max: '1' }, '--min or --max: bad_tariff: min is above max in USD'],
    [{ asset: 'USDC' }, '--decimals: is missing: not every node knows USDC'],
    [
      { asset: 'USDC', decimals: '6' },
      '--asset: schema: /pay/0/asset must match pattern "^[-a-z0-9]{3,8}:[-_a-zA-Z0-9]{1,32}/[-a-z0-9]{3,8}:[-.%a-zA-Z0-9]{1,128}$"',
    ],
    [{ decimals: '18' }, `--decimals: wrong_decimals: ${USDC} has 6 decimals, not 18`],
    [{ decimals: 'six' }, '--decimals: six is not a number'],
    [{ ttl: '0' }, '--ttl: schema: /pay/0/ttl must be >= 1'],
    [{ rail: 'x402' }, '--rail: schema: /pay/0/via must match pattern "^[a-z0-9]{2,16}/[a-z0-9-]{2,32}$"'],
    [{ rail: 'x402/upto' }, '--max: no_ceiling: x402/upto needs max in USD, or hi on every line'],
    [
      { rail: 'superfluid/cfa' },
      '--rail: not_streamable: a stream needs one line per time, one rate, no step, min or max',
    ],
    [{ extra: 'USD Coin' }, '--extra: is not a JSON object'],
    [{ at: 'Oslo' }, '--at: Oslo is no place'],
    [{ at: '10.75,91' }, '--at: bad_area: a position is off the globe or finer than 7 decimals'],
    [{ spec: 'power' }, '--spec: power names no value'],
    [{ spec: 'power=150:kilowatt' }, '--spec: bad_unit: spec power: kilowatt is not a unit we know'],
    [{ valid: '6m' }, '--valid: 6m is no length of time'],
    [{ valid: '401d' }, '--valid: bad_period: exp is more than 400 days after iat'],
    [{ nbf: 'tomorrow' }, '--nbf: tomorrow is no moment'],
    [{ seq: '0' }, '--seq: 0 is not a number from 1 to 9007199254740991'],
  ]
  const told = await Promise.all(cases.map(async ([wrong]) => (await run(drafted(wrong))).said[0]))
  assert.deepEqual(
    told,
    cases.map(([, said]) => `bad_input: ${said}`),
  )
})

test('a draft is complete, and every flag is in it', async () => {
  const { iat, exp, ...claims } = await claimsOf()
  assert.ok(Math.abs(iat - now()) < 60 && exp === iat + 30 * 86_400)
  const to = getAddress(machine.address ?? '')
  const payment = { asset: USDC, dec: 6, cur: 'USD', to, ttl: 60 }
  const common = { iss: machine.did, ver: 1, cat: [least.category], at: { by: 'http', url: least.url } }
  assert.deepEqual(claims, {
    ...common,
    sub: `${machine.did}#offer`,
    seq: 1,
    name: 'offer',
    tariff: [{ meter: 'call', unit: '{call}', rates: [{ price: { USD: '0.43' } }] }],
    pay: [{ via: 'x402/exact', ...payment }],
  })
  const extra = { name: 'USD Coin', version: '2' }
  const nbf = now() + 86_400
  const whole = await claimsOf({
    name: 'bay-4',
    title: 'CCS2 150 kW, bay 4',
    category: [String(least.category), 'oasf:energy/energy_management'],
    meter: ['fixed:{session}', 'energy:kW.h'],
    price: ['fixed=0.50:EUR', 'fixed=0.55', 'energy=0.39:EUR', 'energy=0.43'],
    min: '1.10',
    max: '105.00',
    rail: ['x402/upto', 'x402/auth-capture'],
    ttl: '14400',
    extra: JSON.stringify(extra),
    by: 'mcp',
    tool: 'charge',
    doc: 'https://cpo.example/doc',
    at: '-10.7522454,59.9138688',
    spec: ['connector=IEC_62196_T2_COMBO', 'power=150:kW'],
    'pay-to': PAYEE,
    valid: '12h',
    nbf: new Date(nbf * 1_000).toISOString(),
    seq: '7',
  })
  const { iat: made, ...rest } = whole
  assert.ok(made < nbf)
  assert.deepEqual(rest, {
    ...common,
    sub: `${machine.did}#bay-4`,
    seq: 7,
    nbf,
    exp: nbf + 43_200,
    name: 'CCS2 150 kW, bay 4',
    cat: [...common.cat, 'oasf:energy/energy_management'],
    at: { by: 'mcp', url: least.url, tool: 'charge', doc: 'https://cpo.example/doc' },
    area: { type: 'Point', coordinates: [-10.7522454, 59.9138688] },
    spec: { connector: 'IEC_62196_T2_COMBO', power: { v: '150', u: 'kW' } },
    tariff: [
      { meter: 'fixed', unit: '{session}', rates: [{ price: { EUR: '0.50', USD: '0.55' } }] },
      { meter: 'energy', unit: 'kW.h', rates: [{ price: { EUR: '0.39', USD: '0.43' } }] },
    ],
    min: { USD: '1.10' },
    max: { USD: '105.00' },
    pay: ['x402/upto', 'x402/auth-capture'].map(via => ({ via, ...payment, to: PAYEE, ttl: 14_400, extra })),
  })
})
const PAYEE = '0x209693Bc6afc0C5328bA36FaF03C514EF312287C'

test('what a node would refuse is not signed, nor what the key cannot sign', async () => {
  const claims = await claimsOf()
  const sign = (name: string, changed: object | string, ...flags: string[]) =>
    run(['offer', 'sign', written(name, changed), ...(flags.length > 0 ? flags : ['--key-file', own])])
  const [line] = claims.tariff
  const cases: Record<string, readonly [Promise<{ said: readonly string[] }>, said: string, hint?: string]> = {
    'no file': [
      run(['offer', 'sign', join(folder, 'none')]),
      `bad_input: claims: ${join(folder, 'none')} cannot be read: ENOENT: no such file or directory, open '${join(folder, 'none')}'`,
    ],
    'no JSON': [
      sign('text', 'iss: machine'),
      'bad_input: claims: is not a JSON object',
      'take it as `portolan offer draft` prints it',
    ],
    'no key': [
      sign('good', claims, '--kid', '#controller'),
      'bad_input: key: is missing',
      'set PORTOLAN_KEY or give --key-file; `portolan did create` makes one',
    ],
    'a key of no kind': [
      sign('good', claims, '--key-file', written('rsa', { kind: 'rsa', privateKey: machine.privateKey })),
      `bad_input: --key-file: ${join(folder, 'rsa')} holds a key of a kind that signs no offers`,
    ],
    'the key of another': [
      sign('good', claims, '--key-file', stolen),
      `bad_input: key: is the key of ${thief.address}, and no #controller of ${machine.did}`,
      'use the key of the DID; where its registry names this key, say under which --kid',
    ],
    'the key of another did:key': [
      sign(
        'edwards',
        { ...claims, iss: edwards.did, sub: `${edwards.did}#offer` },
        '--key-file',
        keyFile('p256', p256),
      ),
      `bad_input: key: is the key of ${p256.did}, and no #${edwards.did.slice(8)} of ${edwards.did}`,
      'use the key of the DID: no registry gives it another',
    ],
    'a controller that is no account': [
      sign('good', claims, '--key-file', keyFile('edwards', edwards), '--kid', '#controller'),
      `bad_input: key: is the key of ${edwards.did}, and no #controller of ${machine.did}`,
      'use the key of the DID; where its registry names this key, say under which --kid',
    ],
    'a key of another DID by its name': [
      sign('good', claims, '--key-file', own, '--kid', thief.kid),
      'bad_input: --kid: bad_kid: kid is not a key of iss',
    ],
    expired: [
      sign('expired', { ...claims, iat: 1_700_000_000, exp: 1_700_000_001 }),
      'bad_input: claims: expired at 2023-11-14T22:13:21Z',
      '`portolan offer update` gives it new times',
    ],
    'a price that is a number': [
      sign('float', { ...claims, tariff: [{ ...line, rates: [{ price: { USD: 0.43 } }] }] }),
      'bad_input: claims: schema: /tariff/0/rates/0/price/USD must be string',
      'schema/json/offer.v1.json has every field; amounts are decimals written as text: "0.43"',
    ],
    'a unit that nobody knows': [
      sign('unit', { ...claims, tariff: [{ ...line, unit: 'kWh' }] }),
      'bad_input: claims: bad_unit: meter call: kWh is not a unit we know',
      'units are UCUM codes, case and all: kW.h, min, GiBy, {call}',
    ],
    'another subject': [
      sign('sub', { ...claims, sub: `${thief.did}#offer` }),
      'bad_input: claims: bad_sub: sub does not begin with iss and #',
      'write iss, # and a name',
    ],
    'a misspelt field': [
      sign('typo', { ...claims, tarif: [] }),
      'bad_input: claims: schema: the offer must NOT have additional properties',
      'schema/json/offer.v1.json has every field; amounts are decimals written as text: "0.43"',
    ],
    'too long a token': [
      sign('long', { ...claims, pay: claims.pay.map(entry => ({ ...entry, extra: { text: 'x'.repeat(16_000) } })) }),
      'bad_input: claims: too-large: longer than 16384 bytes',
    ],
  }
  for (const [name, [ran, said, hint]] of Object.entries(cases))
    assert.deepEqual(await ran, { printed: '', said: [said, ...(hint === undefined ? [] : [`hint: ${hint}`])] }, name)
})

type Signed = { offer: string; subject: string; seq: string; uri: string; token: string }

test('every kind of key signs what a node takes', async () => {
  const account = `did:pkh:eip155:1:${machine.address?.toLowerCase()}`
  const cases = [
    { did: machine.did, key: machine, kid: `${machine.did}#controller` },
    { did: account, key: machine, kid: `${account}#blockchainAccountId` },
    ...[edwards, p256, createKey('secp256k1')].map(key => ({ did: key.did, key, kid: key.kid })),
    // What a registry alone can know is believed.
    { did: machine.did, key: p256, kid: `${machine.did}#delegate-2`, flags: ['--kid', '#delegate-2'] },
    { did: machine.did, key: thief, kid: `${machine.did}#controller`, flags: ['--kid', `${machine.did}#controller`] },
  ]
  for (const [i, { did, key, kid, flags = [] }] of cases.entries()) {
    const claims = await claimsOf({ did, 'pay-to': PAYEE })
    const made = await answer<Signed>([
      'offer',
      'sign',
      written(`c${i}`, claims),
      '--key-file',
      keyFile(`k${i}`, key),
      ...flags,
    ])
    const { publicKey } = key
    const keys = [`address:${key.address?.toLowerCase()}`, `${publicKey.kind}:${publicKey.bytes.slice(2)}`]
    const verified = await verifyToken(made.token, async () => keys, [])
    if ('verdict' in verified) assert.fail(verified.reason)
    assert.deepEqual([verified.claims, verified.kid], [claims, kid])
    const { token } = made
    assert.deepEqual(made, {
      offer: verified.id,
      subject: `${did}#offer`,
      seq: '1',
      uri: `data:application/jwt,${token}`,
      token,
    })
  }
})
