import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { type TestContext, test } from 'node:test'
import { CarWriter } from '@ipld/car/writer'
import * as dagPb from '@ipld/dag-pb'
import fc from 'fast-check'
import { UnixFS } from 'ipfs-unixfs'
import { CID } from 'multiformats/cid'
import * as Digest from 'multiformats/hashes/digest'
import { openAgents } from '../../indexer/fetch/agents.ts'
import { type Fetched, type FetchOptions, fetchDocument } from '../../indexer/fetch/fetch.ts'
import { proven } from '../../indexer/fetch/unixfs.ts'

const rawCode = 0x55
const text = (length: number) => Buffer.from('0123456789'.repeat(Math.ceil(length / 10)).slice(0, length))

/** Every block of this world by its CID. */
const blocks = new Map<string, { bytes: Uint8Array; links: CID[] }>()

const put = (bytes: Uint8Array, codec: number, links: CID[] = []): CID => {
  const cid = CID.createV1(codec, Digest.create(0x12, createHash('sha256').update(bytes).digest()))
  blocks.set(`${cid}`, { bytes, links })
  return cid
}
const leaf = (bytes: Uint8Array): CID => put(bytes, rawCode)
const branch = (data: UnixFS | Uint8Array, links: [name: string, cid: CID][] = []): CID => {
  const Data = data instanceof UnixFS ? data.marshal() : data
  const Links = links.map(([Name, Hash]) => ({ Name, Hash, Tsize: 0 }))
  const hashes = links.map(([, cid]) => cid)
  return put(dagPb.encode(dagPb.prepare({ Data, Links })), dagPb.code, hashes)
}
const file = (sizes: number[], parts: CID[], data = Buffer.alloc(0)): CID => {
  const links = parts.map((cid): [string, CID] => ['', cid])
  return branch(new UnixFS({ type: 'file', blockSizes: sizes.map(BigInt), data }), links)
}
const directory = (entries: Record<string, CID>, type: 'directory' | 'hamt-sharded-directory' = 'directory'): CID =>
  branch(new UnixFS(type === 'directory' ? { type } : { type, fanout: 256n, hashType: 0x22n }), Object.entries(entries))
const inlined = (bytes: Uint8Array): CID => {
  const cid = CID.createV1(rawCode, Digest.create(0x00, bytes))
  blocks.set(`${cid}`, { bytes, links: [] })
  return cid
}

const small = file([], [], text(20))
const raw = leaf(text(30))
const inner = file([30, 5], [raw, leaf(text(5))])
const deep = file([35, 3, 7, 30], [inner, inlined(text(3)), file([], [], text(7)), raw])
const deepText = Buffer.concat([30, 5, 3, 7, 30].map(text))
const home = directory({ 'a b.json': raw, deep: directory({ 'card.json': deep }) })

/** A CAR of all blocks under a root, each first passed through `change`. */
const car = async (root: CID, change: (bytes: Uint8Array) => Uint8Array = bytes => bytes): Promise<Buffer> => {
  const { writer, out } = CarWriter.create([root])
  const pending = [root]
  for (const cid of pending) {
    const block = blocks.get(`${cid.toV1()}`)
    if (block === undefined) continue
    void writer.put({ cid, bytes: change(block.bytes) })
    pending.push(...block.links.filter(link => !pending.includes(link)))
  }
  void writer.close()
  return buffer(out)
}

/** A trustless gateway of this world, or one that does as it is told. */
const gateway =
  (change?: (bytes: Uint8Array) => Uint8Array): RequestListener =>
  async (req, res) => {
    const url = new URL(req.url ?? '', 'http://gateway')
    const root = CID.parse(url.pathname.split('/')[2] ?? '')
    const known = url.search === '?format=car&dag-scope=entity' && blocks.has(`${root.toV1()}`)
    res.writeHead(known ? 200 : 404).end(known ? await car(root, change) : '')
  }

