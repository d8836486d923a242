import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer as createHttp, type IncomingHttpHeaders, type RequestListener } from 'node:http'
import { createServer as createHttps } from 'node:https'
import type { AddressInfo } from 'node:net'
import { type TestContext, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { Agent, buildConnector } from 'undici'
import { openAgents } from '../../indexer/fetch/agents.ts'
import { type Fetched, type FetchOptions, fetchDefaults, fetchDocument } from '../../indexer/fetch/fetch.ts'
import { guardedConnector, type Resolve } from '../../indexer/fetch/guard.ts'

/** A throw-away key and certificate of files.example, valid until 2120. */
const pem = (label: string, body: string) => `-----BEGIN ${label}-----\n${body}\n-----END ${label}-----\n`
const key = pem(
  'PRIVATE KEY',
  `MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgZWvHH/do7UPMGNSquRLcDbiWrHHdtGohVOqRjfqSaqehRANCAASmHx8jj+KOCaN/
oIeq3+pzKVKGKPx09pvCf42kLVQXXR5zBMyTpLRV5WVYdYQMvYqS3UIPpqD6TaG+r7Y0uoyy`,
)
const cert = pem(
  'CERTIFICATE',
  `MIIBTTCB9KADAgECAgEBMAoGCCqGSM49BAMCMBgxFjAUBgNVBAMMDWZpbGVzLmV4YW1wbGUwIBcNMjAwMTAxMDAwMDAwWhgPMjEyMDAxMDEwMDAw
MDBaMBgxFjAUBgNVBAMMDWZpbGVzLmV4YW1wbGUwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAASmHx8jj+KOCaN/oIeq3+pzKVKGKPx09pvCf42k
LVQXXR5zBMyTpLRV5WVYdYQMvYqS3UIPpqD6TaG+r7Y0uoyyoy0wKzAYBgNVHREEETAPgg1maWxlcy5leGFtcGxlMA8GA1UdEwEB/wQFMAMBAf8w
CgYIKoZIzj0EAwIDSAAwRQIgIJNjoPtiynZK3YjwalnEPg0fhwgLSD7J0rPclOLzC3ECIQDKfou1eWf/uDhIsqS8JWHQhAyP8ECN2i48jVvNCJIC
Fw==`,
)

type Place = { readonly port: number; readonly connections: () => number }

const serve = async (t: TestContext, handler: RequestListener, tls = true): Promise<Place> => {
  const server = tls ? createHttps({ key, cert }, handler) : createHttp(handler)
  let connections = 0
  server.on('connection', () => connections++).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => server.close().closeAllConnections())
  return { port: (server.address() as AddressInfo).port, connections: () => connections }
}

const toLoopback: Resolve = (_host, _options, callback) => callback(null, [{ address: '127.0.0.1', family: 4 }])

/** Fetches as the product would, from a world where every name is on this machine and the certificate is trusted. */
const world = (t: TestContext, options: Partial<FetchOptions> = {}, resolve = toLoopback) => {
  const agents = openAgents({ allowPrivate: true, ca: cert, resolve })
  t.after(agents.close)
  return (uri: string): Promise<Fetched> =>
    fetchDocument(uri, { maxBytes: 1_000, timeoutMs: 2_000, agents, ...options })
}

