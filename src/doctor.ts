/** `portolan doctor`: what is proved, what is only fetched, what is missing, and what to do about it. */

import { type Probe, probe } from '../indexer/audit/probe.ts'
import { checkOne, type Job, jobsOf, kindOf } from '../indexer/audit/tail.ts'
import type { ChainSpec } from '../indexer/chain.ts'
import { namesOfAll } from '../indexer/contracts.ts'
import { single } from '../indexer/endpoints/endpoints.ts'
import { pool } from '../indexer/endpoints/pool.ts'
import { rpcSource } from '../indexer/rpc.ts'
import type { Source } from '../indexer/source.ts'
import { completenessOf } from './api/completeness.ts'
import { type ChainStateRow, chains, countByChain, countDocuments, coverage } from './api/queries.ts'
import type { Config } from './config.ts'
import { messageOf, PortolanError } from './core/errors.ts'
import type { Reader } from './core/snapshot.ts'
import type { Completeness } from './generated/schema.ts'
import { modules } from './modules/index.ts'
import { healthOf } from './store/health.ts'
import { fingerprints, outdated } from './store/migrate.ts'
import { openStore, reading, type Store } from './store/open.ts'
import { drive } from './store/statement.ts'

/** `wrong` is what somebody should do something about; `note`, what one should know. */
export type Finding = {
  readonly level: 'ok' | 'note' | 'wrong'
  /** A chain, or the store. */
  readonly about: string
  readonly what: string
  readonly hint?: string
}

/** The most calls that `--check` spends on one chain. */
const MOST_CALLS = 20_000

/** Looks at the store and at every endpoint; with `check` it first holds all that is indexed against the contracts. */
export const diagnosed = async (config: Config, check: boolean, signal: AbortSignal): Promise<Finding[]> => {
  const findings: Finding[] = []
  const sources = new Map(config.chains.map(spec => [spec.chain, spec.rpc.map(url => rpcSource(url))]))
  // A store that is not there is to be said, not made.
  const store = openStore(config.store, { readOnly: true })
  try {
    if (check) {
      const writing = openStore(config.store)
      for (const spec of config.chains)
        findings.push(...(await checkAll(writing, spec, sources.get(spec.chain) ?? [], signal)))
      await writing.close()
    }
    await reading(store, async reader => {
      findings.push(...(await ofStore(reader, config)))
      const rows = await chains(reader)
      for (const spec of config.chains) {
        const row = rows.find(({ chain }) => chain === spec.chain)
        findings.push(...(await ofChain(reader, spec, row, config.settings)))
      }
    })
  } finally {
    await store.close()
  }
  for (const spec of config.chains) findings.push(...(await ofEndpoints(spec, sources.get(spec.chain) ?? [], signal)))
  return findings
}

/** One pass of every check. */
const checkAll = async (
  store: Store,
  spec: ChainSpec,
  sources: readonly Source[],
  signal: AbortSignal,
): Promise<Finding[]> => {
  const { chain } = spec
  const [first, ...others] = sources
  const endpoints = first && others.length === 0 ? single(first) : pool(chain, sources, () => {})
  const run = { spec, store, endpoints, signal }
  let calls = 0
  const whole = async (job: Job): Promise<Finding[]> => {
    try {
      for (let over = false; !over; ) {
        if (calls > MOST_CALLS) throw new PortolanError('too_large', `${MOST_CALLS} calls were not enough`)
        const done = await checkOne(run, job)
        calls += done.calls
        over = done.over
      }
      return []
    } catch (error) {
      if (!(error instanceof PortolanError)) throw error
      const what = `the check ${kindOf(job)} of ${job.contract.kind} ${job.contract.address} was not made: ${messageOf(error)}`
      return [{ level: 'wrong', about: chain, what, hint: error.hint ?? 'try again; what was checked is kept' }]
    }
  }
  const findings: Finding[] = []
  for (const job of jobsOf(run, modules)) findings.push(...(await whole(job)))
  return findings
}

const ofStore = async (reader: Reader, config: Config): Promise<Finding[]> => {
  const about = 'store'
  const { engine, version, damage, bytes, walBytes, migrations } = await healthOf(reader, config.store)
  const expected = fingerprints(modules, namesOfAll(config.chains), config.settings)
  const old = Object.entries(await drive(outdated(expected), ({ sql, values }) => reader.all({ sql, values })))
    .filter(([, isOld]) => isOld)
    .map(([sort]) => sort)
  const { known, waiting } = await countDocuments(reader)
  const size = bytes === null ? '' : `, ${mebibytes(bytes)}, write-ahead log ${mebibytes(walBytes ?? 0)}`
  const other = [...migrations.missing, ...migrations.unknown]
  return [
    { level: 'ok', about, what: `${engine} ${version}${size}, ${migrations.applied} migrations` },
    ...(damage === null ? [] : [wrong(about, `damaged: ${damage}`, 'restore a backup, or index anew into a new file')]),
    ...(other.length === 0
      ? []
      : [wrong(about, `made by another version: ${other.join(', ')}`, 'start the indexer of the newer version once')]),
    ...(old.length === 0
      ? []
      : [
          note(
            about,
            `the tables of ${old.join(', ')} follow other rules or contracts`,
            'start the indexer: it makes them anew',
          ),
        ]),
    { level: 'ok', about, what: `${known} documents known, ${waiting} waiting` },
  ]
}

