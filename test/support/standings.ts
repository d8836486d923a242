/** What rules a subject, and when it did. */
import { iso } from './iso.ts'
import type { TestNode } from './node.ts'

type Ruled = { readonly sequence: string; readonly status: string } | null

const told = (ruled: Ruled | undefined): string | null => (ruled ? `${ruled.sequence} ${ruled.status}` : null)

/** Sequence number and status of what ruled the subject as of each moment (a block, or a time); null: nothing. */
export const ruledAt = async (
  node: Pick<TestNode, 'ask'>,
  subject: string,
  moments: readonly (number | { readonly time: number })[],
): Promise<(string | null)[]> => {
  const fields = moments.map((moment, i) => {
    const asOf = typeof moment === 'number' ? `block: "${moment}"` : `time: "${iso(moment.time)}"`
    return `m${i}: offer(id: $id, asOf: { ${asOf} }) { sequence status }`
  })
  const answer = await node.ask<Record<string, Ruled>>(`query ($id: ID!) { ${fields.join('\n')} }`, { id: subject })
  return moments.map((_, i) => told(answer[`m${i}`]))
}

/** Sequence number and status of what rules the subject now; null: nothing. */
export const ruling = async (node: Pick<TestNode, 'ask'>, subject: string): Promise<string | null> => {
  const { offer } = await node.ask<{ offer: Ruled }>('query ($id: ID!) { offer(id: $id) { sequence status } }', {
    id: subject,
  })
  return told(offer ?? undefined)
}
