import assert from 'node:assert/strict'
import { test } from 'node:test'
import { api } from '../../src/api/server.ts'
import { PortolanError } from '../../src/core/errors.ts'
import { modules } from '../../src/modules/index.ts'
import { chainRow, haltChain } from '../../src/store/chain.ts'
import { migrate } from '../../src/store/migrate.ts'
import type { Store } from '../../src/store/open.ts'
import { bendable } from '../support/bendable.ts'
import { minted } from '../support/facts.ts'
import { indexed } from '../support/indexed.ts'
import type { Answer } from '../support/node.ts'
import { CHAIN, scriptedChain } from '../support/scripted.ts'
import { noSettings } from '../support/settings.ts'
import { until } from '../support/until.ts'
import { indexing, temporaryStore } from '../support/world.ts'

const EXAMPLE = '{ status { version } }'

/** Serves a store on a port of its own while a story is told. */
const served = async <R>(store: Store, told: (url: string, faults: unknown[]) => Promise<R>): Promise<R> => {
  const faults: unknown[] = []
  const settings = { ...noSettings }
  const onFault = (fault: unknown) => void faults.push(fault)
  const server = await api({ store, modules, settings, version: '1.2.3', example: EXAMPLE, onFault }).listen(
    0,
    '127.0.0.1',
  )
  try {
    return await told(server.url, faults)
  } finally {
    await server.close()
  }
}
const get = async (url: string) => {
  const response = await fetch(url, { redirect: 'manual' })
  const { headers, status } = response
  return { status, type: headers.get('content-type'), cache: headers.get('cache-control'), body: await response.text() }
}
const json = (status: number, body: unknown) => ({
  status,
  type: 'application/json',
  cache: 'no-store',
  body: `${JSON.stringify(body)}\n`,
})
/** A chain whose newest block is of now. */
const fresh = () => {
  const chain = scriptedChain()
  chain.mine()
  chain.mine([minted(0n)], Math.floor(Date.now() / 1_000) - chain.head().time)
  return chain
}

const nothing = { version: '1.2.3', chains: [], documents: { known: 0, waiting: 0 } }

test('while the tables are only being made the node is healthy and not ready', async () => {
  const store = temporaryStore()
  try {
    await migrate(store)
    await served(store, async (url, faults) => {
      assert.deepEqual(await get(`${url}/health`), json(200, { ok: true }))
      assert.deepEqual(await get(`${url}/ready`), json(503, { ready: false, waiting: [] }))
      assert.deepEqual(await get(`${url}/status`), json(200, nothing))
      assert.deepEqual(faults, [])
    })
  } finally {
    await store.close()
  }
})

test('while nothing is indexed the node is healthy and not ready, and answers with nothing', async () => {
  const store = temporaryStore()
  const { source, bend } = bendable(scriptedChain().source)
  bend({ head: signal => new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason))) })
  const indexer = indexing(store, source)
  try {
    await until(
      'the head is asked for',
      async () => (await store.write(() => chainRow(CHAIN)).catch(() => undefined)) !== undefined,
    )
    await served(store, async url => {
      assert.deepEqual(await get(`${url}/health`), json(200, { ok: true }))
      const waiting = [{ chain: CHAIN, state: 'BACKFILL', reason: null }]
      assert.deepEqual(await get(`${url}/ready`), json(503, { ready: false, waiting }))
      const query = '{ status { chains { head { number } } } agents { nodes { id } _meta { heads { number } now } } }'
      const answer = await (await fetch(`${url}/graphql?query=${encodeURIComponent(query)}`)).json()
      const _meta = { heads: [], now: '1970-01-01T00:00:00Z' }
      assert.deepEqual(answer, { data: { status: { chains: [{ head: null }] }, agents: { nodes: [], _meta } } })
    })
  } finally {
    await indexer.stop()
    await store.close()
  }
})

