/** `npm run bench`: each path against its limit, the least program that moves the same bytes, in the same run. */
import { benchBackfill } from './backfill.ts'
import { benchQuote } from './quote.ts'

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

const repeated = async (work: () => Promise<Measured>): Promise<Measured[]> => {
  const runs: Measured[] = []
  for (let i = 0; i < RUNS; i++) runs.push(await work())
  return runs
}

process.stdout.write(`| path (median of ${RUNS}) | ours | limit | ours / limit |\n|---|---|---|---|\n`)
print('backfill, 50,000 events', 'events/s', await repeated(() => benchBackfill(1_000)))
print('quote, 10 offers in the category', 'questions/s', await repeated(() => benchQuote(10, 200)))
print('quote, 300 offers in the category', 'questions/s', await repeated(() => benchQuote(300, 30)))
