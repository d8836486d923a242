/** Every read of the trust module. */
import { hasId, reads, type Stored } from '../../core/asOf.ts'
import { chainOfAgent } from '../../core/ids.ts'
import { behind, type Order, type PageRequest } from '../../core/page.ts'
import type { Snapshot } from '../../core/snapshot.ts'
import type { IdentityFacts } from '../identity/tables.ts'
import type {
  FeedbackResponseRow,
  FeedbackRow,
  TrustFacts,
  ValidationRequestRow,
  ValidationResponseRow,
} from './tables.ts'

const { db, at } = reads<TrustFacts & Pick<IdentityFacts, 'agent'>>()

/** Newest first. */
export const GIVEN: Order<'given'> = { columns: ['given'], descending: true }

export type FeedbackCounts = { given: number; revoked: number; reviewers: number }

/** Counts of each agent's feedback, in order. Reviewers are counted where their feedback stands. */
export const feedbackCounts = async (snapshot: Snapshot, agents: readonly string[]): Promise<FeedbackCounts[]> => {
  const rows = await snapshot.all(
    db
      .selectFrom(at(snapshot, 'feedback', 'f'))
      .select(['f.agent', 'f.client'])
      .select(({ fn }) => [fn.countAll<number>().as('given'), fn.count<number>('f.revoked').as('revoked')])
      .where('f.agent', 'in', agents)
      .groupBy(['f.agent', 'f.client']),
  )
  const byAgent = Map.groupBy(rows, row => row.agent)
  return agents.map(agent => {
    const clients = byAgent.get(agent) ?? []
    return {
      given: clients.reduce((sum, { given }) => sum + given, 0),
      revoked: clients.reduce((sum, { revoked }) => sum + revoked, 0),
      reviewers: clients.filter(({ given, revoked }) => given > revoked).length,
    }
  })
}

/** A page of an agent's feedback and one more. */
export const feedback = (snapshot: Snapshot, agent: string, page: PageRequest): Promise<Stored<FeedbackRow>[]> => {
  const query = db
    .selectFrom(at(snapshot, 'feedback', 'f'))
    .selectAll('f')
    .where('f.agent', '=', agent)
  const paged = page.after ? query.where(behind(GIVEN, page.after)) : query
  return snapshot.all(paged.orderBy('f.given', 'desc').limit(page.first + 1)) as Promise<Stored<FeedbackRow>[]>
}

/** A page of the validations that were asked for an agent, and one more. */
export const validations = (
  snapshot: Snapshot,
  agent: string,
  page: PageRequest,
): Promise<Stored<ValidationRequestRow>[]> => {
  const query = db
    .selectFrom(at(snapshot, 'validation_request', 'v'))
    .selectAll('v')
    .where('v.agent', '=', agent)
  const paged = page.after ? query.where(behind(GIVEN, page.after)) : query
  return snapshot.all(paged.orderBy('v.given', 'desc').limit(page.first + 1)) as Promise<Stored<ValidationRequestRow>[]>
}

/** The responses to each feedback, in the order they were given. */
export const responsesTo = async (
  snapshot: Snapshot,
  ids: readonly string[],
): Promise<Stored<FeedbackResponseRow>[][]> => {
  const source = at(snapshot, 'feedback_response', 'r')
  const rows = await snapshot.all(
    db.selectFrom(source).selectAll('r').where('r.feedback', 'in', ids).orderBy('r.given'),
  )
  const groups = Map.groupBy(rows as Stored<FeedbackResponseRow>[], row => row.feedback)
  return ids.map(id => groups.get(id) ?? [])
}

/** The answers to each validation request, in the order they were given. */
export const answersTo = async (
  snapshot: Snapshot,
  ids: readonly string[],
): Promise<Stored<ValidationResponseRow>[][]> => {
  const source = at(snapshot, 'validation_response', 'r')
  const rows = await snapshot.all(db.selectFrom(source).selectAll('r').where('r.request', 'in', ids).orderBy('r.given'))
  const groups = Map.groupBy(rows as Stored<ValidationResponseRow>[], row => row.request)
  return ids.map(id => groups.get(id) ?? [])
}

/** Whether there is such an agent. */
export const agentExists = async (snapshot: Snapshot, id: string): Promise<boolean> =>
  (await snapshot.all(db.selectFrom(at(snapshot, 'agent', 'a', hasId([id], chainOfAgent))).select('a.id'))).length > 0
