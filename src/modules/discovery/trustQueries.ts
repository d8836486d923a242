/** Reads of what may have changed the trust in providers, and when. */
import { sql } from 'kysely'
import { hasId, reads } from '../../core/asOf.ts'
import type { ChainTables } from '../../core/chainTables.ts'
import { DAY, dayOf } from '../../core/day.ts'
import { chainOfAgent } from '../../core/ids.ts'
import type { Snapshot } from '../../core/snapshot.ts'
import type { IdentityClaims, IdentityFacts } from '../identity/tables.ts'
import type { LinksFacts } from '../links/tables.ts'
import type { PaymentsFacts } from '../payments/tables.ts'
import type { TrustFacts } from '../trust/tables.ts'
import { type Began, readAll, type Span } from './historyQueries.ts'

type Facts = LinksFacts & IdentityFacts & PaymentsFacts & TrustFacts
const { db, ever } = reads<Facts, IdentityClaims & ChainTables>()

/** The agents that these DIDs were ever named with, by either side or in a file. */
export const agentsNamedWith = async (
  snapshot: Snapshot,
  dids: readonly string[],
): Promise<{ readonly agent: string; readonly did: string }[]> => {
  const claimed = await readAll(snapshot, dids, chunk =>
    db
      .selectFrom(ever(snapshot, 'link_claim', 'c', sql`did in (${sql.join(chunk)})`))
      .select(['c.agent', 'c.did'])
      .distinct(),
  )
  const filed = await readAll(snapshot, dids, chunk => {
    const files = db.selectFrom('registration_did').select('uri_id').where('did', 'in', chunk)
    return db
      .selectFrom(ever(snapshot, 'agent', 'a', sql`uri_id in ${files}`))
      .innerJoin('registration_did as r', 'r.uri_id', 'a.uri_id')
      .select(['a.id as agent', 'r.did'])
      .distinct()
      .where('r.did', 'in', chunk)
  })
  return [...claimed, ...filed]
}

/** Where something was said of an agent, or came to it, within a span. */
export type TrustEvent = Began & { readonly agent: string }

/** Everything that was said of these agents, sales of them, and changes of their owners, wallets and files. */
export const trustEvents = async (snapshot: Snapshot, agents: readonly string[], { from, to }: Span) => {
  const places = (table: 'opinion' | 'validator_answer' | 'tenure' | 'agent') => {
    const byId = table === 'tenure' || table === 'agent'
    return readAll<string, TrustEvent>(snapshot, agents, chunk =>
      db
        .selectFrom(ever(snapshot, table, 't', byId ? hasId(chunk, chainOfAgent) : sql`agent in (${sql.join(chunk)})`))
        .innerJoin('block as b', join => join.onRef('b.chain', '=', 't.chain').onRef('b.number', '=', 't.bf'))
        .select(['t.chain', 't.bf', 't.li', 'b.time'])
        .select(sql<string>`${sql.ref(byId ? 't.id' : 't.agent')}`.as('agent'))
        .where('b.time', '>', from)
        .where('b.time', '<=', to),
    )
  }
  const events: TrustEvent[] = []
  for (const table of ['opinion', 'validator_answer', 'tenure', 'agent'] as const) events.push(...(await places(table)))
  return [...events, ...(await accountsKnown(snapshot, agents, { from, to }))]
}

/** When it became known whose the accounts of those who speak of these agents are: who speaks of itself is not heard. */
const accountsKnown = async (snapshot: Snapshot, agents: readonly string[], { from, to }: Span) => {
  const speakers = [
    ...(await readAll(snapshot, agents, chunk =>
      db.selectFrom('opinion').select(['agent', 'rater as address']).distinct().where('agent', 'in', chunk),
    )),
    ...(await readAll(snapshot, agents, chunk =>
      db
        .selectFrom('validator_answer')
        .select(['agent', 'validator as address'])
        .distinct()
        .where('agent', 'in', chunk),
    )),
  ]
  const spokenOf = Map.groupBy(speakers, ({ address }) => address)
  const events: TrustEvent[] = []
  for (const [table, column] of [
    ['account', 'id'],
    ['binding', 'address'],
  ] as const) {
    const found = await readAll<string, Began & { readonly address: string }>(snapshot, [...spokenOf.keys()], chunk =>
      db
        .selectFrom(ever(snapshot, table, 't', sql`${sql.ref(column)} in (${sql.join(chunk)})`))
        .innerJoin('block as b', join => join.onRef('b.chain', '=', 't.chain').onRef('b.number', '=', 't.bf'))
        .select(['t.chain', 't.bf', 't.li', 'b.time'])
        .select(sql<string>`${sql.ref(`t.${column}`)}`.as('address'))
        .where('b.time', '>', from)
        .where('b.time', '<=', to),
    )
    for (const { address, ...place } of found) {
      for (const { agent } of spokenOf.get(address) ?? []) events.push({ ...place, agent })
    }
  }
  return events
}

/** What these DIDs and agents said of each other within a span, and when what was said ran out. */
export const linkEvents = (snapshot: Snapshot, dids: readonly string[], { from, to }: Span) =>
  readAll<string, Began & { readonly did: string; readonly valid_to: number }>(snapshot, dids, chunk =>
    db
      .selectFrom(ever(snapshot, 'link_claim', 'c', sql`did in (${sql.join(chunk)})`))
      .innerJoin('block as b', join => join.onRef('b.chain', '=', 'c.chain').onRef('b.number', '=', 'c.bf'))
      .select(['c.chain', 'c.bf', 'c.li', 'b.time', 'c.did', 'c.valid_to'])
      .where('b.time', '<=', to)
      .where(({ or, eb }) => or([eb('b.time', '>', from), eb('c.valid_to', '>', from)])),
  )

/** The first blocks of UTC days of a chain, those that lie within a span. */
export const daysIn = async (
  snapshot: Snapshot,
  chain: string,
  { from, to }: Span,
): Promise<readonly Omit<Began, 'li'>[]> => {
  const days = await snapshot.all<Omit<Began, 'li'>>({
    sql: `select chain, min(number) as bf, min(time) as time from block
           where chain = ? and time >= ? and time <= ? group by chain, time / ${DAY} order by time`,
    values: [chain, dayOf(from) * DAY, to],
  })
  return days.filter(({ time }) => time > from)
}
