/** Every rule by which the chapter that defines offers refuses one, announced on a chain, and that no verdict is left out. */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { after, test } from 'node:test'
import canonicalize from 'canonicalize'
import { run } from '../../src/store/statement.ts'
import { startNode } from '../support/node.ts'
import { marketSettings, offerOf, person, signed, termsOf } from '../support/offers.ts'
import { offerBoard } from '../support/registry.ts'
import { carrying, jws, type Part } from '../support/tokens.ts'
import { alice, base, but, exact, line, pay } from '../support/verdicts.ts'

const good = { typ: 'offer+jwt', alg: 'ES256K', kid: alice.signer.kid }
const token = (claims: Part, header: object = {}, who = alice) => jws({ ...good, ...header }, claims, who.signer.signer)
const rates = (...from: string[]) => line({ rates: from.map(from => ({ from, price: { USD: '1' } })) })
const stream = (more: object, tariff: object[] = [{ meter: 'time', unit: 'h', rates: [{ price: { USD: '1' } }] }]) =>
  but({ tariff, pay: [{ ...exact, via: 'superfluid/cfa' }], ...more })
const area = (...rings: (readonly [number, number])[][]) => but({ area: { type: 'Polygon', coordinates: rings } })
const unbounded = (via: string) => ({ ...pay({ via }), tariff: [{ ...line({}).tariff[0], hi: undefined }] })
const web = 'did:web:seller.example'
const hour = { meter: 'time', unit: 'h', rates: [{ price: { USD: '1' } }] }
const flat = { meter: 'fixed', unit: '{session}', rates: [{ price: { USD: '1' } }] }

type Row = readonly [rule: string, verdict: string, made: object | Promise<string>]
const ROWS: readonly Row[] = [
  ['3.1 a compact JWS', 'malformed', token('{"iss":')],
  ['3.1 of type offer+jwt', 'bad_typ', token(base, { typ: 'JWT' })],
  ['3.1 by ES256K, EdDSA or ES256', 'bad_alg', token(base, { alg: 'HS256' })],
  ['3.1 with the key that signed', 'bad_kid', token(base, { kid: alice.did })],
  ['3.1 which is one of the issuer', 'bad_kid', token(base, { kid: person('bob').signer.kid }, person('bob'))],
  ['3.1 and one it has had', 'key_unknown', token(base, { kid: `${alice.did}#delegate-9` })],
  ['3.1 nothing else in the header', 'bad_header', token(base, { crit: ['exp'] })],
  ['3.1 canonical JSON', 'not_canonical', token(JSON.stringify(base))],
  [
    '3.1 signed',
    'bad_signature',
    token(base, {}, { ...alice, signer: { ...alice.signer, signer: person('bob').signer.signer } }),
  ],
  [
    '3.2 iss is a DID that can be judged',
    'unsupported_did',
    token(but({ iss: web, sub: `${web}#offer` }), { kid: `${web}#key` }),
  ],
  ['3.2 ver is 1', 'unknown_version', but({ ver: 2 })],
  ['3.2 exp is required', 'schema', but({ exp: undefined })],
  ['3.2 a price is text', 'schema', line({ rates: [{ price: { USD: 0.0001 } }] })],
  ['3.2 a price is not below zero', 'schema', line({ rates: [{ price: { USD: '-1' } }] })],
  ['3.2 a price has no exponent', 'schema', line({ rates: [{ price: { USD: '1e30' } }] })],
  ['3.3.5 sub begins with iss and #', 'bad_sub', but({ sub: `${person('bob').did}#offer` })],
  ['3.3.5 every cur is priced', 'unpriced_currency', pay({ cur: 'EUR' })],
  ['3.3.5 from ascends', 'bad_tariff', rates('0', '5', '5.0')],
  ['3.3.5 the first from is 0', 'bad_tariff', rates('1')],
  ['3.3.5 units parse', 'bad_unit', line({ unit: 'kWh' })],
  ['3.3.5 units are rational', 'bad_unit', line({ unit: 'Cel' })],
  ['3.3.5 units of spec parse', 'bad_unit', but({ spec: { power: { v: '1', u: 'KW' } } })],
  ['3.3.5 upto has a ceiling', 'no_ceiling', unbounded('x402/upto')],
  ['3.3.5 auth-capture has a ceiling', 'no_ceiling', unbounded('x402/auth-capture')],
  ['3.3.5 a stream is of time', 'not_streamable', stream({}, [{ ...hour, unit: '{point}' }])],
  ['3.3.5 a stream has one line', 'not_streamable', stream({}, [hour, flat])],
  [
    '3.3.5 a stream has one rate',
    'not_streamable',
    stream({}, [{ ...hour, rates: [...hour.rates, { from: '1', price: { USD: '1' } }] }]),
  ],
  ['3.3.5 a stream has no step', 'not_streamable', stream({}, [{ ...hour, step: '1' }])],
  ['3.3.5 a stream has no min', 'not_streamable', stream({ min: { USD: '1' } })],
  ['3.3.5 a stream has no max', 'not_streamable', stream({ max: { USD: '1' } })],
  ['3.3.5 at most 400 days', 'bad_period', but({ exp: base.iat + 400 * 86_400 + 1 })],
  ['3.3.5 at most 16 kB', 'too-large', token(but({ name: 'x'.repeat(15_000) }))],
  ['3.3.5 coordinates are on the globe', 'bad_area', but({ area: { type: 'Point', coordinates: [59.9, 110.75] } })],
  [
    '3.3.5 rings are closed',
    'bad_area',
    area([
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 1],
    ]),
  ],
  [
    '3.3.5 rings do not cross themselves',
    'bad_area',
    area([
      [0, 0],
      [1, 1],
      [1, 0],
      [0, 1],
      [0, 0],
    ]),
  ],
  [
    '3.3.5 areas are cut at the date line',
    'bad_area',
    area([
      [170, 0],
      [-170, 0],
      [-170, 9],
      [170, 0],
    ]),
  ],
  ['3.3.5 dec is what the chain says', 'wrong_decimals', pay({ dec: 18 })],
  ['3.3.6 no unknown claims', 'schema', but({ prise: '1' })],
  ['CAIP-19 names a token of its chain', 'bad_asset', pay({ asset: 'eip155:31337/erc20:usdc' })],
]

