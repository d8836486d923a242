/** Links by the documents of did:web: evidence with a date. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { getAddress, keccak256 } from 'viem'
import { ethrDid } from '../../src/core/did.ts'
import { digest } from '../../src/core/digest.ts'
import type { Snapshot } from '../../src/core/snapshot.ts'
import { readRegistration } from '../../src/modules/identity/document.ts'
import { readWebDid } from '../../src/modules/links/document.ts'
import { webDidsOf } from '../../src/modules/links/queries.ts'
import { type Outcome, settle } from '../../src/store/documents.ts'
import type { Store } from '../../src/store/open.ts'
import { run } from '../../src/store/statement.ts'
import { asking } from '../support/asking.ts'
import { ALICE, account, agentAt, BOB, IDENTITY, minted, registration, transferred } from '../support/facts.ts'
import { indexed } from '../support/indexed.ts'
import { iso } from '../support/iso.ts'
import { fileNaming, linksShown, namesAgent, namesDid } from '../support/links.ts'
import { CHAIN, scriptedChain } from '../support/scripted.ts'

const DID = 'did:web:a.example:agents:one'
const URI = 'https://a.example/agents/one/did.json'
const AGENT = agentAt(1)

const read = (content: string | Uint8Array, uri = URI) => {
  const bytes = Buffer.from(content)
  return readWebDid({ uri, bytes, sha256: digest(bytes) })
}

for (const [what, content, verdict] of [
  ['no JSON', '<!doctype html>', 'not-json'],
  ['no UTF-8', Buffer.from([0xff]), 'not-json'],
  ['too deep', '['.repeat(33) + ']'.repeat(33), 'too-deep'],
  ['a list', `[{"id":"${DID}"}]`, 'not-an-object'],
  ['without an id', '{}', 'wrong-id'],
  ['with an id that is no text', `{"id":["${DID}"]}`, 'wrong-id'],
  ['of another path', '{"id":"did:web:a.example"}', 'wrong-id'],
  ['of another host', '{"id":"did:web:b.example:agents:one"}', 'wrong-id'],
  ['of another port', '{"id":"did:web:a.example%3A8443:agents:one"}', 'wrong-id'],
  ['of another method', `{"id":"did:pkh:${CHAIN}:${ALICE}"}`, 'wrong-id'],
  ['of a DID URL', `{"id":"${DID}#key"}`, 'wrong-id'],
] as const) {
  test(`a document that is ${what} is not read`, () => {
    const { verdict: given, rows } = read(content)
    assert.deepEqual([given, rows], [verdict, []])
  })
}

test('what a document says of agents: under alsoKnownAs, and as the endpoint of a service of the type', () => {
  const said: [parts: object, names: string[]][] = [
    [{}, []],
    [{ alsoKnownAs: AGENT, service: { type: 'ERC8004', serviceEndpoint: AGENT } }, []],
    [{ alsoKnownAs: [AGENT, AGENT, 7, null, 'https://a.example', `${AGENT} `] }, [AGENT]],
    [{ alsoKnownAs: [`${CHAIN}/erc721:${getAddress(IDENTITY)}/2`, `${CHAIN}:${IDENTITY}:1`] }, [agentAt(2), AGENT]],
    [{ service: [{ type: 'ERC8004', serviceEndpoint: AGENT }, null, {}, 'x'] }, [AGENT]],
    [{ service: [{ type: ['Hub', 'ERC8004'], serviceEndpoint: AGENT }] }, [AGENT]],
    [{ service: [{ type: 'Hub', serviceEndpoint: AGENT }] }, []],
    [{ service: [{ type: 'ERC8004', serviceEndpoint: [AGENT] }] }, []],
    [{ service: [{ type: 'ERC8004', serviceEndpoint: { uri: AGENT } }] }, []],
    [
      { alsoKnownAs: Array.from({ length: 300 }, (_, i) => agentAt(i)) },
      Array.from({ length: 100 }, (_, i) => agentAt(i)),
    ],
  ]
  for (const [parts, names] of said) {
    const content = { id: DID, ...parts }
    const id = digest(JSON.stringify(content))
    const rows = [
      { table: 'web_did', row: { id, did: DID, document: JSON.stringify(content), names: JSON.stringify(names) } },
      ...names.map(agent => ({ table: 'web_did_agent', row: { agent, uri_id: digest(URI), id } })),
    ]
    assert.deepEqual(read(JSON.stringify(content)), { verdict: 'ok', rows })
  }
})

const at = (fetchedAt: number) => ({ fetchedAt, spent: null, due: null, tries: 0, reason: null })
/** The outcome of a fetch at a time: this content, or none. */
const fetched = (fetchedAt: number, content: string | null): Outcome => {
  const fetch = { kind: 'did_web', id: digest(URI), ...at(fetchedAt) }
  if (content === null) return { ...fetch, verdict: 'unreachable', rows: [], content: null }
  const bytes = Buffer.from(content)
  const sha256 = digest(bytes)
  const { verdict, rows } = read(content)
  return { ...fetch, verdict, rows, content: { sha256, keccak256: keccak256(bytes), bytes, mediaType: null } }
}
const document = (...alsoKnownAs: string[]) => JSON.stringify({ id: DID, alsoKnownAs })

