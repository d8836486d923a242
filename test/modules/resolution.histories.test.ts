/** Random histories: what the index answers is the fold of the same logs, whatever forks it lived through. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Abi, decodeEventLog, type Hex, hexToString, padHex, zeroAddress } from 'viem'
import { contracts } from '../../src/generated/contracts.ts'
import { fold, type Said } from '../../src/modules/resolution/ethr.ts'
import { ALICE, account, BOB, CAROL } from '../support/facts.ts'
import type { didRegistry } from '../support/registry.ts'
import { blocksOf, contract, did, type Method, type questions, type Resolved, told } from '../support/resolving.ts'
import { CHAIN, type Emitted } from '../support/scripted.ts'
import { type Unwritten, writtenChain } from '../support/written.ts'

/** Anything that may be said of two identities, in blocks. */
const someone = fc.constantFrom(ALICE, account(0xa11d))
const validity = fc.constantFrom(0, 2, 5, 1_000)
const NAMES = [
  'did/pub/Secp256k1/veriKey/hex',
  'did/pub/Ed25519/sigAuth/base64',
  'did/pub/Ed25519',
  'did/pub/Multikey/veriKey',
  'did/pub/X25519/enc',
  'did/svc/Hub',
  'did/pub/',
  'other',
]
const VALUES: Hex[] = [
  '0x',
  padHex('0x07', { size: 32 }),
  `0x03${'79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798'}`,
  '0xd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
  '0x8024036b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296',
  '0xed01d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
]
type Saying = (say: ReturnType<typeof didRegistry>, time: number) => Emitted
const saying: fc.Arbitrary<Saying> = fc.oneof(
  fc.tuple(someone, fc.constantFrom(ALICE, BOB, BOB, ALICE, ALICE, zeroAddress)).map(
    ([who, to]): Saying =>
      say =>
        say.owner(who, to),
  ),
  fc.tuple(someone, fc.constantFrom('veriKey', 'sigAuth', 'pay'), fc.constantFrom(BOB, CAROL), validity).map(
    ([who, type, to, seconds]): Saying =>
      (say, time) =>
        say.delegate(who, type, to, BigInt(time + seconds)),
  ),
  fc.tuple(someone, fc.constantFrom(...NAMES), fc.constantFrom(...VALUES), validity).map(
    ([who, name, value, seconds]): Saying =>
      (say, time) =>
        say.attribute(who, name, value, BigInt(time + seconds)),
  ),
)
const history = fc.array(fc.array(saying, { maxLength: 4 }), { minLength: 1, maxLength: 12 })
const written = (sayings: readonly (readonly Saying[])[]): Unwritten[] =>
  blocksOf((say, time) => sayings.map((block, i) => block.map(one => one(say, time + 1 + i))))

/** Every version of the document in both profiles, from the logs alone. */
const foldedOf = (blocks: readonly Unwritten[]): unknown[] => {
  const history = blocks.flatMap(({ number: block, time, logs }) => logs.flatMap(log => saidBy(log, block, time)))
  const subject = { did, chain: 31337n, address: ALICE, publicKey: null }
  const points = [...blocks, ...blocks.slice(-1)].map(({ number, time }) => ({ block: number, now: time }))
  return (['strict', 'ethr'] as const).flatMap(profile =>
    points.map(point => fold(subject, history, point, profile).document),
  )
}

const saidBy = ({ topics, data }: Unwritten['logs'][number], block: number, time: number): Said[] => {
  const abi: Abi = contracts.EthereumDIDRegistry.abi
  const { eventName, args } = decodeEventLog({ abi, topics: topics as [Hex], data: data as Hex })
  const {
    identity,
    owner,
    delegateType,
    delegate,
    name,
    value,
    validTo = 0n,
  } = args as unknown as Record<string, Hex> & {
    validTo?: bigint
  }
  if (identity?.toLowerCase() !== ALICE) return []
  const at = { validTo: Number(validTo), block, time }
  const text = (bytes = '0x' as Hex) => hexToString(bytes).replace(/\0+$/, '')
  if (eventName === 'DIDOwnerChanged') return [{ kind: 'owner', name: '', value: `${owner}`.toLowerCase(), ...at }]
  return eventName === 'DIDDelegateChanged'
    ? [{ kind: 'delegate', name: text(delegateType), value: `${delegate}`.toLowerCase(), ...at }]
    : [{ kind: 'attribute', name: text(name), value: `${value}`, ...at }]
}

/** Whether signatures of such a key are verified: X25519 signs nothing, and Multikey may be anything. */
const isVerified = ({ type, publicKeyMultibase = '' }: Method): boolean =>
  type === 'Multikey' ? /^z(6Mk|Q3s|Dn)/.test(publicKeyMultibase) : type !== 'X25519KeyAgreementKey2020'

test('over random histories with forks, every document is that of the final chain, and signs what may sign', async () => {
  let signing = 0
  await fc.assert(
    fc.asyncProperty(history, history, fc.nat(12), async (first, second, depth) => {
      const [blocks, others] = [written(first), written(second)]
      const cut = Math.max(0, blocks.length - 1 - depth)
      const documents = async ({ resolve, maySign }: ReturnType<typeof questions>) => {
        const found: Resolved[] = []
        for (const profile of ['STRICT', 'ETHR'] as const)
          for (const number of [...blocks.keys(), undefined]) found.push(await resolve(profile, number))
        const { didDocument } = await resolve('STRICT')
        for (let i = 0; i <= 48; i += 1) {
          const kid = `${did}#${i === 0 ? 'controller' : `delegate-${i}`}`
          const may = await maySign(kid)
          const method = didDocument?.verificationMethod.find(({ id }) => id === kid)
          const isListed = didDocument?.assertionMethod.includes(kid) === true
          assert.equal(may, isListed && method !== undefined && isVerified(method), kid)
          signing += Number(may)
        }
        return found
      }
      const once = await told(blocks, documents)
      assert.deepEqual(
        once.map(({ didDocument }) => didDocument),
        foldedOf(blocks),
      )
      const forked = await told(blocks, async of => {
        const { write } = await writtenChain(of.store, CHAIN, contract)
        await of.resolve('STRICT')
        const rest = (all: Unwritten[]) => all.filter(({ number }) => number > cut)
        if (rest(others).length > 0) await write(rest(others), cut)
        await of.resolve('STRICT')
        await write(rest(blocks), cut)
        return documents(of)
      })
      assert.deepEqual(forked, once)
    }),
    { numRuns: 40, seed: 1056 },
  )
  assert.ok(signing > 100, `only ${signing} keys may sign`)
})