const flipped = (bytes: Uint8Array) => bytes.map((byte, index) => (index === bytes.length - 1 ? byte ^ 1 : byte))
const answer =
  (status: number, body: Uint8Array | string = ''): RequestListener =>
  (_, res) =>
    res.writeHead(status).end(body)

const serve = async (t: TestContext, handler: RequestListener): Promise<string> => {
  const server = createServer(handler).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => server.close().closeAllConnections())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const summary = (fetched: Fetched): string =>
  fetched.verdict === 'ok' ? `ok ${Buffer.from(fetched.bytes)}` : `${fetched.verdict}: ${fetched.reason}`

const ask = async (uri: string, gateways: readonly string[], options: Partial<FetchOptions> = {}): Promise<string> => {
  const fetched = await fetchDocument(uri, { maxBytes: 1_000, timeoutMs: 20_000, gateways, ...options })
  assert.equal(fetched.immutable, true)
  return summary(fetched)
}

const noBlock = 'unreachable: The response leaves out a block of the file.'
const unchecked = 'hash-mismatch: The response cannot be checked against the CID.'
const lie = 'hash-mismatch: A block of the response does not match its CID.'

test('gateways that lie, fail or fall short', async t => {
  const other = gateway()
  const responses: [uri: CID, handler: RequestListener, outcome: string][] = [
    [deep, gateway(flipped), lie],
    [raw, gateway(flipped), lie],
    [deep, (req, res) => other(Object.assign(req, { url: req.url?.replace(`${deep}`, `${small}`) }), res), noBlock],
    [deep, answer(200, deepText), unchecked],
    [raw, answer(200, flipped(text(30))), unchecked],
    [raw, answer(200, '<html>'), unchecked],
    [raw, answer(200), unchecked],
    [raw, answer(200, Buffer.alloc(10_000_000)), 'too-large: The content is larger than 1049576 bytes.'],
    [raw, answer(200, Buffer.alloc(1_000_000, 1)), unchecked],
    [inlined(createHash('sha256').update(text(30)).digest()), answer(200, text(30)), unchecked],
    [raw, answer(404), 'missing: The host answered with status 404.'],
    [raw, answer(500), 'unreachable: The host answered with status 500.'],
    [
      raw,
      (_, res) => res.writeHead(302, { location: 'http://localhost/' }).end(),
      'refused: The host redirects to another origin.',
    ],
  ]
  for (const [cid, handler, outcome] of responses) {
    assert.equal(await ask(`ipfs://${cid}`, [await serve(t, handler)]), outcome)
  }
  assert.equal(await ask(`ipfs://${raw}`, []), 'unreachable: No IPFS gateway is configured.')
})