test('a chain that is followed and whose head is of now is ready; one that is old or halted is waited for', async () => {
  const waiting = (state: string, reason: string | null = null) => ({
    ready: false,
    waiting: [{ chain: CHAIN, state, reason }],
  })
  await indexed(fresh(), (store, indexer) =>
    served(store, async url => {
      assert.deepEqual(await get(`${url}/ready`), json(200, { ready: true, waiting: [] }))
      await indexer.stop()
      await store.write(() => haltChain(CHAIN, 'deep_reorg: somebody must look'))
      const [halted, health] = [await get(`${url}/ready`), await get(`${url}/health`)]
      assert.deepEqual(halted, json(503, waiting('HALTED', 'deep_reorg: somebody must look')))
      assert.deepEqual(health, json(200, { ok: true }))
    }),
  )
  const old = scriptedChain()
  old.mine()
  old.mine([], Math.floor(Date.now() / 1_000) - old.head().time - 300)
  await indexed(old, store =>
    served(store, async url => assert.deepEqual(await get(`${url}/ready`), json(503, waiting('FOLLOWING')))),
  )
})

test('the status says the same over HTTP and over GraphQL; integers of any size are text', async () => {
  const chain = fresh()
  const { number, hash, time } = chain.head()
  await indexed(chain, store =>
    served(store, async url => {
      const query = `{ status {
        version
        chains { chain state reason head { chain number hash } final remote start commits coverage { from to reach grade } hashes gaps rejected }
        documents { known waiting }
      } }`
      const { data } = (await (await fetch(`${url}/graphql?query=${encodeURIComponent(query)}`)).json()) as Answer<{
        status: object
      }>
      const covered = (reach: string) => ({ from: '0', to: '1', reach, grade: 'FETCHED' })
      // In the order of the contracts' addresses; the token is read by topic.
      const coverage = ['WHOLE', 'WHOLE', 'WHOLE', 'WHOLE', 'WATCHED', 'WHOLE', 'WHOLE'].map(covered)
      const place = { final: '-1', remote: '1', start: '0', commits: '1' }
      const shown = {
        chain: CHAIN,
        state: 'FOLLOWING',
        reason: null,
        head: { chain: CHAIN, number: '1', hash },
        ...place,
      }
      const documents = { known: 0, waiting: 0 }
      assert.deepEqual(data.status, {
        version: '1.2.3',
        chains: [{ ...shown, coverage, hashes: 'NOT_RECOMPUTABLE', gaps: 0, rejected: 0 }],
        documents,
      })
      const status = JSON.parse((await get(`${url}/status`)).body)
      assert.deepEqual(status.chains[0].head, { chain: CHAIN, number, hash, time })
      assert.deepEqual([status.version, status.chains[0].commits, status.documents], ['1.2.3', 1, documents])
    }),
  )
})

test('metrics are what Prometheus reads: heads, age, halts, commits, documents, and how questions went', async () => {
  await indexed(fresh(), store =>
    served(store, async url => {
      await fetch(`${url}/graphql?query=${encodeURIComponent(EXAMPLE)}`)
      await fetch(`${url}/graphql?query=${encodeURIComponent('{ agents(first: -1) { nodes { id } } }')}`)
      const { status, type, body } = await get(`${url}/metrics`)
      assert.deepEqual([status, type], [200, 'text/plain; version=0.0.4; charset=utf-8'])
      const samples = new Map(
        body
          .split('\n')
          .filter(line => line.startsWith('portolan_'))
          .map(line => line.split(' ') as [string, string]),
      )
      const of = (name: string, labels = `chain="${CHAIN}",`) => samples.get(`${name}{${labels}version="1.2.3"}`)
      assert.deepEqual(
        {
          head: of('portolan_head_block'),
          remote: of('portolan_remote_block'),
          halted: of('portolan_halted'),
          commits: of('portolan_commits'),
          known: of('portolan_documents', ''),
          waiting: of('portolan_documents_waiting', ''),
          good: samples.get('portolan_graphql_seconds_count{version="1.2.3",outcome="ok"}'),
          bad: samples.get('portolan_graphql_seconds_count{version="1.2.3",outcome="error"}'),
        },
        { head: '1', remote: '1', halted: '0', commits: '1', known: '0', waiting: '0', good: '1', bad: '1' },
      )
      const age = Number(of('portolan_head_age_seconds'))
      assert.ok(age >= 0 && age < 120, `the head is ${age} s old`)
    }),
  )
})

