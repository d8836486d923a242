/** What comes over the wire, bounded: one clear error each. */
import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { after, test } from 'node:test'
import { api } from '../../src/api/server.ts'
import { SERVING, type Serving } from '../../src/api/serving.ts'
import { modules } from '../../src/modules/index.ts'
import { agentAt, minted } from '../support/facts.ts'
import { startNode } from '../support/node.ts'
import { noSettings } from '../support/settings.ts'

const node = await startNode()
after(() => node.close())
node.mine(minted(0n))
await node.settle()

/** Serves the node within other bounds while a story is told. */
const bounded = async (serving: Partial<Serving>, told: (url: string, faults: unknown[]) => Promise<void>) => {
  const faults: unknown[] = []
  const server = await api({
    store: node.store,
    modules,
    settings: noSettings,
    version: 'test',
    example: '',
    onFault: fault => faults.push(fault),
    serving: { ...SERVING, graceMs: 2_000, ...serving },
  }).listen(0, '127.0.0.1')
  try {
    await told(server.url, faults)
    assert.deepEqual(faults, [])
  } finally {
    await server.close()
  }
}

const ask = (url: string, query: string, headers: Record<string, string> = {}) =>
  fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  })
const errorOf = async (response: Response) => {
  const { errors = [] } = (await response.json()) as { errors?: { message: string; extensions: object }[] }
  return { status: response.status, message: errors[0]?.message, ...errors[0]?.extensions }
}
const AGENT = `{ agent(id: "${agentAt(0)}") { tokenId } }`
const ANSWERED = { data: { agent: { tokenId: '0' } } }

/** Sends bytes as they are, and gives all that comes back until the connection ends. */
const sent = (url: string, ...pieces: string[]): Promise<string> =>
  new Promise((resolve, reject) => {
    const { port } = new URL(url)
    const socket = connect(Number(port), '127.0.0.1', () => {
      for (const piece of pieces) socket.write(piece)
    })
    let heard = ''
    socket.on('data', chunk => {
      heard += chunk
    })
    socket.on('close', () => resolve(heard))
    socket.on('error', reject)
  })
const said = (answer: string) => [answer.split(' ')[1], JSON.parse(answer.slice(answer.indexOf('\r\n\r\n'))).code]

test('a request that does not fit is turned away for what it is', () =>
  bounded({}, async url => {
    const get = (path: string, more = '') => `GET ${path} HTTP/1.1\r\nhost: node\r\nconnection: close\r\n${more}\r\n`
    const headers = (count: number) => Array.from({ length: count }, (_, i) => `x-${i}: y\r\n`).join('')
    assert.match(await sent(url, get('/health', headers(90))), /^HTTP\/1\.1 200 /)
    assert.deepEqual(said(await sent(url, get('/health', headers(101)))), ['431', 'too_large'])
    assert.deepEqual(said(await sent(url, get('/health', `x: ${'y'.repeat(20_000)}\r\n`))), ['431', 'too_large'])
    assert.deepEqual(said(await sent(url, get(`/health?${'y'.repeat(13_000)}`))), ['414', 'too_large'])
    assert.deepEqual(said(await sent(url, 'hello\r\n\r\n')), ['400', 'bad_input'])
    const refused = async (path: string, init: RequestInit) => {
      const response = await fetch(url + path, init)
      return [response.status, ((await response.json()) as { code: string }).code]
    }
    assert.deepEqual(await refused('/graphql', { method: 'PUT', body: '{}' }), [405, 'bad_input'])
    assert.deepEqual(await refused('/status', { method: 'POST', body: '{}' }), [404, 'not_found'])
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=b']) {
      const init = { method: 'POST', headers: { 'content-type': type }, body: JSON.stringify({ query: AGENT }) }
      assert.deepEqual(await refused('/graphql', init), [415, 'bad_input'])
    }
    assert.deepEqual(await (await ask(url, AGENT)).json(), ANSWERED)
    const mutation = encodeURIComponent('mutation { publishOffer(token: "x") { id } }')
    assert.equal((await fetch(`${url}/graphql?query=${mutation}`)).status, 405)
  }))

test('a request that does not come is not waited for, and those of others are answered meanwhile', () =>
  bounded({}, async url => {
    const slow = sent(url, 'POST /graphql HTTP/1.1\r\nhost: node\r\ncontent-type: ')
    assert.deepEqual(await (await ask(url, AGENT)).json(), ANSWERED)
    assert.deepEqual(said(await slow), ['408', 'timeout'])
  }))

