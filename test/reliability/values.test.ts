import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pad, toHex, zeroAddress } from 'viem'
import { run } from '../../src/store/statement.ts'
import { asking } from '../support/asking.ts'
import { engines } from '../support/engines.ts'
import { numberedHigh } from '../support/faults.ts'
import { once, told } from '../support/faulty.ts'
import type { Emitted } from '../support/scripted.ts'
import { factsOf } from '../support/world.ts'

const OWNER = pad('0xa1', { size: 20 })
const MOST = (1n << 256n) - 1n

const registered = (agentId: bigint, agentURI: string): Emitted[] => [
  { by: 'TestIdentityRegistry', event: 'Transfer', args: { from: zeroAddress, to: OWNER, tokenId: agentId } },
  { by: 'TestIdentityRegistry', event: 'Registered', args: { agentId, agentURI, owner: OWNER } },
]
const paid = (value: bigint): Emitted => ({
  by: 'TestToken',
  event: 'Transfer',
  args: { from: OWNER, to: pad('0xb2', { size: 20 }), value },
})

const AGENTS = '{ agents(first: 9) { nodes { tokenId uri } } }'

for (const { name, open } of engines) {
  const indexing = (blocks: readonly (readonly Emitted[])[], then: Parameters<typeof told>[1]) =>
    told(
      open,
      async parts => {
        for (const events of blocks) parts.chain.mine(events)
        await then(parts)
      },
      { blocks: 1 },
    )

  test(`an empty text where one was expected is told as none, and harms nothing (${name})`, () =>
    indexing([registered(1n, ''), registered(2n, 'https://a.example/2')], async ({ chain, store, starts }) => {
      await starts().reach(chain.head())
      assert.deepEqual(await asking(store).ask(AGENTS), {
        agents: {
          nodes: [
            { tokenId: '2', uri: 'https://a.example/2' },
            { tokenId: '1', uri: null },
          ],
        },
      })
    }))

  test(`a text with a NUL, half a character and every quote is kept, and so is all that comes with it (${name})`, () =>
    indexing(
      [registered(1n, 'https://a.example/\0\ud800\u202e\'"`\\ 🤖'), registered(2n, 'https://a.example/2')],
      async ({ chain, store, starts }) => {
        await starts().reach(chain.head())
        const { agents } = await asking(store).ask<{ agents: { nodes: { tokenId: string; uri: string }[] } }>(AGENTS)
        // Half a character never was one: it left the encoder as U+FFFD.
        const bytes = Buffer.from('https://a.example/\0\ufffd\u202e\'"`\\ 🤖')
        assert.deepEqual(agents.nodes, [
          { tokenId: '2', uri: 'https://a.example/2' },
          { tokenId: '1', uri: `\\x${bytes.toString('hex')}` },
        ])
        assert.deepEqual(await factsOf(store), await once(chain))
      },
    ))

  test(`a text of a megabyte is kept whole (${name})`, () =>
    indexing([registered(1n, `https://a.example/${'é'.repeat(500_000)}`)], async ({ chain, store, starts }) => {
      await starts().reach(chain.head())
      const rows = await store.write(() => run<{ uri: string }>('select uri from agent'))
      assert.deepEqual(
        rows.map(({ uri }) => uri.length),
        [500_018],
      )
      assert.deepEqual(await factsOf(store), await once(chain))
    }))

  test(`of two sorts of events, both are indexed (${name})`, () =>
    indexing(
      [
        [...registered(1n, 'https://a.example/1')],
        [
          {
            by: 'EthereumDIDRegistry',
            event: 'DIDOwnerChanged',
            args: { identity: OWNER, owner: pad('0xc3', { size: 20 }), previousChange: 0n },
          },
        ],
      ],
      async ({ chain, store, starts }) => {
        await starts().reach(chain.head())
        const counted = await store.write(() =>
          run(
            'select (select count(*) from agent where bf > 0) as agents, (select count(*) from did_event where bf > 0) as changes',
          ),
        )
        assert.deepEqual(counted, [{ agents: 1, changes: 1 }])
      },
    ))

  test(`logs numbered from 0xffffffe2 are kept under their numbers, in order (${name})`, () =>
    told(
      open,
      async ({ chain, rpc, store, starts }) => {
        rpc.suffer(numberedHigh)
        await starts().reach(chain.head())
        const { log = [], ...tables } = await factsOf(store)
        const expected = chain
          .blocks()
          .flatMap(({ logs }) => logs.map(({ block, logIndex }) => [block, 0xffffffe2 + logIndex]))
        const kept = (log as { block: number; log_index: number }[]).map(l => [l.block, l.log_index])
        const known = new Set(expected.map(String))
        assert.ok(kept.length > 20)
        assert.deepEqual(
          kept.filter(place => !known.has(String(place))),
          [],
        )
        const { log: _, ...usual } = await once(chain)
        const sizes = (of: Record<string, unknown[]>) => Object.entries(of).map(([table, rows]) => [table, rows.length])
        assert.deepEqual(sizes(tables), sizes(usual))
      },
      { blocks: 12 },
    ))

  test(`the largest amount there is survives, and one more is no amount (${name})`, () =>
    indexing([registered(1n, ''), [paid(MOST)], [paid(MOST - 1n)]], async ({ chain, store, starts }) => {
      await starts().reach(chain.head())
      const rows = await store.write(() => run<{ amount: string }>('select amount from payment order by bf'))
      assert.deepEqual(
        rows.map(({ amount }) => BigInt(`0x${amount}`)),
        [MOST, MOST - 1n],
      )
    }))

  test(`five hundred blocks without an event are passed (${name})`, () =>
    told(
      open,
      async ({ chain, store, starts }) => {
        for (let i = 0; i < 500; i += 1) chain.mine()
        chain.mine(registered(9n, toHex(9)))
        const row = await starts().reach(chain.head())
        assert.equal(row.head_number, 502)
        for (let i = 0; i < 70; i += 1) chain.mine()
        assert.deepEqual(await factsOf(store), await once(chain))
      },
      { blocks: 2 },
    ))
}
