import type { IncomingMessage } from 'node:http'
import type { Rejection } from './rejection.ts'

const METHODS = ['GET', 'HEAD', 'POST', 'OPTIONS']

/**
 * What is wrong with the way a request asks. A question is JSON: no page of another origin can post that without asking
 * first, which is what keeps one from acting through the browser of somebody else.
 */
export const unasked = (path: string, { method = '', headers }: IncomingMessage): Rejection | null => {
  if (!METHODS.includes(method)) {
    const hint = 'use GET or POST'
    return {
      code: 'bad_input',
      message: `${method} means nothing here`,
      hint,
      status: 405,
      headers: { allow: METHODS.join(', ') },
    }
  }
  if (method !== 'POST') return null
  if (path !== '/graphql') {
    return { code: 'not_found', message: 'nothing is posted here', hint: 'post questions to /graphql', status: 404 }
  }
  if (/^application\/(graphql\+)?json\b/i.test(headers['content-type'] ?? '')) return null
  const hint = 'send { "query": ... } with content-type: application/json'
  return { code: 'bad_input', message: 'a question is JSON', hint, status: 415 }
}
