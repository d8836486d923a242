/** The index beside the resolver that walks the chain by RPC, over the real registry. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Address, toHex } from 'viem'
import { asking } from './support/asking.ts'
import { indexed } from './support/indexed.ts'
import { walkedChain } from './support/walked.ts'

const RESOLVE = `query ($did: ID!) {
  resolve(did: $did, accept: "application/did+json", profile: ETHR) { didDocument didDocumentMetadata didResolutionMetadata }
}`

test('what 12 versions of four identities resolve to by RPC is what the index answers', async () => {
  const chain = await walkedChain()
  try {
    const [alice, bob, carol, dave, erin] = chain.people as [Address, Address, Address, Address, Address]
    const sayings = [
      () => chain.delegate(alice, 'veriKey', bob),
      () => chain.attribute(alice, 'did/svc/Hub', toHex('https://hub.example')),
      () => chain.delegate(bob, 'sigAuth', carol),
      () => chain.delegate(alice, 'sigAuth', carol),
      () => chain.undelegate(alice, 'veriKey', bob),
      () => chain.owner(bob, bob, carol),
      () => chain.attribute(alice, 'did/svc/Feed', toHex('{"a":[1]}')),
      () => chain.owner(dave, dave, '0x0000000000000000000000000000000000000000'),
    ]
    for (const saying of sayings) await chain.said(saying())
    await chain.passTime()
    const head = await chain.head()
    const dids = [alice, bob, dave, erin].map(address => `did:ethr:dev:${address}`)
    const versions = dids.flatMap(did =>
      ['', `?versionId=${head.number - 3}`, `?versionId=2`].map(query => did + query),
    )
    await indexed(
      { source: chain.source, head: () => head },
      async store => {
        const { ask } = asking(store, { networks: { dev: 'eip155:31337' } })
        for (const did of versions) {
          const walked = await chain.walking.resolve(did, { accept: 'application/did+json' })
          const { resolve } = await ask<{ resolve: object }>(RESOLVE, { did })
          assert.deepEqual(resolve, JSON.parse(JSON.stringify(walked)), did)
        }
      },
      { contracts: [chain.contract] },
    )
  } finally {
    await chain.stop()
  }
})
