import assert from 'node:assert/strict'
import { test } from 'node:test'
import { namedDid, webDid } from '../../src/core/namedDid.ts'

const ALICE = `0x${'a1'.repeat(20)}`

for (const text of [
  '',
  'did:web',
  'did:web:',
  'did:web::a',
  'did:WEB:a.example',
  'did:webs:a.example',
  'did:web:a.example:',
  'did:web:a.example::b',
  'did:web:a.example#key',
  'did:web:a.example/b',
  'did:web:a.example?b',
  'did:web:-a.example',
  'did:web:.a.example',
  'did:web:a.example.',
  'did:web:a_b.example',
  'did:web:user@a.example',
  'did:web:a.example%40b.example',
  'did:web:a.example%2Fb',
  'did:web:a.example%3A',
  'did:web:a.example%3A0',
  'did:web:a.example%3A443',
  'did:web:a.example%3A65536',
  'did:web:a.example%3A080',
  'did:web:a.example%3A80%3A80',
  'did:web:127.0.0.1',
  'did:web:1',
  'did:web:1.2',
  'did:web:0x7f000001',
  'did:web:a.1',
  'did:web:%5B%3A%3A1%5D',
  'did:web:a.example:.',
  'did:web:a.example:.well-known',
  'did:web:a.example:..:b',
  'did:web:a.example:%2e%2E',
  'did:web:a.example:b%2',
  'did:web:a.example:b c',
  'did:web:a.example:b\0',
  `did:web:${'a'.repeat(60)}.${'b'.repeat(190)}`,
]) {
  test(`"${text.slice(0, 60)}" names no document of the web`, () => {
    assert.equal(webDid(text), null)
  })
}

test('a did:web names its document, and has one spelling for its host', () => {
  const known: [text: string, did: string, url: string][] = [
    ['did:web:a.example', 'did:web:a.example', 'https://a.example/.well-known/did.json'],
    ['did:web:A.Example', 'did:web:a.example', 'https://a.example/.well-known/did.json'],
    ['did:web:localhost%3A8443', 'did:web:localhost%3A8443', 'https://localhost:8443/.well-known/did.json'],
    ['did:web:a.example%3a8443:B', 'did:web:a.example%3A8443:B', 'https://a.example:8443/B/did.json'],
    ['did:web:a.example:user:Alice', 'did:web:a.example:user:Alice', 'https://a.example/user/Alice/did.json'],
    ['did:web:a-b.example:a%2Fb:c_d.e', 'did:web:a-b.example:a%2Fb:c_d.e', 'https://a-b.example/a%2Fb/c_d.e/did.json'],
    [
      'did:web:xn--bcher-kva.example',
      'did:web:xn--bcher-kva.example',
      'https://xn--bcher-kva.example/.well-known/did.json',
    ],
  ]
  for (const [text, did, url] of known) assert.deepEqual([text, webDid(text)], [text, { did, url }])
  for (const [text, did] of known) assert.deepEqual([text, namedDid(text)], [text, did])
})

test('a DID has one spelling, and what is none has none', () => {
  const known: [text: string, named: string | null][] = [
    ['', null],
    ['did:ethr:0x12', null],
    [`did:ethr:${ALICE}#controller`, null],
    [`did:pkh:eip155:0:${ALICE}`, null],
    [`did:ethr:${ALICE.toUpperCase().replace('X', 'x')}`, `did:ethr:0x1:${ALICE}`],
    [`did:ethr:mainnet:${ALICE}`, `did:ethr:0x1:${ALICE}`],
    [`did:ethr:nowhere:${ALICE}`, `did:ethr:nowhere:${ALICE}`],
    [`did:pkh:eip155:1:${ALICE.toUpperCase().replace('X', 'x')}`, `did:pkh:eip155:1:${ALICE}`],
    ['did:web:127.0.0.1', 'did:web:127.0.0.1'],
    ['did:ion:Abc', 'did:ion:Abc'],
  ]
  for (const [text, named] of known) assert.deepEqual([text, namedDid(text)], [text, named])
})
