import assert from 'node:assert/strict'
import { test } from 'node:test'
import { encodeAbiParameters, type Hex, pad, toHex, zeroAddress } from 'viem'
import type { Log } from '../../src/core/block.ts'
import { bytesFromText } from '../../src/core/text.ts'
import type { Store } from '../../src/store/open.ts'
import { run } from '../../src/store/statement.ts'
import { asking } from '../support/asking.ts'
import { bendable } from '../support/bendable.ts'
import { indexed } from '../support/indexed.ts'
import { addressOf, CHAIN, type Emitted, scriptedChain } from '../support/scripted.ts'
import { factsOf } from '../support/world.ts'

const ALICE = pad('0xa1', { size: 20 })
const born = (tokenId: bigint): Emitted => ({
  by: 'TestIdentityRegistry',
  event: 'Transfer',
  args: { from: zeroAddress, to: ALICE, tokenId },
})
const metadata = (key: string): Emitted => ({
  by: 'TestIdentityRegistry',
  event: 'MetadataSet',
  args: { agentId: 0n, indexedMetadataKey: key, metadataKey: key, metadataValue: '0x01' },
})
const registered = (agentURI = ''): Emitted => ({
  by: 'TestIdentityRegistry',
  event: 'Registered',
  args: { agentId: 0n, agentURI, owner: ALICE },
})
const feedback: Emitted = {
  by: 'TestReputationRegistry',
  event: 'NewFeedback',
  args: {
    agentId: 0n,
    clientAddress: ALICE,
    feedbackIndex: 1n,
    value: 5n,
    valueDecimals: 0,
    indexedTag1: '',
    tag1: '',
    tag2: '',
    endpoint: '',
    feedbackURI: '',
    feedbackHash: pad('0x', { size: 32 }),
  },
}
const request: Emitted = {
  by: 'TestValidationRegistry',
  event: 'ValidationRequest',
  args: { validatorAddress: ALICE, agentId: 0n, requestURI: '', requestHash: pad('0x', { size: 32 }) },
}
const response: Emitted = {
  by: 'TestValidationRegistry',
  event: 'ValidationResponse',
  args: { ...request.args, response: 0, responseURI: '', responseHash: pad('0x', { size: 32 }), tag: '' },
}

type Spoiled = readonly [event: Emitted, spoil: (log: Log) => Partial<Log>]

/** Indexes one block with a good event, these logs as they are spoiled, and a good event; then tells. */
const mined = async (spoiled: readonly Spoiled[], told: (store: Store) => Promise<void>) => {
  const chain = scriptedChain()
  chain.mine()
  chain.mine([born(0n), ...spoiled.map(([event]) => event), born(1n)])
  const { source, bend } = bendable(chain.source)
  const asSpoiled = (log: Log): Log => ({ ...log, ...spoiled[log.logIndex - 1]?.[1](log) })
  const { logsInRange, logsOfBlock } = chain.source
  bend({
    logsInRange: async (...asked) => (await logsInRange(...asked)).map(asSpoiled),
    logsOfBlock: async (...asked) => (await logsOfBlock(...asked)).map(asSpoiled),
  })
  await indexed({ ...chain, source }, told)
}

const AGENTS =
  '{ agents(orderBy: MINTED_ASC) { nodes { tokenId owner uri } } status { chains { state gaps rejected } } }'
const twoAgents = (rejected: number, uri: string | null = null) => ({
  agents: {
    nodes: [
      { tokenId: '0', owner: ALICE, uri },
      { tokenId: '1', owner: ALICE, uri: null },
    ],
  },
  status: { chains: [{ state: 'FOLLOWING', gaps: 0, rejected }] },
})

const cut = ({ data }: Log): Partial<Log> => ({ data: data.slice(0, -64) })
const unpacked = (): Partial<Log> => ({ data: `0x${'f'.repeat(64)}` })
const oneTopicLess = ({ topics }: Log): Partial<Log> => ({ topics: topics.slice(0, -1) })