test('the page to explore with comes whole: it loads nothing from elsewhere', async () => {
  await indexed(fresh(), store =>
    served(store, async url => {
      const home = await fetch(url, { redirect: 'manual' })
      assert.deepEqual([home.status, home.headers.get('location')], [302, '/graphql'])
      const response = await fetch(`${url}/graphql`, { headers: { accept: 'text/html' } })
      assert.deepEqual([response.status, response.headers.get('content-type')], [200, 'text/html'])
      const page = await response.text()
      const markup = page.replaceAll(/(<(script|style)\b[^>]*>).*?<\/\2>/gs, '$1')
      const loaded = [...markup.matchAll(/\b(?:src|srcset|href|action|data)\s*=\s*["']?([^\s"'>]+)/gi)].map(
        ([, place]) => place,
      )
      assert.deepEqual(
        loaded.filter(place => !place?.startsWith('data:')),
        [],
      )
      assert.deepEqual(page.match(/https?:\/\/[\w.-]*(?:unpkg|jsdelivr|cdnjs|esm\.sh|googleapis|skypack)[\w.]*/g), null)
      assert.deepEqual(page.match(/@import\s+(?:url\()?["']?https?:|url\(["']?(?:https?:)?\/\//g), null)
      assert.ok(page.includes(JSON.stringify(EXAMPLE).slice(1, -1)), 'it shows the example first')
    }),
  )
})

test('any page may ask, and none is sent credentials', async () => {
  await indexed(fresh(), store =>
    served(store, async url => {
      const origin = 'https://elsewhere.example'
      const allowed = ({ status, headers }: Response) => [
        status,
        ['*', origin].includes(headers.get('access-control-allow-origin') ?? ''),
        headers.get('access-control-allow-credentials'),
        headers.get('set-cookie'),
      ]
      const asked = { 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' }
      const preflight = await fetch(`${url}/graphql`, { method: 'OPTIONS', headers: { origin, ...asked } })
      const { headers } = preflight
      assert.deepEqual(allowed(preflight), [204, true, null, null])
      assert.deepEqual(
        [headers.get('access-control-allow-methods'), headers.get('access-control-allow-headers')],
        ['GET, POST, OPTIONS', 'content-type'],
      )
      const body = JSON.stringify({ query: EXAMPLE })
      const sent = { origin, 'content-type': 'application/json', cookie: 'a=b' }
      assert.deepEqual(allowed(await fetch(`${url}/graphql`, { method: 'POST', headers: sent, body })), [
        200,
        true,
        null,
        null,
      ])
    }),
  )
})

test('a fault of ours is told to the operator whole and to the client as one, whatever it is', async () => {
  const secret = 'SQLITE_IOERR at /var/lib/s3cret.db: select s3cret from agent'
  const internal = { message: 'Unexpected error.', extensions: { code: 'internal' } }
  for (const fault of [
    new Error(secret),
    new PortolanError('store_corrupt', secret, { hint: secret }),
    new TypeError(secret),
  ]) {
    const broken: Partial<Store>[] = [
      { read: () => Promise.reject(fault) },
      { read: async () => ({ all: () => Promise.reject(fault), release: () => {} }) },
    ]
    for (const store of broken) {
      await served(
        {
          write: async () => {
            throw fault
          },
          close: async () => {},
          ...store,
        } as Store,
        async (url, faults) => {
          const query = encodeURIComponent('{ status { version } agents { nodes { id } } }')
          const answer = await fetch(`${url}/graphql?query=${query}`)
          const text = await answer.text()
          const { data, errors = [] } = JSON.parse(text) as Answer<null>
          assert.deepEqual(
            [data, [...new Set(errors.map(({ message, extensions }) => JSON.stringify({ message, extensions })))]],
            [null, [JSON.stringify(internal)]],
          )
          const body = { code: 'internal', message: 'this cannot be answered', hint: 'see the log of this node' }
          for (const path of ['status', 'ready', 'metrics'])
            assert.deepEqual(await get(`${url}/${path}`), json(500, body))
          assert.deepEqual(await get(`${url}/health`), json(200, { ok: true }))
          assert.deepEqual(
            [text.includes('s3cret'), faults.length >= 4, faults.every(heard => heard === fault)],
            [false, true, true],
          )
        },
      )
    }
  }
})
