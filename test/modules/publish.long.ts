import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SUBMISSIONS } from '../../src/core/settings.ts'
import { flood } from '../support/flood.ts'
import { startNode } from '../support/node.ts'

test('of ten thousand offers of one DID the log takes a thousand', async () => {
  const node = await startNode({ settings: { submissions: { ...SUBMISSIONS, perHour: 100_000 } } })
  try {
    assert.deepEqual(await flood(node, 10_000), [
      ['taken', 1_000],
      ['too_many', 9_000],
    ])
    await node.settle()
    assert.deepEqual(node.faults, [])
  } finally {
    await node.close()
  }
})
