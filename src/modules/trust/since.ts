/** Whose scores may be others than they were. */
import type { ChainHead, Snapshot } from '../../core/snapshot.ts'

/** More changes than these are not followed one by one. */
const CHANGES_MAX = 5_000

/**
 * The agents of which something was said, or that were sold, since a block of a chain, or of which somebody spoke whose
 * account has become known since; null: too many. A new day is another matter: it changes every score.
 */
export const scoredSince = async (snapshot: Snapshot, { chain, number }: ChainHead): Promise<string[] | null> => {
  const agents = new Set<string>()
  for (const [twin, column] of [
    ['', 'bf'],
    ['_h', 'bt'],
  ] as const) {
    const since = `c where c.chain = ? and c.${column} > ?`
    const known = `select address from binding${twin} ${since} union select id from account${twin} ${since}`
    const place = [chain, number]
    for (const [sql, values] of [
      [`select distinct agent from opinion${twin} ${since}`, place],
      [`select distinct id as agent from tenure${twin} ${since}`, place],
      [`select distinct agent from validator_answer${twin} ${since}`, place],
      [`select distinct agent from opinion where rater in (${known})`, [...place, ...place]],
      [`select distinct agent from validator_answer where validator in (${known})`, [...place, ...place]],
    ] as const) {
      const rows = await snapshot.all<{ agent: string }>({ sql: `${sql} limit ${CHANGES_MAX + 1}`, values })
      for (const { agent } of rows) agents.add(agent)
      if (agents.size > CHANGES_MAX) return null
    }
  }
  return [...agents]
}
