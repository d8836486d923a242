/** Many clients of one node: each asks one thing after the other, for as long as the soak lasts. */
import { setTimeout as sleep } from 'node:timers/promises'

/** What the clients met since it was last looked at. */
export type Met = { readonly times: number[]; readonly errors: Map<string, number> }

const JOB = `{ category: "x:weather.forecast", quantities: [{ meter: "point", value: "1000", unit: "{point}" }] }`

/** The main question as of a moment; what must not change when it is asked again. */
export const QUOTE = `query ($asOf: AsOf) { quote(job: ${JOB}, first: 5, asOf: $asOf) {
  nodes { rank offer { subject token } total { amount currency } landed { amount } rail }
} }`

const QUESTIONS = [
  QUOTE,
  '{ status { chains { chain state head { number hash } } } }',
  '{ offers(first: 20) { nodes { id status name } pageInfo { endCursor } } }',
  '{ agents(first: 20) { nodes { id } } }',
]
const HEADS = 'subscription { heads { heads { number } } }'

/** Starts so many clients; they end with the signal. */
export const startClients = (url: string, count: number, random: () => number, signal: AbortSignal) => {
  let met: Met = { times: [], errors: new Map() }
  const failed = (code: string) => met.errors.set(code, (met.errors.get(code) ?? 0) + 1)

  const once = async (i: number): Promise<void> => {
    const started = performance.now()
    const within = AbortSignal.any([signal, AbortSignal.timeout(30_000)])
    if (i % 10 === 9) {
      const streams = { method: 'POST', headers: { 'content-type': 'application/json', accept: 'text/event-stream' } }
      const response = await fetch(`${url}/graphql`, {
        ...streams,
        body: JSON.stringify({ query: HEADS }),
        signal: within,
      })
      const reader = response.body?.getReader()
      for (let events = 0; events < 5 && !(await reader?.read())?.done; events += 1);
      await reader?.cancel()
    } else if (i % 10 === 8) {
      const response = await fetch(`${url}/export/announcement.ndjson`, { signal: within })
      if (!response.ok) failed(`HTTP ${response.status}`)
      await response.body?.cancel()
    } else {
      const query = QUESTIONS[Math.floor(random() * QUESTIONS.length)]
      const asking = {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query }),
      }
      const response = await fetch(`${url}/graphql`, { ...asking, signal: within })
      const { errors = [] } = (await response.json()) as { errors?: { extensions?: { code?: string } }[] }
      for (const { extensions } of errors) failed(extensions?.code ?? 'no code')
      met.times.push(performance.now() - started)
    }
  }
  const client = async (i: number): Promise<void> => {
    while (!signal.aborted) {
      await once(i).catch(error => {
        if (!signal.aborted) failed(error instanceof Error ? error.name : 'unknown')
      })
      await sleep(1_000 + random() * 1_000, undefined, { signal }).catch(() => {})
    }
  }
  const clients = Array.from({ length: count }, (_, i) => client(i))
  return {
    /** What was met since the last look. */
    look: (): Met => {
      const seen = met
      met = { times: [], errors: new Map() }
      return seen
    },
    ended: async () => void (await Promise.all(clients)),
  }
}
