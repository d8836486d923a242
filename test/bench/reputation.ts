/**
 * Reputation among many opinions, `node reputation.ts 100000`: the morning's work, and questions about an agent of 10,000
 * contributions and one of ten. The limit is reading as many rows as are shown by their index.
 */
import assert from 'node:assert/strict'
import { rebuildOutdated } from '../../indexer/replay.ts'
import { requestContext } from '../../src/api/context.ts'
import { asked } from '../../src/core/asks.ts'
import { DAY, dayOf } from '../../src/core/day.ts'
import { keeping } from '../../src/core/kept.ts'
import { recent } from '../../src/core/recent.ts'
import { PARAMETERS, trustPolicy } from '../../src/core/trustPolicy.ts'
import { uint256ToText } from '../../src/core/uint256.ts'
import { modules } from '../../src/modules/index.ts'
import { standingsOf } from '../../src/modules/trust/heard.ts'
import { linesOf } from '../../src/modules/trust/lines.ts'
import { scoresToday, todayOf } from '../../src/modules/trust/scores.ts'
import { deriveDays } from '../../src/store/derive.ts'
import { layoutOf, migrate } from '../../src/store/migrate.ts'
import type { Store } from '../../src/store/open.ts'
import { insert, type Program, run } from '../../src/store/statement.ts'
import { ASSET } from '../support/custom.ts'
import { account, agentAt } from '../support/facts.ts'
import { addressOf, CHAIN, GENESIS_TIME } from '../support/scripted.ts'
import { noSettings } from '../support/settings.ts'
import { temporaryStore } from '../support/world.ts'

const SEEDS = 30
/** So many opinions are of one agent, and of the others so many each. */
const BUSY = 10_000
const EACH = 10
const ROUNDS = 400
const PAGE = 20
const DAY_OF = dayOf(GENESIS_TIME)

const settings = {
  ...noSettings,
  trust: trustPolicy({
    parameters: PARAMETERS,
    seeds: Array.from({ length: SEEDS }, (_, i) => agentAt(i)),
    assets: [{ asset: ASSET, unitsPerMicroUsd: 1n }],
    validators: [],
    strict: false,
  }),
}
const operator = (agent: number) => account(0xa0000 + agent)
const rater = (i: number) => account(0xb00000 + i)
/** The agent that an opinion is of: the busy one is the first after the seeds. */
const ratedBy = (i: number): number => SEEDS + (i < BUSY ? 0 : 1 + Math.floor((i - BUSY) / EACH))

/** The facts that so many raters leave: each has spent five dollars at two seeds and one where it rates. */
function* write(count: number): Program<void> {
  const stored = (values: readonly (string | number | null)[], bf = 1) => [CHAIN, ...values, bf, 0]
  const put = (table: string, columns: string, rows: (string | number | null)[][]) =>
    insert(table, ['chain', ...columns.split(' '), 'bf', 'li'], rows)
  const agents = ratedBy(count - 1) + 2
  const tenures = Array.from({ length: agents }, (_, n) => stored([agentAt(n), operator(n), operator(n), 0, null]))
  yield* put('tenure', 'id operator owner sales sold', tenures)
  const asset = addressOf('TestToken')
  const none = uint256ToText(0n)
  for (let from = 0; from < count; from += 10_000) {
    const some = Array.from({ length: Math.min(10_000, count - from) }, (_, i) => from + i)
    const spent = (i: number, to: number, amount: bigint) => {
      const [payer, payee] = [rater(i), operator(to)]
      return stored([
        `${payer}/${payee}/${asset}/${DAY_OF}`,
        payer,
        payee,
        asset,
        DAY_OF,
        uint256ToText(amount),
        none,
        1,
      ])
    }
    yield* put(
      'spend',
      'id payer operator asset day paid returned payments',
      some.flatMap(i => [
        spent(i, i % SEEDS, 3_000_000n),
        spent(i, (i + 7) % SEEDS, BigInt(1_000_000 + (i % 1_000) * 1_000)),
        spent(i, ratedBy(i), 1_000_000n),
      ]),
    )
    yield* put(
      'opinion',
      'id agent rater facet sales operator rater_operator total eighths counts revoked day',
      some.map(i => {
        const agent = agentAt(ratedBy(i))
        const total = 8 * 10_000 * (30 + (i % 71))
        const sums = [total, 8, '[1,0,0,0]', 0, DAY_OF]
        return stored([
          `${agent}/${rater(i)}/quality/0`,
          agent,
          rater(i),
          'quality',
          0,
          operator(ratedBy(i)),
          null,
          ...sums,
        ])
      }),
    )
    yield* put(
      'rater',
      'id given revoked starred small',
      some.map(i => stored([rater(i), 1, 0, 1, 0])),
    )
  }
}

