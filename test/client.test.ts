import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, test } from 'node:test'
import { createJWT, ES256KSigner, verifyJWT } from 'did-jwt'
import { Resolver } from 'did-resolver'
import { type Hex, padHex, zeroAddress } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { getResolver } from '../src/index.ts'
import { startNode } from './support/node.ts'
import { didRegistry } from './support/registry.ts'
import { CHAIN } from './support/scripted.ts'

const node = await startNode()
const server = await node.server.listen(0, '127.0.0.1')
after(async () => {
  await server.close()
  await node.close()
})
const { owner, delegate } = didRegistry(node.chain.head)
const secret = padHex('0x5e11', { size: 32 })
const device = privateKeyToAccount(secret).address.toLowerCase() as Hex
const did = `did:ethr:0x7a69:${device}`

const resolver = new Resolver(getResolver({ url: server.url }))
const RESULT = 'application/did-resolution'
const get = async (path: string, accept?: string) => {
  const headers = accept === undefined ? {} : { accept }
  const response = await fetch(`${server.url}/1.0/identifiers/${path}`, { headers, redirect: 'manual' })
  const { status, headers: sent } = response
  return { status, type: sent.get('content-type'), body: JSON.parse(await response.text()) }
}
const errorOf = ({ status, type, body }: Awaited<ReturnType<typeof get>>) => [
  status,
  type,
  body.didResolutionMetadata?.error,
]

test('over HTTP: every outcome has its status, and each representation its type', async () => {
  const gone = `did:ethr:0x7a69:${padHex('0xdead', { size: 20 })}`
  node.mine(owner(padHex('0xdead', { size: 20 }), zeroAddress))
  await node.settle()
  const ld = 'application/did+ld+json'
  const document = (await resolver.resolve(did)).didDocument
  const { '@context': _, ...plain } = document ?? {}
  const whole = { didDocumentMetadata: {}, didResolutionMetadata: { contentType: ld }, didDocument: document }
  assert.deepEqual(
    await Promise.all([
      get(did),
      get(encodeURIComponent(did), RESULT),
      get(did, '*/*'),
      get(did, 'application/ld+json;profile="https://w3id.org/did-resolution"'),
      get(did, ld),
      get(did, 'application/did+json'),
      get(encodeURIComponent(`${did}?versionId=0`), ld),
    ]),
    [
      ...Array.from({ length: 4 }, () => ({ status: 200, type: RESULT, body: whole })),
      { status: 200, type: ld, body: document },
      { status: 200, type: 'application/did+json', body: plain },
      { status: 200, type: ld, body: document },
    ],
  )
  assert.deepEqual(
    (await Promise.all([get(gone), get(gone, ld)])).map(({ status, type }) => [status, type]),
    [
      [410, RESULT],
      [410, ld],
    ],
  )
  const refused = [
    get('alice'),
    get('%E0%A4'),
    get(''),
    get(`did:ethr:0x7a69:0x${'1'.repeat(3_000)}`),
    get(`${did}?versionId=latest&versionTime=1`),
    get(`${did}?versionTime=2026-01-01T00:00:00+00:00`),
    get(`${did}?versionId=99999999`),
    get(did, 'text/turtle'),
    get('did:ion:abc'),
    get('did:ion:abc', ld),
  ]
  assert.deepEqual((await Promise.all(refused)).map(errorOf), [
    [400, RESULT, 'invalidDid'],
    [400, RESULT, 'invalidDid'],
    [400, RESULT, 'invalidDid'],
    [400, RESULT, 'invalidDid'],
    [400, RESULT, 'invalidOptions'],
    [400, RESULT, 'invalidOptions'],
    [404, RESULT, 'notFound'],
    [406, RESULT, 'representationNotSupported'],
    [501, RESULT, 'methodNotSupported'],
    [501, RESULT, 'methodNotSupported'],
  ])
  assert.equal((await fetch(`${server.url}/1.0/identifiers/${did}`, { method: 'POST' })).status, 404)
})

test('plugged into did-resolver and did-jwt, a node says whose tokens are good, until the key is revoked', async () => {
  const machine = padHex('0x3ac1', { size: 20 })
  const iss = `did:ethr:0x7a69:${machine}`
  node.mine(delegate(machine, 'veriKey', device))
  await node.settle()
  const jwt = await createJWT(
    { hello: 'world' },
    { issuer: iss, signer: ES256KSigner(Buffer.from(secret.slice(2), 'hex')) },
    { alg: 'ES256K' },
  )
  const verified = () => verifyJWT(jwt, { resolver, proofPurpose: 'assertionMethod' })
  const { verified: isGood, signer } = await verified()
  assert.deepEqual([isGood, signer.id], [true, `${iss}#delegate-1`])
  const { header } = node.mine()
  node.mine(delegate(machine, 'veriKey', device, BigInt(header.time + 12)))
  await node.settle()
  await assert.rejects(verified(), /invalid_signature/)
  const { didDocument } = await resolver.resolve(`${iss}?versionId=${header.number}`)
  assert.deepEqual(didDocument?.assertionMethod, [`${iss}#controller`, `${iss}#delegate-1`])
  assert.equal((await resolver.resolve(iss, { accept: 'application/did+json' })).didDocument?.['@context'], undefined)
})

test('a node that cannot be reached, or sends something else, is an error in the result and never a document', async () => {
  const replies = ['', '[]', '{"didDocument":{}}', '<html>', 'null']
  const strange = createServer((_, response) => response.end(replies.shift())).listen(0, '127.0.0.1')
  await new Promise(resolve => strange.once('listening', resolve))
  const { port } = strange.address() as AddressInfo
  const asked = new Resolver(getResolver({ url: `http://127.0.0.1:${port}` }))
  try {
    while (replies.length > 0) {
      const { didDocument, didResolutionMetadata } = await asked.resolve(`did:pkh:${CHAIN}:${device}`)
      assert.deepEqual([didDocument, didResolutionMetadata.error], [null, 'internalError'])
    }
  } finally {
    strange.closeAllConnections()
    await new Promise(resolve => strange.close(resolve))
  }
  const { didDocument, didResolutionMetadata } = await asked.resolve(did)
  assert.deepEqual([didDocument, didResolutionMetadata.error], [null, 'internalError'])
})
