/** Where the strict profile parts from the method's resolver, one danger a test. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Hex, padHex, zeroAddress } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { ALICE, BOB, CAROL } from '../support/facts.ts'
import { blocksOf, did, type Resolved, told } from '../support/resolving.ts'

test('32 bytes under Secp256k1 are not taken for a private key', () => {
  const secret = padHex('0x07', { size: 32 })
  const blocks = blocksOf(({ attribute }) => [[attribute(ALICE, 'did/pub/Secp256k1/veriKey/hex', secret)]])
  const { publicKey } = privateKeyToAccount(secret)
  return told(blocks, async ({ resolve, ids, maySign }) => {
    const method = (await resolve('ETHR')).didDocument?.verificationMethod[1]
    assert.equal(method?.publicKeyJwk?.x, Buffer.from(publicKey.slice(4, 68), 'hex').toString('base64url'))
    assert.deepEqual([await ids('STRICT'), await maySign(`${did}#delegate-1`)], ['controller', false])
  })
})

test('a revocation holds at its own block, and the key is not there again under another name', () => {
  const blocks = blocksOf(({ delegate }, time) => [
    [delegate(ALICE, 'veriKey', BOB)],
    [delegate(ALICE, 'veriKey', BOB, BigInt(time + 2))],
  ])
  return told(blocks, async ({ ids, maySign }) => {
    assert.equal(await ids('ETHR'), 'controller delegate-2')
    assert.deepEqual(
      [await ids('STRICT'), await maySign(`${did}#delegate-1`), await maySign(`${did}#delegate-2`)],
      ['controller', false, false],
    )
  })
})

test('what an earlier owner left behind signs nothing, until the new owner says it anew', () => {
  const blocks = blocksOf(({ owner, delegate, attribute }) => [
    [delegate(ALICE, 'sigAuth', CAROL), attribute(ALICE, 'did/pub/X25519/enc/base64', `0x${'09'.repeat(32)}`)],
    [owner(ALICE, BOB), delegate(ALICE, 'sigAuth', BOB)],
    [delegate(ALICE, 'sigAuth', CAROL)],
  ])
  return told(blocks, async ({ ids, resolve, maySign }) => {
    assert.equal(await ids('ETHR', 2), 'controller delegate-1 delegate-3')
    const { didDocument } = await resolve('STRICT', 2)
    assert.deepEqual(
      [didDocument?.assertionMethod, didDocument?.authentication, didDocument?.keyAgreement],
      [[`${did}#controller`, `${did}#delegate-3`], [`${did}#controller`, `${did}#delegate-3`], undefined],
    )
    assert.equal(await ids('STRICT'), 'controller delegate-3 delegate-4')
    assert.deepEqual([await maySign(`${did}#delegate-1`), await maySign(`${did}#delegate-4`)], [false, true])
  })
})

test('the key of a public-key DID is back when the identity rules itself again', () => {
  const { address, publicKey } = privateKeyToAccount(padHex('0x0b0b', { size: 32 }))
  const who = address.toLowerCase() as Hex
  const of = `did:ethr:0x7a69:0x0${2 + (Number.parseInt(publicKey.slice(-1), 16) % 2)}${publicKey.slice(4, 68)}`
  return told(
    blocksOf(({ owner }) => [[owner(who, BOB)], [owner(who, who)]]),
    async ({ ids, maySign }) => {
      const both = 'controller controllerKey'
      assert.deepEqual(
        [await ids('STRICT', 0, of), await ids('STRICT', 1, of), await ids('STRICT', 2, of), await ids('ETHR', 2, of)],
        [both, 'controller', both, 'controller'],
      )
      assert.equal(await maySign(`${of}#controllerKey`), true)
    },
  )
})

test('an owner of 0x0 is final in both, whatever is said afterwards', () =>
  told(
    blocksOf(({ owner, delegate }) => [
      [owner(ALICE, zeroAddress)],
      [delegate(ALICE, 'veriKey', BOB)],
      [owner(ALICE, ALICE)],
    ]),
    async ({ resolve, maySign }) => {
      for (const profile of ['STRICT', 'ETHR'] as const) {
        const { didDocument, didDocumentMetadata } = await resolve(profile)
        assert.deepEqual([didDocument?.assertionMethod, didDocumentMetadata.versionId], [[], '1'])
        assert.equal(didDocumentMetadata.deactivated, true)
      }
      assert.deepEqual([await maySign(`${did}#controller`), await maySign(`${did}#delegate-1`)], [false, false])
    },
  ))

test('bytes that are no key are left out beside good ones, and change no number', () => {
  const keys: [string, Hex][] = [
    ['did/pub/Ed25519/veriKey', '0x1234'],
    ['did/pub/Ed25519/veriKey', `0x${'00'.repeat(32)}`],
    ['did/pub/Secp256k1/veriKey', `0x02${'ff'.repeat(32)}`],
    ['did/pub/Secp256k1/veriKey', '0x'],
    ['did/pub/Multikey/veriKey', '0x802402'],
    ['did/pub/X25519/enc', '0x01'],
  ]
  const good = [
    'did/pub/Ed25519/veriKey',
    '0xd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
  ] as const
  const blocks = blocksOf(({ attribute }) => [[...keys, good].map(([name, value]) => attribute(ALICE, name, value))])
  return told(blocks, async ({ ids, maySign }) => {
    assert.equal(await ids('STRICT'), 'controller delegate-7')
    assert.equal(await maySign(`${did}#delegate-7`), true)
  })
})

test('a block whose time is not stored is answered where its time decides nothing, and refused where it does', () => {
  const blocks = blocksOf(({ delegate }, time) => [
    [delegate(ALICE, 'veriKey', BOB, BigInt(time + 5))],
    ...Array.from({ length: 9 }, () => []),
  ]).filter(({ number }) => number < 3 || number > 7)
  return told(blocks, async ({ resolve, ids }) => {
    assert.deepEqual([await ids('STRICT', 2), await ids('STRICT', 9)], ['controller delegate-1', 'controller'])
    const { didDocument, ...rest } = (await resolve('STRICT', 5)) as Resolved & { didResolutionMetadata: object }
    assert.deepEqual(
      [didDocument, rest.didResolutionMetadata],
      [
        null,
        {
          error: 'notFound',
          message: 'the time of block 5 is not stored and decides what is valid: ask by versionTime',
        },
      ],
    )
    assert.equal(await ids('STRICT', 5, `did:ethr:0x7a69:${CAROL}`), 'controller')
  })
})