/** Each path of a server that misbehaves in its own way. */
const paths: Record<string, RequestListener> = {
  '/gone': (_, res) => res.writeHead(410).end(),
  '/none': (_, res) => res.writeHead(404).end('x'.repeat(100_000)),
  '/broken': (_, res) => res.writeHead(500).end(),
  '/not-modified': (_, res) => res.writeHead(304).end(),
  '/nowhere': (_, res) => res.writeHead(302).end(),
  '/bad-url': (_, res) => res.writeHead(302, { location: 'https://[' }).end(),
  '/gzip': (_, res) => res.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('{}')),
  '/announced': (_, res) => res.writeHead(200, { 'content-length': 10_000_000 }).flushHeaders(),
  '/sent': (_, res) => res.writeHead(200, { 'content-length': 10_000_000 }).end(Buffer.alloc(10_000_000)),
  '/endless': (_, res) => {
    const more = () => {
      while (!res.destroyed && res.write(Buffer.alloc(65_536)));
    }
    res.on('drain', more)
    more()
  },
  '/one-more': (_, res) => res.end('x'.repeat(1_001)),
  '/limit': (_, res) => res.end('x'.repeat(1_000)),
  '/cut-off': (_, res) => {
    res.writeHead(200, { 'content-length': 100 }).write('x')
    setTimeout(() => res.destroy(), 20)
  },
  '/hang-up': (_, res) => res.destroy(),
  '/loop': (_, res) => res.writeHead(307, { location: '/loop' }).end(),
  '/to-file': (_, res) => res.writeHead(302, { location: 'file:///etc/passwd' }).end(),
  '/to-data': (_, res) => res.writeHead(302, { location: 'data:,x' }).end(),
  '/to-user': (_, res) => res.writeHead(302, { location: '//user:secret@files.example/' }).end(),
  '/to-http': (_, res) => res.writeHead(302, { location: 'http://files.example/' }).end(),
  '/to-other': (_, res) => res.writeHead(302, { location: 'https://other.example/' }).end(),
}

const verdicts: [path: string, verdict: string][] = [
  ['/gone', 'missing: The host answered with status 410.'],
  ['/none', 'missing: The host answered with status 404.'],
  ['/broken', 'unreachable: The host answered with status 500.'],
  ['/not-modified', 'unreachable: The host answered with status 304.'],
  ['/nowhere', 'unreachable: The host answered with status 302.'],
  ['/bad-url', 'unreachable: The host redirects to something that is not a URL.'],
  ['/gzip', 'malformed: The host sent an encoded body although none was accepted.'],
  ['/announced', 'too-large: The content is larger than 1000 bytes.'],
  ['/sent', 'too-large: The content is larger than 1000 bytes.'],
  ['/endless', 'too-large: The content is larger than 1000 bytes.'],
  ['/one-more', 'too-large: The content is larger than 1000 bytes.'],
  ['/limit', 'ok 1000'],
  ['/cut-off', 'unreachable: The connection to the host failed.'],
  ['/hang-up', 'unreachable: The connection to the host failed.'],
  ['/loop', 'unreachable: The host redirects more than 3 times.'],
  ['/to-file', 'refused: The host redirects to another scheme.'],
  ['/to-data', 'refused: The host redirects to another scheme.'],
  ['/to-user', 'refused: The URL carries a user name or password.'],
  ['/to-http', 'refused: The host redirects from https to http.'],
  ['/to-other', 'refused: The host redirects to another origin.'],
]

const summary = (fetched: Fetched): string =>
  fetched.verdict === 'ok' ? `ok ${fetched.bytes.length}` : `${fetched.verdict}: ${fetched.reason}`

test('a host that misbehaves gets its verdict', async t => {
  const { port } = await serve(t, (req, res) => paths[req.url ?? '']?.(req, res))
  const fetch = world(t)
  const found: [string, string][] = []
  for (const [path] of verdicts) found.push([path, summary(await fetch(`https://files.example:${port}${path}`))])
  assert.deepEqual(found, verdicts)
})

test('a private address is never connected to, however it is written', async t => {
  const { port, connections } = await serve(t, (_, res) => res.end('secret'))
  const hosts = `localhost LOCALHOST 127.0.0.1 127.0.0.1. 127.1 2130706433 0x7f000001 0177.0.0.1 0x7f.1
    [::1] [::ffff:127.0.0.1] [::127.0.0.1] [64:ff9b::7f00:1] [2002:7f00:1::] 0 0.0.0.0 [::]
    169.254.169.254 10.0.0.1 192.168.0.1 [fd00::1] [fe80::1]`
  for (const host of hosts.split(/\s+/)) {
    for (const scheme of ['https', 'http']) {
      const fetched = await fetchDocument(`${scheme}://${host}:${port}/`, { allowHttp: true, timeoutMs: 2_000 })
      const reason = 'The host has an address that is not public.'
      assert.deepEqual(fetched, { verdict: 'refused', reason, immutable: false }, host)
    }
  }
  assert.equal(connections(), 0)
})

