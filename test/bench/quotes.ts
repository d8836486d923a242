/**
 * Quotes among many offers in force, of one market size: `node quotes.ts 100000`. The limit is the least that must be
 * read: a covering index in the order of price with the same filters, and the rows of the winners. The peer ranks the
 * category by unit price in SQL, in doubles.
 */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { requestContext } from '../../src/api/context.ts'
import { keeping } from '../../src/core/kept.ts'
import { parseDecimal, type Rational } from '../../src/core/rational.ts'
import { recent } from '../../src/core/recent.ts'
import { best } from '../../src/modules/discovery/best.ts'
import { readJob, readPolicy } from '../../src/modules/discovery/job.ts'
import { rank } from '../../src/modules/discovery/rank.ts'
import { fixedTrust } from '../../src/modules/discovery/trust.ts'
import type { Trusted } from '../../src/modules/discovery/trusted.ts'
import { openStore } from '../../src/store/open.ts'
import {
  ASSETS,
  CATEGORIES,
  categoryAt,
  FLOODED,
  metersOf,
  nameOf,
  numbers,
  RAILS,
  settings,
  trustOf,
  WORTH,
  writeMarket,
} from './market.ts'

const QUESTIONS = 1_500
const FIRST = 5

type Asked = { readonly job: Parameters<typeof readJob>[0]; readonly policy: Record<string, unknown> }

const rational = (text: string): Rational => parseDecimal(text) as Rational

/** Questions as the market has offers, each with some filters or none. */
const questions = function* (category?: string, filters?: number): Generator<Asked> {
  const random = numbers(7)
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T
  for (let i = 0; i < QUESTIONS; i += 1) {
    const of = categoryAt(random())
    const asked = filters ?? Math.floor(random() * 16)
    const quantities = metersOf(category ? 0 : of).map(([meter, unit]) => ({
      meter,
      unit,
      value: rational(`${1 + Math.floor(random() * 2_000)}`),
    }))
    const near = {
      latitude: rational((random() * 100 - 50).toFixed(4)),
      longitude: rational((random() * 340 - 170).toFixed(4)),
      withinMeters: pick([100_000, 1_000_000, 5_000_000]),
    }
    yield {
      job: { category: category ?? nameOf(of), quantities, ...(asked & 1 && random() < 0.5 ? { near } : {}) },
      policy: {
        ...(asked & 2 ? { rails: [pick(RAILS), pick(RAILS)] } : {}),
        ...(asked & 4 ? { assets: [pick(ASSETS)] } : {}),
        ...(asked & 8 ? { minTrust: pick([500_000, 700_000, 900_000]) } : {}),
      },
    }
  }
}

const trusted = (lower: number | null): Trusted | null => (lower === null ? null : { lower, forgeCost: 0n })

/** The filters of a question as SQL, a place as the box around it. */
const filtered = ({ job, policy }: Asked): { readonly where: string; readonly values: (string | number)[] } => {
  const { rails, assets, minTrust } = policy as { rails?: string[]; assets?: string[]; minTrust?: number }
  const conditions: [string, (string | number)[]][] = [['category = ?', [job.category]]]
  if (rails) conditions.push([`rail in (${rails.map(() => '?')})`, rails])
  if (assets) conditions.push([`asset in (${assets.map(() => '?')})`, assets])
  if (minTrust !== undefined) conditions.push(['trust >= ?', [minTrust]])
  if (job.near) {
    const { latitude, longitude, withinMeters } = readJob(job).near ?? { latitude: 0, longitude: 0, withinMeters: 0 }
    const [high, wide] = [withinMeters / 111_195, withinMeters / (111_195 * Math.cos((latitude * Math.PI) / 180))]
    conditions.push(['latitude between ? and ?', [latitude - high, latitude + high]])
    conditions.push(['longitude between ? and ?', [longitude - wide, longitude + wide]])
  }
  return { where: conditions.map(([text]) => text).join(' and '), values: conditions.flatMap(([, values]) => values) }
}

const RATE = `case asset ${ASSETS.map(asset => `when '${asset}' then ${WORTH[asset]}`).join(' ')} end`

export type Times = { readonly p50: number; readonly p99: number; readonly mean: number }
const timesOf = (micros: readonly number[]): Times => {
  const sorted = [...micros].sort((a, b) => a - b)
  const at = (part: number) => Math.round(sorted[Math.floor(part * (sorted.length - 1))] ?? 0)
  return { p50: at(0.5), p99: at(0.99), mean: Math.round(micros.reduce((sum, one) => sum + one, 0) / micros.length) }
}