/** Passes a program on and counts the rows that it is answered. */
function* counting<Result>(program: Program<Result>, count: { read: number }): Program<Result> {
  let step = program.next()
  while (!step.done) {
    const rows = yield step.value
    count.read += rows.length
    step = program.next(rows)
  }
  return step.value
}

/** The work of a morning: seconds, rows that were read, and rows that it left behind of that day. */
const morning = async (store: Store, day: number) => {
  const layout = layoutOf(modules, settings)
  const [time, number] = [day * DAY, day - DAY_OF + 1]
  const count = { read: 0 }
  const begin = performance.now()
  await store.write(function* () {
    const block = [CHAIN, number, `0x${number.toString(16).padStart(64, '0')}`, '', time, null]
    yield* insert('block', ['chain', 'number', 'hash', 'parent', 'time', 'base_fee'], [block])
    yield* counting(deriveDays(layout, CHAIN, { time }), count)
    yield* run(
      `insert into chain (chain, head_number, head_hash, head_time, final_number, final_hash, start_number, remote_number,
         epoch, seq, state, reason) values (?, ?, ?, ?, 0, '', 0, ?, 0, 0, 'following', null)
       on conflict (chain) do update set head_number = excluded.head_number, head_hash = excluded.head_hash,
         head_time = excluded.head_time`,
      [CHAIN, number, block[2] as string, time, number],
    )
  })
  const seconds = (performance.now() - begin) / 1_000
  let written = 0
  for (const table of layout.derived.keys()) {
    const rows = await store.write(() => run<{ n: number }>(`select count(*) as n from ${table} where bf = ?`, [day]))
    written += rows[0]?.n ?? 0
  }
  return { seconds, read: count.read, written }
}

/** Microseconds of each round. */
const timed = async (work: () => Promise<unknown>) => {
  const micros: number[] = []
  for (let i = 0; i < ROUNDS; i += 1) {
    const begin = performance.now()
    await work()
    micros.push((performance.now() - begin) * 1_000)
  }
  const sorted = micros.sort((a, b) => a - b)
  const at = (part: number) => Math.round(sorted[Math.floor(part * (sorted.length - 1))] ?? 0)
  return { p50: at(0.5), p99: at(0.99) }
}

/** Measures a chain of so many opinions, ten thousand at least. */
export const benchReputation = async (count: number) => {
  const store = temporaryStore()
  try {
    await migrate(store)
    await rebuildOutdated({ store, modules, settings, chains: [], report: () => {} })
    await store.write(() => write(count))
    await store.write(() =>
      insert(
        'block',
        ['chain', 'number', 'hash', 'parent', 'time', 'base_fee'],
        [[CHAIN, 1, '0x1', '', DAY_OF * DAY, null]],
      ),
    )
    const [first, second] = [await morning(store, DAY_OF + 1), await morning(store, DAY_OF + 2)]
    const context = requestContext(store, settings, recent(100), keeping())
    const snapshot = await context.at(null)
    const today = await todayOf(snapshot, CHAIN, settings.trust)
    assert.ok(today)
    const question = async (agent: string, shown: number) => {
      const score = (await asked(scoresToday(today, [agent]), snapshot)).get(agent)
      assert.ok(score)
      const lines = await asked(linesOf(today, agent, false, score.plain, null, shown + 1), snapshot)
      const said = lines.flatMap(({ spoken }) => (spoken.kind === 'FEEDBACK' ? [spoken.said] : []))
      const standings = await asked(standingsOf(today, said), snapshot)
      assert.deepEqual([Math.min(lines.length, shown), standings.size], [shown, lines.length])
    }
    const sql = 'select * from weight where agent = ? order by grown desc, id desc limit ?'
    const limit = (agent: string, shown: number) => snapshot.all({ sql, values: [agent, shown] })
    const [busy, quiet] = [agentAt(SEEDS), agentAt(ratedBy(count - 1))]
    const ten = Math.min(EACH, PAGE)
    const questions = [
      {
        name: 'score and first 20 of 10,000',
        ours: await timed(() => question(busy, PAGE)),
        limit: await timed(() => limit(busy, PAGE)),
      },
      {
        name: 'score of the same',
        ours: await timed(() => asked(scoresToday(today, [busy]), snapshot)),
        limit: await timed(() => limit(busy, 1)),
      },
      ...(count > BUSY
        ? [
            {
              name: 'score and all of 10',
              ours: await timed(() => question(quiet, ten)),
              limit: await timed(() => limit(quiet, ten)),
            },
            {
              name: 'score of the same',
              ours: await timed(() => asked(scoresToday(today, [quiet]), snapshot)),
              limit: await timed(() => limit(quiet, 1)),
            },
          ]
        : []),
    ]
    context.release()
    return { count, first, second, questions }
  } finally {
    await store.close()
  }
}

if (import.meta.main) {
  const [count = '10000'] = process.argv.slice(2)
  process.stdout.write(JSON.stringify(await benchReputation(Number(count))))
}
