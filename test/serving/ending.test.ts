/** The end of a node that is told to end: what runs is finished, what comes is not taken, and it does not take long. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { agentAt } from '../support/facts.ts'
import { standingStore } from '../support/standingStore.ts'

const store = await standingStore(1)
after(() => store.remove())
const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url))

/** Serves the store as the command does, and waits until it answers. */
const serving = async () => {
  const args = ['serve', '--store', store.path, '--port', '0']
  const node = spawn(process.execPath, [MAIN, ...args], { stdio: ['ignore', 'ignore', 'pipe'] })
  const ended = once(node, 'exit') as Promise<[code: number | null, signal: string | null]>
  let said = ''
  for await (const chunk of node.stderr) {
    said += chunk
    const url = /"url":"(http[^"]+)\/graphql"/.exec(said)?.[1]
    if (url) return { node, ended, url }
  }
  throw new Error(`it never answered: ${said}`)
}

test('told to end, a node completes its streams, takes nothing more, and is gone', async () => {
  const { node, ended, url } = await serving()
  const query = `{ agent(id: "${agentAt(0)}") { tokenId } }`
  const ask = () => fetch(`${url}/graphql?query=${encodeURIComponent(query)}`)
  assert.deepEqual(await (await ask()).json(), { data: { agent: { tokenId: '0' } } })
  const stream = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify({ query: 'subscription { heads { heads { number } } }' }),
  })
  node.kill('SIGTERM')
  assert.match(await stream.text(), /event: next\ndata: .*"number":"0".*\n\nevent: complete/)
  assert.deepEqual(await ended, [0, null])
  await assert.rejects(ask())
})

test('told twice, a node is gone at once', async () => {
  const { node, ended } = await serving()
  node.kill('SIGTERM')
  node.kill('SIGTERM')
  const [code, signal] = await ended
  assert.ok(code === 0 || signal === 'SIGTERM')
})
