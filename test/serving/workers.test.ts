/** The processes that answer: whatever becomes of one, the others answer, and it is replaced. */
import assert from 'node:assert/strict'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { Agent, get } from 'node:http'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { startWorkers, type WorkerEvent } from '../../src/workers.ts'
import { agentAt } from '../support/facts.ts'
import { standingStore } from '../support/standingStore.ts'

const store = await standingStore(3)
after(() => store.remove())

const entry = (name: string) => fileURLToPath(new URL(`../support/${name}.ts`, import.meta.url))

/** Runs brittle workers while a story is told. `seen` waits for so many events of a kind. */
const running = async (
  workers: number,
  told: (url: string, seen: (kind: WorkerEvent['kind'], times: number) => Promise<WorkerEvent>) => Promise<void>,
) => {
  const events: WorkerEvent[] = []
  const crew = await startWorkers({
    entry: entry('brittleWorker'),
    work: { path: store.path },
    workers,
    host: '127.0.0.1',
    port: 0,
    heapMb: 160,
    silentMs: 4_000,
    endMs: 10_000,
    report: event => events.push(event),
  })
  const failed = crew.done.catch(error => {
    throw error
  })
  const seen = async (kind: WorkerEvent['kind'], times: number): Promise<WorkerEvent> => {
    for (;;) {
      const found = events.filter(event => event.kind === kind)[times - 1]
      if (found) return found
      await Promise.race([failed, sleep(20)])
    }
  }
  try {
    const url = await crew.ready
    await seen('answering', workers)
    await told(url, seen)
  } finally {
    await crew.stop()
  }
}

/** Asks over a connection of its own; rejects where that breaks. */
const fetched = (url: string): Promise<string> =>
  new Promise((resolve, reject) => {
    get(url, { agent: new Agent({ keepAlive: false }) }, response => {
      let body = ''
      response.on('data', chunk => {
        body += chunk
      })
      response.on('end', () => resolve(body))
      response.on('error', reject)
    }).on('error', reject)
  })

const QUESTION = `/graphql?query=${encodeURIComponent(`{ agent(id: "${agentAt(2)}") { tokenId } agents(first: 5) { nodes { tokenId } } }`)}`
const ANSWER = JSON.stringify({
  data: { agent: { tokenId: '2' }, agents: { nodes: ['2', '1', '0'].map(tokenId => ({ tokenId })) } },
})

test('what never ends takes its process with it and nothing else: the other answers meanwhile', () =>
  running(2, async (url, seen) => {
    for (const [i, path] of ['/statement', '/loop'].entries()) {
      const lost = assert.rejects(fetched(url + path), { code: 'ECONNRESET' })
      const killed = seen('silent', i + 1)
      let meanwhile = 0
      for (
        let isKilled = false;
        !isKilled;
        isKilled = await Promise.race([killed.then(() => true), sleep(50, false)])
      ) {
        // What the process had taken before it blocked goes with it.
        const asked = fetched(url + QUESTION).catch(() => null)
        const answer = await Promise.race([asked, sleep(1_000, null)])
        if (answer === null) continue
        assert.equal(answer, ANSWER)
        meanwhile += 1
      }
      await lost
      assert.ok(meanwhile > 3, `${meanwhile} answers meanwhile`)
      const { worker } = await killed
      assert.equal((await seen('answering', 3 + i)).worker, worker)
      assert.equal(await fetched(url + QUESTION), ANSWER)
    }
  }))

test('a process that takes all the memory it may have dies, alone, and is replaced', () =>
  running(1, async (url, seen) => {
    const lost = assert.rejects(fetched(`${url}/memory`), { code: 'ECONNRESET' })
    const event = await seen('lost', 1)
    await lost
    // By its own hand, or it was so busy with what it had that it was taken for blocked.
    assert.ok(event.kind === 'lost' && ['SIGABRT', 'SIGKILL'].includes(event.why), JSON.stringify(event))
    await seen('answering', 2)
    assert.equal(await fetched(url + QUESTION), ANSWER)
  }))

test('a process that is killed under load costs at most what it was answering: no answer is wrong, the next is right', () =>
  running(2, async (url, seen) => {
    let [right, broken, over] = [0, 0, false]
    const asking = async () => {
      while (!over) {
        const answer = await fetched(url + QUESTION).catch(() => null)
        if (answer === null) broken += 1
        else {
          assert.equal(answer, ANSWER)
          right += 1
        }
      }
    }
    const load = Promise.all(Array.from({ length: 3 }, asking))
    process.kill(Number(await fetched(`${url}/pid`)), 'SIGKILL')
    await seen('lost', 1)
    assert.equal(await fetched(url + QUESTION), ANSWER)
    await seen('answering', 3)
    over = true
    await load
    assert.ok(right > 50 && broken < right, `${right} right, ${broken} broken off`)
  }))

test('a process that blocks ends with the parent that was to kill it', async () => {
  const parent = fork(entry('brittleParent'), [store.path], { silent: true })
  const [url] = await once(parent, 'message')
  const lost = assert.rejects(fetched(`${url}/told-loop`), { code: 'ECONNRESET' })
  assert.ok(parent.stdout)
  await once(parent.stdout, 'data')
  parent.kill('SIGKILL')
  await lost
})

test('workers that never answer are the end, with what to do', async () => {
  const options = { work: {}, workers: 2, host: '127.0.0.1', port: 0, heapMb: 128, silentMs: 4_000, endMs: 1_000 }
  const crew = await startWorkers({ ...options, entry: entry('barrenWorker'), report: () => {} })
  await assert.rejects(crew.done, {
    code: 'unanswerable',
    message: '5 processes one after another died before they answered',
    hint: 'is there memory enough for `serving.heapMb`? the log of this node says more',
  })
  await assert.rejects(crew.ready, { code: 'unanswerable' })
  await crew.stop()
})

test('what is wrong from the beginning is said at once', async () => {
  const options = { workers: 1, host: '127.0.0.1', port: 0, heapMb: 128, silentMs: 4_000, endMs: 1_000 }
  const work = { path: `${store.path}.missing` }
  const crew = await startWorkers({ ...options, work, entry: entry('brittleWorker'), report: () => {} })
  await assert.rejects(crew.done, { code: 'bad_config', hint: 'start the indexer first: it creates the store' })
  await crew.stop()
})