const node = await startNode({ settings: marketSettings })
after(() => node.close())
const announce = offerBoard()
const honest = await signed(alice, offerOf(alice, termsOf('Fjord Weather')))
const tokens = await Promise.all(
  ROWS.map(([, , made]) => (made instanceof Promise ? made : token(canonicalize(made) ?? ''))),
)
const carried = tokens.map(jwt => carrying(honest, jwt))
node.mine(...carried.map(offer => announce(offer)))
await node.settle()

test('each is refused by its verdict, and none of it is in an answer', async () => {
  const read = await node.store.write(() => run<{ uri: string; verdict: string }>('select uri, verdict from document'))
  const verdicts = new Map(read.map(({ uri, verdict }) => [uri, verdict]))
  assert.deepEqual(
    ROWS.map(([rule], i) => `${rule}: ${verdicts.get(carried[i]?.uri ?? '')}`),
    ROWS.map(([rule, verdict]) => `${rule}: ${verdict}`),
  )
  assert.deepEqual(await node.ask('{ offers(filter: { status: [IN_FORCE, SCHEDULED, EXPIRED] }) { nodes { id } } }'), {
    offers: { nodes: [] },
  })
  assert.deepEqual(node.faults, [])
})

test('no verdict of the code is missing here', () => {
  const files = ['rules', 'verify', 'document'].map(name => `../../src/modules/offers/${name}.ts`)
  const text = files.map(file => readFileSync(new URL(file, import.meta.url), 'utf8')).join('\n')
  const written = new Set([...text.matchAll(/(?:verdict: |refuse\()'([\w-]+)'/g)].map(([, verdict = '']) => verdict))
  assert.deepEqual([...written].sort(), [...new Set(['ok', ...ROWS.map(([, verdict]) => verdict)])].sort())
})

test('no reason to leave an offer out is missing from the stories', () => {
  const sdl = readFileSync(new URL('../../schema/graphql/discovery.graphql', import.meta.url), 'utf8')
  const [, reasons = ''] = /enum ExclusionReason \{([^}]*)\}/.exec(sdl) ?? []
  const stories = readdirSync(import.meta.dirname)
    .filter(file => file !== 'rejections.test.ts')
    .map(file => readFileSync(new URL(file, import.meta.url), 'utf8'))
    .join('\n')
  const missing = [...reasons.matchAll(/^ {2}([A-Z_]+)$/gm)].flatMap(([, reason = '']) =>
    stories.includes(reason) ? [] : [reason],
  )
  assert.deepEqual(missing, [])
})