test('a redirect or a second answer of the name server leads to no private address either', async t => {
  const inner = await serve(t, (_, res) => res.end('secret'), false)
  const outer = await serve(
    t,
    (req, res) => res.writeHead(302, { location: `http://${req.url?.slice(1)}:${inner.port}/` }).end(),
    false,
  )
  let asked = 0
  const resolve: Resolve = (_host, _options, callback) =>
    callback(null, [{ address: asked++ === 0 ? '8.8.8.8' : '127.0.0.1', family: 4 }])
  const open = buildConnector({
    lookup: (_host, _options, found) => found(null, [{ address: '127.0.0.1', family: 4 }]),
  })
  const guarded = guardedConnector({ allowPrivate: false, resolve })
  // one name stands for a public host; all others meet the guard
  const strangers = new Agent({
    connect: (target, callback) => (target.hostname === 'public.example' ? open : guarded)(target, callback),
  })
  const agents = { ...openAgents({ allowPrivate: false }), strangers }
  t.after(() => strangers.destroy())
  const options = { agents, allowHttp: true, allowCrossOrigin: true, timeoutMs: 2_000 }

  resolve('rebinding.example', { all: true }, () => {})
  for (const host of ['127.0.0.1', '2130706433', '[::1]', 'localhost', 'rebinding.example']) {
    const fetched = await fetchDocument(`http://public.example:${outer.port}/${host}`, options)
    assert.equal(summary(fetched), 'refused: The host has an address that is not public.', host)
  }
  assert.deepEqual([outer.connections() > 0, inner.connections(), asked], [true, 0, 3])
})

test('redirects are followed three times on one origin, or to others if allowed', async t => {
  const second = await serve(t, (_, res) => res.end('second'))
  const first = await serve(t, (req, res) => {
    const left = Number(req.url?.slice(1))
    const location = left === 0 ? `https://files.example:${second.port}/` : `/${left - 1}`
    res.writeHead(left > 9 ? 200 : 301, { location }).end('first')
  })
  const url = (path: number) => `https://files.example:${first.port}/${path}`
  assert.equal(summary(await world(t)(url(2))), 'refused: The host redirects to another origin.')
  const fetch = world(t, { allowCrossOrigin: true })
  assert.equal(summary(await fetch(url(10))), 'ok 5')
  assert.equal(summary(await fetch(url(2))), 'ok 6')
  assert.equal(summary(await fetch(url(3))), 'unreachable: The host redirects more than 3 times.')
})

test('a redirect to https is not led back to http', async t => {
  const second = await serve(t, (_, res) => res.writeHead(302, { location: 'http://files.example/' }).end())
  const to = { location: `https://files.example:${second.port}/` }
  const first = await serve(t, (_, res) => res.writeHead(302, to).end(), false)
  const fetched = await world(t, { allowHttp: true, allowCrossOrigin: true })(`http://files.example:${first.port}/`)
  assert.equal(summary(fetched), 'refused: The host redirects from https to http.')
})

test('a body that nobody reads is cut off', async t => {
  const cut = Promise.withResolvers<void>()
  const { port } = await serve(t, (_, res) => {
    res.writeHead(404).write('x')
    res.on('close', cut.resolve)
  })
  setTimeout(cut.reject, 2_000).unref()
  assert.equal((await world(t)(`https://files.example:${port}/`)).verdict, 'missing')
  await cut.promise
})