test('a question that costs too much is refused before it is begun, and says by how much', () =>
  bounded({ costMax: 1_000 }, async (url, faults) => {
    const page = (first: number, within: string) => `{ agents(first: ${first}) { nodes { id ${within} } } }`
    assert.deepEqual(await errorOf(await ask(url, page(100, 'history(first: 50) { nodes { kind } }'))), {
      status: 200,
      message: 'the question costs 5302, and 1000 is the most',
      code: 'too_large',
      hint: 'ask for less at a time',
    })
    assert.deepEqual((await errorOf(await ask(url, page(100, 'tokenId owner')))).message, undefined)
    // Written out by a fragment, hidden in a variable, or left out, it costs the same.
    const fragment = `{ ...All } fragment All on Query ${page(100, 'history(first: 50) { nodes { kind } }')}`
    assert.match((await errorOf(await ask(url, fragment))).message ?? '', /costs 5302/)
    const skipped = page(100, 'history(first: 50) @skip(if: true) { nodes { kind } }')
    assert.equal((await errorOf(await ask(url, skipped))).message, undefined)
    const withVariable = (n: number) =>
      fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          query: 'query ($n: Int) { agents(first: $n) { nodes { id history(first: 50) { nodes { kind } } } } }',
          variables: { n },
        }),
      })
    assert.equal((await errorOf(await withVariable(2))).message, undefined)
    assert.match((await errorOf(await withVariable(100))).message ?? '', /costs 5302/)
    assert.deepEqual(faults, [])
  }))

test('an answer that is too long is not sent', () =>
  bounded({ answerBytes: 200 }, async url => {
    assert.deepEqual(await (await ask(url, AGENT)).json(), ANSWERED)
    assert.deepEqual(await errorOf(await ask(url, '{ __schema { types { name } } }')), {
      status: 200,
      message: 'the answer has more than 200 bytes',
      code: 'too_large',
      hint: 'ask for less at a time',
    })
  }))

test('an address that asks too much is told when to come again; its neighbours and its health are another matter', () =>
  bounded({ costMax: 500, costPerMinute: 500, trustProxy: ['127.0.0.1', '10.0.0.0/8'] }, async url => {
    const by = (address: string) => ({ 'x-forwarded-for': address })
    const status = async (address: string, query = '{ status { version } }') =>
      (await ask(url, query, by(address))).status
    assert.deepEqual([await status('203.0.113.7'), await status('203.0.113.7')], [200, 200])
    while ((await status('203.0.113.7')) === 200);
    const refused = await ask(url, '{ status { version } }', by('203.0.113.7'))
    assert.ok(Number(refused.headers.get('retry-after')) >= 1)
    assert.deepEqual(await status('203.0.113.8'), 200)
    // What an address says of itself in front of the trusted proxies changes nothing.
    assert.deepEqual(await status('198.51.100.1, 203.0.113.7, 10.1.1.1'), 429)
    assert.deepEqual(await status('2001:db8:0:1::1'), 200)
    while ((await status('2001:db8:0:1::1')) === 200);
    assert.deepEqual([await status('2001:db8:0:1::2'), await status('2001:db8:0:2::1')], [429, 200])
    assert.equal((await fetch(`${url}/health`, { headers: by('203.0.113.7') })).status, 200)
    // This machine has no account.
    for (let i = 0; i < 20; i++) assert.equal((await ask(url, '{ status { version } }')).status, 200)
    const metrics = await (await fetch(`${url}/metrics`)).text()
    assert.match(metrics, /portolan_rejections_total\{[^}]*code="rate_limited"[^}]*\} [1-9]/)
  }))

test('who may write is what the operator says', async () => {
  const write = 'mutation { publishOffer(token: "x") { offer } }'
  const code = async (url: string, token?: string) => {
    const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` }
    const { status, code } = (await errorOf(await ask(url, write, headers))) as { status: number; code?: string }
    return [status, code]
  }
  await bounded({ mutations: 'closed' }, async url => assert.deepEqual(await code(url), [403, 'closed']))
  await bounded({ mutations: 'token', tokens: ['first-token-of-two', 'other-token-of-two'] }, async url => {
    const unknown = [401, 'unauthorized']
    assert.deepEqual([await code(url), await code(url, 'x'), await code(url, '')], [unknown, unknown, unknown])
    for (const token of ['first-token-of-two', 'other-token-of-two'])
      assert.notDeepEqual(await code(url, token), unknown)
    assert.deepEqual(await (await ask(url, AGENT)).json(), ANSWERED)
  })
})

test('pages of other origins may ask where the operator lets them', () =>
  bounded({ origins: ['https://shop.example'] }, async url => {
    const allowed = async (origin: string) => {
      const { headers } = await ask(url, AGENT, { origin })
      return [headers.get('access-control-allow-origin'), headers.get('vary')?.includes('origin')]
    }
    assert.deepEqual(await allowed('https://shop.example'), ['https://shop.example', true])
    assert.deepEqual(await allowed('https://other.example'), [null, true])
  }))

test('a question that takes too long ends at its next statement', () =>
  bounded({ deadlineMs: 0 }, async url => {
    assert.deepEqual(await errorOf(await ask(url, AGENT)), {
      status: 200,
      message: 'the answer takes longer than 0 s',
      code: 'timeout',
      hint: 'ask for less at a time, or ask again later',
    })
  }))
