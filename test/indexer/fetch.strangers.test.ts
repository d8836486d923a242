/** Where a stranger would like to lead us, tried with a name server and hosts that do their worst. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type RequestListener } from 'node:http'
import { type AddressInfo, createServer as createTcp, type Socket } from 'node:net'
import { type TestContext, test } from 'node:test'
import { openAgents } from '../../indexer/fetch/agents.ts'
import { type Fetched, type FetchOptions, fetchDocument } from '../../indexer/fetch/fetch.ts'
import { isPublicAddress, type Resolve } from '../../indexer/fetch/guard.ts'

const serve = async (t: TestContext, handler: RequestListener) => {
  const server = createServer(handler).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => server.close().closeAllConnections())
  return { port: (server.address() as AddressInfo).port }
}

const summary = (fetched: Fetched): string =>
  fetched.verdict === 'ok' ? Buffer.from(fetched.bytes).toString() : `${fetched.verdict}: ${fetched.reason}`

const REFUSED = 'refused: The host has an address that is not public.'

/** A name server that answers in turn, over and over. */
const answering = (...answers: readonly (readonly string[])[]): { resolve: Resolve; asked: () => number } => {
  let asked = 0
  const resolve: Resolve = (_host, _options, callback) => {
    const addresses = answers[asked++ % answers.length] ?? []
    callback(
      null,
      addresses.map(address => ({ address, family: address.includes(':') ? 6 : 4 })),
    )
  }
  return { resolve, asked: () => asked }
}

test('a name of which any address is ours is asked for once, and not connected to', async t => {
  const connected: string[] = []
  const tcp = createTcp(socket => {
    connected.push(socket.remoteAddress ?? '')
    socket.destroy()
  }).listen(0, '127.0.0.1')
  await once(tcp, 'listening')
  t.after(() => tcp.close())
  const { port } = tcp.address() as AddressInfo
  const [PUBLIC, OURS] = [['8.8.8.8'], ['127.0.0.1']]
  for (const [answers, verdict] of [
    [[OURS, PUBLIC], REFUSED],
    [[['8.8.8.8', '127.0.0.1']], REFUSED],
    [[['::ffff:127.0.0.1']], REFUSED],
    [[['64:ff9b::7f00:1']], REFUSED],
    [[['2002:7f00:1::1']], REFUSED],
    [[['fe80::1%eth0']], REFUSED],
    [[['100.100.100.200']], REFUSED],
    [[['169.254.169.254']], REFUSED],
    [[['fd00:ec2::254']], REFUSED],
    [[[]], 'unreachable: The connection to the host failed.'],
    [[['not an address']], REFUSED],
  ] as const) {
    const { resolve, asked } = answering(...answers)
    const agents = openAgents({ allowPrivate: false, resolve })
    t.after(agents.close)
    const fetched = await fetchDocument(`http://rebinding.example:${port}/`, {
      agents,
      allowHttp: true,
      timeoutMs: 2_000,
    })
    assert.deepEqual([summary(fetched), asked()], [verdict, 1], JSON.stringify(answers))
  }
  assert.deepEqual(connected, [])
})

test('addresses that are ours in any spelling are not public', () => {
  const ours = `0.0.0.0 0.1.2.3 10.255.0.1 100.64.0.1 100.100.100.200 127.0.0.1 127.255.255.255 169.254.169.254 172.16.0.1
    172.31.255.255 192.0.0.1 192.0.2.1 192.88.99.1 192.168.255.255 198.18.0.1 198.19.255.255 198.51.100.1 203.0.113.1
    224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255 :: ::1 ::127.0.0.1 ::ffff:10.0.0.1 ::ffff:7f00:1
    ::ffff:0:127.0.0.1 64:ff9b::10.0.0.1 64:ff9b:1::7f00:1 100::1 2001::1 2001:2::1 2001:10::1 2001:db8::1
    2002:a00:1:: 2002:7f00:1:: 3fff::1 5f00::1 fc00::1 fd12::1 fe80::1 fec0::1 ff02::1 127.1 0x7f000001 0177.0.0.1 2130706433`
  assert.deepEqual(
    ours.split(/\s+/).filter(address => isPublicAddress(address)),
    [],
  )
  assert.deepEqual(
    ['8.8.8.8', '1.1.1.1', '2606:4700::1111', '2a00:1450:4001::8a', '::ffff:8.8.8.8', '64:ff9b::808:808'].filter(
      address => !isPublicAddress(address),
    ),
    [],
  )
})

test('hosts in odd spellings are read as the system reads them, and refused', async () => {
  const hosts = `0x7f.0.0.1 0177.0.0.1 127.1 2130706433 017700000001 127.0.0.1. ①②⑦.⓪.⓪.① 127。0。0。1 LOCALHOST localhost.
    ⓛocalhost [::ffff:7f00:1] [0:0:0:0:0:ffff:127.0.0.1] [::] [::1] 0 0x0 metadata.localhost`
  for (const host of hosts.split(/\s+/)) {
    const fetched = await fetchDocument(`http://${host}:1/`, { allowHttp: true, timeoutMs: 5_000 })
    assert.ok(
      [REFUSED, 'unreachable: The name of the host does not resolve.'].includes(summary(fetched)),
      `${host}: ${summary(fetched)}`,
    )
  }
})