test('a host that drips, or a name server that is silent, costs the deadline and no more', async t => {
  const { port } = await serve(t, (_, res) => {
    const drip = setInterval(() => res.write('x'), 20)
    res.on('close', () => clearInterval(drip))
  })
  const late = 'unreachable: The host did not answer in time.'
  const started = performance.now()
  assert.equal(summary(await world(t, { timeoutMs: 200 })(`https://files.example:${port}/`)), late)
  assert.equal(summary(await world(t, { timeoutMs: 200 }, () => {})(`https://files.example:${port}/`)), late)
  assert.ok(performance.now() - started < 4_000)
})

test('hosts without a name, a listener or a trusted certificate are unreachable', async t => {
  const { port } = await serve(t, (_, res) => res.end('{}'))
  const free = await serve(t, () => {})
  const untrusted = { allowPrivate: true, timeoutMs: 2_000 }
  const nameless: Resolve = (_host, _options, callback) =>
    callback(Object.assign(new Error(), { code: 'ENOTFOUND' }), undefined as never)
  const url = `https://files.example:${port}/`
  assert.deepEqual(
    [
      summary(await world(t, {}, nameless)(url)),
      summary(await world(t)('https://files.example:1/')),
      summary(await world(t)(`https://other.example:${free.port}/`)),
      summary(await fetchDocument(`https://127.0.0.1:${port}/`, untrusted)),
      summary(await world(t)(`http://files.example:${port}/`)),
    ],
    [
      'unreachable: The name of the host does not resolve.',
      'unreachable: The host refuses the connection.',
      'unreachable: The host has no TLS that we trust.',
      'unreachable: The host has no TLS that we trust.',
      'refused: Plain http is not allowed.',
    ],
  )
})

test('a document comes with its hashes, from a request that gives nothing away', async t => {
  const seen: IncomingHttpHeaders[] = []
  const { port, connections } = await serve(t, (req, res) => {
    seen.push(req.headers)
    const cookie = { 'set-cookie': 'id=1' }
    if (req.url === '/') res.writeHead(302, { location: '/doc', ...cookie }).end()
    else res.writeHead(200, { 'content-type': 'Application/JSON; charset=utf-8', ...cookie }).end('hello')
  })
  let asked = 0
  const fetch = world(t, {}, (...question) => {
    asked++
    toLoopback(...question)
  })
  const bytes = new TextEncoder().encode('hello')
  const hashes = {
    sha256: '0x2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824',
    keccak256: '0x1c8aff950685c2ed4bc3174f3472287b56d9517b9c948127319a09a7a36deac8',
  }
  const document = { verdict: 'ok', bytes, mediaType: 'application/json', ...hashes, immutable: false }
  assert.deepEqual(await fetch(`https://files.example:${port}/`), document)
  assert.deepEqual(await fetch('data:application/json,hello'), { ...document, immutable: true })
  const headers = {
    accept: 'application/json, */*;q=0.5',
    'accept-encoding': 'identity',
    connection: 'keep-alive',
    host: `files.example:${port}`,
    'user-agent': 'portolan',
  }
  assert.deepEqual(seen, [headers, headers])
  // each connection went to the one answer that was checked
  assert.equal(asked, connections())
})

test('bad options and an abort throw; nothing else does', async t => {
  const { port } = await serve(t, () => {})
  const bad = { name: 'PortolanError', code: 'bad_config' }
  for (const options of [
    { maxBytes: 0 },
    { timeoutMs: Number.NaN },
    { gateways: ['ipfs.io'] },
    { gateways: ['ftp://x'] },
  ]) {
    await assert.rejects(fetchDocument('', options), bad)
  }
  const fetch = world(t, { signal: AbortSignal.timeout(50) })
  await assert.rejects(fetch(`https://files.example:${port}/`), { name: 'TimeoutError' })
  await assert.rejects(fetch(''), { name: 'TimeoutError' })
  assert.throws(() => Object.assign(fetchDefaults, { maxBytes: 1 }), TypeError)
  assert.throws(() => Object.assign(fetchDefaults.gateways, ['https://x']), TypeError)
})
