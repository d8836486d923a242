/** A node with agents to speak of, the means to let days pass, and what it then says of opinions. */
import type { Hex } from 'viem'
import { DAY } from '../../src/core/day.ts'
import { run } from '../../src/store/statement.ts'
import { agentAt, feedbackGiven, feedbackRevoked, minted } from './facts.ts'
import { startNode } from './node.ts'
import { ownedModules } from './owned.ts'
import type { Emitted } from './scripted.ts'

export const OPINIONS = `query ($id: ID!, $first: Int, $after: String, $asOf: AsOf) {
  reputation(id: $id, asOf: $asOf) {
    opinions(first: $first, after: $after) {
      nodes { clientAddress facet sales quality feedbackCount lateCount revokedCount day }
      pageInfo { hasNextPage endCursor }
    }
  }
}`
type Page = { nodes: Record<string, unknown>[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } }

const READ = `query ($id: ID!) {
  reputation(id: $id) { feedback(first: 100) { nodes { tag1 facet quality ignored clamped eighths revoked } } }
}`

/** Starts a node with so many agents of Alice, whose modules know who owns them. */
export const opinionNode = async (agents = 20) => {
  const node = await startNode({ modules: ownedModules })
  const { ask, chain } = node
  const mine = async (...events: Emitted[]) => {
    const { header } = node.mine(...events)
    await node.settle()
    return header
  }
  await mine(...Array.from({ length: agents }, (_, i) => minted(BigInt(i))))
  const page = async (token: number, variables: object = {}) =>
    (await ask<{ reputation: { opinions: Page } }>(OPINIONS, { id: agentAt(token), ...variables })).reputation.opinions
  return {
    ...node,
    mine,
    /** The next block is at noon, so many UTC days later. */
    days: async (count: number, ...events: Emitted[]) => {
      const { time } = chain.head()
      const noon = (Math.floor(time / DAY) + count) * DAY + DAY / 2
      const { header } = chain.mine(events, noon - time)
      await node.settle()
      return header
    },
    page,
    opinions: async (token: number, variables: object = {}) => (await page(token, variables)).nodes,
    /** How each feedback is read, oldest first: the fields in the order of the question. */
    read: async (token: number) => {
      type Read = { reputation: { feedback: { nodes: Record<string, unknown>[] } } }
      const { reputation } = await ask<Read>(READ, { id: agentAt(token) })
      return reputation.feedback.nodes.toReversed().map(node => Object.values(node))
    },
    rows: (sql: string, ...values: string[]) => node.store.write(() => run(sql, values)),
    rater: async (client: Hex) => {
      const sql = 'select given, revoked, starred, small from rater where id = ?'
      return (await node.store.write(() => run(sql, [client])))[0]
    },
  }
}

/** The UTC day of a block, as it is shown. */
export const dayOf = ({ time }: { time: number }): string =>
  new Date(Math.floor(time / DAY) * DAY * 1_000).toISOString().replace('.000', '')

/** An opinion as it is shown: of quality, by one feedback that stands, unless more is said. */
export const opinion = (clientAddress: Hex, quality: number, day: string, more: object = {}) => ({
  clientAddress,
  facet: 'QUALITY',
  sales: 0,
  quality,
  feedbackCount: 1,
  lateCount: 0,
  revokedCount: 0,
  day,
  ...more,
})

export const tagged = (token: number, client: Hex, index: number, value: number, tag1: string, decimals = 0) =>
  feedbackGiven(BigInt(token), client, BigInt(index), { value: BigInt(value), valueDecimals: decimals, tag1 })
export const starred = (token: number, client: Hex, index: number, value: number, decimals = 0) =>
  tagged(token, client, index, value, 'starred', decimals)
export const revoked = (token: number, client: Hex, index: number) =>
  feedbackRevoked(BigInt(token), client, BigInt(index))
