/** `status` says what was fetched, what is missing and what was held against the contracts. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { run } from '../../src/store/statement.ts'
import { BOB, feedbackGiven, registration } from '../support/facts.ts'
import { startNode } from '../support/node.ts'
import { addressOf, CHAIN } from '../support/scripted.ts'

const STATUS = `{ status { chains { completeness {
  proved { from } crossChecked { from } fetched { contract from to grade }
  missing { contract from to }
  gaps { kind open confirmed } differences { kind open confirmed }
  repairs { id from to state tries found detail }
  checks { contract kind outcome detail block checked differing at }
} } } }`

type Told = { status: { chains: { completeness: Record<string, unknown[]> }[] } }

test('a chain without holes, one with a gap, and one with a range that was never read', async () => {
  const node = await startNode()
  const told = async () => (await node.ask<Told>(STATUS)).status.chains[0]?.completeness ?? {}
  const board = addressOf('OfferBoard')
  try {
    node.mine(...registration(0n, 'https://a.example/0'), feedbackGiven(0n, BOB, 1n))
    await node.settle()
    const { fetched = [], ...rest } = await told()
    assert.deepEqual(rest, {
      ...{ proved: [], crossChecked: [], missing: [], gaps: [], differences: [], repairs: [], checks: [] },
    })
    assert.deepEqual(
      fetched.find(range => (range as { contract: string }).contract === board),
      { contract: board, from: '0', to: '1', grade: 'FETCHED' },
    )

    // Index 2 was never seen; neither was what the board said in block 1.
    node.mine(feedbackGiven(0n, BOB, 3n))
    await node.settle()
    await node.store.write(function* () {
      yield* run('update coverage set from_block = 2 where contract = ?', [board])
      yield* run(
        `insert into tail_check values (?, ?, 'seal', 'proved', null, 1, 3, 0, 1795300000, '', null, 0, 0, 0)`,
        [CHAIN, board],
      )
      yield* run(
        `insert into repair values (?, 'check/agents/a', ?, 0, 1, 'confirmed', 2, 0, '[]', 0, 'URI is a, held is b')`,
        [CHAIN, board],
      )
    })
    const { missing, gaps, differences, repairs, checks } = await told()
    assert.deepEqual(
      { missing, gaps, differences, repairs, checks },
      {
        missing: [{ contract: board, from: '0', to: '1' }],
        gaps: [{ kind: 'feedback_index', open: 1, confirmed: 0 }],
        differences: [{ kind: 'agents', open: 0, confirmed: 1 }],
        repairs: [
          {
            ...{ id: 'feedback_index/000000000002-0000000000', from: null, to: '2' },
            ...{ state: 'OPEN', tries: 0, found: 0, detail: null },
          },
          {
            ...{ id: 'check/agents/a', from: '0', to: '1', state: 'CONFIRMED', tries: 2, found: 0 },
            detail: 'URI is a, held is b',
          },
        ],
        checks: [
          {
            ...{ contract: board, kind: 'seal', outcome: 'PROVED', detail: null, block: '1' },
            ...{ checked: 3, differing: 0, at: '2026-11-21T22:26:40Z' },
          },
        ],
      },
    )
    assert.deepEqual(node.faults, [])
  } finally {
    await node.close()
  }
})
