/** `npm run bench`: each path against its limit, the least program that moves the same bytes, in the same run. */
import { execFileSync } from 'node:child_process'
import { benchBackfill } from './backfill.ts'
import { benchDids } from './did.ts'
import { benchExport } from './export.ts'
import { benchFeedback } from './feedback.ts'
import { benchQuote } from './quote.ts'
import type { benchQuotes } from './quotes.ts'
import type { benchReputation } from './reputation.ts'
import { benchVerify } from './verify.ts'

/** Work per second: ours, and the limit. */
export type Measured = { readonly ours: number; readonly limit: number }

const print = (name: string, unit: string, runs: readonly Measured[]): void => {
  const middle = [...runs].sort((a, b) => a.ours / a.limit - b.ours / b.limit)[runs.length >> 1]
  if (!middle) return
  const cells = [
    name,
    `${Math.round(middle.ours)} ${unit}`,
    `${Math.round(middle.limit)} ${unit}`,
    (middle.ours / middle.limit).toFixed(2),
  ]
  process.stdout.write(`| ${cells.join(' | ')} |\n`)
}

const RUNS = 3

const repeated = async <M>(work: () => Promise<M>): Promise<M[]> => {
  const runs: M[] = []
  for (let i = 0; i < RUNS; i++) runs.push(await work())
  return runs
}

process.stdout.write(`| path (median of ${RUNS}) | ours | limit | ours / limit |\n|---|---|---|---|\n`)
print('backfill, 50,000 events', 'events/s', await repeated(() => benchBackfill(1_000)))
print('export, 200,000 feedbacks', 'rows/s', await benchExport(200_000, RUNS))
print('fold feedback into opinions, 100,000', 'events/s', await repeated(() => benchFeedback()))
print('quote, 10 offers in the category', 'questions/s', await repeated(() => benchQuote(10, 200)))
print('quote, 300 offers in the category', 'questions/s', await repeated(() => benchQuote(300, 30)))
for (const alg of ['ES256K', 'EdDSA'] as const) {
  const runs = await repeated(() => benchVerify(alg, 20))
  print(
    `verify an offer, key cached (${alg})`,
    'offers/s',
    runs.map(({ curve }) => curve),
  )
  print(
    `verify an offer, against did-jwt (${alg})`,
    'offers/s',
    runs.map(({ peer }) => peer),
  )
}
const dids = await benchDids(RUNS)
for (const [i, { changes }] of (dids[0] ?? []).entries()) {
  const of = (part: 'warm' | 'sign' | 'walk') => dids.flatMap(run => run[i]?.[part] ?? [])
  print(`resolve a DID of ${changes} changes again, against one indexed read`, 'per s', of('warm'))
  print(`may its last key sign, against one indexed read`, 'per s', of('sign'))
  print(`resolve it anew, against the walk over RPC`, 'per s', of('walk'))
}

/** Sizes of markets may be given: `npm run bench -- 10000`. */
const given = process.argv.slice(2).map(Number)
const line = (cells: readonly (string | number)[]) => process.stdout.write(`| ${cells.join(' | ')} |\n`)
for (const count of given.length > 0 ? given : [10_000, 100_000, 1_000_000]) {
  // A process of its own: what it keeps in memory is measured.
  const script = new URL('quotes.ts', import.meta.url).pathname
  const output = execFileSync(process.execPath, ['--expose-gc', script, `${count}`], { encoding: 'utf8' })
  const { before, after, built, rows } = JSON.parse(output) as Awaited<ReturnType<typeof benchQuotes>>
  process.stdout.write(
    `\n${count} offers: books of all categories in ${built.all.toFixed(1)} s (the hottest ${built.hottest.toFixed(2)} s), `,
  )
  process.stdout.write(`${after.heap + after.arrays - before.heap - before.arrays} MB of memory\n\n`)
  line([
    'top 5, us (p50 / p99)',
    'ours, first',
    'ours',
    'index scan',
    'sort by unit price',
    'p99 / index scan',
    'p50 / sort',
  ])
  line(Array(7).fill('---'))
  for (const { name, first, ours, limit, peer } of rows) {
    const times = [first, ours, limit, peer].map(({ p50, p99 }) => `${p50} / ${p99}`)
    line([name, ...times, (ours.p99 / limit.p99).toFixed(1), (ours.p50 / peer.p50).toFixed(2)])
  }
}

for (const count of [10_000, 100_000]) {
  const script = new URL('reputation.ts', import.meta.url).pathname
  const output = execFileSync(process.execPath, [script, `${count}`], { encoding: 'utf8' })
  const { first, second, questions } = JSON.parse(output) as Awaited<ReturnType<typeof benchReputation>>
  const told = [first, second].map(
    ({ seconds, read, written }) => `${seconds.toFixed(2)} s (${read} rows read, ${written} written)`,
  )
  process.stdout.write(`\n${count} opinions: the first morning in ${told[0]}, the next in ${told[1]}\n\n`)
  line(['reputation, us (p50 / p99)', 'ours', 'as many rows by index', 'p50 / p50'])
  line(Array(4).fill('---'))
  for (const { name, ours, limit } of questions) {
    line([name, ...[ours, limit].map(({ p50, p99 }) => `${p50} / ${p99}`), (ours.p50 / limit.p50).toFixed(0)])
  }
}