test('files that are not what they say, whoever serves them', async t => {
  const honest = await serve(t, gateway())
  let spared = true
  const next = await serve(t, () => (spared = false))
  const bomb = [...Array(6)].reduce<CID>(cid => file(Array(40).fill(1), Array(40).fill(cid)), leaf(Buffer.alloc(0)))
  const sha1 = CID.createV1(rawCode, Digest.create(0x11, Buffer.alloc(20)))
  const cut = CID.createV1(rawCode, Digest.create(0x12, Buffer.alloc(1)))
  const symlink = branch(new UnixFS({ type: 'symlink', data: text(5) }))
  const sharded = directory({ '00a': raw }, 'hamt-sharded-directory')
  const longer = file([600, 1], [leaf(text(600)), leaf(text(401))])
  const unknown = 'unsupported: The CID uses a hash or codec that is not supported.'
  const noFile = 'unsupported: The IPFS path leads to something that is not a file.'
  const noName = 'missing: The IPFS directory has no file of that name.'
  const ill = 'malformed: The IPFS block is not a UnixFS file or directory.'
  const otherSize = 'malformed: The IPFS file is not of the size that it declares.'
  const tooMany = 'too-large: The IPFS file has too many blocks.'
  const tooLarge = 'too-large: The content is larger than 1000 bytes.'
  const files: [uri: string, outcome: string][] = [
    [`${sha1}`, unknown],
    [`${cut}`, unknown],
    [`${put(Buffer.from([0xa0]), 0x71)}`, unknown],
    [`${file([1], [sha1])}`, 'unsupported: The IPFS file uses a hash or codec not supported.'],
    [`${home}`, noFile],
    [`${file([1], [home])}`, noFile],
    [`${symlink}`, noFile],
    [`${sharded}/a`, 'unsupported: The IPFS directory is sharded, which is not supported.'],
    [`${home}/b`, noName],
    [`${home}/deep%2Fcard.json`, noName],
    [`${raw}/b`, noName],
    [`${branch(text(9))}`, ill],
    [`${file([9], [file([9], [branch(text(9))])])}`, ill],
    [`${file([9], [put(text(9), dagPb.code)])}`, ill],
    [`${file([29], [raw])}`, otherSize],
    [`${file([31], [raw])}`, otherSize],
    [`${leaf(text(1_001))}`, tooLarge],
    [`${file([1_001], [raw])}`, tooLarge],
    [`${longer}`, tooLarge],
    [`${bomb}`, tooMany],
    [`${file(Array(6_000).fill(0), Array(6_000).fill(leaf(text(0))))}`, tooMany],
  ]
  const found: [string, string][] = []
  for (const [path] of files) found.push([path, await ask(`ipfs://${path}`, [honest, next])])
  assert.deepEqual(found, files)
  assert.equal(spared, true)
})

test('whatever a gateway makes of a response, the file comes back exact or not at all', async () => {
  const honest = await car(deep)
  const edits = fc.array(fc.tuple(fc.nat(honest.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 })
  await fc.assert(
    fc.asyncProperty(edits, fc.nat(honest.length), async (changes, length) => {
      const altered = Buffer.from(honest)
      for (const [at, byte] of changes) altered[at] = byte
      for (const bytes of [altered, honest.subarray(0, length)]) {
        const outcome = await proven(bytes, { cid: deep, path: [] }, 1_000)
        if (outcome.verdict === 'ok') assert.deepEqual(outcome.bytes, deepText)
      }
    }),
    { numRuns: 500 },
  )
})

test('no UnixFS block, however ill-formed, escapes its verdict', async () => {
  const { bytes, links } = blocks.get(`${deep}`) ?? assert.fail()
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { maxLength: 3 }), async changes => {
      const ill = Buffer.from(bytes)
      for (const [at, byte] of changes) ill[at] = byte
      for (const cid of [put(ill, dagPb.code, links), file([deepText.length], [put(ill, dagPb.code, links)])]) {
        const outcome = await proven(await car(cid), { cid, path: [] }, 1_000)
        assert.notEqual(outcome.verdict, 'hash-mismatch')
      }
    }),
    { numRuns: 500 },
  )
})

test('no path below a CID is too odd to be asked for', async t => {
  const gateways = [await serve(t, gateway())]
  const agents = openAgents({ allowPrivate: false })
  t.after(agents.close)
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary' }), fc.constantFrom('', '%', '\ud800'), async (path, odd) => {
      const fetched = await fetchDocument(`ipfs://${home}/${path}${odd}`, { gateways, agents })
      assert.ok(['missing', 'unsupported'].includes(fetched.verdict), summary(fetched))
    }),
  )
})

