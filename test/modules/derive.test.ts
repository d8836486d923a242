/** The credit of each day, derived from the day before, is what everything computed at once says; and forks leave no trace. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { asked } from '../../src/core/asks.ts'
import type { Change, LogAct, Row } from '../../src/core/change.ts'
import { DAY, dayOf } from '../../src/core/day.ts'
import { PARAMETERS, trustPolicy } from '../../src/core/trustPolicy.ts'
import { uint256ToText } from '../../src/core/uint256.ts'
import { modules } from '../../src/modules/index.ts'
import { rowsOf } from '../../src/modules/trust/derivedRows.ts'
import { computed } from '../../src/modules/trust/frozen.ts'
import { openChain } from '../../src/store/chain.ts'
import { commit } from '../../src/store/commit.ts'
import { layoutOf, migrate, remake } from '../../src/store/migrate.ts'
import type { Store } from '../../src/store/open.ts'
import { run } from '../../src/store/statement.ts'
import { CHAIN } from '../support/scripted.ts'
import { noSettings } from '../support/settings.ts'
import { temporaryStore } from '../support/world.ts'

const ASSET = `0x${'a5'.repeat(20)}`
const REGISTRY = `0x${'1d'.repeat(20)}`
const START = 1_795_300_000
const agentOf = (n: number) => `${CHAIN}:${REGISTRY}/${n}`
const address = (n: number) => `0x${n.toString(16).padStart(40, '0')}`
/** Two agents of each operator. */
const operatorOf = (agent: number) => address(0x100 + (agent >> 1))
const policy = trustPolicy({
  parameters: { ...PARAMETERS, halfLife: 6, agentsMax: 2n },
  seeds: [0, 2].map(agentOf),
  assets: [{ asset: `${CHAIN}/erc20:${ASSET}`, unitsPerMicroUsd: 1n }],
  validators: [],
  strict: false,
})
const layout = layoutOf(modules, { ...noSettings, trust: policy })

/** Something that happens: rows as the handlers write them. */
type Happening = { readonly seconds: number; readonly changes: readonly Saying[] }

type Saying = (day: number) => Change<Record<string, Row>>

const mint = (agent: number, sales = 0): Saying => {
  const operator = operatorOf(agent)
  return () => ({ put: 'tenure', row: { id: agentOf(agent), operator, owner: operator, sales, sold: null } })
}
const account = fc.nat(5).map(n => (n < 3 ? address(n) : operatorOf(2 * n - 4)))
const agent = fc.nat(7)
const money = fc.constantFrom(1, 5_000, 800_000, 4_000_000, 9_000_000)
const spend = fc
  .record({ payer: account, agent, paid: money, returned: fc.constantFrom(0, 0, 500_000) })
  .map(({ payer, agent, paid, returned }): Saying => {
    const operator = operatorOf(agent)
    const text = (units: number) => uint256ToText(BigInt(units))
    const row = { payer, operator, asset: ASSET, paid: text(paid), returned: text(returned), payments: 1 }
    return day => ({ put: 'spend', row: { id: `${payer}/${operator}/${ASSET}/${day}`, day, ...row } })
  })
const opinion = fc
  .record({
    rater: account,
    agent,
    quality: fc.constantFrom(0, 300_000, 900_000, 900_000, 1_000_000),
    eighths: fc.constantFrom(8, 8, 4, 0),
  })
  .map(({ rater, agent, quality, eighths }): Saying => {
    const row = {
      agent: agentOf(agent),
      rater,
      facet: 'quality',
      sales: 0,
      operator: operatorOf(agent),
      rater_operator: rater < operatorOf(0) ? null : rater,
      total: quality * eighths,
      eighths,
      counts: JSON.stringify([eighths === 8 ? 1 : 0, eighths === 4 ? 1 : 0, 0, 0]),
      revoked: 0,
    }
    return day => ({ put: 'opinion', row: { id: `${agentOf(agent)}/${rater}/quality/0`, day, ...row } })
  })
const other = fc.oneof(
  fc.tuple(agent, fc.nat(2)).map(([n, sales]) => mint(n, sales)),
  fc.tuple(account, agent, fc.nat(1)).map(([who, n, proven]): Saying => {
    const row = { agent: agentOf(n), address: who, roles: 'owner', proven, since: '' }
    return () => ({ put: 'binding', row: { id: `${agentOf(n)}/${who}`, ...row } })
  }),
  fc.tuple(account, fc.nat(3), fc.nat(3)).map(([id, more, revoked]): Saying => {
    return () => ({ put: 'rater', row: { id, given: more + revoked, revoked, starred: 0, small: 0 } })
  }),
)
const happening: fc.Arbitrary<Happening> = fc.record({
  seconds: fc.constantFrom(12, 40_000, DAY, DAY, DAY, 9 * DAY),
  changes: fc.array(
    fc.oneof({ weight: 4, arbitrary: spend }, { weight: 4, arbitrary: opinion }, { weight: 3, arbitrary: other }),
    { minLength: 1, maxLength: 6 },
  ),
})

