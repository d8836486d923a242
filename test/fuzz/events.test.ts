/** Logs of any words: whatever a contract emits, its block is indexed. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type AbiEvent, encodeAbiParameters, type Hex, toEventSelector } from 'viem'
import { decoder } from '../../indexer/decode.ts'
import type { Log } from '../../src/core/block.ts'
import { modules } from '../../src/modules/index.ts'
import { fuzz, seeds, unstorable } from '../support/fuzz.ts'
import { CHAIN, GENESIS_TIME } from '../support/scripted.ts'
import { scriptedContracts } from '../support/world.ts'

const { acts } = decoder(CHAIN, scriptedContracts, modules)

/** Every event of every contract that is read: address, first topic, and how many words are indexed and are not. */
const events = scriptedContracts.flatMap(({ kind, address }) =>
  modules.flatMap(module =>
    ((module.events[kind] ?? []) as readonly AbiEvent[]).map(event => ({
      address,
      topic0: toEventSelector(event),
      indexed: event.inputs.filter(input => input.indexed).length,
      plain: event.inputs.filter(input => !input.indexed),
    })),
  ),
)

const LARGEST = 'f'.repeat(64)
const word = fc.oneof(
  fc.constantFrom('0'.repeat(64), LARGEST, `8${'0'.repeat(63)}`, `7${'f'.repeat(63)}`),
  // Small numbers are lengths and places of what follows; an address is a word with twelve bytes before it.
  fc.nat(1_024).map(n => n.toString(16).padStart(64, '0')),
  fc.uint8Array({ minLength: 20, maxLength: 20 }).map(bytes => Buffer.from(bytes).toString('hex').padStart(64, '0')),
  fc.uint8Array({ minLength: 32, maxLength: 32 }).map(bytes => Buffer.from(bytes).toString('hex')),
)

const texts = fc.constantFrom(
  ...['', '\0', '\\x00', 'offer', 'offer:a', 'agentWallet', 'did', 'data:,', 'ipfs://x', '🐋'],
)
const plainValue = (type: string): fc.Arbitrary<unknown> => {
  if (type === 'string') return fc.oneof(texts, fc.string({ unit: 'binary' }))
  if (type === 'bytes') return fc.uint8Array({ maxLength: 100 }).map(bytes => `0x${Buffer.from(bytes).toString('hex')}`)
  if (type === 'bool') return fc.boolean()
  if (type === 'address') return word.map(hex => `0x${hex.slice(24)}`)
  if (type.startsWith('bytes')) return word.map(hex => `0x${hex.slice(0, 2 * Number(type.slice(5)))}`)
  const [, unsigned, bits] = /^(u?)int(\d+)$/.exec(type) ?? []
  const size = BigInt(bits ?? 256)
  return unsigned
    ? fc.oneof(fc.nat(3).map(BigInt), fc.bigInt(0n, (1n << size) - 1n))
    : fc.bigInt(-(1n << (size - 1n)), (1n << (size - 1n)) - 1n)
}

/** A log that is of an event in everything but what its words say. */
const log: fc.Arbitrary<Log> = fc
  .tuple(fc.constantFrom(...events), fc.array(word, { maxLength: 4 }), fc.integer({ min: 0, max: 9 }))
  .chain(([{ address, topic0, indexed, plain }, words, odd]) => {
    const topics = [
      topic0,
      ...Array.from({ length: odd === 0 ? words.length % 4 : indexed }, (_, i) => `0x${words[i] ?? LARGEST}`),
    ]
    const sound = fc
      .tuple(...plain.map(({ type }) => plainValue(type)))
      .map(values => encodeAbiParameters(plain, values as never) as string)
    const unsound = fc
      .tuple(fc.array(word, { maxLength: 12 }), fc.constantFrom('', '00', 'ff', 'abcd'))
      .map(([all, rest]) => `0x${all.join('')}${rest}`)
    const cut = fc.tuple(sound, fc.nat()).map(([data, at]) => data.slice(0, 2 + 2 * (at % data.length)))
    return fc.oneof({ weight: 3, arbitrary: sound }, unsound, cut).map(data => ({
      ...{ block: 5, blockHash: `0x${LARGEST}`, logIndex: 3, tx: `0x${LARGEST}`, txIndex: 1 },
      ...{ address, topics, data: data as Hex },
    }))
  })

/** The tables that a log changes, as nothing was known before; `rejected` where it is read as no event. */
const tablesOf = (of: Log): string[] =>
  acts(of, { time: GENESIS_TIME }).flatMap(act => {
    for (const [, id] of act.reads) assert.ok(id.isWellFormed() && !id.includes('\0'))
    return act.apply({ get: () => undefined }).map(change => {
      const [table, row] =
        'put' in change
          ? [change.put, change.row]
          : 'patch' in change
            ? [change.patch, { id: change.id, ...change.set }]
            : 'drop' in change
              ? [change.drop, { id: change.id }]
              : ['gap', { ...change }]
      assert.equal(unstorable(row), null, `${table}: ${JSON.stringify(row)}`)
      return table
    })
  })

test('the kept logs mean what they did', () => {
  const kept = seeds('events')
  assert.deepEqual(
    kept.map(({ in: given }) => tablesOf({ ...(given as Log), block: 5, logIndex: 3 })),
    kept.map(({ out }) => out),
  )
})

test('any log is an event or rejected, and what it changes can be stored', () => fuzz(log, of => void tablesOf(of)))