const ofChain = async (
  reader: Reader,
  spec: ChainSpec,
  row: ChainStateRow | undefined,
  { implementations }: Config['settings'],
): Promise<Finding[]> => {
  const { chain } = spec
  if (!row) return [wrong(chain, 'was never indexed here', 'start the indexer with this chain')]
  const { head_number: head, final_number: final, remote_number: remote, start_number: start } = row
  const state = `${row.state}, block ${head} of ${remote}, final ${final}`
  const own = (await coverage(reader)).filter(range => range.chain === chain)
  const complete = await completenessOf(reader, { chain, number: head }, start, own, implementations)
  const rejected = (await countByChain(reader, 'rejected')).get(chain) ?? 0
  const unread = spec.contracts.filter(({ address }) => !own.some(({ contract }) => contract === address))
  return [
    row.state === 'halted'
      ? wrong(chain, `${state}: ${row.reason}`, 'see the reason; what is indexed is still served')
      : { level: 'ok', about: chain, what: state },
    ...spec.contracts.flatMap(({ kind, address }) => {
      const ranges = own.filter(({ contract }) => contract === address)
      const what = ranges.map(({ from_block, to_block, grade }) => `${from_block}-${to_block} ${grade}`).slice(0, 8)
      return what.length === 0
        ? []
        : [{ level: 'ok' as const, about: chain, what: `${kind} ${address}: ${what.join(', ')}` }]
    }),
    ...[
      ...complete.missing.map(({ contract, from, to }) => `${contract} was not read from ${from} to ${to}`),
      ...unread.map(({ address }) => `${address} was not read`),
    ].map(what => wrong(chain, what, 'start the indexer: it reads what is missing first')),
    ...ofCompleteness(chain, complete),
    ...(rejected === 0 ? [] : [note(chain, `${rejected} logs do not decode`, 'they are kept; see the table rejected')]),
    ...(own.some(({ grade }) => grade === 'fetched')
      ? [
          note(
            chain,
            'some ranges were given by one endpoint alone',
            'configure a second endpoint: its answers are compared',
          ),
        ]
      : []),
  ]
}

const ofCompleteness = (chain: string, { gaps, differences, unverified, checks }: Completeness): Finding[] => {
  const searched = 'configure an endpoint of another operator: it is asked as soon as it is there'
  const missed = [
    ...gaps.map(gap => ({ ...gap, of: 'gaps' })),
    ...differences.map(gap => ({ ...gap, of: 'differences' })),
  ]
  return [
    ...unverified.map(({ kind, contract, implementation, since }) =>
      wrong(
        chain,
        `${kind} ${contract} runs code that is not known, since block ${since}: ${implementation}`,
        'read that code; if its counters leave no number out, name it under implementations of the chain',
      ),
    ),
    ...missed.flatMap(({ kind, of, open, confirmed, unverified }) => [
      ...(open > 0
        ? [wrong(chain, `${open} ${of} of ${kind}, looked for`, 'the indexer asks its endpoints; wait')]
        : []),
      ...(confirmed > 0 ? [wrong(chain, `${confirmed} ${of} of ${kind} that no endpoint fills`, searched)] : []),
      ...(unverified > 0
        ? [note(chain, `${unverified} of these ${of} of ${kind} came under unknown code`, 'perhaps nothing is missing')]
        : []),
    ]),
    ...checks.map(({ kind, contract, outcome, block, checked, differing, detail }): Finding => {
      const what = `${kind} of ${contract}: ${outcome.toLowerCase()} at block ${block}, ${checked} compared`
      if (outcome !== 'DIFFERS') return { level: 'ok', about: chain, what }
      return wrong(
        chain,
        `${what}, ${differing} differ: ${detail ?? 'the repairs in status say how'}`,
        'what is missing is looked for; see status',
      )
    }),
    ...(checks.length === 0
      ? [note(chain, 'nothing was held against the contracts yet', '`portolan doctor --check`, or set checksPerHour')]
      : []),
  ]
}

/** Blocks behind the newest head that any endpoint shows. */
const BEHIND = 10

const ofEndpoints = async (spec: ChainSpec, sources: readonly Source[], signal: AbortSignal): Promise<Finding[]> => {
  const { chain, contracts, start } = spec
  const asked = { chain, contract: contracts[0]?.address ?? '', start }
  const probes = await Promise.all(sources.map(source => probe(source, asked, signal)))
  const newest = Math.max(...probes.map(({ head }) => head ?? 0))
  return probes.flatMap(found => ofProbe(chain, newest, found))
}

const ofProbe = (chain: string, newest: number, { endpoint, head, reachable, ...serves }: Probe): Finding[] => {
  if (head === null || !reachable.yes)
    return [wrong(chain, `${endpoint}: ${reachable.why}`, 'correct the URL, or take the endpoint out')]
  const lag = newest - head
  const lacks = Object.entries(serves).flatMap(([name, { yes, why }]) => (yes ? [] : [`${name} (${why})`]))
  const what = `${endpoint}: block ${head}${lag > 0 ? `, ${lag} behind` : ''}, without ${lacks.join(', ')}`
  if (lag > BEHIND) return [wrong(chain, what, 'it does not keep up: take it out, or ask its operator')]
  if (lacks.length > 0) return [note(chain, what, 'what it lacks is asked of others; without any it is not proved')]
  return [{ level: 'ok', about: chain, what: `${endpoint}: block ${head}, serves calls, receipts and proofs` }]
}

const wrong = (about: string, what: string, hint: string): Finding => ({ level: 'wrong', about, what, hint })
const note = (about: string, what: string, hint: string): Finding => ({ level: 'note', about, what, hint })

const mebibytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(1)} MiB`

/** The findings as lines for people. */
export const printed = (findings: readonly Finding[]): string =>
  findings
    .map(
      ({ level, about, what, hint }) => `${level.padEnd(5)}  ${about}  ${what}${hint ? `\n       hint: ${hint}` : ''}`,
    )
    .join('\n')
