/** One store, an indexer and two replicas of the API, each a process of its own, killed while at work. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { openStore } from '../../src/store/open.ts'
import { run } from '../../src/store/statement.ts'
import { newDatabase, newFile, type StorePlace } from '../support/engines.ts'
import { minted } from '../support/facts.ts'
import { offerOf, person, signed, termsOf } from '../support/offers.ts'
import { portolan, type Running } from '../support/processes.ts'
import { mint } from '../support/registry.ts'
import { methodsOf, startRpcServer } from '../support/rpcServer.ts'
import { FINAL_DEPTH, scriptedChain } from '../support/scripted.ts'
import { factsOf, indexing, scriptedContracts, scriptedSpec, temporaryStore } from '../support/world.ts'

const ROUNDS = Number(process.env.REPLICA_ROUNDS ?? 2)
const OFFERS_A_ROUND = 6

const contracts = scriptedContracts.filter(({ kind }) => kind !== 'priceFeed')
const addresses = (wanted: string) => contracts.filter(({ kind }) => kind === wanted).map(({ address }) => address)
const alice = person('alice')

/** What a story runs over: a chain, a store at a place of its own, and the processes of `portolan` that share it. */
type Scene = Awaited<ReturnType<typeof startScene>>

const startScene = async ({ place, remove }: StorePlace) => {
  const chain = scriptedChain()
  chain.mine()
  chain.mine([mint(0n, alice.address)])
  const rpc = await startRpcServer(methodsOf(chain))
  const folder = mkdtempSync(join(tmpdir(), 'portolan-'))
  const config = join(folder, 'portolan.json')
  const named = Object.fromEntries(contracts.map(({ kind }) => [kind, addresses(kind)]))
  const configured = { id: 31_337, rpc: rpc.url, start: 0, finality: FINAL_DEPTH, pollMs: 50, contracts: named }
  const submissions = { perHour: 10_000, subjectsPerDid: 10_000 }
  writeFileSync(
    config,
    JSON.stringify({ chains: [configured], submissions, serving: { costPerMinute: 1_000_000_000 } }),
  )
  const processes = new Set<Running>()
  const end = new AbortController()
  const started = (...args: string[]): Running => {
    const one = portolan([...args, '--config', config, '--store', place], {})
    processes.add(one)
    return one
  }
  return {
    chain,
    place,
    index: () => started('index'),
    replica: async (): Promise<Replica> => {
      const process = started('serve', '--port', '0')
      return { process, url: (await process.says(/"url":"([^"]+)"/))[1] ?? '' }
    },
    end,
    close: async () => {
      end.abort()
      for (const one of processes) await one.kill()
      await rpc.close()
      await remove()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

type Replica = { readonly process: Running; readonly url: string }

/** An answer; null where the replica is not there to give one. Anything else that is not an answer is a fault. */
const ask = async <R>({ url }: Replica, query: string, variables: object = {}): Promise<R | null> => {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  }).catch(() => null)
  const text = await response?.text().catch(() => null)
  if (!text) return null
  const { data, errors } = JSON.parse(text) as { data: R; errors?: unknown[] }
  assert.equal(errors, undefined, text)
  return data
}

const AGENTS = `query ($asOf: AsOf) {
  agents(first: 5, asOf: $asOf) { nodes { tokenId owner mintedAt { block } } _meta { heads { chain number hash } } }
}`
type Agents = { readonly agents: { readonly _meta: { readonly heads: readonly { readonly number: string }[] } } }
const PUBLISH = 'mutation ($token: String!) { publishOffer(token: $token) { number offer } }'
type Published = { readonly publishOffer: { readonly number: string; readonly offer: string } }

/** In SQLite there is nobody to stand by: an indexer that was killed is started again. */
for (const { name, newPlace, standsBy } of [
  { name: 'SQLite', newPlace: async () => newFile(), standsBy: false },
  { name: 'PostgreSQL', newPlace: newDatabase, standsBy: true },
]) {
  test(`an indexer and a replica that are killed at work lose no write and give no wrong answer (${name})`, async t => {
    const scene = await startScene(await newPlace())
    t.after(scene.close)
    await tell(scene, standsBy)
  })
}

const tell = async ({ chain, place, index, replica, end }: Scene, standsBy: boolean) => {
  const standingBy = async () => {
    const standby = index()
    await standby.says(/standby: another process indexes/)
    return standby
  }
  let leader = index()
  await leader.says(/"msg":"following"/)
  let standby = standsBy ? await standingBy() : null
  const replicas = [await replica(), await replica()]

  const answers: Agents[] = []
  const taken: Published['publishOffer'][] = []
  const growing = (async () => {
    while (!end.signal.aborted) {
      chain.mine([minted(BigInt(chain.blocks().length))])
      await sleep(100)
    }
  })()
  const asking = replicas.map(async (_, i) => {
    while (!end.signal.aborted) {
      const answer = await ask<Agents>(replicas[i] as Replica, AGENTS)
      if (answer) answers.push(answer)
      else await sleep(5)
    }
  })
  const headOf = async (): Promise<number> => {
    for (;;) {
      for (const one of replicas) {
        const answer = await ask<Agents>(one, AGENTS)
        if (answer) return Number(answer.agents._meta.heads[0]?.number)
      }
      await sleep(5)
    }
  }
  /** Hands an offer to one replica or the other until one has taken it. */
  const hand = async (name: string) => {
    const { jwt } = await signed(alice, offerOf(alice, termsOf('Lot 7'), { sub: `${alice.did}#${name}` }))
    for (let i = 0; ; i += 1) {
      const answer = await ask<Published>(replicas[i % replicas.length] as Replica, PUBLISH, { token: jwt })
      if (answer) return void taken.push(answer.publishOffer)
      await sleep(5)
    }
  }

  for (let round = 0; round < ROUNDS; round += 1) {
    const handing = Promise.all(Array.from({ length: OFFERS_A_ROUND }, (_, i) => hand(`${round}-${i}`)))
    await sleep(Math.random() * 200)
    const victim = round % replicas.length
    await Promise.all([leader.kill(), replicas[victim]?.process.kill()])
    const before = chain.head().number
    leader = standby ?? index()
    while ((await headOf()) <= before) await sleep(10)
    replicas[victim] = await replica()
    standby = standsBy ? await standingBy() : null
    await handing
  }
  end.abort()
  await Promise.all([growing, ...asking])
  for (let i = 0; i < FINAL_DEPTH; i += 1) chain.mine()
  while ((await headOf()) < chain.head().number) await sleep(10)

  const again = new Map<string, Promise<Agents | null>>()
  for (const answer of answers) {
    const { heads } = answer.agents._meta
    const key = JSON.stringify(heads)
    const asked = again.get(key) ?? ask<Agents>(replicas[0] as Replica, AGENTS, { asOf: { heads } })
    again.set(key, asked)
    assert.deepEqual(answer, await asked)
  }
  assert.ok(again.size > ROUNDS, 'the answers are of several moments')

  for (const one of [leader, standby]) await one?.kill()
  const store = openStore(place)
  const log = await store.write(() =>
    run<{ number: number; offer: string }>('select number, offer from submission order by number'),
  )
  assert.deepEqual(
    taken.map(({ number, offer }) => ({ number: Number(number), offer })).sort((a, b) => a.number - b.number),
    log,
  )
  assert.deepEqual(
    log.map(({ number }) => number),
    Array.from({ length: ROUNDS * OFFERS_A_ROUND }, (_, i) => i + 1),
  )
  const once = temporaryStore()
  const indexer = indexing(once, chain.source, { spec: { ...scriptedSpec, contracts } })
  await indexer.reach(chain.head())
  await indexer.stop()
  assert.deepEqual(await factsOf(store), await factsOf(once))
  await store.close()
  await once.close()
}