/** A chain on which the agent names the DID, and the documents that were fetched at 1000, 2000, ... */
const served = <R>(contents: readonly (string | null)[], told: (store: Store) => Promise<R>): Promise<R> => {
  const chain = scriptedChain()
  chain.mine([minted(1n, ALICE), namesDid(1n, DID)])
  return indexed(chain, async store => {
    for (const [i, content] of contents.entries()) await store.write(() => settle(fetched(1_000 * (i + 1), content)))
    return told(store)
  })
}

test('a did:web that an agent names on chain is worth fetching, once and at its place', async () => {
  const chain = scriptedChain()
  chain.mine([minted(1n), namesDid(1n, DID), minted(2n), namesDid(2n, 'did:web:A.example:agents:one')])
  chain.mine([minted(3n), namesDid(3n, 'did:web:10.0.0.1'), minted(4n), namesDid(4n, `did:pkh:${CHAIN}:${ALICE}`)])
  chain.mine([namesDid(1n, ''), namesDid(2n, 'did:web:b.example')])
  const wanted = await indexed(chain, store =>
    store.write(() => run('select kind, id, uri from document order by uri')),
  )
  const other = 'https://b.example/.well-known/did.json'
  assert.deepEqual(wanted, [
    { kind: 'did_web', id: digest(URI), uri: URI },
    { kind: 'did_web', id: digest(other), uri: other },
  ])
})

test('the document of a did:web is its side of the link, as it was served last', async () => {
  const [claimed, verified, broken] = [
    'CLAIMED: METADATA HELD | -',
    'VERIFIED: METADATA HELD | DOCUMENT HELD',
    'BROKEN: METADATA HELD | DOCUMENT ENDED',
  ]
  const lives: [contents: (string | null)[], links: string[]][] = [
    [[null], [claimed]],
    [['{}'], [claimed]],
    [[document(agentAt(2))], [claimed]],
    [
      [document(AGENT), null, document(), document(agentAt(2), AGENT), '<html>', document(AGENT)],
      [verified, verified, broken, verified, broken, verified],
    ],
  ]
  for (const [contents, links] of lives) {
    const seen = await served(contents, async store => {
      const { between } = linksShown(asking(store).ask)
      const known = contents.map((_, i) => between(AGENT, DID, { knownAt: iso(1_000 * (i + 1)) }))
      return [await Promise.all(known), await between(AGENT, DID), await between(AGENT, DID, { knownAt: iso(999) })]
    })
    assert.deepEqual(seen, [links, links.at(-1), claimed])
  }
})

test('whom a document names, and whom not: a stranger is claimed, by the DID alone', async () => {
  const lines = await served([document(AGENT, agentAt(9))], async store => {
    const { agentLinks, didLinks } = linksShown(asking(store).ask)
    return [await didLinks('did:web:A.example:agents:one'), await agentLinks(AGENT), await agentLinks(agentAt(9))]
  })
  assert.deepEqual(lines, [
    [`${AGENT} VERIFIED: METADATA HELD | DOCUMENT HELD`, `${agentAt(9)} CLAIMED: - | DOCUMENT HELD`],
    [`${DID} VERIFIED: METADATA HELD | DOCUMENT HELD`],
    [],
  ])
  const chain = scriptedChain()
  chain.mine([minted(1n), namesDid(1n, DID), minted(2n)])
  chain.mine([transferred(1n, ALICE, BOB)])
  const links = await indexed(chain, async store => {
    await store.write(() => settle(fetched(1_000, document(AGENT, agentAt(2)))))
    const { agentLinks } = linksShown(asking(store).ask)
    return [await agentLinks(AGENT), await agentLinks(agentAt(2))]
  })
  assert.deepEqual(links, [[`${DID} STALE: METADATA STALE | DOCUMENT HELD`], [`${DID} CLAIMED: - | DOCUMENT HELD`]])
})

test('a registration file that names a did:web meets its document', async () => {
  const uri = fileNaming(DID)
  const chain = scriptedChain()
  chain.mine([minted(1n), namesDid(1n, DID), ...registration(2n, uri)])
  const bytes = Buffer.from(decodeURIComponent(uri.slice(uri.indexOf(',') + 1)))
  const file = { uri, bytes, sha256: digest(bytes) }
  const { verdict, rows } = readRegistration(file)
  const content = { sha256: file.sha256, keccak256: keccak256(bytes), bytes, mediaType: null }
  const links = await indexed(chain, async store => {
    await store.write(() => settle(fetched(1_000, document(agentAt(2)))))
    await store.write(() => settle({ kind: 'registration', id: digest(uri), verdict, rows, content, ...at(2_000) }))
    const { between } = linksShown(asking(store).ask)
    const known = [999, 1_000, 2_000].map(time => between(agentAt(2), DID, { knownAt: iso(time) }))
    return [...(await Promise.all(known)), await between(agentAt(2), DID), await between(AGENT, DID)]
  })
  assert.deepEqual(links, [
    null,
    'CLAIMED: - | DOCUMENT HELD',
    'VERIFIED: REGISTRATION_FILE HELD | DOCUMENT HELD',
    'VERIFIED: REGISTRATION_FILE HELD | DOCUMENT HELD',
    'CLAIMED: METADATA HELD | -',
  ])
})