/** Microseconds of each piece of work. */
const timed = async <T>(all: Iterable<T>, work: (one: T) => Promise<unknown> | unknown): Promise<Times> => {
  const micros: number[] = []
  for (const one of all) {
    const begin = performance.now()
    await work(one)
    micros.push((performance.now() - begin) * 1_000)
  }
  return timesOf(micros)
}

const megabytes = () => {
  globalThis.gc?.()
  const { rss, heapUsed, arrayBuffers } = process.memoryUsage()
  const of = (bytes: number) => Math.round(bytes / 2 ** 20)
  return { rss: of(rss), heap: of(heapUsed), arrays: of(arrayBuffers) }
}

/** Measures a market of so many offers. */
export const benchQuotes = async (count: number) => {
  const folder = mkdtempSync(join(tmpdir(), 'portolan-'))
  try {
    const path = join(folder, 'bench.db')
    const writing = performance.now()
    await writeMarket(path, count)
    const written = (performance.now() - writing) / 1_000
    const store = openStore(path, { readOnly: true })
    const [memo, kept] = [recent<unknown>(100), keeping()]
    kept('trust', () => fixedTrust(issuer => trusted(trustOf(issuer))))
    const asking = async <R>(
      work: (question: Parameters<typeof rank>[0]) => Promise<R>,
      { job, policy }: Asked,
    ): Promise<R> => {
      const context = requestContext(store, settings, memo, kept)
      try {
        return await work({ snapshot: await context.at(null), settings, job: readJob(job), policy: readPolicy(policy) })
      } finally {
        context.release()
      }
    }
    const ours = (asked: Asked) => asking(question => best(question, FIRST + 1, null), asked)

    const before = megabytes()
    const hottest = await timed([nameOf(0)], category => ours({ job: { category, quantities: [] }, policy: {} }))
    const building = performance.now()
    for (let i = 0; i < CATEGORIES; i += 1) await ours({ job: { category: nameOf(i), quantities: [] }, policy: {} })
    await ours({ job: { category: FLOODED, quantities: [] }, policy: {} })
    const built = { hottest: hottest.mean / 1e6, all: (performance.now() - building + hottest.mean / 1_000) / 1_000 }
    const after = megabytes()

    // The whole ranking says the same, as often as there is time for.
    let [checked, until] = [0, performance.now() + 5_000]
    for (const asked of questions()) {
      if (performance.now() > until || checked === 200) break
      const [found, whole] = [await ours(asked), await asking(rank, asked)]
      assert.deepEqual(
        found?.map(({ quoted }) => [quoted.ruling.token.sub, quoted.landed]),
        whole.quotes.slice(0, FIRST + 1).map(({ ruling, landed }) => [ruling.token.sub, landed]),
      )
      checked += 1
    }

    const db = new Database(path, { readonly: true })
    db.pragma('cache_size = -65536')
    const statements = new Map<string, Database.Statement>()
    const prepared = (sql: string) => {
      const statement = statements.get(sql) ?? db.prepare(sql)
      statements.set(sql, statement)
      return statement
    }
    const token = db.prepare('select * from token where nr = ?')
    const read = (rows: unknown[]) => {
      for (const { nr } of rows as { nr: number }[]) token.get(nr)
    }
    db.exec('begin')
    const limit = (asked: Asked) => {
      const { where, values } = filtered(asked)
      read(
        prepared(
          `select nr, price from line indexed by line_by_price where ${where} order by price limit ${FIRST}`,
        ).all(values),
      )
    }
    const peer = (asked: Asked) => {
      const { where, values } = filtered(asked)
      read(
        prepared(
          `select nr from line indexed by line_by_category where ${where} order by price * ${RATE} limit ${FIRST}`,
        ).all(values),
      )
    }

    const of: Record<string, readonly [category: string | undefined, filters: number | undefined]> = {
      'mixed filters': [undefined, undefined],
      'no filter': [undefined, 0],
      'by trust': [undefined, 8],
      'hottest category, no filter': [nameOf(0), 0],
      'hottest category, mixed': [nameOf(0), undefined],
      'flooded category, by trust': [FLOODED, 8],
    }
    const rows = []
    for (const [name, [category, filters]] of Object.entries(of)) {
      const first = await timed(questions(category, filters), ours)
      const again = await timed(questions(category, filters), ours)
      const least = await timed(questions(category, filters), limit)
      const sorted = await timed([...questions(category, filters)].slice(0, 200), peer)
      rows.push({ name, first, ours: again, limit: least, peer: sorted })
    }
    db.close()
    await store.close()
    return { count, written, disk: Math.round(statSync(path).size / 2 ** 20), before, after, built, checked, rows }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

if (import.meta.main) process.stdout.write(`${JSON.stringify(await benchQuotes(Number(process.argv[2])))}\n`)
