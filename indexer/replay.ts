/** Brings tables that were built under other rules to these. Logs that we keep are all it takes. */
import { chainRow } from '../src/store/chain.ts'
import { deriveDays } from '../src/store/derive.ts'
import { factRules, fingerprints, layoutOf, outdated, remake } from '../src/store/migrate.ts'
import { remakeClaims } from '../src/store/refold.ts'
import { type Basis, beginRoots } from '../src/store/roots.ts'
import { contractNames, namesOfAll } from './contracts.ts'
import { type Refold, refold } from './refold.ts'

/**
 * Rebuilds what was built under other rules; with `force`, the facts and what is derived of them in any case. `owns`: the
 * chains are written by this process, which nothing must fence.
 */
export const rebuildOutdated = async (
  rebuild: Refold,
  { force = false, owns = false }: { readonly force?: boolean; readonly owns?: boolean } = {},
): Promise<void> => {
  const { store, modules, settings, chains } = rebuild
  const expected = fingerprints(modules, namesOfAll(chains.map(({ spec }) => spec)), settings)
  const rules = factRules(modules)
  const roots = new Map(
    chains.map(({ spec }): [string, Basis] => [spec.chain, { contracts: contractNames(spec.contracts), rules }]),
  )
  const isFolded = await store.write(function* () {
    const old = yield* outdated(expected)
    const isOld = old.facts || force
    const heads = []
    for (const { spec } of chains) heads.push(yield* chainRow(spec.chain))
    // Tables that somebody reads are replaced, never emptied.
    if (isOld && heads.some(row => row && row.head_hash !== '')) return false
    if (old.claims) yield* remakeClaims(modules, expected.claims)
    if (isOld) {
      yield* remake(modules, 'facts', expected.facts)
      yield* beginRoots(roots)
    }
    if (!isOld && !old.derived) return true
    yield* remake(modules, 'derived', expected.derived)
    const layout = layoutOf(modules, settings)
    for (const row of heads) {
      if (row && row.head_hash !== '') yield* deriveDays(layout, row.chain, { time: row.head_time })
    }
    return true
  })
  if (!isFolded) await refold(rebuild, roots, { expected, force, owns })
}
