/** A subscriber over HTTP: what comes down one stream of events. */
import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'

/** Longer than any event takes. */
const PATIENCE_MS = 8_000

export type Event<T> = {
  readonly data?: T | null
  readonly errors?: readonly { message: string; extensions: Record<string, unknown> }[]
}

/** Subscribes as an EventSource does and gives the events one by one, as they are asked for. */
export const follow = async <T>(url: string, query: string, variables: object = {}) => {
  const abort = new AbortController()
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify({ query, variables }),
    signal: abort.signal,
  })
  assert.match(response.headers.get('content-type') ?? '', /^text\/event-stream/)
  assert.ok(response.body)
  const events = eventsOf<T>(response.body)
  const next = async (): Promise<Event<T> | null> => {
    const late = new AbortController()
    const never = sleep(PATIENCE_MS, undefined, { signal: late.signal }).then(() => assert.fail('no event came'))
    try {
      return (await Promise.race([events.next(), never])).value ?? null
    } finally {
      never.catch(() => {})
      late.abort()
    }
  }
  return {
    /** The next event, whatever it is; null: the server has said that there are no more. */
    next,
    /** What the next event says. */
    told: async (): Promise<T> => {
      const event = await next()
      assert.equal(event?.errors, undefined, JSON.stringify(event?.errors))
      assert.ok(event?.data, 'the stream has ended')
      return event.data
    },
    /** Hangs up. */
    leave: () => abort.abort(),
  }
}

async function* eventsOf<T>(body: ReadableStream<Uint8Array>): AsyncGenerator<Event<T>, null> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const chunk of body) {
    text += decoder.decode(chunk, { stream: true })
    const messages = text.split('\n\n')
    text = messages.pop() ?? ''
    for (const message of messages) {
      const [, kind] = /^event: (.*)$/m.exec(message) ?? []
      const [, data = ''] = /^data:(.*)$/m.exec(message) ?? []
      if (kind === 'complete') return null
      if (kind === 'next') yield JSON.parse(data)
    }
  }
  throw new Error('the stream broke off')
}
