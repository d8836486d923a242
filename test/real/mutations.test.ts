import assert from 'node:assert/strict'
import { isUtf8 } from 'node:buffer'
import fc from 'fast-check'
import { decoder } from '../../indexer/decode.ts'
import { fetchDocument } from '../../indexer/fetch/fetch.ts'
import { rebuildOutdated } from '../../indexer/replay.ts'
import type { Log } from '../../src/core/block.ts'
import { readRegistration } from '../../src/modules/identity/document.ts'
import { modules } from '../../src/modules/index.ts'
import { fold } from '../../src/store/fold.ts'
import { layoutOf, migrate } from '../../src/store/migrate.ts'
import { insert } from '../../src/store/statement.ts'
import { carried, identityRegistry, MAINNET, mintsBefore, recordedLogs, said } from '../support/mainnet.ts'
import { realTest } from '../support/real.ts'
import { noSettings } from '../support/settings.ts'
import { temporaryStore } from '../support/world.ts'

const emptyStore = async () => {
  const store = temporaryStore()
  await migrate(store)
  await rebuildOutdated({ store, modules, settings: noSettings, chains: [], report: () => {} })
  return store
}

/** Bytes as they may arrive: some flipped, the end missing, something behind it. */
const damaged = (bytes: Uint8Array): fc.Arbitrary<Uint8Array> => {
  const place = fc.nat(Math.max(0, bytes.length - 1))
  const flips = fc.array(fc.tuple(place, fc.integer({ min: 1, max: 255 })), { minLength: 1, maxLength: 4 })
  return fc.oneof(
    flips.map(all => all.reduce((now, [at, mask]) => now.with(at, (now[at] ?? 0) ^ mask), Uint8Array.from(bytes))),
    place.map(length => bytes.slice(0, length)),
    fc.uint8Array({ minLength: 1, maxLength: 40 }).map(more => Buffer.concat([bytes, more])),
  )
}
const damagedHex = (hex: string): fc.Arbitrary<string> =>
  damaged(Buffer.from(hex.slice(2), 'hex')).map(bytes => `0x${Buffer.from(bytes).toString('hex')}`)

const damagedLog = (log: Log): fc.Arbitrary<Log> =>
  fc.oneof(
    { weight: 4, arbitrary: damagedHex(log.data).map(data => ({ ...log, data })) },
    fc.nat(log.topics.length).map(kept => ({ ...log, topics: log.topics.slice(0, kept) })),
    // A topic is always a word: the source refuses what is not.
    fc
      .tuple(fc.integer({ min: 1, max: 2 }), fc.uint8Array({ minLength: 32, maxLength: 32 }))
      .map(([i, word]) => ({ ...log, topics: log.topics.with(i, `0x${Buffer.from(word).toString('hex')}`) })),
  )

realTest('a damaged log of the mainnet identity registry is read or rejected, and the store takes either', async t => {
  const store = await emptyStore()
  const logs = recordedLogs()
  const { acts } = decoder(MAINNET, [identityRegistry], modules)
  const { facts } = layoutOf(modules)
  const kept = (log: Log) => store.write(() => fold(facts, MAINNET, acts(log, { time: 0 })))
  const tables = new Map<string, number>()
  let block = 1
  try {
    for (const mint of mintsBefore(logs, 0)) await kept({ ...mint, block: 0 })
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...logs).chain(({ log }) => damagedLog(log)),
        async log => {
          const written = await kept({ ...log, block: block++ })
          const touched = new Set(written.map(({ table }) => table))
          for (const table of touched) tables.set(table, (tables.get(table) ?? 0) + 1)
          assert.ok(touched.size <= 1)
        },
      ),
      { numRuns: 1_000 },
    )
  } finally {
    await store.close()
  }
  // Of an agent that is there, of one that is not, of nothing at all.
  assert.deepEqual([...tables.keys()].sort(), ['agent', 'gap', 'rejected'])
  t.diagnostic(`1000 damaged logs: ${JSON.stringify(Object.fromEntries(tables))}`)
})

/** What is to be said of bytes as a registration file. */
const verdictOn = (bytes: Uint8Array): string => {
  if (!isUtf8(bytes)) return 'not-json'
  try {
    const file: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'))
    if (depthOf(file) > 32) return 'too-deep'
    return typeof file === 'object' && file !== null && !Array.isArray(file) ? 'ok' : 'not-an-object'
  } catch {
    return 'not-json'
  }
}
const depthOf = (value: unknown): number =>
  typeof value === 'object' && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0

const filesOf = () => recordedLogs().flatMap(({ uri }) => carried(uri) ?? [])
const read = (bytes: Uint8Array) => readRegistration({ uri: '', bytes, sha256: 'of the bytes' })

realTest('a damaged registration file is read or refused', t => {
  fc.assert(
    fc.property(fc.constantFrom(...filesOf()).chain(damaged), bytes => {
      const { verdict, rows } = read(bytes)
      assert.deepEqual([verdict, rows.length], [verdictOn(bytes), verdict === 'ok' ? 1 : 0])
    }),
    { numRuns: 1_000 },
  )
  t.diagnostic('1000 damaged files')
})

