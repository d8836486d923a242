/** Holds what we hold of contracts against the contracts themselves, a page at a time, as of a block that is final. */
import { asked } from '../../src/core/asks.ts'
import type { Audit, Call, Check, Difference, Scope } from '../../src/core/audit.ts'
import { messageOf, PortolanError } from '../../src/core/errors.ts'
import type { Module } from '../../src/core/module.ts'
import { clockTime } from '../../src/core/time.ts'
import { chainRow } from '../../src/store/chain.ts'
import { reading } from '../../src/store/open.ts'
import { closeDifferences, openDifference } from '../../src/store/repairs.ts'
import { keepTailCheck, type TailCheckRow, tailCheck } from '../../src/store/tailChecks.ts'
import type { ChainRun } from '../chain.ts'
import type { Contract } from '../contracts.ts'
import { checkSeal } from './seal.ts'

/** What a check needs of the chain it is made on. */
export type Checking = Pick<ChainRun, 'spec' | 'store' | 'endpoints' | 'signal'>

/** Keys of one page. */
const PAGE = 20
/** Seconds between passes, and after a page that was not answered. */
const [REST, WAIT] = [86_400, 600]
/** Seconds between looks at what is sealed: two requests for a whole history. */
const SEAL_REST = 3_600

/** A check of one contract. */
export type Job = { readonly contract: Contract } & (
  | { readonly check: Check }
  | { readonly seal: NonNullable<Audit['seal']> }
)

/** All checks of a chain. */
export const jobsOf = ({ spec }: Pick<Checking, 'spec'>, modules: readonly Module[]): Job[] =>
  spec.contracts.flatMap(contract =>
    modules.flatMap(({ audits }) => {
      const { checks = [], seal } = audits[contract.kind] ?? {}
      return [...(seal ? [{ contract, seal }] : []), ...checks.map(check => ({ contract, check }))]
    }),
  )

export const kindOf = (job: Job): string => ('seal' in job ? 'seal' : job.check.kind)

/** What was done: how many requests it took, and whether the pass is over. */
export type Done = { readonly calls: number; readonly over: boolean }

/** Makes the check that has been due the longest, one page of it; null: none is due. */
export const checkNext = async (run: Checking, jobs: readonly Job[]): Promise<Done | null> => {
  const { chain } = run.spec
  const rows = await run.store.write(function* () {
    const rows: TailCheckRow[] = []
    for (const job of jobs) rows.push(yield* tailCheck(chain, job.contract.address, kindOf(job)))
    return rows
  })
  const dues = rows.map(({ due }) => due)
  const at = dues.indexOf(Math.min(...dues))
  const [job, row] = [jobs[at], rows[at]]
  return job && row && row.due <= clockTime() ? checkOne(run, job) : null
}

/** Makes one page of a check. Where the endpoint does not answer, it is noted and thrown. */
export const checkOne = async (run: Checking, job: Job): Promise<Done> => {
  const { spec, store } = run
  const { address, subject } = job.contract
  const [head, row] = await store.write(function* () {
    return [yield* chainRow(spec.chain), yield* tailCheck(spec.chain, address, kindOf(job))] as const
  })
  if (!head || head.final_hash === '') return { calls: 0, over: true }
  const { final_number: block, final_hash: hash } = head
  try {
    if ('seal' in job) {
      const sealed = await checkSeal(run, job.contract, job.seal, row, { number: block, hash })
      await store.write(() =>
        keepTailCheck({ ...row, ...sealed, block, at: clockTime(), due: clockTime() + SEAL_REST }),
      )
      return { calls: 2, over: true }
    }
    const when = { heads: [{ chain: spec.chain, number: block }], latest: false }
    const page = await checkPage(run, job.check, row.next_key, {
      chain: spec.chain,
      contract: address,
      subject,
      block,
      when,
    })
    return { calls: page.calls, over: await notePage(run, row, block, page) }
  } catch (error) {
    const detail = messageOf(error)
    const isNew = row.outcome === null
    await store.write(() => keepTailCheck({ ...row, ...(isNew ? { detail } : {}), due: clockTime() + WAIT }))
    throw error
  }
}

type Page = {
  readonly found: readonly { readonly key: string; readonly difference: Difference | null }[]
  readonly calls: number
  readonly isLast: boolean
}

const checkPage = async (
  { store, endpoints, signal }: Checking,
  { behind }: Check,
  key: string,
  scope: Scope,
): Promise<Page> => {
  const compared = await reading(store, reader => asked(behind(scope, key, PAGE), reader))
  let calls = 0
  const found = await endpoints.on(
    source => {
      const call: Call = async data => {
        if (!source.call) throw new PortolanError('rpc_refused', `${source.name ?? 'the source'} runs no calls`)
        calls += 1
        return source.call(scope.contract, data, scope.block, signal)
      }
      return Promise.all(
        compared.map(async ({ key, compare }) => ({ key, difference: await compare(call).catch(unreadable) })),
      )
    },
    { signal, from: scope.block },
  )
  return { found, calls, isLast: compared.length < PAGE }
}

/** A contract may answer whatever it likes: what does not decode is no answer of its kind of contract. */
const unreadable = (error: unknown): Difference => {
  if (error instanceof PortolanError || (error instanceof Error && error.name === 'AbortError')) throw error
  return { detail: 'it does not answer as a contract of its kind does', from: null }
}

/** Keeps what a page found, and opens a task for each difference. Gives whether the pass is over. */
const notePage = async ({ store }: Checking, row: TailCheckRow, block: number, page: Page): Promise<boolean> => {
  const { chain, contract, kind } = row
  const differing = page.found.filter(({ difference }) => difference !== null)
  const idOf = (key: string) => `check/${kind}/${key}`
  const since = row.next_block ?? block
  const [checked, differ] = [row.next_checked + page.found.length, row.next_differing + differing.length]
  await store.write(function* () {
    for (const { key, difference } of page.found) {
      if (difference) yield* openDifference(chain, idOf(key), { contract, to: block, ...difference })
    }
    yield* closeDifferences(
      chain,
      page.found.filter(({ difference }) => difference === null).map(({ key }) => idOf(key)),
    )
    const last = page.found.at(-1)
    if (!page.isLast && last) {
      const next = { next_key: last.key, next_block: since, next_checked: checked, next_differing: differ }
      return yield* keepTailCheck({ ...row, ...next, due: 0 })
    }
    yield* keepTailCheck({
      ...{ chain, contract, kind, block: since, checked, differing: differ, at: clockTime(), due: clockTime() + REST },
      outcome: differ > 0 ? 'differs' : 'holds',
      detail: differing[0]?.difference?.detail ?? null,
      ...{ next_key: '', next_block: null, next_checked: 0, next_differing: 0 },
    })
  })
  return page.isLast
}
