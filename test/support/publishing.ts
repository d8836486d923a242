/** Handing offers to a node, trying that out, and asking what became of them. */
import type { TestNode } from './node.ts'

type Asked = Pick<TestNode, 'ask' | 'refused'>

export const PUBLISH = `mutation ($token: String!) {
  publishOffer(token: $token) { number offer subject receivedAt isNew }
}`
export type Publication = {
  readonly number: string
  readonly offer: string
  readonly subject: string
  readonly receivedAt: string
  readonly isNew: boolean
}

/** Hands a token to the node. */
export const publish = async ({ ask }: Asked, token: string): Promise<Publication> =>
  (await ask<{ publishOffer: Publication }>(PUBLISH, { token })).publishOffer

/** Hands over what the node must not take; gives the refusal, and checks that the dry run says the same. */
export const unpublished = async (node: Asked, token: string) => {
  const refusal = await node.refused(PUBLISH, { token })
  return { ...refusal, foretold: JSON.stringify((await validated(node, token)).refusal) === JSON.stringify(refusal) }
}

const VALIDATE = `query ($token: String!, $asOf: AsOf) {
  validateOffer(token: $token, asOf: $asOf) {
    verdict reason hint offer subject ruling { id } wouldBe refusal { code message hint }
  }
}`
export type Validated = {
  readonly verdict: string
  readonly reason: string | null
  readonly hint: string | null
  readonly offer: string | null
  readonly subject: string | null
  readonly ruling: { readonly id: string } | null
  readonly wouldBe: string | null
  readonly refusal: { readonly code: string; readonly message: string; readonly hint: string } | null
}

/** What the node says it would make of a token. */
export const validated = async ({ ask }: Pick<TestNode, 'ask'>, token: string, asOf?: object): Promise<Validated> =>
  (await ask<{ validateOffer: Validated }>(VALIDATE, { token, asOf })).validateOffer

const LISTINGS = `query ($filter: ListingFilter!, $first: Int, $after: String, $asOf: AsOf) {
  listings(filter: $filter, first: $first, after: $after, asOf: $asOf) {
    nodes { carrier place uri stage code reason hint offer subject serves document { verdict } }
    pageInfo { hasNextPage endCursor }
  }
}`
export type Listed = {
  readonly carrier: string
  readonly place: string | null
  readonly uri: string
  readonly stage: string
  readonly code: string | null
  readonly reason: string | null
  readonly hint: string | null
  readonly offer: string | null
  readonly subject: string | null
  readonly serves: string | null
  readonly document: { readonly verdict: string | null }
}
type Listings = {
  readonly nodes: readonly Listed[]
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
}

/** A page of listings. */
export const listings = async (
  { ask }: Pick<TestNode, 'ask'>,
  filter: object,
  more: { readonly first?: number; readonly after?: string | null; readonly asOf?: object } = {},
): Promise<Listings> => (await ask<{ listings: Listings }>(LISTINGS, { filter, ...more })).listings

/** Carrier, stage and code of each listing, newest first, submissions before the others. */
export const stages = async (node: Pick<TestNode, 'ask'>, filter: object, asOf?: object): Promise<string[]> =>
  (await listings(node, filter, asOf ? { asOf } : {})).nodes.map(({ carrier, stage, code }) =>
    [carrier, stage, ...(code === null ? [] : [code])].join(' '),
  )
