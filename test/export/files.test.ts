/** `portolan export`: files of a moment, whole or gone on with, and their manifest. */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { changesPage } from '../../src/api/feed.ts'
import { exportCommand } from '../../src/commands/export.ts'
import { type ExportRequest, exportFiles, type Manifest } from '../../src/commands/exportFiles.ts'
import { momentOf } from '../../src/commands/exportMoment.ts'
import { PortolanError } from '../../src/core/errors.ts'
import { modules } from '../../src/modules/index.ts'
import { catalogueOf } from '../../src/store/catalogue.ts'
import { openStore, type Store } from '../../src/store/open.ts'
import { account, feedbackGiven, minted } from '../support/facts.ts'
import { apply, currentRows, type Heard, type Rows, sorted } from '../support/mirror.ts'
import { CHAIN, scriptedChain } from '../support/scripted.ts'
import { noSettings } from '../support/settings.ts'
import { indexing } from '../support/world.ts'

const folder = mkdtempSync(join(tmpdir(), 'portolan-'))
const path = join(folder, 'portolan.db')
const catalogue = catalogueOf(modules)
const chain = scriptedChain()
const store = openStore(path)
let indexer: ReturnType<typeof indexing>
before(async () => {
  chain.mine()
  for (let block = 0; block < 3; block++) {
    chain.mine(
      Array.from({ length: 900 }, (_, i) => feedbackGiven(1n, account(1 + block * 900 + i), 1n, { tag1: '=1+1' })),
    )
  }
  chain.mine([minted(0n)])
  indexer = indexing(store, chain.source)
  await indexer.reach(chain.head())
})
after(async () => {
  await indexer.stop()
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Runs `portolan export ...` on the store. */
const run = async (...args: string[]) => {
  const out = { printed: '', said: '' }
  const io = {
    env: { PORTOLAN_STORE: path },
    stdout: { write: (text: string) => (out.printed += text) },
    stderr: { write: (text: string) => (out.said += text) },
  }
  try {
    await exportCommand(io, '1.2.3', async () => modules)
      .exitOverride()
      .parseAsync(args, { from: 'user' })
  } catch (error) {
    if (!(error instanceof PortolanError)) throw error
    return { ...out, error: `${error.code}: ${error.message}` }
  }
  return { ...out, error: null }
}
const bytesIn = (name: string) =>
  Object.fromEntries(
    readdirSync(name)
      .sort()
      .map(file => [file, readFileSync(join(name, file), 'utf8')]),
  )
const hashesIn = (name: string) =>
  Object.entries(bytesIn(name)).map(([file, text]) => [
    file,
    text.length,
    createHash('sha256').update(text).digest('hex'),
  ])
/** Whether an export that was interrupted has a file whole, or not begun with it. */
const isDone = (name: string, table: string): boolean => {
  const { files } = JSON.parse(readFileSync(join(name, 'export.state.json'), 'utf8'))
  return files[table]?.done ?? !readdirSync(name).includes(`${table}.csv`)
}
const manifestIn = (name: string): Manifest => JSON.parse(readFileSync(join(name, 'manifest.json'), 'utf8'))
const place = (name: string) => join(folder, name)

test('each wrong flag gets one clear error, and nothing is written', async () => {
  const out = place('nothing')
  const errors = [
    [[], 'bad_input: --out: or --verify is needed'],
    [['--out', out, '--verify', out], 'bad_input: --out: or --verify is needed'],
    [['--out', out, '--tables', 'feedback,nothing'], 'bad_input: --tables: there is no table nothing'],
    [['--out', out, '--as-of-block', 'x'], 'bad_input: --as-of-block: x is not a block number'],
    [['--out', out, '--as-of-block', '99'], `block_unknown: ${CHAIN} is indexed up to block 4`],
    [['--out', out, '--as-of-chain', '1'], 'bad_input: --as-of-chain: needs --as-of-block'],
    [['--out', out, '--as-of-block', '1', '--as-of-chain', '1'], 'bad_input: asOf: eip155:1 is not indexed here'],
    [['--out', out, '--as-of-time', 'noon'], 'bad_input: --as-of-time: noon is no moment'],
    [['--out', out, '--as-of-time', '2001-01-01T00:00:00Z'], 'block_unknown: nothing is indexed as of that moment'],
    [['--verify', out], `bad_input: --verify: ${out} has no manifest.json`],
  ] as const
  for (const [args, error] of errors) assert.deepEqual((await run(...args)).error, error)
  const { error } = await run('--out', out, '--store', place('none.db'))
  assert.match(error ?? '', /^bad_config: cannot open the store/)
  assert.deepEqual(
    readdirSync(folder).filter(name => !name.startsWith('portolan.db')),
    [],
  )
})

test('every table as files, and a manifest that names their hashes and the heads', async () => {
  const out = place('all')
  const { printed, said, error } = await run('--out', out)
  assert.equal(error, null)
  const { number, hash, time } = chain.head()
  const manifest = manifestIn(out)
  const rows = manifest.files.reduce((sum, file) => sum + file.rows, 0)
  assert.deepEqual(JSON.parse(printed), {
    exported: out,
    asOf: `${CHAIN} block ${number}`,
    files: catalogue.size,
    rows,
  })
  assert.ok(said.includes('feedback 2700 rows\n'))
  const { files, rules, changes, ...rest } = manifest
  const heads = [{ chain: CHAIN, number, hash, time: new Date(time * 1_000).toISOString().replace('.000Z', 'Z') }]
  assert.deepEqual(rest, { portolan: '1.2.3', policyId: null, format: 'ndjson', heads })
  assert.deepEqual([Object.keys(rules), typeof changes], [['claims', 'derived', 'facts', 'modules'], 'string'])
  const held = bytesIn(out)
  assert.deepEqual(Object.keys(held), ['manifest.json', ...files.map(({ file }) => file)].sort())
  for (const { table, file, rows, bytes, sha256 } of files) {
    const text = held[file] ?? ''
    assert.deepEqual(
      { file, rows, bytes, sha256 },
      {
        file: `${table}.ndjson`,
        rows: text.split('\n').length - 1,
        bytes: Buffer.byteLength(text),
        sha256: createHash('sha256').update(text).digest('hex'),
      },
    )
  }
  assert.deepEqual(
    files.filter(({ rows }) => rows > 0).map(({ table, rows }) => `${table} ${rows}`),
    [
      ...['log 2701', 'watched 1', 'agent 1', 'account 1', 'binding 1', 'tenure 1'],
      ...['feedback 2700', 'rater 2700', 'tag_summary 1'],
    ],
  )
  assert.equal((await run('--out', out)).error, `bad_input: --out: ${out} holds a complete export`)
})

/** Exports until so many pages of the store have been read, and breaks off. */
const interrupted = (pages: number, request: Partial<ExportRequest>): Promise<Manifest> => {
  let left = pages
  const failing: Store = {
    ...store,
    read: async () => {
      if (left === 0) throw new Error('the power went out')
      left -= 1
      return store.read()
    },
  }
  const newest = () => momentOf(store, catalogue, noSettings, null)
  const rest = { tables: null, asked: null, newest, version: '1.2.3', policyId: null, report: () => {} }
  return exportFiles(failing, catalogue, { out: '', format: 'csv', ...rest, ...request })
}

test('an export that was interrupted again and again is, byte for byte, one that was not', async () => {
  const tables = ['log', 'agent', 'feedback']
  const [whole, out] = [place('whole'), place('resumed')]
  await interrupted(Number.POSITIVE_INFINITY, { out: whole, tables })
  for (let pages = 1, done = false; !done; pages += 1) {
    await interrupted(pages, { out, tables, noted: 300 })
      .then(() => {
        done = true
      })
      .catch(error => assert.equal(error.message, 'the power went out'))
    // What was written behind the last note is not to be trusted.
    if (!done && !isDone(out, 'feedback')) appendFileSync(join(out, 'feedback.csv'), 'x'.repeat(2_000_000))
    if (pages === 3) {
      chain.mine([minted(7n), feedbackGiven(1n, account(1), 2n)])
      await indexer.reach(chain.head())
    }
  }
  assert.deepEqual(hashesIn(out), hashesIn(whole))
})

test('a folder goes on only with what it holds, and only where that is as it was written', async () => {
  const out = place('begun')
  const tables = ['feedback']
  await assert.rejects(interrupted(3, { out, tables, format: 'ndjson', noted: 300 }))
  const wrong = async (...args: string[]) => (await run('--out', out, ...args)).error
  const holds = `bad_input: --out: ${out} holds the beginning of an export of`
  assert.equal(await wrong('--format', 'csv'), `${holds} another format: ndjson`)
  assert.equal(await wrong('--tables', 'agent'), `${holds} other tables: feedback`)
  assert.match((await wrong('--as-of-block', '2')) ?? '', /of an export of another moment: eip155:31337 block 5 /)

  const file = join(out, 'feedback.ndjson')
  const text = readFileSync(file)
  truncateSync(file, 10)
  assert.equal(await wrong(), `bad_input: ${file} is not as it was written`)
  writeFileSync(file, text)
  assert.equal(await wrong('--as-of-block', '5'), null)

  const done = place('done')
  await assert.rejects(interrupted(9, { out: done, tables: ['agent', 'feedback'], format: 'ndjson', noted: 300 }))
  appendFileSync(join(done, 'agent.ndjson'), '{}')
  assert.equal((await run('--out', done)).error, `bad_input: ${join(done, 'agent.ndjson')} is not as it was written`)

  mkdirSync(place('full'))
  writeFileSync(place('full/mine.txt'), '')
  assert.equal(
    (await run('--out', place('full'))).error,
    `bad_input: --out: ${place('full')} is not empty and holds no export`,
  )
})

test('what was exported is checked against its manifest', async () => {
  const out = place('checked')
  await run('--out', out, '--tables', 'agent,feedback', '--format', 'csv')
  const { files } = manifestIn(out)
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0)
  assert.deepEqual(JSON.parse((await run('--verify', out)).printed), { verified: out, files: 2, bytes })
  const file = join(out, 'feedback.csv')
  const text = readFileSync(file, 'utf8')
  writeFileSync(file, text.replace('starred', 'Starred').replace('1+1', '1+2'))
  assert.equal((await run('--verify', out)).error, `bad_input: ${file} is not as it was written`)
  appendFileSync(file, ' ')
  assert.match(
    (await run('--verify', out)).error ?? '',
    /^bad_input: .*feedback.csv has \d+ bytes, its manifest says \d+$/,
  )
  rmSync(file)
  assert.equal((await run('--verify', out)).error, `bad_input: ${file} is missing`)
  const manifest = join(out, 'manifest.json')
  for (const bad of ['', '{}', '{"files":[{"file":"../portolan.db","bytes":1,"sha256":""}]}']) {
    writeFileSync(manifest, bad)
    assert.equal(
      (await run('--verify', out)).error,
      `bad_input: --verify: ${manifest} is not the manifest of an export`,
    )
  }
})

test('an export whose block has left the chain is not gone on with', async () => {
  const out = place('left')
  chain.mine([minted(8n)])
  await indexer.reach(chain.head())
  await assert.rejects(interrupted(2, { out, tables: ['feedback'], format: 'ndjson', noted: 300 }))
  const { number, hash } = chain.head()
  chain.fork(1)
  chain.mine()
  chain.mine()
  await indexer.reach(chain.head())
  assert.equal((await run('--out', out)).error, `reorged: block ${number} (${hash}) has left ${CHAIN}`)
})

test('the feed goes on where an export ended', async () => {
  const out = place('mirrored')
  await run('--out', out)
  const { changes, files } = manifestIn(out)
  const rows: Rows = new Map()
  for (const { table, file } of files.filter(({ table }) => catalogue.get(table)?.sort === 'fact')) {
    for (const line of readFileSync(join(out, file), 'utf8').split('\n').slice(0, -1)) {
      const row = JSON.parse(line) as { chain: string; id: string }
      rows.set(`${table} ${row.chain} ${row.id}`, row)
    }
  }
  chain.fork(1)
  chain.mine([feedbackGiven(9n, account(9), 1n)])
  chain.mine([minted(9n)])
  await indexer.reach(chain.head())
  const reader = await store.read()
  const page = await changesPage(reader, catalogue, { after: changes }, 100)
  reader.release()
  apply(rows, page.changes as readonly Heard[])
  assert.deepEqual([page.more, page.whole, page.changes.length < 10], [false, true, true])
  assert.deepEqual(sorted(rows), sorted(await currentRows(store)))
})
