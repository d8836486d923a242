/** Histories of agents: what each block left behind. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { zeroAddress } from 'viem'
import { encodeCursor } from '../../src/core/page.ts'
import {
  ALICE,
  account,
  agentAt,
  approved,
  BOB,
  CAROL,
  metadataSet,
  minted,
  registration,
  transferred,
  uriUpdated,
  walletSet,
} from '../support/facts.ts'
import { startNode } from '../support/node.ts'
import type { Emitted } from '../support/scripted.ts'

const node = await startNode()
after(() => node.close())
const { ask, refused } = node

const HISTORY = `query ($id: ID!, $kinds: [PeriodKind!], $first: Int, $after: String, $asOf: AsOf) {
  agent(id: $id, asOf: $asOf) {
    history(kinds: $kinds, first: $first, after: $after) {
      nodes { kind name id value from { block logIndex } to { block logIndex } ending endsAt inheritedFrom { block } }
      pageInfo { hasNextPage endCursor }
    }
  }
}`
type Place = { block: string; logIndex: string } | null
type Period = { kind: string; value: string; from: Place; to: Place; ending: string | null }
type Page = { nodes: Period[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } }
const page = async (token: number, variables: object = {}): Promise<Page> =>
  (await ask<{ agent: { history: Page } }>(HISTORY, { id: agentAt(token), ...variables })).agent.history
const history = async (token: number, variables: object = {}) => (await page(token, variables)).nodes

const said = async (...events: Emitted[]) => {
  const { header } = node.mine(...events)
  await node.settle()
  return header
}
const at = ({ number }: { number: number }, log = 0): Place => ({ block: String(number), logIndex: String(log) })
const asOf = ({ number }: { number: number }) => ({ asOf: { block: String(number) } })
const period = (kind: string, value: string, from: Place, to: Place = null, ending: string | null = null) => ({
  kind,
  name: null,
  id: null,
  value,
  from,
  to,
  ending,
  endsAt: null,
  inheritedFrom: null,
})

test('a page or cursor of elsewhere is refused', async () => {
  await said(minted(9n))
  const id = agentAt(9)
  assert.equal((await refused(HISTORY, { id, first: 101 })).message, 'first: 101 is not between 0 and 100')
  for (const after of ['', encodeCursor(['a']), encodeCursor(['a', 'b', 'c'])]) {
    assert.equal((await refused(HISTORY, { id, after })).message, 'after: not a cursor of this list')
  }
})

test('an agent is registered, given a wallet, sold, named anew: each period with the events that began and ended it', async () => {
  const born = await said(minted(3n, BOB), ...registration(0n, 'data:,a'))
  const proven = await said(approved(0n, CAROL), walletSet(0n, account(5)), metadataSet(0n, 'x', '0x01'))
  const renamed = await said(uriUpdated(0n, 'data:,b'), walletSet(0n, account(6)), approved(0n, BOB))
  const sold = await said(approved(0n, zeroAddress), transferred(0n, ALICE, BOB), uriUpdated(0n, 'data:,b'))
  const unset = await said(walletSet(0n, BOB))
  const cleared = await said(walletSet(0n, '0x'), uriUpdated(0n, ''))
  const told = [
    period('OWNER', ALICE, at(born, 1), at(sold, 1), 'REPLACED'),
    period('WALLET', ALICE, at(born, 1), at(proven, 1), 'REPLACED'),
    period('URI', 'data:,a', at(born, 3), at(renamed), 'REPLACED'),
    period('WALLET', account(5), at(proven, 1), at(renamed, 1), 'REPLACED'),
    period('URI', 'data:,b', at(renamed), at(cleared, 1), 'REPLACED'),
    period('WALLET', account(6), at(renamed, 1), at(sold, 1), 'OWNER_CHANGED'),
    period('OWNER', BOB, at(sold, 1)),
    period('WALLET', BOB, at(unset), at(cleared), 'REVOKED'),
    period('URI', '', at(cleared, 1)),
  ]
  assert.deepEqual(await history(0), told)
  for (const [kinds, first] of [
    [['WALLET'], 2],
    [['OWNER', 'URI'], 1],
    [['KEY', 'SERVICE'], 1],
  ] as const) {
    const found: Period[] = []
    for (let after: string | null = null, more = true; more; ) {
      const { nodes, pageInfo }: Page = await page(0, { kinds, first, after })
      found.push(...nodes)
      after = pageInfo.endCursor
      more = pageInfo.hasNextPage
    }
    assert.deepEqual(
      found,
      told.filter(({ kind }) => (kinds as readonly string[]).includes(kind)),
    )
  }
  assert.deepEqual(await history(0, asOf(born)), [
    period('OWNER', ALICE, at(born, 1)),
    period('WALLET', ALICE, at(born, 1)),
    period('URI', 'data:,a', at(born, 3)),
  ])
  assert.deepEqual(await history(0, { kinds: ['WALLET'], ...asOf(sold) }), [
    period('WALLET', ALICE, at(born, 1), at(proven, 1), 'REPLACED'),
    period('WALLET', account(5), at(proven, 1), at(renamed, 1), 'REPLACED'),
    period('WALLET', account(6), at(renamed, 1), at(sold, 1), 'OWNER_CHANGED'),
  ])
  assert.deepEqual(await history(3), [period('OWNER', BOB, at(born)), period('WALLET', BOB, at(born))])
})

test('what a block began and ended is not shown; what it left is, also the same wallet for a new owner', async () => {
  const born = await said(minted(20n, ALICE))
  const passed = await said(transferred(20n, ALICE, BOB), transferred(20n, BOB, ALICE), walletSet(20n, ALICE))
  const proved = await said(walletSet(20n, ALICE))
  const given = await said(transferred(20n, ALICE, ALICE), uriUpdated(20n, 'data:,x'), uriUpdated(20n, 'data:,y'))
  assert.ok(proved)
  assert.deepEqual(await history(20), [
    period('OWNER', ALICE, at(born)),
    period('WALLET', ALICE, at(born), at(passed, 1), 'OWNER_CHANGED'),
    period('WALLET', ALICE, at(passed, 2), at(given), 'OWNER_CHANGED'),
    period('URI', 'data:,y', at(given, 2)),
  ])
})

test('a fork that undoes a sale leaves the history as if it had never been', async () => {
  await said(minted(21n, ALICE))
  const never = await history(21)
  await said(transferred(21n, ALICE, BOB), walletSet(21n, CAROL))
  assert.equal((await history(21)).length, 4)
  node.chain.fork(1)
  await said()
  await said()
  assert.deepEqual(await history(21), never)
})
