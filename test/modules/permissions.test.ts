import assert from 'node:assert/strict'
import { ECDH } from 'node:crypto'
import { after, test } from 'node:test'
import fc from 'fast-check'
import type { Hex } from 'viem'
import { randomEvent } from '../support/events.ts'
import { ALICE, account, BOB } from '../support/facts.ts'
import { didOf, startFleets } from '../support/fleets.ts'
import { iso } from '../support/iso.ts'
import { edwardsKey, koblitzKey, p256Key, SMALL_ORDER } from '../support/tokens.ts'

const node = await startFleets()
after(() => node.close())
const { ask, registry, said, fleet } = node

const KEYS = `query ($did: ID!, $asOf: AsOf) {
  identity(did: $did, asOf: $asOf) { keys { name value inherited curve hardwareBound purposes maySign } }
}`
type Key = {
  name: string
  value: string
  inherited: boolean
  curve: string | null
  hardwareBound: boolean
  purposes: string[]
  maySign: boolean
}
const keysOf = async (identity: string, asOf: object | null = null): Promise<Key[]> =>
  (await ask<{ identity: { keys: Key[] } }>(KEYS, { did: didOf(identity), asOf })).identity.keys
const maySign = async (identity: string, asOf: object | null = null) =>
  (await keysOf(identity, asOf)).map(({ maySign }) => maySign)

const [koblitz, edwards, p256] = [koblitzKey('machine'), edwardsKey('machine'), p256Key('machine')]
const long = (curve: string, hex: string) => ECDH.convertKey(hex, curve, 'hex', 'hex', 'uncompressed') as string

const ASSERTS = ['ASSERTION']
const BOTH = ['ASSERTION', 'AUTHENTICATION']
const AGREES = ['KEY_AGREEMENT']
const x25519 = 'ec'.repeat(32)
const attributes: [name: string, value: string, curve: string | null, purposes: string[], maySign: boolean][] = [
  ['did/pub/Secp256k1/veriKey/hex', koblitz.publicKey, 'SECP256K1', ASSERTS, true],
  ['did/pub/Secp256k1/sigAuth/hex', long('secp256k1', koblitz.publicKey), 'SECP256K1', BOTH, true],
  ['did/pub/Secp256k1', koblitz.publicKey, 'SECP256K1', ASSERTS, true],
  ['did/pub/Secp256k1/other', koblitz.publicKey, 'SECP256K1', ASSERTS, true],
  ['did/pub/Secp256k1/enc', koblitz.publicKey, 'SECP256K1', AGREES, false],
  // 32 bytes, which a resolver might take for a private key; bytes that are no point.
  ['did/pub/Secp256k1/veriKey', koblitz.publicKey.slice(2), null, ASSERTS, false],
  ['did/pub/Secp256k1/veriKey', `02${'ff'.repeat(32)}`, null, ASSERTS, false],
  ['did/pub/Secp256k1/veriKey', '', null, ASSERTS, false],
  ['did/pub/Ed25519/veriKey/base64', edwards.publicKey, 'ED25519', ASSERTS, true],
  ['did/pub/Ed25519/sigAuth', edwards.publicKey, 'ED25519', BOTH, true],
  ['did/pub/Ed25519/veriKey', edwards.multicodec, null, ASSERTS, false],
  ['did/pub/Ed25519/veriKey', SMALL_ORDER[0] ?? '', null, ASSERTS, false],
  ['did/pub/X25519/enc/base64', x25519, 'X25519', AGREES, false],
  ['did/pub/X25519/veriKey', x25519, 'X25519', ASSERTS, false],
  ['did/pub/X25519/enc', `${x25519}00`, null, AGREES, false],
  ['did/pub/Multikey/veriKey', p256.multicodec, 'P256', ASSERTS, true],
  ['did/pub/Multikey/sigAuth', p256.multicodec, 'P256', BOTH, true],
  ['did/pub/Multikey/enc', p256.multicodec, 'P256', AGREES, false],
  ['did/pub/Multikey/veriKey', p256.publicKey, null, ASSERTS, false],
  ['did/pub/Multikey/veriKey', `8024${'02'}${'ff'.repeat(32)}`, null, ASSERTS, false],
  ['did/pub/Multikey', edwards.multicodec, 'ED25519', ASSERTS, true],
  ['did/pub/Multikey', koblitz.multicodec, 'SECP256K1', ASSERTS, true],
  ['did/pub/Multikey/enc', `ec01${x25519}`, 'X25519', AGREES, false],
  ['did/pub/Multikey', `9999${x25519}`, null, ASSERTS, false],
  ['did/pub/RSA/veriKey', p256.publicKey, null, ASSERTS, false],
  ['did/pub/P256/veriKey', p256.publicKey, null, ASSERTS, false],
  // Numbered as a key, and none: the document does not show it.
  ['did/pub/a/b/c/d', koblitz.publicKey, null, [], false],
  ['did/pub/', koblitz.publicKey, null, [], false],
]

