/**
 * A whole node for half an hour: reorgs, a failing endpoint, prices that change, two hundred clients (`npm run soak`;
 * `--minutes`, `--clients`, `--store`, `--seed`). Fails where anything was lost or an answer was wrong; figures are told.
 */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { runDocuments } from '../../indexer/documents.ts'
import { readConfig } from '../../src/config.ts'
import { modules } from '../../src/modules/index.ts'
import { openStore } from '../../src/store/open.ts'
import { asking } from '../support/asking.ts'
import { factsOf, indexing, scriptedSpec, temporaryStore } from '../support/world.ts'
import { QUOTE, startClients } from './clients.ts'
import { memoryOf, startProgram } from './node.ts'
import { startWorld } from './world.ts'

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '30' },
    clients: { type: 'string', default: '200' },
    store: { type: 'string' },
    seed: { type: 'string', default: '1' },
  },
})
const [minutes, count] = [Number(values.minutes), Number(values.clients)]
const say = (text: string) => process.stdout.write(`${text}\n`)

/** Mulberry32: the same seed, the same happenings. */
let state = Number(values.seed)
const random = (): number => {
  state = (state + 0x6d2b79f5) | 0
  let t = Math.imul(state ^ (state >>> 15), 1 | state)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
}

const folder = mkdtempSync(join(tmpdir(), 'portolan-soak-'))
const place = values.store ?? join(folder, 'soak.db')
const world = await startWorld(random)
const node = await startProgram(folder, world.server.url, place)
const abort = new AbortController()
const clients = startClients(node.url, count, random, abort.signal)
say(`soak: ${minutes} minutes, ${count} clients, seed ${values.seed}, load ${loadavg()[0]?.toFixed(1)}`)

type Answer = { readonly data?: { readonly quote?: unknown }; readonly errors?: unknown }
const ask = async (asOf: object): Promise<Answer> => {
  const body = JSON.stringify({ query: QUOTE, variables: { asOf } })
  const response = await fetch(`${node.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  })
  return (await response.json()) as Answer
}
const headOf = async (): Promise<number> => {
  const { chains } = (await (await fetch(`${node.url}/status`)).json()) as {
    chains: { head: { number: string } | null }[]
  }
  return Number(chains[0]?.head?.number ?? -1)
}

/** Below what a reorg reaches, and long enough ago for its documents to be read. */
const SETTLED = 20
const sampled: { readonly asOf: { hash: string }; readonly answer: Answer }[] = []
const memories: { readonly minute: number; readonly mib: number }[] = []
const quantile = (sorted: readonly number[], share: number) =>
  sorted[Math.floor(sorted.length * share)]?.toFixed(0) ?? '-'

const began = performance.now()
let told = 0
while (performance.now() - began < minutes * 60_000) {
  await world.step()
  const { number } = world.chain.head()
  if (number > SETTLED && number % 10 === 0 && (await headOf()) > number - SETTLED + 5) {
    const asOf = { hash: world.chain.blocks()[number - SETTLED]?.header.hash ?? '' }
    sampled.push({ asOf, answer: await ask(asOf) })
  }
  const minute = Math.floor((performance.now() - began) / 60_000)
  if (minute > told) {
    told = minute
    const { times, errors } = clients.look()
    times.sort((a, b) => a - b)
    const mib = memoryOf(node.pid)
    memories.push({ minute, mib })
    const lag = number - (await headOf())
    const failures = [...errors].map(([code, n]) => `${code} ${n}`).join(', ') || 'none'
    say(
      `minute ${minute}: ${(times.length / 60).toFixed(1)} answers/s, p50 ${quantile(times, 0.5)} ms, p99 ${quantile(times, 0.99)} ms, ` +
        `errors: ${failures}; node ${mib.toFixed(0)} MiB, soak ${memoryOf(process.pid).toFixed(0)} MiB; ${lag} blocks behind`,
    )
  }
  await sleep(500)
}

abort.abort()
await clients.ended()
world.calm()
say(`happened: ${JSON.stringify(world.happened)}; now that all is calm:`)
while ((await headOf()) < world.chain.head().number) await sleep(100)

// The same chain, indexed once by a node that saw nothing of this.
const { settings, documents } = readConfig({ config: join(folder, 'soak.json') }, {})
const fresh = temporaryStore()
const indexer = indexing(fresh, world.chain.source, { settings })
await indexer.reach(world.chain.head())
const reading = new AbortController()
const read = runDocuments({
  store: fresh,
  modules,
  settings,
  options: documents,
  report: () => {},
  signal: reading.signal,
})
const calmly = asking(fresh, settings)
while (
  (await calmly.ask<{ status: { documents: { waiting: number } } }>('{ status { documents { waiting } } }')).status
    .documents.waiting > 0
)
  await sleep(100)

let wrong = 0
for (const { asOf, answer } of sampled) {
  const once = await calmly.ask<{ quote: unknown }>(QUOTE, { asOf })
  for (const given of [answer, await ask(asOf)]) {
    if (JSON.stringify(given.data?.quote) === JSON.stringify(once.quote)) continue
    wrong += 1
    say(
      `wrong as of ${asOf.hash}: ${JSON.stringify(given).slice(0, 400)} and not ${JSON.stringify(once).slice(0, 400)}`,
    )
  }
}
const code = await node.stop()
const store = openStore(place)
assert.equal(scriptedSpec.start, 0)
const [ours, theirs] = [await factsOf(store), await factsOf(fresh)]
const lost = Object.keys(theirs).filter(table => JSON.stringify(ours[table]) !== JSON.stringify(theirs[table]))
await store.close()
reading.abort()
await read
await indexer.stop()
await fresh.close()
await world.server.close()
rmSync(folder, { recursive: true, force: true })

const later = memories.slice(Math.floor(memories.length / 2))
const mean = (of: readonly number[]) => of.reduce((sum, n) => sum + n, 0) / of.length
const [x, y] = [mean(later.map(({ minute }) => minute)), mean(later.map(({ mib }) => mib))]
const spread = later.reduce((sum, { minute }) => sum + (minute - x) ** 2, 0)
const slope = later.reduce((sum, { minute, mib }) => sum + (minute - x) * (mib - y), 0) / spread
say(
  `memory: ${y.toFixed(0)} MiB over the second half, ${spread > 0 ? slope.toFixed(2) : 'too short to tell how many'} MiB a minute`,
)
say(
  `answers: ${sampled.length} asked again, ${wrong} wrong; tables that differ from indexing once: ${lost.join(', ') || 'none'}`,
)
say(
  `faults told by the node: ${node.faults.length}${node.faults.length > 0 ? `, the last: ${node.faults.at(-1)}` : ''}; it ended with ${code}`,
)
process.exitCode = wrong === 0 && lost.length === 0 && code === 0 && sampled.length > 0 ? 0 : 1
