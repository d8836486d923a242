import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Progress } from '../indexer/chain.ts'
import { runIndexer } from '../indexer/index.ts'
import type { Source } from '../indexer/source.ts'
import { rewindCommand } from '../src/commands/rewind.ts'
import { modules } from '../src/modules/index.ts'
import { chainRow } from '../src/store/chain.ts'
import { openStore, type Store } from '../src/store/open.ts'
import { run } from '../src/store/statement.ts'
import { asking } from './support/asking.ts'
import { bendable } from './support/bendable.ts'
import { ALICE, agentAt, BOB, minted, transferred } from './support/facts.ts'
import { CHAIN, scriptedChain } from './support/scripted.ts'
import { noSettings } from './support/settings.ts'
import { until } from './support/until.ts'
import { factsOf, scriptedSpec, temporaryStore } from './support/world.ts'

const SHARED = 30
const OTHER = 'eip155:1'

/** A chain of blocks with agents in them, and another that shares its first ones and goes on otherwise. */
const split = () => {
  const [ours, theirs] = [scriptedChain(), scriptedChain()]
  for (let i = 0; i < SHARED; i += 1) for (const chain of [ours, theirs]) chain.mine([minted(BigInt(i))])
  theirs.mine()
  theirs.fork(1)
  for (let i = SHARED; i < SHARED + 90; i += 1) {
    ours.mine([minted(BigInt(i)), transferred(BigInt(i - 20), ALICE, BOB)])
    theirs.mine(i % 2 === 0 ? [minted(BigInt(i), BOB)] : [])
  }
  return { ours, theirs }
}

/** Indexes one chain, or that and another, until stopped. */
const started = (store: Store, source: Source, beside: Source | null = null) => {
  const seen: Progress[] = []
  const abort = new AbortController()
  const chains = [
    { spec: scriptedSpec, source },
    ...(beside ? [{ spec: { ...scriptedSpec, chain: OTHER }, source: beside }] : []),
  ]
  const done = runIndexer({
    store,
    modules,
    settings: noSettings,
    chains,
    report: event => seen.push(event),
    signal: abort.signal,
  })
  const at = async (chain: string) => (seen.length > 0 ? await store.write(() => chainRow(chain)) : undefined)
  return {
    at,
    reach: (chain: string, hash: string) =>
      until(`${chain} is at ${hash}`, async () => (await at(chain))?.head_hash === hash),
    stop: async () => {
      abort.abort()
      await done
    },
  }
}

test('a chain that changed 90 blocks deep halts alone and is served on; taken back by its operator it is as if indexed once', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'portolan-'))
  const path = join(folder, 'test.db')
  const store = openStore(path)
  const rewound = async (...args: string[]) => {
    let printed = ''
    const stdout = { write: (text: string) => (printed += text) }
    const command = rewindCommand({ env: {}, stdout }, async () => modules).exitOverride()
    await command.parseAsync(['--store', path, ...args], { from: 'user' })
    return JSON.parse(printed) as unknown
  }
  const { ours, theirs } = split()
  const { source, bend } = bendable(ours.source)
  const beside = scriptedChain()
  beside.mine([minted(0n)])
  const besideSource = { ...beside.source, chainNumber: async () => 1n }
  try {
    let indexer = started(store, source, besideSource)
    await indexer.reach(CHAIN, ours.head().hash)
    const held = async () => await store.write(() => run('select * from agent where chain = ? order by id', [CHAIN]))
    const before = await held()
    bend(theirs.source)
    await until('the chain is halted', async () => (await indexer.at(CHAIN))?.state === 'halted')
    const reason = `deep_reorg: block 111 of ${CHAIN}, held as final, is not on the chain that the RPC serves`
    assert.deepEqual(await held(), before)
    const { hash } = beside.mine([minted(1n)]).header
    await indexer.reach(OTHER, hash)
    const QUESTION = `{ status { chains { chain state reason } } agent(id: "${agentAt(119)}") { tokenId } }`
    assert.deepEqual(await asking(store).ask(QUESTION), {
      status: {
        chains: [
          { chain: OTHER, state: 'FOLLOWING', reason: null },
          { chain: CHAIN, state: 'HALTED', reason },
        ],
      },
      agent: { tokenId: '119' },
    })
    await indexer.stop()

    // Started again it halts again, and loses nothing.
    indexer = started(store, source, besideSource)
    await until('the chain is halted', async () => (await indexer.at(CHAIN))?.state === 'halted')
    await indexer.stop()
    assert.deepEqual(await held(), before)

    const loss = { chain: CHAIN, from: 119, to: SHARED - 1, final: 111, blocks: 90, logs: 180 }
    const shown = (await rewound('--chain', '31337', '--to', `${SHARED - 1}`)) as { rows: number }
    assert.ok(shown.rows > 90)
    const { rows } = shown
    assert.deepEqual(shown, { ...loss, rows, undone: false, next: 'stop the indexer, and give --yes' })
    assert.deepEqual(await held(), before)
    assert.deepEqual(await rewound('--chain', '31337', '--to', `${SHARED - 1}`, '--yes'), {
      ...loss,
      rows,
      undone: true,
      next: 'start the indexer',
    })
    indexer = started(store, theirs.source, besideSource)
    await indexer.reach(CHAIN, theirs.head().hash)
    await indexer.stop()

    const fresh = temporaryStore()
    const once = started(fresh, theirs.source, besideSource)
    await once.reach(CHAIN, theirs.head().hash)
    await once.reach(OTHER, hash)
    await once.stop()
    assert.deepEqual(await factsOf(store), await factsOf(fresh))
    await fresh.close()
  } finally {
    await store.close()
    rmSync(folder, { recursive: true, force: true })
  }
})

test('what cannot be taken back is refused: no chain, no block, a chain that is not here', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'portolan-'))
  const wrong: readonly (readonly [args: string[], code: string])[] = [
    [['--chain', 'base', '--to', '1'], 'bad_input'],
    [['--chain', '8453', '--to', '-1'], 'bad_input'],
    [['--chain', '8453', '--to', '0x10'], 'bad_input'],
    [['--chain', '8453', '--to', '10', '--yes'], 'not_found'],
  ]
  try {
    for (const [args, code] of wrong) {
      const command = rewindCommand({ env: {}, stdout: { write: () => {} } }, async () => modules).exitOverride()
      const ran = command.parseAsync(['--store', join(folder, 'test.db'), ...args], { from: 'user' })
      await assert.rejects(ran, { code }, args.join(' '))
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
