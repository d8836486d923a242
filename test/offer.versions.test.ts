/** Versions of an offer by commands, without a chain: repriced, scheduled, withdrawn, shown and judged. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { PortolanError } from '../src/core/errors.ts'
import type { Offer, Withdrawal } from '../src/core/offer.ts'
import { createKey, readKey } from '../src/write/key.ts'
import { checkedClaims, judgeAlone, signClaims } from '../src/write/offers.ts'
import { decodeToken } from '../src/write/offersToken.ts'
import { answer, run } from './support/commands.ts'
import { offerOf, person, termsOf } from './support/offers.ts'
import { highTwin, jws } from './support/tokens.ts'

const folder = mkdtempSync(join(tmpdir(), 'portolan-offer-'))
after(() => rmSync(folder, { recursive: true }))
const written = (name: string, content: object | string): string => {
  const file = join(folder, name)
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content))
  return file
}

const DAY = 86_400
const now = Math.floor(Date.now() / 1_000)
const alice = person('alice')
const withKey = { PORTOLAN_KEY: alice.key }
const claims = offerOf(alice, termsOf('Bay 4'), { seq: 3, iat: now - DAY, exp: now + DAY })
const file = written('claims', claims)

type Signed = { offer: string; subject: string; seq: string; uri: string; token: string }
const sign = (claims: object) => answer<Signed>(['offer', 'sign', written('next', claims)], withKey)
const present = await sign(claims)
const printed = written('signed.json', present)

test('what follows no version, or says nothing of it, is refused', async () => {
  const update = (...args: string[]) => run(['offer', 'update', ...args])
  const retire = (...args: string[]) => run(['offer', 'retire', ...args], withKey)
  const { sub } = claims
  const withdrawal = await answer<Signed>(['offer', 'retire', printed], withKey)
  const cases: readonly (readonly [Promise<{ said: readonly string[] }>, said: string, hint?: string])[] = [
    [update(file, '--seq', '3'), '--seq: 3 does not follow 3', 'give a higher number'],
    [update(file, '--seq', '3.5'), '--seq: 3.5 is not a number from 1 to 9007199254740991'],
    [
      update(written('last', { ...claims, seq: Number.MAX_SAFE_INTEGER })),
      '--seq: there is no number after the last',
      'use another name',
    ],
    [update(file, '--price', '0.43'), '--price: 0.43 is of which meter?', 'write energy=0.43'],
    [
      update(file, '--price', 'energy=0.4e1'),
      '--price: energy=0.4e1 is no price',
      'write a plain decimal: 0.43, or energy=0.43:EUR',
    ],
    [update(file, '--price', 'water=1'), '--price: there is no meter water', 'meters: fixed, energy, idle'],
    [
      update(file, '--price', 'energy=1'),
      '--price: meter energy has several prices',
      'name one of its currencies: EUR, USD',
    ],
    [
      update(file, '--price', 'energy=1:GBP'),
      '--price: meter energy has no price in GBP',
      'name one of its currencies: EUR, USD',
    ],
    [update(file, '--price', 'idle=1:USD'), '--price: meter idle has 2 rates', 'edit the claims by hand'],
    [update(file, '--valid', '2y'), 'claims: bad_period: exp is more than 400 days after iat'],
    [update(sub), 'offer: is only its subject', 'give --node to read it there, or its claims or token'],
    [update(file, '--node', 'http://127.0.0.1:1'), '--node: goes with a subject: did:..#name'],
    [update(withdrawal.token), 'offer: is a withdrawal', 'give the claims that it had, and the next --seq'],
    [update(written('empty', {})), 'claims: unknown_version: ver is not 1', 'write "ver": 1'],
    [retire(sub), '--seq: is missing', 'the token of the present version says which is next, and so does a --node'],
    [retire(printed, '--seq', '2'), '--seq: 2 does not follow 3', 'give a higher number'],
    [retire(file), 'token: the file has claims and no token', 'sign them: `offer sign`'],
    [
      retire('eyJ0.x'),
      'token: is not a compact JWS of two JSON objects',
      'give the token that `portolan offer sign` printed',
    ],
    [retire(`data:${'x'.repeat(17_000)}`), 'token: is longer than 16384 bytes'],
  ]
  for (const [ran, said, hint] of cases)
    assert.deepEqual(await ran, {
      printed: '',
      said: [`bad_input: ${said}`, ...(hint === undefined ? [] : [`hint: ${hint}`])],
    })
})

/** Claims with what depends on when in seconds from now, as far as a story lasts. */
const timed = ({ iat, exp, ...rest }: Offer) => ({ ...rest, iat: Math.abs(iat - now) < 60, life: exp - iat })

