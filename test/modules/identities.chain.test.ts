/** Identities as the ERC-1056 registry itself has them: a real chain, many changes in one block. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Address, type Hash, type Hex, stringToHex, testActions } from 'viem'
import { rpcSource } from '../../indexer/rpc.ts'
import { ethrDid } from '../../src/core/did.ts'
import type { Store } from '../../src/store/open.ts'
import { run } from '../../src/store/statement.ts'
import { asking } from '../support/asking.ts'
import { startContracts } from '../support/contracts.ts'
import { indexed } from '../support/indexed.ts'
import { CHAIN } from '../support/scripted.ts'

const TYPES = ['veriKey', 'sigAuth'].map(text => stringToHex(text, { size: 32 })) as [Hex, Hex]
const NAMES = ['did/pub/Secp256k1/veriKey', 'did/svc/Hub', 'other'].map(text => stringToHex(text, { size: 32 })) as [
  Hex,
  Hex,
  Hex,
]
const IDENTITY =
  'query ($did: ID!, $asOf: AsOf) { identity(did: $did, asOf: $asOf) { controller deactivated keys { kind name value } } }'
type Shown = { controller: string | null; deactivated: boolean; keys: { kind: string; name: string; value: string }[] }

test('owners and delegates are as the contract has them after every block, and no change was missed', async () => {
  const { client, alice, bob, carol, deploy, stop } = await startContracts()
  try {
    const registry = await deploy('EthereumDIDRegistry')
    const { write } = registry
    const people = [alice, bob, carol] as const
    const who = fc.constantFrom(...people)
    type Deal = (by: { account: Address; gas: bigint }) => Promise<Hash>
    const deal: fc.Arbitrary<Deal> = fc.oneof(
      {
        weight: 2,
        arbitrary: fc.tuple(who, who).map(
          (args): Deal =>
            by =>
              write.changeOwner(args, by),
        ),
      },
      {
        weight: 3,
        arbitrary: fc.tuple(who, fc.constantFrom(...TYPES), who, fc.constantFrom(0n, 3n, 1_000_000n)).map(
          (args): Deal =>
            by =>
              write.addDelegate(args, by),
        ),
      },
      {
        weight: 1,
        arbitrary: fc.tuple(who, fc.constantFrom(...TYPES), who).map(
          (args): Deal =>
            by =>
              write.revokeDelegate(args, by),
        ),
      },
      {
        weight: 1,
        arbitrary: fc
          .tuple(who, fc.constantFrom(...NAMES), fc.constantFrom<Hex>('0x', '0x01'), fc.constantFrom(0n, 1_000_000n))
          .map(
            (args): Deal =>
              by =>
                write.setAttribute(args, by),
          ),
      },
    )
    const blocks = fc.sample(fc.array(fc.tuple(deal, who), { minLength: 4, maxLength: 12 }), { seed: 5, numRuns: 20 })
    const anvil = client.extend(testActions({ mode: 'anvil' }))
    await anvil.setAutomine(false)
    for (const block of blocks) {
      for (const [deal, account] of block) await deal({ account, gas: 300_000n })
      await anvil.mine({ blocks: 1 })
    }
    const { number, hash } = await client.getBlock()
    const address = registry.address.toLowerCase()
    const contracts = [{ kind: 'didRegistry', address, subject: address }]
    const chain = { source: rpcSource(client.transport.url ?? ''), head: () => ({ number: Number(number), hash }) }

    /** What the contract says of an identity after a block, as our answer would say it. */
    const stateAt = async (identity: Address, blockNumber: bigint) => {
      const owner = await registry.read.identityOwner([identity], { blockNumber })
      const pairs = TYPES.flatMap(type => people.map(delegate => [type, delegate] as const))
      const valid = await Promise.all(
        pairs.map(async ([type, delegate]) =>
          (await registry.read.validDelegate([identity, type, delegate], { blockNumber }))
            ? [`${type} ${delegate.toLowerCase()}`]
            : [],
        ),
      )
      return { controller: owner.toLowerCase(), deactivated: false, delegates: valid.flat().sort() }
    }
    const told = async (store: Store) => {
      const { ask } = asking(store)
      for (let block = 2n; block <= number; block += 1n) {
        for (const identity of people) {
          const variables = { did: ethrDid(CHAIN, identity), asOf: { block: String(block) } }
          const { controller, deactivated, keys } = (await ask<{ identity: Shown }>(IDENTITY, variables)).identity
          const delegates = keys
            .filter(({ kind }) => kind === 'delegate')
            .map(({ name, value }) => `${stringToHex(name, { size: 32 })} ${value}`)
            .sort()
          assert.deepEqual({ controller, deactivated, delegates }, await stateAt(identity, block), `block ${block}`)
        }
      }
      const rows = await store.write(() =>
        run<{ identity: string; changed: number }>('select identity, changed from did'),
      )
      const changed = await Promise.all(people.map(who => registry.read.changed([who])))
      assert.deepEqual(
        Object.fromEntries(rows.map(row => [row.identity, BigInt(row.changed)])),
        Object.fromEntries(people.map((who, i) => [who.toLowerCase(), changed[i]])),
      )
      assert.deepEqual(await store.write(() => run('select * from gap')), [])
    }
    // Nothing is final, so the header of every block is kept and every block can be asked about.
    await indexed(chain, told, { contracts, finality: { depth: 1_000 }, pollMs: 20 })
  } finally {
    await stop()
  }
})
