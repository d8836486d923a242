/** `portolan compare`: the first block and layer where two nodes differ, told from the command line. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { Command } from 'commander'
import fc from 'fast-check'
import type { Contract } from '../indexer/contracts.ts'
import type { Source } from '../indexer/source.ts'
import { compareCommand } from '../src/commands/compare.ts'
import { compareChain, type Peer, type Roots } from '../src/commands/compareRoots.ts'
import { PortolanError } from '../src/core/errors.ts'
import type { Module } from '../src/core/module.ts'
import { modules } from '../src/modules/index.ts'
import { openStore, type Store } from '../src/store/open.ts'
import { run } from '../src/store/statement.ts'
import { asking } from './support/asking.ts'
import { bendable } from './support/bendable.ts'
import { randomEvent } from './support/events.ts'
import { minted } from './support/facts.ts'
import { CHAIN, matching, scriptedChain } from './support/scripted.ts'
import { indexing, scriptedContracts, scriptedSpec } from './support/world.ts'

const lively = () => {
  const chain = scriptedChain()
  for (const block of fc.sample(fc.array(randomEvent, { maxLength: 5 }), { seed: 7, numRuns: 40 })) chain.mine(block)
  return chain
}
type Chain = ReturnType<typeof lively>

type Node = { readonly url: string; readonly path: string; readonly store: Store; close(): Promise<void> }

/** A node that has indexed the chain as its source serves it, and listens. */
const nodeOf = async (
  chain: Chain,
  source: Source = chain.source,
  {
    contracts = scriptedContracts,
    of = modules,
    start = 0,
  }: { contracts?: readonly Contract[]; of?: readonly Module[]; start?: number } = {},
): Promise<Node> => {
  const folder = mkdtempSync(join(tmpdir(), 'portolan-'))
  const path = join(folder, 'test.db')
  const store = openStore(path)
  const indexer = indexing(store, source, { spec: { ...scriptedSpec, contracts, start }, modules: of })
  await indexer.reach(chain.head())
  await indexer.stop()
  const { url, close } = await asking(store, {}, of).server.listen(0, '127.0.0.1')
  return {
    url,
    path,
    store,
    close: async () => {
      await close()
      await store.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const withNodes = async (nodes: readonly Promise<Node>[], told: (...nodes: Node[]) => Promise<void>): Promise<void> => {
  const all = await Promise.all(nodes)
  try {
    await told(...all)
  } finally {
    for (const node of all) await node.close()
  }
}

/** Runs `portolan compare ...`. */
const compare = async (...args: string[]): Promise<{ printed: unknown[]; said: string[] }> => {
  let text = ''
  const stdout = { isTTY: false, write: (more: string) => (text += more) }
  const program = new Command('portolan').exitOverride().addCommand(compareCommand({ env: {}, stdout }))
  const printed = () => text.split('\n').flatMap(line => (line === '' ? [] : [JSON.parse(line)]))
  try {
    await program.parseAsync(['compare', ...args], { from: 'user' })
    return { printed: printed(), said: [] }
  } catch (error) {
    if (!(error instanceof PortolanError)) throw error
    return { printed: printed(), said: [`${error.code}: ${error.message}`, ...(error.hint ? [error.hint] : [])] }
  }
}

/** An endpoint that leaves the first log of a block out. */
const omitting = (chain: Chain, number: number): Source => {
  const { source, bend } = bendable(chain.source)
  const served = (from: number, to: number) =>
    chain
      .blocks()
      .slice(from, to + 1)
      .flatMap(({ logs }) => (logs[0]?.block === number ? logs.slice(1) : logs))
  bend({
    logsInRange: async (filter, from, to) => matching(served(from, to), filter),
    logsOfBlock: async (filter, hash) => {
      const at = chain.blocks().findIndex(({ header }) => header.hash === hash)
      return matching(served(at, at), filter)
    },
  })
  return source
}

test('what is no node is refused', async () => {
  assert.deepEqual(await compare('ftp://a.example'), {
    printed: [],
    said: ['bad_input: url: is not a URL', 'write the http or https URL of a node'],
  })
  assert.deepEqual((await compare('http://127.0.0.1:1', 'http://127.0.0.1:1')).said[1], 'is a node running there?')
  const chain = lively()
  await withNodes([nodeOf(chain)], async ({ url, path }) => {
    assert.deepEqual(
      (await compare(url, '--chain', 'mainnet')).said[0],
      'bad_input: --chain: mainnet is not a chain number',
    )
    assert.deepEqual(await compare(url, '--store', path, '--chain', '1'), {
      printed: [{ chain: 'eip155:1', result: 'not comparable', means: 'this store has no block of it' }],
      said: ['not_comparable: eip155:1: this store has no block of it'],
    })
    assert.match(
      (await compare(url, '--store', join(path, 'none'))).said[0] ?? '',
      /^bad_config: cannot open the store/,
    )
  })
})

test('nodes of one chain are equal up to the lower head, and differ where one stands on an abandoned branch', async () => {
  const chain = lively()
  const old = await nodeOf(chain)
  const [root] = await old.store.write(() => run('select l0, l1, l2 from root order by block desc limit 1'))
  const upTo = chain.head().number
  chain.mine([minted(900n)])
  const ahead = await nodeOf(chain)
  chain.fork(1 + 3)
  for (let i = 0; i < 5; i += 1) chain.mine([minted(901n)])
  await withNodes([Promise.resolve(old), Promise.resolve(ahead), nodeOf(chain)], async (old, ahead, other) => {
    assert.deepEqual(await compare(ahead.url, '--store', old.path), {
      printed: [{ chain: CHAIN, result: 'equal', upTo, ...root }],
      said: [],
    })
    const means = 'they hold different blocks: one of them is on an abandoned branch'
    assert.deepEqual(await compare(ahead.url, other.url), {
      printed: [{ chain: CHAIN, result: 'different', upTo: upTo + 1, block: upTo - 2, layer: 'block', means }],
      said: [`differs: ${CHAIN}: different from block ${upTo - 2} on`, `block: ${means}`],
    })
  })
})

test('a log that one node was never given is found by its block', async () => {
  const chain = lively()
  await withNodes([nodeOf(chain), nodeOf(chain, omitting(chain, 21)), nodeOf(chain)], async (one, lacking, third) => {
    const [root] = await one.store.write(() => run('select l0, l1, l2 from root order by block desc limit 1'))
    const head = chain.head().number
    assert.deepEqual(await compare(one.url, third.url), {
      printed: [{ chain: CHAIN, result: 'equal', upTo: head, ...root }],
      said: [],
    })
    const means = 'the same block with other logs: the RPC of one lied or left a log out'
    const different = { chain: CHAIN, result: 'different', upTo: head, block: 21, layer: 'L0', means }
    const told = {
      printed: [different],
      said: [`differs: ${CHAIN}: different from block 21 on`, `L0: ${means}`],
    }
    assert.deepEqual(await compare(one.url, lacking.url), told)
    assert.deepEqual(await compare(`${lacking.url}/graphql`, '--store', one.path, '--chain', '31337'), told)
  })
})

test('other rules, other contracts and a later start are said, not taken for a lie', async () => {
  const chain = lively()
  const later = modules.map(module => (module.name === 'identity' ? { ...module, rules: module.rules + 1 } : module))
  const nodes = [
    nodeOf(chain),
    nodeOf(chain, chain.source, { of: later }),
    nodeOf(chain, chain.source, { contracts: scriptedContracts.slice(1) }),
    nodeOf(chain, chain.source, { start: 20 }),
  ]
  await withNodes(nodes, async (one, other, fewer, late) => {
    const said = async (node: Node | undefined) => (await compare(node?.url ?? '', '--store', one?.path ?? '')).said
    assert.match(
      (await said(other)).join(),
      /^not_comparable: eip155:31337: this store folds by the rules [0-9a-f]{8}, 127\.0\.0\.1:\d+ by [0-9a-f]{8}: bring both/,
    )
    const [identity] = scriptedContracts
    assert.deepEqual(await said(fewer), [
      `not_comparable: ${CHAIN}: they read other contracts: only this store reads ${identity?.kind} ${identity?.address} ${identity?.subject}`,
    ])
    assert.match(
      (await said(late)).join(),
      /^differs: eip155:31337: different from block \d+ on,L0: 127\.0\.0\.1:\d+ was indexed from a later block on$/,
    )
  })
})

const roots = (more: Partial<Roots>): Roots => ({
  block: null,
  blockHash: null,
  l0: 'a',
  l1: 'a',
  l2: 'a',
  rules: 'r',
  contracts: [],
  ...more,
})

test('whatever differs first is found, in as many questions as the number of blocks has digits', async () => {
  const layer = fc.constantFrom('blockHash', 'l0', 'l1', 'l2')
  const blocks = fc.uniqueArray(fc.integer({ min: 10, max: 1_000_000 }), { minLength: 1, maxLength: 30 })
  await fc.assert(
    fc.asyncProperty(blocks, fc.nat(), layer, async (unsorted, at, layer) => {
      const blocks = unsorted.sort((a, b) => a - b)
      const wrong = blocks[at % blocks.length] ?? 0
      let asked = 0
      const peer = (name: string, fault: string): Peer => ({
        name,
        chains: async () => [{ chain: CHAIN, start: 10, head: 2_000_000 }],
        roots: async (_, height) => {
          asked += 1
          const block = blocks.findLast(block => block <= height)
          if (block === undefined) return roots({})
          const own = block >= wrong ? fault : ''
          const from = ['blockHash', 'l0', 'l1', 'l2'].indexOf(layer)
          const named = (name: string, i: number) => `${block}${i >= from && own ? own : ''}${name}`
          return roots({
            block,
            blockHash: named('hash', block === wrong ? 0 : -1),
            l0: named('', 1),
            l1: named('', 2),
            l2: named('', 3),
          })
        },
      })
      const found = await compareChain(CHAIN, [peer('one', ''), peer('other', '!')])
      assert.ok(found.result === 'different')
      assert.deepEqual([found.block, found.layer], [wrong, layer === 'blockHash' ? 'block' : layer.toUpperCase()])
      assert.ok(asked <= 2 * 22, `${asked} questions`)
    }),
    { numRuns: 100, endOnFailure: true },
  )
})
