/** Explanations as a provider asks for them. */
import type { TestNode } from './node.ts'
import type { Job, Policy } from './quotes.ts'

export type Edit = { readonly path: string; readonly from: unknown; readonly to: unknown }
export type Change = {
  readonly kind: string
  readonly edits: readonly Edit[]
  readonly detail: string
  readonly relative: string | null
  readonly rank: number
  readonly landed: { readonly amount: string }
  readonly verified: boolean
}
export type Explanation = {
  readonly offer: { readonly subject: string }
  readonly rank: number | null
  readonly quote: { readonly rank: number; readonly landed: { readonly amount: string } } | null
  readonly exclusion: { readonly reason: string; readonly detail: string } | null
  readonly ahead: readonly {
    readonly quote: { readonly rank: number; readonly offer: { readonly subject: string } }
    readonly because: string
    readonly difference: { readonly currency: string; readonly amount: string }
  }[]
  readonly aheadCount: number
  readonly changes: readonly Change[]
  readonly smallest: Change | null
}

const CHANGE = '{ kind edits { path from to } detail relative rank landed { amount } verified }'
export const EXPLAIN = `query ($job: Job!, $policy: Policy, $offer: ID!, $first: Int, $asOf: AsOf) {
  explain(job: $job, policy: $policy, offer: $offer, first: $first, asOf: $asOf) {
    offer { subject } rank quote { rank landed { amount } } exclusion { reason detail }
    ahead { quote { rank offer { subject } } because difference { currency amount } } aheadCount
    changes ${CHANGE} smallest ${CHANGE} inputs { now } _meta { now }
  }
}`

/** Asks why an offer stands where it does. */
export const explain = async (
  node: Pick<TestNode, 'ask'>,
  offer: string,
  job: Job,
  policy: Policy = {},
  more: object = {},
): Promise<Explanation> => (await node.ask<{ explain: Explanation }>(EXPLAIN, { offer, job, policy, ...more })).explain

/** Claims with these edits made, as JSON Patch (RFC 6902) would: `-` is behind the last of a list, null takes away. */
export const edited = <C extends object>(claims: C, edits: readonly Edit[]): C => {
  const copy = structuredClone(claims)
  for (const { path, from, to } of edits) {
    const keys = path
      .split('/')
      .slice(1)
      .map(key => key.replaceAll('~1', '/').replaceAll('~0', '~'))
    const last = keys.pop() ?? ''
    // biome-ignore lint/suspicious/noExplicitAny: any place of any document.
    const place = keys.reduce((at: any, key) => at[key], copy as any)
    if (JSON.stringify(last === '-' ? null : (place[last] ?? null)) !== JSON.stringify(from)) {
      throw new Error(`${path} is ${JSON.stringify(place[last])}, not ${JSON.stringify(from)}`)
    }
    if (last === '-') place.push(to)
    else if (to !== null) place[last] = to
    else if (Array.isArray(place)) place.splice(Number(last), 1)
    else delete place[last]
  }
  return copy
}