test('a registration file speaks as it was served last, and what it once said is known', async () => {
  const uri = 'https://a.example/agent.json'
  const identity = account(0xd1)
  const did = ethrDid(CHAIN, identity)
  const lone = 'did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK'
  const naming = { services: [did, lone].map(endpoint => ({ name: 'DID', endpoint })) }
  const contents = [{}, naming, { name: 'none' }, naming].map(content => JSON.stringify(content))
  const chain = scriptedChain()
  chain.mine([...registration(1n, uri), namesAgent(identity, AGENT)])
  const seen = await indexed(chain, async store => {
    for (const [i, content] of contents.entries()) {
      const bytes = Buffer.from(content)
      const { verdict, rows } = readRegistration({ uri, bytes, sha256: digest(bytes) })
      const fetch = { sha256: digest(bytes), keccak256: keccak256(bytes), bytes, mediaType: null }
      const outcome = { kind: 'registration', id: digest(uri), verdict, rows, content: fetch, ...at(1_000 * (i + 1)) }
      await store.write(() => settle(outcome))
    }
    const { between } = linksShown(asking(store).ask)
    const moments = [...contents.map((_, i) => ({ knownAt: iso(1_000 * (i + 1)) })), null]
    return Promise.all(moments.map(async asOf => [await between(AGENT, did, asOf), await between(AGENT, lone, asOf)]))
  })
  const both = ['VERIFIED: REGISTRATION_FILE HELD | ATTRIBUTE HELD', 'CLAIMED: REGISTRATION_FILE HELD | -']
  assert.deepEqual(seen, [
    ['CLAIMED: - | ATTRIBUTE HELD', null],
    both,
    ['BROKEN: REGISTRATION_FILE ENDED | ATTRIBUTE HELD', null],
    both,
    both,
  ])
})

test('the claim of a document shows the document, with its date, and no event', async () => {
  const answer = await served([document(AGENT)], store =>
    asking(store).ask(
      `query ($id: ID!) {
        agent(id: $id) {
          links { identity { did } claims { by carrier origin { block } document { uri verdict sha256 fetchedAt } } }
        }
      }`,
      { id: AGENT },
    ),
  )
  const evidence = { uri: URI, verdict: 'ok', sha256: digest(document(AGENT)), fetchedAt: iso(1_000) }
  assert.deepEqual(answer, {
    agent: {
      links: [
        {
          identity: { did: DID },
          claims: [
            { by: 'AGENT', carrier: 'METADATA', origin: { block: '0' }, document: null },
            { by: 'DID', carrier: 'DOCUMENT', origin: null, document: evidence },
          ],
        },
      ],
    },
  })
})

test('the last document of a did:web, as far as it was known, with the time it was last seen', async () => {
  const first = document(AGENT)
  const second = document()
  const of = (text: string, fetchedAt: number, ...names: string[]) => ({
    did: DID,
    document: text,
    names,
    uri_id: digest(URI),
    fetchedAt,
  })
  const contents = [first, null, second, second, null, '{}']
  for (const [length, expected] of [
    [1, of(first, 1_000, AGENT)],
    [2, of(first, 1_000, AGENT)],
    [3, of(second, 3_000)],
    [4, of(second, 4_000)],
    [5, of(second, 3_000)],
    [6, null],
  ] as const) {
    const found = await served(contents.slice(0, length), async store => {
      const reader = await store.read()
      const snapshot = { ...reader, heads: [], now: 0, latest: true, knownAt: null } as unknown as Snapshot
      const dids = ['did:web:b.example', DID, `did:pkh:${CHAIN}:${ALICE}`, 'did:web:A.EXAMPLE:agents:one', 'x']
      const [now, then] = [
        await webDidsOf(snapshot, dids),
        await webDidsOf({ ...snapshot, knownAt: 1_500 } as Snapshot, dids),
      ]
      reader.release()
      return [now, then]
    })
    const before = of(first, 1_000, AGENT)
    assert.deepEqual(found, [
      [null, expected, null, expected, null],
      [null, before, null, before, null],
    ])
  }
})

test('a did:web resolves to the document that was fetched, with its date, and signs nothing', async () => {
  const answer = await served([document(AGENT), null], store =>
    asking(store).ask(`query { maySign(kid: "${DID}#key")
      resolve(did: "${DID}", asOf: { knownAt: "${iso(1_500)}" }) { didDocument didDocumentMetadata didResolutionMetadata } }`),
  )
  const didResolutionMetadata = { contentType: 'application/did+ld+json', retrieved: iso(1_000) }
  const resolve = { didDocument: JSON.parse(document(AGENT)), didDocumentMetadata: {}, didResolutionMetadata }
  assert.deepEqual(answer, { maySign: false, resolve })
})
