/** `portolan doctor` over a real chain: what it says of a store that is whole, and of one that is not. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { after, before, test } from 'node:test'
import { readConfig } from '../src/config.ts'
import { diagnosed, type Finding } from '../src/doctor.ts'
import { openStore } from '../src/store/open.ts'
import { run } from '../src/store/statement.ts'
import { type SealedChain, sealedChain } from './support/sealed.ts'
import { indexing } from './support/world.ts'

/** In the order of the addresses of their contracts. */
const CHECKED = [
  ['agents of <contract>: holds', 2],
  ['highest_agent of <contract>: holds', 1],
  ['validations of <contract>: holds', 2],
  ['changed of <contract>: holds', 1],
  ['seal of <contract>: proved', 3],
  ['feedback of <contract>: holds', 2],
  ['last_index of <contract>: holds', 1],
] as const

let chain: SealedChain
const folder = mkdtempSync(join(tmpdir(), 'portolan-doctor-'))
const [file, store] = [join(folder, 'config.json'), join(folder, 'test.db')]

const written = (rpc: readonly string[]) => {
  const contracts = Object.fromEntries(chain.spec.contracts.map(({ kind, address }) => [kind, [address]]))
  const chains = [{ id: 31337, rpc, start: 0, finality: 2, contracts }]
  writeFileSync(file, JSON.stringify({ store, chains }))
  return readConfig({ config: file }, {})
}
const doctor = (rpc: readonly string[], check = false) => diagnosed(written(rpc), check, new AbortController().signal)
const withHosts = (findings: readonly Finding[]) =>
  findings.map(
    ({ level, what }) =>
      `${level} ${what.replaceAll(/127\.0\.0\.1:\d+/g, '<rpc>').replaceAll(/0x[0-9a-f]{40}/g, '<contract>')}`,
  )

before(async () => {
  chain = await sealedChain()
  const { settings } = written([chain.url])
  const opened = openStore(store)
  const { checksPerHour: _, mode: __, ...spec } = chain.spec
  const indexer = indexing(opened, chain.source, { spec, settings })
  await indexer.reach(await chain.head())
  await indexer.stop()
  await opened.close()
})
after(async () => {
  await chain.stop()
  rmSync(folder, { recursive: true, force: true })
})

test('of a store that is whole it says what was fetched, what holds and what is proved', async () => {
  const { number: head } = await chain.head()
  const findings = await doctor([chain.url], true)
  const final = head - 2
  assert.deepEqual(
    withHosts(findings).filter(line => !line.startsWith('ok SQLite')),
    [
      'ok 5 documents known, 5 waiting',
      `ok following, block ${head} of ${head}, final ${final}`,
      ...['identityRegistry', 'reputationRegistry', 'validationRegistry', 'didRegistry', 'offerBoard'].map(
        kind => `ok ${kind} <contract>: 0-${head} fetched`,
      ),
      ...CHECKED.map(([what, count]) => `ok ${what} at block ${final}, ${count} compared`),
      'note some ranges were given by one endpoint alone',
      `ok <rpc>: block ${head}, serves calls, receipts and proofs`,
    ],
  )
})

test('what is missing, damaged or unreachable is wrong, has a hint, and ends the command with 1', async () => {
  const opened = openStore(store)
  await opened.write(function* () {
    yield* run('update coverage set to_block = 3 where contract = ?', [chain.board.address.toLowerCase()])
    yield* run(
      `insert into gap (chain, id, kind, subject, detail, bf, li) values (?, 'board_index/x', 'board_index', 'x', 'y', 4, 0)`,
      [chain.spec.chain],
    )
  })
  await opened.close()
  written([chain.url, 'http://127.0.0.1:1'])
  const command = spawn(process.execPath, ['src/main.ts', 'doctor', '--json', '--config', file])
  const [said, code] = await Promise.all([text(command.stdout), new Promise(resolve => command.once('close', resolve))])
  const findings = JSON.parse(said) as Finding[]
  const { number: head } = await chain.head()
  assert.equal(code, 1)
  assert.deepEqual(
    withHosts(findings.filter(({ level }) => level === 'wrong')),
    [
      `wrong <contract> was not read from 4 to ${head}`,
      'wrong 1 gaps of board_index, looked for',
      'wrong <rpc>: <rpc> does not answer eth_getBlockByNumber: no connection',
    ].map(line => line.replace('<rpc>: <rpc>', '127.0.0.1:1: 127.0.0.1:1').replace(/127\.0\.0\.1:1/g, '<rpc>')),
  )
  assert.ok(findings.every(({ level, hint }) => level === 'ok' || hint))
})