test('a key may do what its name says, and sign if it is a sound one of a curve that we verify', async () => {
  const it = account(0x9001)
  await said(...attributes.map(([name, value]) => registry.attribute(it, name, `0x${value}`)))
  assert.deepEqual(
    (await keysOf(it)).map(({ name, value, curve, hardwareBound, purposes, maySign }) => [
      name,
      value,
      curve,
      hardwareBound,
      purposes,
      maySign,
    ]),
    attributes.map(([name, value, curve, purposes, may]) => [
      name,
      `0x${value}`,
      curve,
      curve === 'P256',
      purposes,
      may,
    ]),
  )
})

test('a delegate of another type is a permission, and signs nothing', async () => {
  const it = account(0x9002)
  await said(...['veriKey', 'sigAuth', 'enc', 'VERIKEY', 'did/pub/Ed25519'].map(t => registry.delegate(it, t, BOB)))
  const delegate = { value: BOB, inherited: false, curve: 'SECP256K1', hardwareBound: false }
  assert.deepEqual(await keysOf(it), [
    { ...delegate, name: 'veriKey', purposes: ASSERTS, maySign: true },
    { ...delegate, name: 'sigAuth', purposes: BOTH, maySign: true },
    ...['enc', 'VERIKEY', 'did/pub/Ed25519'].map(name => ({ ...delegate, name, purposes: [], maySign: false })),
  ])
})

test('may sign is a matter of the moment: the owner that set it rules, its time has not come, it was not revoked', async () => {
  const it = account(0x9003)
  const until = BigInt(node.chain.head().time + 12) + 30n
  const set = await said(
    registry.delegate(it, 'veriKey', BOB, until),
    registry.attribute(it, 'did/pub/Multikey/veriKey', `0x${p256.multicodec}`),
  )
  await said()
  const sold = await said(registry.owner(it, ALICE))
  await said(registry.delegate(it, 'veriKey', BOB))
  assert.deepEqual(await maySign(it, { block: String(set.number) }), [true, true])
  assert.deepEqual(await maySign(it, { time: iso(until - 1n) }), [false, false])
  assert.deepEqual(await maySign(it, { block: String(sold.number) }), [false, false])
  assert.deepEqual(
    (await keysOf(it)).map(({ name, maySign }) => [name, maySign]),
    [
      ['did/pub/Multikey/veriKey', false],
      ['veriKey', true],
    ],
  )
  await said(registry.deactivated(it))
  assert.deepEqual(await keysOf(it), [])
})

/** Keys and delegates that meet what random events say of the same identities. */
const people = [0xa1, 0xb2, 0xc3].map(account)
const values = [koblitz.publicKey, long('secp256k1', koblitz.publicKey), koblitz.multicodec, p256.multicodec]
const keyed = fc
  .tuple(
    fc.constantFrom(...people),
    fc.constantFrom('did/pub/Secp256k1/veriKey', 'did/pub/Multikey/sigAuth', 'did/pub/Multikey/enc'),
    fc.constantFrom(...values.map((hex): Hex => `0x${hex}`)),
    fc.constantFrom(0n, 1_795_300_100n, 1_900_000_000n),
  )
  .map(args => registry.attribute(...args))

test('whoever is asked for as a signer, the fleet is the identities with a key of theirs that may sign', async () => {
  const blocks = fc.sample(fc.array(fc.oneof(randomEvent, keyed), { maxLength: 8 }), { numRuns: 40, seed: 1056 })
  const marks = []
  for (const events of blocks) marks.push(await said(...events))
  const spellings = ({ publicKey, multicodec }: { publicKey: string; multicodec: string }) => [
    `0x${publicKey}`,
    `0x${multicodec}`,
  ]
  let found = 0
  for (const { number } of [...marks.filter((_, i) => i % 4 === 0), ...marks.slice(-1)]) {
    const asOf = { block: String(number) }
    const shown = await Promise.all(
      (await fleet({}, { asOf })).map(async it => ({ it, keys: (await keysOf(it, asOf)).filter(key => key.maySign) })),
    )
    for (const [signers, curve] of [
      ...people.map(it => [[it], null] as const),
      [spellings(koblitz), 'SECP256K1'],
      [spellings(p256), 'P256'],
    ] as const) {
      const expected = shown.filter(({ keys }) =>
        keys.some(key => (curve === null ? key.value === signers[0] : key.value.length > 42 && key.curve === curve)),
      )
      found += expected.length
      for (const signer of signers) {
        assert.deepEqual(
          await fleet({ signer }, { asOf }),
          expected.map(({ it }) => it),
          `${signer} at ${number}`,
        )
      }
    }
  }
  assert.ok(found > 20, `only ${found} found`)
})
