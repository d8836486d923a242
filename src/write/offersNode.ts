/** What a node is asked about offers: to take one, to judge one, and which rules a subject now. */
import { badInput, messageOf, PortolanError, placeOf } from '../core/errors.ts'
import { isObject, parseJson } from '../core/json.ts'
import { printable } from '../core/text.ts'

const PUBLISH = 'mutation ($token: String!) { publishOffer(token: $token) { number offer subject receivedAt isNew } }'
const VALIDATE = `query ($token: String!) {
  validateOffer(token: $token) { verdict reason hint offer subject wouldBe refusal { code message hint } }
}`
const PRESENT = 'query ($id: ID!) { offer(id: $id) { token } }'

/** One question as it is sent. */
export type Asked = {
  readonly url: string
  readonly query: string
  readonly variables: Readonly<Record<string, string>>
}

/** What a node says of a token that it judges without keeping it. */
export type Verdict = {
  readonly verdict: string
  readonly reason: string | null
  readonly hint: string | null
  readonly refusal: { readonly code: string; readonly message: string; readonly hint: string | null } | null
}

/** Hands a token to a node; `url` is the node or its GraphQL endpoint. */
export const submission = (url: string, token: string): Asked => ({
  url: endpoint(url),
  query: PUBLISH,
  variables: { token },
})

/** The receipt of a submission. */
export const submit = async (asked: Asked): Promise<object> => {
  const { publishOffer } = await ask(asked)
  if (!isObject(publishOffer)) throw unreadable(asked.url)
  return publishOffer
}

/** What a node would do with a token. */
export const validate = async (url: string, token: string): Promise<Verdict> => {
  const asked = { url: endpoint(url), query: VALIDATE, variables: { token } }
  const { validateOffer } = await ask(asked)
  if (!isObject(validateOffer) || typeof validateOffer.verdict !== 'string') throw unreadable(asked.url)
  return validateOffer as Verdict
}

/** The token that rules a subject now, as the node says. */
export const presentToken = async (url: string, subject: string): Promise<string> => {
  const asked = { url: endpoint(url), query: PRESENT, variables: { id: subject } }
  const { offer } = await ask(asked)
  if (offer === null)
    throw new PortolanError('not_found', `${placeOf(url)} knows no offer ${subject}`, {
      hint: 'give its claims or its token, or ask another node',
    })
  if (!isObject(offer) || typeof offer.token !== 'string') throw unreadable(asked.url)
  return offer.token
}

const TIMEOUT_MS = 30_000
const MAX_BYTES = 1_000_000
const MAX_DEPTH = 16
const LONGEST = 500

/** What a node answers to a question. Throws `node_refused` or `node_unavailable`. */
export const ask = async ({ url, query, variables }: Asked): Promise<Record<string, unknown>> => {
  const place = placeOf(url)
  const parsed = parseJson(await posted(url, JSON.stringify({ query, variables })), MAX_DEPTH)
  const answer = parsed.verdict === 'ok' && isObject(parsed.value) ? parsed.value : {}
  const [error] = Array.isArray(answer.errors) ? answer.errors : []
  if (isObject(error)) {
    const { code, hint } = isObject(error.extensions) ? error.extensions : {}
    throw new PortolanError(
      'node_refused',
      `${place} says ${printable(code ?? 'error')}: ${printable(error.message, LONGEST)}`,
      {
        ...(typeof hint === 'string' ? { hint: printable(hint, LONGEST) } : {}),
      },
    )
  }
  if (!isObject(answer.data)) throw unreadable(url)
  return answer.data
}

const posted = async (url: string, body: string): Promise<Uint8Array> => {
  try {
    const headers = { 'content-type': 'application/json', accept: 'application/json' }
    const signal = AbortSignal.timeout(TIMEOUT_MS)
    const response = await fetch(url, { method: 'POST', headers, body, signal, redirect: 'error' })
    const chunks: Uint8Array[] = []
    let length = 0
    for await (const chunk of response.body ?? []) {
      length += chunk.length
      if (length > MAX_BYTES) throw new Error(`it sends more than ${MAX_BYTES} bytes`)
      chunks.push(chunk)
    }
    return Buffer.concat(chunks)
  } catch (cause) {
    throw new PortolanError('node_unavailable', `${placeOf(url)} does not answer: ${reasonOf(cause)}`, {
      hint: 'is a node running there?',
      cause,
    })
  }
}

/** What `fetch` says is in the cause of what it throws. */
const reasonOf = (thrown: unknown): string =>
  messageOf(thrown instanceof Error && thrown.cause instanceof Error ? thrown.cause : thrown)

/** The GraphQL endpoint of a node, given itself or the node. Throws `bad_input` about the argument that names it. */
export const endpoint = (text: string, argument = '--node'): string => {
  if (!/^https?:\/\//.test(text) || !URL.canParse(text))
    throw badInput(argument, 'is not a URL', 'write the http or https URL of a node')
  const url = new URL(text)
  // `fetch` would refuse it, and quote it.
  if (url.username !== '' || url.password !== '') throw badInput(argument, 'has a user name or a password in it')
  if (url.pathname === '/') url.pathname = '/graphql'
  return url.href
}

/** Says that a node answers something else than was asked for. */
export const unreadable = (url: string): PortolanError =>
  new PortolanError('node_unavailable', `${placeOf(url)} answers what nobody can read`, {
    hint: 'is it a node of Portolan, and as new as this one?',
  })
