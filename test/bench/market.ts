/** A market of many offers, the same each time, written into a store as indexing it would have left it. */
import Database from 'better-sqlite3'
import { rebuildOutdated } from '../../indexer/replay.ts'
import type { Value } from '../../src/core/change.ts'
import type { Area, Offer, PayEntry, TariffLine } from '../../src/core/offer.ts'
import type { Settings } from '../../src/core/settings.ts'
import { modules } from '../../src/modules/index.ts'
import { boardHandlers } from '../../src/modules/offers/announcements.ts'
import { migrate } from '../../src/store/migrate.ts'
import { openStore } from '../../src/store/open.ts'
import { EUR, PAY_TO, rail, USD } from '../support/offers.ts'
import { addressOf, CHAIN, GENESIS_TIME } from '../support/scripted.ts'
import { noSettings } from '../support/settings.ts'
import { announcing, unsigned } from '../support/unsignedTokens.ts'
import { scriptedSpec } from '../support/world.ts'

export const CATEGORIES = 1_000
/** The category that somebody floods with offers that are near to free. */
export const FLOODED = 'x:flooded'
const PER_BLOCK = 1_000
const TETHER = USD.replace(/d1$/, 'd2')

const feed = (base: string, quote: string, decimals: number) => ({
  chain: CHAIN,
  contract: addressOf('TestPriceFeed'),
  base,
  quote,
  decimals,
  heartbeat: 10 ** 9,
})
/** One aggregator prices all three assets: a dollar at 0.99991, another at nearly the same, a euro at ten times that. */
export const settings: Settings = {
  ...noSettings,
  feeds: [feed(USD, 'USD', 8), feed(TETHER, 'USD', 8), feed(EUR, 'USD', 7)],
  rails: ['x402/exact', 'x402/upto', 'x402/batch-settlement', 'mpp/charge'].map(via => rail(via)),
  tokens: [USD, TETHER, EUR].map(asset => ({ asset, symbol: 'TEST', decimals: 6 })),
}
export const RAILS = settings.rails.map(({ via }) => via)
export const ASSETS = [USD, TETHER, EUR]
/** What an asset is worth in the reference currency, for those who reckon in doubles. */
export const WORTH: Record<string, number> = { [USD]: 0.99991, [TETHER]: 0.99991, [EUR]: 9.9991 }

