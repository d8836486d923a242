/** A request that is turned away: what is said, the HTTP status, and when to come again. */
import type { ServerResponse } from 'node:http'
import { GraphQLError } from 'graphql'
import type { ErrorCode } from '../core/errors.ts'

export type Rejection = {
  readonly code: ErrorCode
  readonly message: string
  readonly hint: string
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
}

/** The same as the error of a GraphQL operation. Where a rejection is of the question alone, the status is that of GraphQL. */
export const graphqlError = ({ code, message, hint, status, headers = {} }: Rejection): GraphQLError =>
  new GraphQLError(message, { extensions: { code, hint, ...(status === 200 ? {} : { http: { status, headers } }) } })

/** Answers an HTTP request with it. */
export const reject = (response: ServerResponse, { code, message, hint, status, headers }: Rejection): void => {
  const body = `${JSON.stringify({ code, message, hint })}\n`
  const length = Buffer.byteLength(body)
  const about = { 'content-type': 'application/json', 'content-length': length, 'cache-control': 'no-store' }
  response.writeHead(status, { ...about, ...headers }).end(body)
}

/** An address that has asked for more than its share. */
export const rateLimited = (seconds: number): Rejection => ({
  code: 'rate_limited',
  message: 'this address has asked for more than its share of a minute',
  hint: `ask again in ${seconds} s`,
  status: 429,
  headers: { 'retry-after': String(seconds) },
})

/** A process that can bear no more for the moment, and why. */
export const overloaded = (why: string): Rejection => ({
  code: 'overloaded',
  message: `this node ${why}`,
  hint: 'ask again in a few seconds',
  status: 503,
  headers: { 'retry-after': '5' },
})