test('files of all shapes come back whole', async t => {
  const honest = [await serve(t, gateway())]
  const files: [uri: string, content: Uint8Array][] = [
    [`ipfs://${raw}`, text(30)],
    [`${raw}`, text(30)],
    [`ipfs://${small}`, text(20)],
    [`ipfs://ipfs/${small.toV0()}`, text(20)],
    [`${deep.toV0()}`, deepText],
    [`ipfs://${home}/a%20b.json`, text(30)],
    [`ipfs://${home.toV0()}/deep/card.json`, deepText],
    [`https://unused.example/ipfs/${home}/a%20b.json?x=1`, text(30)],
    [`http://${raw}.ipfs.unused.example/`, text(30)],
    [`ipfs://${file([], [])}`, text(0)],
  ]
  for (const [uri, content] of files) assert.equal(await ask(uri, honest), `ok ${content}`, uri)
  // what Kubo makes of `echo hello world | ipfs add`
  const hello = file([], [], Buffer.from('hello world\n'))
  assert.equal(`${hello.toV0()}`, 'QmT78zSuBmuS4z925WZfrqQ1qHaJ56DQaTfyMUF7F8ff5o')
  assert.equal(await ask(`ipfs://${raw}`, [await serve(t, answer(200, text(30)))]), `ok ${text(30)}`)
})

test('gateways are asked in turn, in the words of the specification', async t => {
  const asked: (string | undefined)[] = []
  const honest = gateway()
  const second = await serve(t, (req, res) => {
    asked.push(req.url, req.headers.accept)
    honest(req, res)
  })
  const silent = await serve(t, () => {})
  const firsts = ['http://127.0.0.1:1', silent, await serve(t, gateway(flipped)), await serve(t, answer(404))]
  for (const first of firsts) {
    assert.equal(await ask(`ipfs://${home}/a%20b.json`, [`${first}/`, second], { timeoutMs: 1_000 }), `ok ${text(30)}`)
  }
  const question = [`/ipfs/${home}/a%20b.json?format=car&dag-scope=entity`, 'application/vnd.ipld.car;version=1']
  assert.deepEqual(asked, Array(firsts.length).fill(question).flat())

  const none = await serve(t, answer(404))
  const broken = await serve(t, answer(500))
  assert.equal(await ask(`ipfs://${raw}`, [none, none]), 'missing: The host answered with status 404.')
  assert.equal(await ask(`ipfs://${raw}`, [none, broken]), 'unreachable: The host answered with status 500.')
  assert.equal(
    await ask(`ipfs://${raw}`, [silent, silent], { timeoutMs: 200 }),
    'unreachable: The host did not answer in time.',
  )
})

test('an abort ends the round of gateways, even while a name is looked up', async t => {
  const silent = await serve(t, () => {})
  const agents = openAgents({ allowPrivate: true, resolve: () => {} })
  t.after(agents.close)
  const started = performance.now()
  const options = { gateways: [silent, 'http://gateway.example'], agents, signal: AbortSignal.timeout(50) }
  await assert.rejects(fetchDocument(`ipfs://${raw}`, options), { name: 'TimeoutError' })
  assert.ok(performance.now() - started < 3_000)
})

test('without a gateway of ours, a gateway URL is asked at its own host, as a stranger', async t => {
  const { port } = new URL(await serve(t, gateway()))
  const agents = openAgents({
    allowPrivate: true,
    resolve: (_host, _options, callback) => callback(null, [{ address: '127.0.0.1', family: 4 }]),
  })
  t.after(agents.close)
  const options = { agents, allowHttp: true }
  const own = `http://127.0.0.1:${port}/ipfs/${home}/deep/card.json`
  assert.equal(await ask(own, []), 'refused: Plain http is not allowed.')
  assert.equal(await ask(own, [], { allowHttp: true }), 'refused: The host has an address that is not public.')
  assert.equal(await ask(own, [], options), `ok ${deepText}`)
  const plain = new URL(await serve(t, answer(200, text(30)))).port
  assert.equal(await ask(`http://${raw}.ipfs.gateway.example:${plain}/`, [], options), `ok ${text(30)}`)
  const kept = await serve(t, (req, res) => res.end(req.url?.startsWith('/?token=1&') ? text(30) : ''))
  assert.equal(
    await ask(`http://${raw}.ipfs.gateway.example:${new URL(kept).port}/?token=1`, [], options),
    `ok ${text(30)}`,
  )
  assert.equal(await ask(`http://${leaf(text(31))}.ipfs.gateway.example:${plain}/`, [], options), unchecked)
})