test('logs that do not decode are kept as rejected, and the rest of their block is unharmed', () =>
  mined(
    [
      [registered('https://a.example'), cut],
      [registered(), unpacked],
      [registered(), oneTopicLess],
      [metadata('a'), cut],
      [feedback, cut],
      [feedback, oneTopicLess],
      [response, unpacked],
    ],
    async store => {
      assert.deepEqual(await asking(store).ask(AGENTS), twoAgents(7))
      const rows = await store.write(() => run('select chain, id, contract, bf, li from rejected order by id'))
      const contracts = [
        'Identity',
        'Identity',
        'Identity',
        'Identity',
        'Reputation',
        'Reputation',
        'Validation',
      ] as const
      assert.deepEqual(
        rows,
        contracts.map((name, i) => ({
          chain: CHAIN,
          id: `000000000001-000000000${i + 1}`,
          contract: addressOf(`Test${name}Registry`),
          bf: 1,
          li: i + 1,
        })),
      )
      const { log } = await factsOf(store)
      assert.equal(log?.length, 9)
    },
  ))

/** The word of the data at an index replaced by a number. */
const wordAt =
  (index: number, value: bigint) =>
  ({ data }: Log): Partial<Log> => {
    const at = 2 + 64 * index
    return { data: data.slice(0, at) + toHex(value, { size: 32 }).slice(2) + data.slice(at + 64) }
  }
for (const [what, event, spoil] of [
  ['an int128 that is too large', feedback, wordAt(1, 1n << 127n)],
  ['an int128 that is too small', feedback, wordAt(1, (1n << 256n) - (1n << 127n) - 1n)],
  ['a uint8 that is too large', feedback, wordAt(2, 256n)],
  ['a uint64 that is too large', feedback, wordAt(0, 1n << 64n)],
  ['a score that is too large', response, wordAt(0, 1n << 200n)],
] as const) {
  test(`${what} is no number of the contract's: rejected, and the rest of its block is unharmed`, () =>
    mined([[event, spoil]], async store => {
      const { ask, faults } = asking(store)
      const facts = await factsOf(store)
      const rows = [...(facts.feedback ?? []), ...(facts.validation_response ?? [])]
      assert.deepEqual({ answer: await ask(AGENTS), rows, faults }, { answer: twoAgents(1), rows: [], faults: [] })
    }))
}

/** Data of MetadataSet or Registered, whose strings are these bytes. */
const strings =
  (...values: Hex[]) =>
  (): Partial<Log> => ({
    data: encodeAbiParameters(
      values.map(() => ({ type: 'bytes' })),
      values,
    ),
  })

test('metadata keys that differ only in bytes that are no text stay apart, and none is lost', () => {
  const keys: Hex[] = [
    '0x',
    '0x61',
    '0x6100',
    '0x61ff',
    '0x61fe',
    '0xc3',
    '0xedA080',
    '0xc0af',
    '0x5c7836316666',
    '0xefbfbd',
    '0xefbbbf61',
  ]
  return mined(
    keys.map((key, i) => [metadata('any'), strings(key, toHex(i))] as const),
    async store => {
      const { agent } = await asking(store).ask<{ agent: { metadata: { key: string; value: string }[] } }>(
        `{ agent(id: "${CHAIN}:${addressOf('TestIdentityRegistry')}/0") { metadata { key value } } }`,
      )
      const kept = agent.metadata.map(({ key, value }) => [
        Number(value),
        Buffer.from(bytesFromText(key)).toString('hex'),
      ])
      assert.deepEqual(
        kept.toSorted(([a], [b]) => Number(a) - Number(b)),
        keys.map((key, i) => [i, key.slice(2).toLowerCase()]),
      )
    },
  )
})

for (const [what, bytes] of Object.entries<Hex>({
  'a megabyte of text': toHex(`data:,${'x'.repeat(1_000_000)}`),
  'bytes that are no UTF-8': '0x68747470733a2f2fff',
  'a NUL': '0x6100620063',
  'nothing but NULs': '0x000000',
})) {
  test(`a URI of ${what} is kept without loss`, () =>
    mined([[registered('any'), strings(bytes)]], async store => {
      const { agents } = await asking(store).ask<{ agents: { nodes: { uri: string }[] } }>(AGENTS)
      assert.equal(`0x${Buffer.from(bytesFromText(agents.nodes[0]?.uri ?? '')).toString('hex')}`, bytes)
    }))
}
