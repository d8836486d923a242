/**
 * What trust adds to quotes of the present: `node trust.ts 100000 10000`, offers and issuers among them that are
 * verified-linked to an agent with credited opinions. Times in milliseconds.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { requestContext } from '../../src/api/context.ts'
import type { Value } from '../../src/core/change.ts'
import { DAY, dayOf } from '../../src/core/day.ts'
import { type Kept, keeping } from '../../src/core/kept.ts'
import { position } from '../../src/core/origin.ts'
import { parseDecimal, type Rational } from '../../src/core/rational.ts'
import { recent } from '../../src/core/recent.ts'
import { best } from '../../src/modules/discovery/best.ts'
import { readJob, readPolicy } from '../../src/modules/discovery/job.ts'
import { fixedTrust, trustAt } from '../../src/modules/discovery/trust.ts'
import { growth } from '../../src/modules/trust/score/decay.ts'
import { openStore } from '../../src/store/open.ts'
import { account, agentAt, IDENTITY } from '../support/facts.ts'
import { CHAIN } from '../support/scripted.ts'
import { trustOf } from '../support/trusting.ts'
import { nameOf, settings, writeMarket } from './market.ts'

const policy = trustOf()

/** Measures a market of so many offers. */
export const benchTrust = async (count: number, linked: number) => {
  const folder = mkdtempSync(join(tmpdir(), 'portolan-'))
  try {
    const path = join(folder, 'bench.db')
    await writeMarket(path, count)
    const db = new Database(path)
    const { time, number } = db.prepare('select max(number) as number, max(time) as time from block').get() as Head
    const write = (table: string, row: Record<string, Value>) => {
      const full = { chain: CHAIN, bf: 0, li: 0, ...row }
      const places = Object.keys(full).map(() => '?')
      db.prepare(`insert or replace into ${table} (${Object.keys(full)}) values (${places})`).run(Object.values(full))
    }
    db.exec('begin')
    const issuers = db.prepare('select distinct issuer from token order by issuer limit ?').all(linked)
    for (const [i, { issuer }] of (issuers as { issuer: string }[]).entries()) found(write, agentAt(i), issuer, time)
    db.prepare('insert into derived_day (chain, day, rules) values (?, ?, ?)').run(CHAIN, dayOf(time), policy.id)
    db.exec('commit')

    const store = openStore(path, { readOnly: true })
    const opened = async <R>(kept: Kept, work: (at: Parameters<typeof trustAt>[0]) => Promise<R>) => {
      const context = requestContext(store, trusting, recent<unknown>(100), kept)
      const snapshot = await context.at(null)
      const begin = performance.now()
      await work(snapshot)
      context.release()
      return performance.now() - begin
    }
    const ask = (kept: Kept, minTrust: number | null) => {
      const quantities = [{ meter: 'call', unit: '{call}', value: parseDecimal('7') as Rational }]
      const question = { job: readJob({ category: nameOf(0), quantities }), policy: readPolicy({ minTrust }) }
      return opened(kept, snapshot => best({ snapshot, settings: trusting, ...question }, 6, null))
    }
    const many = async (kept: Kept, minTrust: number | null) => {
      const times: number[] = []
      for (let i = 0; i < 500; i += 1) times.push(await ask(kept, minTrust))
      return times.sort((a, b) => a - b)[250] ?? 0
    }
    const [kept, without] = [keeping(), keeping()]
    without('trust', () => fixedTrust(() => null))
    const enter = (snapshot: Parameters<typeof trustAt>[0]) => trustAt(snapshot, trusting).enter(snapshot)
    const ledger = await opened(kept, enter)
    const bookWithout = await ask(without, null)
    const book = await ask(kept, null)
    const steady = { without: await many(without, null), with: await many(kept, null), gate: await many(kept, 200_000) }

    let head = number
    const mined = (seconds: number, row?: Record<string, Value>) => {
      head += 1
      const [hash, at] = [`0x${head}`, time + seconds]
      const header = { number: head, hash, parent: `0x${head - 1}`, time: at, base_fee: '7'.padStart(64, '0') }
      db.prepare('insert into block (chain, number, hash, parent, time, base_fee) values (?, ?, ?, ?, ?, ?)').run(
        CHAIN,
        ...Object.values(header),
      )
      db.prepare('update chain set head_number = ?, head_hash = ?, head_time = ?').run(head, hash, at)
      if (row) write('opinion', { ...row, bf: head })
    }
    /** What the ledger takes for the newest block, and then the first question. */
    const follow = async () => ({ ledger: await opened(kept, enter), ask: await ask(kept, 200_000) })
    mined(1)
    const block = { ...(await follow()), without: await ask(without, null) }
    mined(2)
    const empty = { ...(await follow()), without: await ask(without, null) }
    mined(3, opinion(agentAt(7), dayOf(time), 100))
    const feedback = await follow()
    mined(DAY)
    const day = await follow()
    await store.close()
    db.close()
    return { count, linked, ledger, bookWithout, book, steady, block, empty, feedback, day }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

type Head = { readonly number: number; readonly time: number }
const trusting = { ...settings, trust: policy }
const RATER = account(0xface01)

const opinion = (agent: string, day: number, stars: number) => ({
  id: `${agent}/${RATER}/quality/0`,
  agent,
  rater: RATER,
  facet: 'quality',
  sales: 0,
  operator: agent,
  rater_operator: null,
  total: stars * 80_000,
  eighths: 8,
  counts: '[1,0,0,0]',
  revoked: 0,
  day,
})

/** An agent that the issuer owns and both sides stand by, of which one rater spoke well. */
const found = (
  write: (table: string, row: Record<string, Value>) => void,
  agent: string,
  did: string,
  time: number,
): void => {
  const owner = did.slice(-42)
  const at = position(0, 0)
  const [token, day] = [agent.split('/')[1] ?? '', dayOf(time)]
  const wallet = { wallet: owner, wallet_provenance: 'default_owner', wallet_at: at }
  write('agent', { id: agent, registry: IDENTITY, token, owner, owner_at: at, minted: at, registered: at, ...wallet })
  const claim = { agent, did, said: position(0, 1), valid_to: Number.MAX_SAFE_INTEGER }
  write('link_claim', { id: `${agent}/${did}`, carrier: 'metadata', ...claim })
  write('link_claim', { id: `${did}/${agent}`, carrier: 'attribute', ...claim })
  write('tenure', { id: agent, operator: owner, owner, sales: 0, sold: null })
  const [weight, g] = [20_000_000n, growth(day, policy.parameters.halfLife)]
  const [x, q] = [weight * g, 1_000_000n]
  const sums = { w: `${x}`, m: `${x * q}`, s: `${x * q * q}`, w2: `${x * x}` }
  const strict = { w_strict: sums.w, m_strict: sums.m, s_strict: sums.s, w2_strict: sums.w2 }
  const of = { agent, operator: owner, facet: 'quality', sales: 0, bad: 0, opinions: 1, opinions_strict: 1 }
  write('tally', { id: `${agent}/quality/0/good`, ...of, ...sums, ...strict, bf: day })
}

if (import.meta.main) {
  const [count = 100_000, linked = 10_000] = process.argv.slice(2).map(Number)
  process.stdout.write(`${JSON.stringify(await benchTrust(count, linked))}\n`)
}