const openStore = async (): Promise<Store> => {
  const store = temporaryStore()
  await migrate(store)
  await store.write(function* () {
    for (const sort of ['facts', 'derived', 'claims'] as const) yield* remake(modules, sort, 'test')
    yield* openChain(CHAIN, 0)
  })
  return store
}

type Block = { readonly number: number; readonly hash: string; readonly time: number }
const BEFORE: Block = { number: -1, hash: '', time: START }

/** Commits a block on another. */
const follow = async (store: Store, parent: Block, { seconds, changes }: Happening, salt: string, rewindTo?: Block) => {
  const on = rewindTo ?? parent
  const block = { number: on.number + 1, hash: `${salt}${on.hash.slice(-20)}`, time: on.time + seconds }
  const acts: LogAct[] = changes.map((change, logIndex) => ({
    at: {
      chain: CHAIN,
      contract: '',
      subject: '',
      block: block.number,
      blockHash: '',
      time: block.time,
      tx: '',
      logIndex,
    },
    said: '',
    reads: [],
    watches: [],
    apply: () => [change(dayOf(block.time))],
  }))
  await store.write(() =>
    commit(layout, {
      chain: CHAIN,
      epoch: 1,
      expect: parent,
      ...(rewindTo ? { rewindTo: rewindTo.number } : {}),
      headers: [{ ...block, parent: on.hash, baseFee: null, bloom: null }],
      logs: [],
      acts,
      final: { number: -1, hash: '' },
      remote: block.number,
      coverage: { contracts: [], from: block.number, to: block.number },
      state: 'following',
    }),
  )
  return block
}

const derivedIn = async (store: Store, twins: boolean) => {
  const tables: Record<string, unknown> = {}
  for (const name of [...layout.derived.keys()].flatMap(table => (twins ? [table, `${table}_h`] : [table]))) {
    const rows = await store.write(() => run(`select * from ${name} order by id, bf`))
    tables[name] = twins ? rows : rows.map(({ chain, bf, li, ...row }) => row)
  }
  return tables
}

/** What everything at once says of the day of a block. */
const atOnce = async (store: Store, { time }: Block) => {
  const reader = await store.read()
  const day = dayOf(time)
  const [last] = await store.write(() =>
    run<{ number: number }>('select max(number) as number from block where time < ?', [day * DAY]),
  )
  const when = { heads: [{ chain: CHAIN, number: last?.number ?? -1 }], latest: false }
  const derived = await asked(computed({ when, chain: CHAIN, day, policy }), reader)
  reader.release()
  const rows = rowsOf(derived, policy.parameters)
  const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1)
  return Object.fromEntries(Object.entries(rows).map(([table, all]) => [table, [...all].sort(byId)]))
}

const everyone: Happening = { seconds: 12, changes: Array.from({ length: 12 }, (_, n) => mint(n)) }

test('every day is what everything at once says of it', async () => {
  let [weights, passing] = [0, 0]
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { minLength: 12, maxLength: 30 }), async happenings => {
      const store = await openStore()
      let head = await follow(store, BEFORE, everyone, '0')
      for (const [i, next] of happenings.entries()) {
        head = await follow(store, head, next, `${i}`)
        const said = await atOnce(store, head)
        assert.deepEqual(await derivedIn(store, false), said)
        weights += said.weight?.length ?? 0
        passing += said.operator_flow?.filter(flow => 'passed' in flow && flow.passed > 0).length ?? 0
      }
      await store.close()
    }),
    { numRuns: 60, endOnFailure: true },
  )
  assert.ok(weights > 500 && passing > 10, `${weights} weights, ${passing} operators that pass credit on`)
})

test('a chain that changed its mind leaves the rows of the chain that stands', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(happening, { minLength: 2, maxLength: 6 }),
      fc.array(happening, { minLength: 1, maxLength: 5 }),
      fc.array(happening, { minLength: 1, maxLength: 5 }),
      async (stem, gone, stands) => {
        const [forked, straight] = [await openStore(), await openStore()]
        let [head, other] = [await follow(forked, BEFORE, everyone, '0'), await follow(straight, BEFORE, everyone, '0')]
        for (const [i, next] of stem.entries()) {
          head = await follow(forked, head, next, `${i}`)
          other = await follow(straight, other, next, `${i}`)
        }
        const ancestor = head
        for (const [i, next] of gone.entries()) head = await follow(forked, head, next, `gone${i}`)
        for (const [i, next] of stands.entries()) {
          head = await follow(forked, head, next, `stands${i}`, ...(i === 0 ? [ancestor] : []))
          other = await follow(straight, other, next, `stands${i}`)
        }
        assert.deepEqual(await derivedIn(forked, true), await derivedIn(straight, true))
        await Promise.all([forked.close(), straight.close()])
      },
    ),
    { numRuns: 25, endOnFailure: true },
  )
})