realTest('a damaged data URI is decoded or refused, and what it gives is read or refused', async t => {
  const uris = recordedLogs().flatMap(({ uri }) => (uri.startsWith('data:') ? [uri] : []))
  const damagedUri = fc.constantFrom(...uris).chain(uri => {
    const payload = uri.indexOf(',') + 1
    const tail = damaged(Buffer.from(uri.slice(payload)))
    return tail.map(bytes => uri.slice(0, payload) + Buffer.from(bytes).toString('latin1'))
  })
  await fc.assert(
    fc.asyncProperty(damagedUri, async uri => {
      const fetched = await fetchDocument(uri)
      assert.ok(['ok', 'malformed', 'too-large'].includes(fetched.verdict))
      if (fetched.verdict === 'ok') assert.equal(read(fetched.bytes).verdict, verdictOn(fetched.bytes))
    }),
    { numRuns: 1_000 },
  )
  t.diagnostic('1000 damaged URIs')
})

const MEMBERS = ['name', 'description', 'image', 'type', 'active', 'x402Support', 'x402support', 'x402', 'services']
const LISTS = ['endpoints', 'registrations', 'supportedTrust', 'supportedTrusts', '__proto__', 'constructor']
const nested = (depth: number): unknown => (depth === 0 ? 'deep' : [nested(depth - 1)])
/** Anything that JSON may hold; `undefined` leaves the member out. */
const anyValue = fc.oneof(
  fc.constant(undefined),
  fc.constantFrom<unknown>(null, true, false, 0, -1.5, 1e300, '', 'true', 'a NUL \0', '\ud800', 'x'.repeat(10_000)),
  fc.constantFrom<unknown>([], {}, { enabled: true }, { enabled: 'yes' }, nested(29), nested(40), [null, 1, 'a', {}]),
  fc.constantFrom<unknown>(
    [{ name: 'a', endpoint: 7 }, { type: 'web', url: 'NUL \0', version: 1 }, null, '\ud800', 'y'.repeat(5_000)],
    [
      { agentId: '1e3', agentRegistry: 'eip155:1:0x' },
      { agentId: {}, agentRegistry: identityRegistry.address },
    ],
    Array.from({ length: 500 }, () => ({ name: 'many', endpoint: 'many' })),
  ),
)
/** The one flag in its spellings. */
const flagLike = fc.constantFrom(undefined, undefined, undefined, null, true, false, { enabled: true }, { enabled: 0 })
const flags = fc.record({ x402Support: flagLike, x402support: flagLike, x402: flagLike })

realTest('a registration file with members of other types says what is still said, and the store takes it', async t => {
  const store = await emptyStore()
  const files = filesOf().map(bytes => JSON.parse(bytes.toString('utf8')) as object)
  const changes = fc.array(fc.tuple(fc.constantFrom(...MEMBERS, ...LISTS), anyValue), { minLength: 1, maxLength: 6 })
  const changed = fc
    .tuple(fc.constantFrom(...files), changes, fc.oneof(fc.constant({}), flags))
    .map(([file, all, flags]) => ({
      ...all.reduce((now, [name, value]) => assigned(now, name, value), file),
      ...flags,
    }))
  const anyFile = fc.oneof({ weight: 9, arbitrary: changed }, { weight: 1, arbitrary: anyValue })
  try {
    await fc.assert(
      fc.asyncProperty(anyFile, async file => {
        const text = JSON.stringify(file)
        const bytes = Buffer.from(text ?? '')
        const { verdict, rows } = read(bytes)
        assert.equal(verdict, verdictOn(bytes))
        for (const { table, row } of rows) {
          const { name, active, x402 } = said(JSON.parse(text))
          assert.deepEqual([row.name === null, row.active, row.x402], [name === null, bit(active), bit(x402)])
          assert.equal(isUnsound(opened(row)), false)
          const kept = await store.write(function* () {
            yield* insert(table, Object.keys(row), [Object.values(row)])
            return yield { sql: `delete from ${table} returning ${Object.keys(row).join(', ')}`, values: [] }
          })
          assert.deepEqual(kept, [row])
        }
      }),
      { numRuns: 1_000 },
    )
  } finally {
    await store.close()
  }
  t.diagnostic('1000 changed files')
})

/** The object with a member of this name, `__proto__` included, as JSON may have it. */
const assigned = (object: object, name: string, value: unknown): object =>
  Object.defineProperty({ ...object }, name, { value, enumerable: true, configurable: true, writable: true })

/** A row with its lists as values. */
const opened = ({ services, registrations, trust, ...row }: Record<string, string | number | null>) => ({
  ...row,
  lists: [services, registrations, trust].map(list => JSON.parse(`${list}`) as unknown),
})

/** Whether there is a text that some engine does not store, or more than the most that one document may bring. */
const isUnsound = (value: unknown): boolean => {
  if (typeof value === 'string') return value.length > 4_096 || value.includes('\0') || !value.isWellFormed()
  if (Array.isArray(value)) return value.length > 100 || value.some(isUnsound)
  return value !== null && typeof value === 'object' && Object.values(value).some(isUnsound)
}

const bit = (flag: boolean | null): number | null => (flag === null ? null : Number(flag))