test('an update lives as long as before, under the next number and at another price', async () => {
  const { iat, exp, ...kept } = claims
  const { tariff } = kept
  const same = { ...kept, seq: 4, iat: true, life: 2 * DAY }
  const update = async (...args: string[]) => timed(await answer<Offer>(['offer', 'update', ...args]))
  for (const given of [file, printed, present.token, present.uri]) assert.deepEqual(await update(given), same)

  const [fixed, energy, idle] = tariff
  const dearer = { ...energy, rates: [{ price: { EUR: '0.41', USD: '0.45' } }] }
  const prices = ['--price', 'energy=0.41:EUR', '--price', 'energy=0.45:USD']
  assert.deepEqual(await update(file, ...prices, '--seq', '9', '--valid', '12h'), {
    ...same,
    seq: 9,
    life: DAY / 2,
    tariff: [fixed, dearer, idle],
  })

  // What was scheduled begins when it is said to, and lives from then.
  const nbf = now + 10 * DAY
  const scheduled = await answer<Offer>(['offer', 'update', file, '--nbf', `${nbf}`])
  assert.deepEqual([scheduled.nbf, scheduled.exp], [nbf, nbf + 2 * DAY])
  assert.deepEqual(await update(written('scheduled', scheduled)), { ...same, seq: 5 })

  const signed = decodeToken((await answer<Signed>(['offer', 'update', printed, ...prices], withKey)).token)
  assert.deepEqual(timed(signed.claims as Offer), { ...same, tariff: [fixed, dearer, idle] })
})

test('a withdrawal is signed with what is known of the offer', async () => {
  const retire = async (...args: string[]) => {
    const signed = await answer<Signed>(['offer', 'retire', ...args], withKey)
    const { iat, ...said } = decodeToken(signed.token).claims as Withdrawal
    assert.ok(Math.abs(iat - now) < 60)
    return { ...said, printed: signed.seq }
  }
  const gone = { iss: alice.did, sub: claims.sub, ver: 1, void: true }
  assert.deepEqual(await retire(present.token), { ...gone, seq: 4, printed: '4' })
  assert.deepEqual(await retire(printed, '--seq', '12'), { ...gone, seq: 12, printed: '12' })
  assert.deepEqual(await retire(claims.sub, '--seq', '8'), { ...gone, seq: 8, printed: '8' })
})

test('a token is shown and not believed', async () => {
  const forged = `${present.token.slice(0, -4)}AAAA`
  const { verified, note, ...shown } = await answer<Record<string, unknown>>([
    'offer',
    'show',
    written('forged', forged),
  ])
  assert.deepEqual(
    [verified, note],
    [false, 'not verified: this is what the token says; `portolan offer validate` checks it'],
  )
  assert.deepEqual(shown, {
    offer: present.offer,
    subject: claims.sub,
    seq: 3,
    bytes: { token: forged.length, uri: forged.length + 'data:application/jwt,'.length },
    header: { typ: 'offer+jwt', alg: 'ES256K', kid: `${alice.did}#controller` },
    claims,
  })
})