/** Numbers from 0 to 1 that are the same each time (mulberry32). */
export const numbers = (seed: number) => {
  let state = seed
  return (): number => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Few categories hold much, many hold little: the first 2.8 % of all. */
const shares = Array.from({ length: CATEGORIES }, (_, i) => 1 / (i + 7))
const whole = shares.reduce((sum, share) => sum + share, 0)
/** The category at a part of the market, from 0 to 1. */
export const categoryAt = (part: number): number => {
  let rest = part * whole
  for (const [i, share] of shares.entries()) {
    rest -= share
    if (rest < 0) return i
  }
  return CATEGORIES - 1
}
export const nameOf = (category: number): string => `x:category.${category}`
/** What is measured in a category: three in five sell calls, the others hours, or energy with idle time. */
export const metersOf = (category: number): readonly (readonly [meter: string, unit: string])[] => {
  if (category % 5 < 3) return [['call', '{call}']]
  return category % 5 === 3
    ? [['time', 'h']]
    : [
        ['energy', 'kW.h'],
        ['idle', 'min'],
      ]
}

/** What somebody's trust is: one in five is unknown. Parts per million. */
export const trustOf = (issuer: string): number | null => {
  const seed = Number.parseInt(issuer.slice(-6), 16)
  return seed % 5 === 0 ? null : (seed * 7919) % 1_000_001
}

/** An offer as a line of numbers, for those who rank by unit price. */
export type Line = {
  readonly category: string
  readonly rail: string
  readonly asset: string
  readonly price: number
  readonly trust: number
  readonly longitude: number | null
  readonly latitude: number | null
}

/** Nobody knows those whose number is a multiple of five. */
const address = (i: number) =>
  `0x${(i + 1).toString(16).padStart(34, '0')}${(i % (5 * 3_355_443)).toString(16).padStart(6, '0')}`

/** A number as people write a price: with so many digits that count. */
const written = (number: number, digits: number): string =>
  Number(number.toPrecision(digits))
    .toFixed(9)
    .replace(/\.?0+$/, '')

const offerAt = (i: number, random: () => number, category: number, isFlood: boolean): Offer => {
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T
  const odd = random() < 0.1
  const scale = 10 ** -(category % 3)
  // Prices have few digits, as people write them: many are the same.
  const price = isFlood ? '0.000000001' : written(scale * (1 + 4 * random() ** 0.5), 3)
  const priced = (text: string) => ({ USD: text, EUR: written(Number(text) / 10, 3) })
  const tariff: TariffLine[] = metersOf(category).map(([meter, unit], l) => ({
    meter,
    unit,
    ...(random() < 0.5 ? { hi: '100000' } : {}),
    rates: [
      { price: priced(l === 0 ? price : written(Number(price) / 4, 2)) },
      ...(odd && random() < 0.4 ? [{ from: '100', price: priced(written(Number(price) * 0.8, 3)) }] : []),
    ],
  }))
  if (odd && random() < 0.2)
    tariff[0] = { ...(tariff[0] as TariffLine), rates: [{ price: priced('0') }, { from: '10', price: priced(price) }] }
  if (odd && random() < 0.4)
    tariff.push({ meter: 'fixed', unit: '{session}', rates: [{ price: priced(written(scale / 2, 2)) }] })
  const pay = Array.from({ length: 1 + Math.floor(random() * 2.5) }, (): PayEntry => {
    const asset = pick(ASSETS)
    return { via: pick(RAILS), asset, dec: 6, cur: asset === EUR ? 'EUR' : 'USD', to: PAY_TO, ttl: 60 }
  })
  const [x, y] = [Math.round((random() * 360 - 180) * 1e7) / 1e7, Math.round((random() * 120 - 60) * 1e7) / 1e7]
  const where = random()
  const [e, n] = [Math.min(180, x + 3), y + 2]
  const area: Area | null =
    where < 0.24
      ? { type: 'Point', coordinates: [x, y] }
      : where < 0.3
        ? {
            type: 'Polygon',
            coordinates: [
              [
                [x, y],
                [e, y],
                [e, n],
                [x, n],
                [x, y],
              ],
            ],
          }
        : null
  const did = `did:ethr:0x7a69:${address(isFlood ? 5 * (10_000_000 + i) : Math.floor(i / 5))}`
  return {
    iss: did,
    sub: `${did}#offer-${i}`,
    ver: 1,
    seq: 1,
    iat: GENESIS_TIME,
    exp: GENESIS_TIME + 30 * 86_400,
    name: `Offer ${i}`,
    cat: [isFlood || category < 0 ? FLOODED : nameOf(category)],
    at: { by: 'http', url: 'https://offers.example' },
    tariff,
    pay,
    ...(area ? { area } : {}),
    ...(odd && random() < 0.4 ? { min: priced(written(scale * (1 + 9 * random()), 2)) } : {}),
    ...(odd && random() < 0.4 ? { max: priced(written(scale * (1_000 + 9_000 * random()), 2)) } : {}),
  }
}

/** The offers in order: those of the market, a thousand honest ones in the flooded category, and the flood. */
const offersOf = function* (count: number): Generator<Offer> {
  const random = numbers(1)
  for (let i = 0; i < count; i += 1) yield offerAt(i, random, categoryAt(random()), false)
  for (let i = 0; i < 1_000; i += 1) yield { ...offerAt(count + i, random, 0, false), cat: [FLOODED] }
  for (let i = 0; i < count / 50; i += 1) yield offerAt(count + i, random, 0, true)
}

const linesOf = ({ iss, tariff, pay, cat, area }: Offer): Line[] =>
  pay.map(({ via, asset, cur }) => ({
    category: cat[0] ?? '',
    rail: via,
    asset,
    price: Number(tariff[0]?.rates[0]?.price[cur]),
    trust: trustOf(iss) ?? -1,
    longitude: area?.type === 'Point' ? area.coordinates[0] : null,
    latitude: area?.type === 'Point' ? area.coordinates[1] : null,
  }))

/** Writes a market of so many offers in force, and the table of those who rank by unit price beside it. */
export const writeMarket = async (path: string, count: number): Promise<void> => {
  const store = openStore(path)
  await migrate(store)
  await rebuildOutdated({ store, modules, settings: noSettings, chains: [], report: () => {} })
  await store.close()
  const db = new Database(path)
  db.pragma('synchronous = off')
  db.pragma('cache_size = -500000')
  const built = `select name, sql from sqlite_master where type = 'index' and sql is not null
    and tbl_name in ('announcement', 'token', 'token_category', 'token_document')`
  const indexes = db.prepare(built).all() as { name: string; sql: string }[]
  // Indexes are built after the load.
  for (const { name } of indexes) db.exec(`drop index ${name}`)
  db.exec(
    'create table line (nr integer, category text, rail text, asset text, price real, trust integer, longitude real, latitude real)',
  )
  const statements = new Map<string, Database.Statement>()
  const insert = (table: string, row: Record<string, Value>) => {
    const columns = Object.keys(row)
    let statement = statements.get(table)
    if (!statement) {
      statement = db.prepare(`insert into ${table} (${columns}) values (${columns.map(() => '?')})`)
      statements.set(table, statement)
    }
    statement.run(Object.values(row))
  }
  const block = (number: number) => {
    const header = { number, hash: `0x${number}`, time: GENESIS_TIME + number }
    insert('block', { chain: CHAIN, ...header, parent: `0x${number - 1}`, base_fee: '7'.padStart(64, '0') })
    return header
  }

  db.exec('begin')
  let index = 0
  let at = block(0)
  const board = addressOf('OfferBoard')
  for (const offer of offersOf(count)) {
    if (index > 0 && index % PER_BLOCK === 0) {
      at = block(at.number + 1)
      db.exec('commit; begin')
    }
    const token = unsigned(offer)
    const logIndex = index % PER_BLOCK
    const origin = {
      chain: CHAIN,
      contract: board,
      subject: board,
      block: at.number,
      blockHash: at.hash,
      time: at.time,
      tx: '0x',
      logIndex,
    }
    const { apply } = boardHandlers.OfferAnnounced
    const [change] = apply(announcing(token, index).args as never, origin, { get: () => ({}) } as never)
    if (!change || !('put' in change)) throw new Error('an announcement is a row')
    insert('announcement', { ...(change.row as Record<string, Value>), chain: CHAIN, bf: at.number, li: logIndex })
    index += 1
    for (const { table, row, numbered } of token.rows) insert(table, numbered ? { ...row, nr: index } : row)
    for (const line of linesOf(offer)) insert('line', { nr: index, ...line })
  }
  insert('rate', {
    chain: CHAIN,
    id: `${CHAIN}:${addressOf('TestPriceFeed')}`,
    answer: '99991000',
    round: '1',
    updated_at: GENESIS_TIME,
    bf: 0,
    li: 0,
  })
  const head = { head_number: at.number, head_hash: at.hash, head_time: at.time, remote_number: at.number }
  const begin = { final_number: 0, final_hash: '0x0', start_number: 0, epoch: 1, seq: 1, state: 'following' }
  insert('chain', { chain: scriptedSpec.chain, ...head, ...begin })
  db.exec('commit')
  for (const { sql } of indexes) db.exec(sql)
  db.exec('create index line_by_price on line (category, price, rail, asset, trust, latitude, longitude, nr)')
  db.exec('create index line_by_category on line (category)')
  db.exec('analyze line')
  db.close()
}