/** Fetches where every name is on this machine. */
const local = (t: TestContext, options: Partial<FetchOptions> = {}) => {
  const agents = openAgents({ allowPrivate: true, resolve: answering(['127.0.0.1']).resolve })
  t.after(agents.close)
  return async (uri: string) =>
    summary(await fetchDocument(uri, { agents, allowHttp: true, timeoutMs: 5_000, maxBytes: 1_000, ...options }))
}

test('each hop is judged anew, and nothing of ours goes along', async t => {
  const seen: IncomingHttpHeaders[] = []
  const last = await serve(t, (request, response) => {
    seen.push(request.headers)
    response.end('there')
  })
  const first = await serve(t, (request, response) => {
    const [, to = ''] = /^\/(.*)$/s.exec(request.url ?? '') ?? []
    response
      .writeHead(302, { location: decodeURIComponent(to), 'set-cookie': 'id=1', 'www-authenticate': 'Basic' })
      .end()
  })
  const via = (to: string) => `http://a.example:${first.port}/${encodeURIComponent(to)}`
  const fetch = local(t, { allowCrossOrigin: true })
  assert.equal(await fetch(via(`http://b.example:${last.port}/`)), 'there')
  assert.deepEqual(Object.keys(seen[0] ?? {}).sort(), ['accept', 'accept-encoding', 'connection', 'host', 'user-agent'])
  for (const to of [
    'gopher://b.example/',
    'file:///etc/passwd',
    'data:,x',
    'ftp://b.example/',
    'javascript:1',
    'blob:x',
    'ws://b.example/',
  ])
    assert.equal(await fetch(via(to)), 'refused: The host redirects to another scheme.', to)
  assert.equal(
    await fetch(via(`http://user@b.example:${last.port}/`)),
    'refused: The URL carries a user name or password.',
  )
})

test('a proxy of the environment is not asked', async t => {
  const proxied: string[] = []
  const proxy = await serve(t, (request, response) => {
    proxied.push(request.url ?? '')
    response.end('proxied')
  })
  const { port } = await serve(t, (_, response) => response.end('direct'))
  const names = ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'http_proxy', 'NODE_USE_ENV_PROXY'] as const
  const before = names.map(name => process.env[name])
  t.after(() => {
    for (const [i, name] of names.entries()) {
      if (before[i] === undefined) delete process.env[name]
      else process.env[name] = before[i]
    }
  })
  for (const name of names) process.env[name] = `http://127.0.0.1:${proxy.port}`
  process.env.NODE_USE_ENV_PROXY = '1'
  assert.deepEqual([await local(t)(`http://a.example:${port}/`), proxied], ['direct', []])
})

/** A host that speaks no HTTP but these bytes, after the request. */
const saying = async (t: TestContext, say: (socket: Socket) => void) => {
  const server = createTcp(socket => {
    socket.on('error', () => {}).once('data', () => say(socket))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const sockets = new Set<Socket>()
  server.on('connection', socket => sockets.add(socket))
  t.after(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return `http://a.example:${(server.address() as AddressInfo).port}/`
}

test('headers without an end, lengths that lie and answers that are none cost no more than their bounds', async t => {
  let sent = 0
  const endless = await saying(t, socket => {
    socket.write('HTTP/1.1 200 OK\r\n')
    const more = () => {
      while (!socket.destroyed && sent < 50_000_000) {
        sent += 1_000
        if (!socket.write(`x-${sent}: ${'a'.repeat(990)}\r\n`)) return void socket.once('drain', more)
      }
    }
    more()
  })
  const failed = 'unreachable: The connection to the host failed.'
  const fetch = local(t)
  assert.equal(await fetch(endless), failed)
  assert.ok(sent < 10_000_000, `${sent} bytes of headers were taken`)
  const bodies: [string, string][] = [
    ['HTTP/1.1 200 OK\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n', failed],
    ['HTTP/1.1 200 OK\r\ncontent-length: -1\r\n\r\nhello', failed],
    ['HTTP/1.1 200 OK\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\nhello!', failed],
    ['HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nfffffffffffff\r\n', failed],
    [
      'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3e9\r\n',
      'too-large: The content is larger than 1000 bytes.',
    ],
    ['HTTP/2 200\r\n\r\n', failed],
    ['HTTP/1.1 101 Switching Protocols\r\nupgrade: h2c\r\n\r\n', failed],
    [
      'HTTP/1.1 200 OK\r\ncontent-encoding: br\r\n\r\nx',
      'malformed: The host sent an encoded body although none was accepted.',
    ],
    ['\0\0\0\0', failed],
  ]
  for (const [text, verdict] of bodies) {
    const url = await saying(t, socket => {
      socket.write(text + (text.includes('3e9') ? 'x'.repeat(1_001) : ''))
      if (!text.includes('3e9')) socket.end()
    })
    assert.equal(await fetch(url), verdict, JSON.stringify(text))
  }
})