test('a token is judged as a node judges it, as far as that goes without a registry', async () => {
  const judged = async (token: string) => {
    const { printed, said } = await run(['offer', 'validate', token])
    const { verdict, reason, wouldBe, offer, unchecked } = JSON.parse(printed)
    const { id, claims } = decodeToken(token)
    const registry = 'whether the registry of the issuer names the key now, and named it when the offer was announced'
    const others = 'whether an announcement of it stands, and whether another version rules'
    assert.deepEqual([offer, unchecked], [id, claims.iss === alice.did ? [registry, others] : [others]])
    return { verdict, reason, wouldBe, said }
  }
  const good = { verdict: 'ok', reason: null, said: [] as string[] }
  const made = async (more: Partial<Offer>, kid?: string) =>
    await jws(
      { typ: 'offer+jwt', alg: 'ES256K', kid: kid ?? `${alice.did}#controller` },
      { ...claims, ...more },
      alice.signer.signer,
    )
  const machine = createKey('ed25519')
  const ofKey = { ...claims, iss: machine.did, sub: `${machine.did}#offer` }
  const byKey = (kid = machine.kid) => jws({ typ: 'offer+jwt', alg: 'EdDSA', kid }, ofKey, machine.signer)

  assert.deepEqual(await judged(present.token), { ...good, wouldBe: 'IN_FORCE' })
  // The other signature of the same key is of the same offer.
  assert.deepEqual(await judged(highTwin(present.token)), { ...good, wouldBe: 'IN_FORCE' })
  assert.deepEqual(await judged(await byKey()), { ...good, wouldBe: 'IN_FORCE' })
  assert.deepEqual(await judged(await made({ nbf: now + 3_600 })), { ...good, wouldBe: 'SCHEDULED' })
  assert.deepEqual(await judged(await made({ exp: now - 1 })), { ...good, wouldBe: 'EXPIRED' })
  const { token } = await answer<Signed>(['offer', 'retire', printed], withKey)
  assert.deepEqual(await judged(token), { ...good, wouldBe: 'WITHDRAWN' })

  const refusal = (verdict: string, reason: string, hint?: string) => ({
    verdict,
    reason,
    wouldBe: null,
    said: [`offer_refused: ${verdict}: ${reason}`, ...(hint === undefined ? [] : [`hint: ${hint}`])],
  })
  assert.deepEqual(
    await judged(await made({ tariff: [] })),
    refusal(
      'schema',
      '/tariff must NOT have fewer than 1 items',
      'schema/json/offer.v1.json has every field; amounts are decimals written as text: "0.43"',
    ),
  )
  assert.deepEqual(
    await judged(await made({ ver: 2 as 1 })),
    refusal('unknown_version', 'ver is not 1', 'write "ver": 1'),
  )
  const [header, , signature] = (await byKey()).split('.')
  const other = (await jws({}, { ...ofKey, seq: 4 }, machine.signer)).split('.')[1]
  const fragment = machine.did.slice(8)
  assert.deepEqual(
    await judged(`${header}.${other}.${signature}`),
    refusal('bad_signature', `not signed by #${fragment}`),
  )
  const ask = '--node asks a node that reads the registry'
  for (const name of ['controller', 'delegate-1'])
    assert.deepEqual(
      await judged(
        await jws(
          { typ: 'offer+jwt', alg: 'ES256K', kid: `${alice.did}#${name}` },
          claims,
          person('bob').signer.signer,
        ),
      ),
      refusal(
        'key_unknown',
        `not signed by the key that iss began with; what #${name} is now, its registry knows`,
        ask,
      ),
    )
})

test('in a shell: drafted, signed and judged through pipes, and a refusal is an exit code', () => {
  const { env, execPath } = process
  const main = resolve(import.meta.dirname, '../src/main.ts')
  writeFileSync(join(folder, 'portolan'), `#!/bin/sh\nexec '${execPath}' '${main}' "$@"\n`, { mode: 0o755 })
  const asset = 'eip155:8453/erc20:0x833589fCD6eDb6E08f4c7C32D4f71b54bdA02913'
  const flags = `--did ${alice.did} --category x:a --price 0.43 --asset ${asset} --url https://a.example`
  const shell = (command: string) =>
    spawnSync('sh', ['-ec', command], {
      encoding: 'utf8',
      env: { PATH: `${folder}:${env.PATH}`, ...withKey },
    })
  const good = shell(`portolan offer draft ${flags} | portolan offer sign - | portolan offer validate -`)
  assert.deepEqual([good.status, good.stderr, JSON.parse(good.stdout).verdict], [0, '', 'ok'])
  const bad = shell(`portolan offer validate ${present.token.slice(0, -20)}`)
  assert.deepEqual(
    [bad.status, bad.stderr, JSON.parse(bad.stdout).verdict],
    [1, 'offer_refused: bad_signature: the signature is not 64 bytes in base64url\n', 'bad_signature'],
  )
})

test('whatever stands in the claims, they are signed as they are or refused with a word', async () => {
  const paths = [
    'iss',
    'sub',
    'seq',
    'iat',
    'exp',
    'name',
    'cat',
    'at',
    'tariff',
    'pay',
    'spec',
    'area',
    'void',
    'more',
  ]
  const key = readKey('secp256k1', alice.key)
  const odd = fc.oneof(
    fc.jsonValue(),
    fc.string({ unit: 'binary' }),
    fc.constantFrom('\ud800', '', '1e3', null, [], {}),
  )
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...paths), odd, async (path, value) => {
      const changed = { ...claims, [path]: value }
      try {
        const signed = await signClaims(checkedClaims(changed), key)
        assert.deepEqual(decodeToken(signed.jwt).claims, JSON.parse(JSON.stringify(changed)))
        assert.ok('claims' in (await judgeAlone(signed.jwt)))
      } catch (error) {
        if (!(error instanceof PortolanError)) throw error
        assert.equal(error.code, 'bad_input')
      }
    }),
    {
      numRuns: 400,
      examples: [
        ['name', '\ud800'],
        ['tariff', [null]],
      ],
    },
  )
})
