/** Agents as the contract itself has them: a real chain, registrants that act in the middle of their registration. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import {
  type Address,
  createPublicClient,
  type Hash,
  http,
  type TransactionReceipt,
  testActions,
  zeroAddress,
} from 'viem'
import { foundry } from 'viem/chains'
import { rpcSource } from '../../indexer/rpc.ts'
import { asking } from '../support/asking.ts'
import { type Deployed, startContracts } from '../support/contracts.ts'
import { type Indexing, indexing, scriptedSpec, temporaryStore } from '../support/world.ts'

const { client, alice, bob, carol, byAlice, byCarol, done, deploy, now, stop } = await startContracts()
const reader = createPublicClient({ chain: foundry, transport: http(client.transport.url, { batch: true }) })
const anvil = client.extend(testActions({ mode: 'anvil' }))
const store = temporaryStore()
const { ask, faults } = asking(store)
let registry: Deployed<'TestIdentityRegistry'>
let indexer: Indexing

before(async () => {
  registry = await deploy('TestIdentityRegistry')
  const address = registry.address.toLowerCase()
  // Nothing is final, so the header of every block is kept and every block can be asked about.
  const spec = {
    ...scriptedSpec,
    contracts: [{ kind: 'identityRegistry', address, subject: address }],
    finality: { depth: 100_000 },
    pollMs: 20,
  }
  indexer = indexing(store, rpcSource(client.transport.url ?? ''), { spec })
})
after(async () => {
  await indexer.stop()
  await store.close()
  await stop()
})

type Shown = {
  tokenId: string
  owner: string
  wallet: string | null
  walletProvenance: string
  uri: string | null
  approved: string | null
  operators: string[]
  metadata: { key: string; value: string }[]
}
const AGENTS = `query ($asOf: AsOf) {
  agents(orderBy: MINTED_ASC, first: 100, asOf: $asOf) {
    nodes { tokenId owner wallet walletProvenance uri approved operators metadata { key value } }
  }
}`
const settled = async (): Promise<bigint> => {
  const { number, hash } = await client.getBlock()
  await indexer.reach({ number: Number(number), hash })
  return number
}
const shownAt = async (block: bigint): Promise<Shown[]> =>
  (await ask<{ agents: { nodes: Shown[] } }>(AGENTS, { asOf: { block: String(block) } })).agents.nodes

/** Everybody who may be approved for everything, and every metadata key that may be set. */
const operators = [alice, bob, carol]
const keys = ['', 'did', 'AgentWallet', 'a\0b']

/** What the contract says of the first so many agents after a block, as our answer would say it. */
const statesAt = (block: bigint, agents: number) => {
  const at = { address: registry.address, abi: registry.abi, blockNumber: block } as const
  const orNull = (address: Address) => (address === zeroAddress ? null : address.toLowerCase())
  return Promise.all(
    Array.from({ length: agents }, async (_, i) => {
      const id = BigInt(i)
      const [owner, wallet, uri, approved, ...values] = await Promise.all([
        reader.readContract({ ...at, functionName: 'ownerOf', args: [id] }),
        reader.readContract({ ...at, functionName: 'getAgentWallet', args: [id] }),
        reader.readContract({ ...at, functionName: 'tokenURI', args: [id] }),
        reader.readContract({ ...at, functionName: 'getApproved', args: [id] }),
        ...keys.map(key => reader.readContract({ ...at, functionName: 'getMetadata', args: [id, key] })),
      ])
      const acting = await Promise.all(
        operators.map(async operator => {
          const args = [owner, operator] as const
          return (await reader.readContract({ ...at, functionName: 'isApprovedForAll', args }))
            ? operator.toLowerCase()
            : []
        }),
      )
      return {
        tokenId: String(id),
        owner: owner.toLowerCase(),
        wallet: orNull(wallet),
        uri,
        approved: orNull(approved),
        operators: acting.flat().sort(),
        metadata: values,
      }
    }),
  )
}

/** Our answer in the terms of the contract, which does not tell an empty URI or value from none. */
const inItsTerms = ({ walletProvenance: _, uri, metadata, ...agent }: Shown) => {
  const values = new Map(metadata.map(({ key, value }) => [key, value]))
  const kept = keys.map(key => values.get(key.includes('\0') ? `\\x${Buffer.from(key).toString('hex')}` : key) ?? '0x')
  return { ...agent, uri: uri ?? '', metadata: kept }
}

/** Compares every agent with the contract after each block of a range. */
const sameFrom = async (from: bigint): Promise<void> => {
  const to = await settled()
  for (let block = from; block <= to; block += 1n) {
    const shown = await shownAt(block)
    assert.deepEqual(shown.map(inItsTerms), await statesAt(block, shown.length), `after block ${block}`)
  }
  const { length } = await shownAt(to)
  await assert.rejects(registry.read.ownerOf([BigInt(length)]), /ERC721NonexistentToken/)
  const { status } = await ask<{ status: unknown }>('{ status { chains { gaps rejected } } }')
  assert.deepEqual({ status, faults }, { status: { chains: [{ gaps: 0, rejected: 0 }] }, faults: [] })
}

test('whatever a registrant does in the middle of its registration, its agent is as the contract has it', async () => {
  const first = await client.getBlockNumber()
  for (const recipient of [zeroAddress, bob]) {
    for (const uri of ['', 'ipfs://callback']) {
      for (const another of [false, true]) {
        const { write } = await deploy('TestRegistrant', registry.address, recipient, uri, another)
        await done(write.register(byAlice))
        await done(write.register(['ipfs://outer'], byAlice))
        await done(write.register([''], byAlice))
      }
    }
  }
  await sameFrom(first)
})

test('a wallet is the registrant by default, proven once it agreed, cleared by a transfer and by its owner', async () => {
  const first = await client.getBlockNumber()
  const { length } = await shownAt(await settled())
  const id = BigInt(length)
  const { address: wallet } = await deploy('TestRegistrant', registry.address, zeroAddress, '', false)
  const deadline = (await now()) + 300n
  const { write } = registry
  const step = async (sent: Promise<Hash>, holds: string | null, provenance: string) => {
    await done(sent)
    const [shown] = (await shownAt(await settled())).slice(-1)
    assert.deepEqual([shown?.wallet, shown?.walletProvenance], [holds?.toLowerCase() ?? null, provenance])
  }
  await step(write.register(byAlice), alice, 'DEFAULT_OWNER')
  await step(write.setMetadata([id, 'AgentWallet', '0x01'], byAlice), alice, 'DEFAULT_OWNER')
  await step(write.setAgentWallet([id, wallet, deadline, '0x'], byAlice), wallet, 'PROVEN')
  await step(write.unsetAgentWallet([id], byAlice), null, 'CLEARED')
  await step(write.setAgentWallet([id, wallet, deadline, '0x'], byAlice), wallet, 'PROVEN')
  await step(write.approve([carol, id], byAlice), wallet, 'PROVEN')
  await step(write.transferFrom([alice, alice, id], byCarol), null, 'CLEARED')
  await step(write.setAgentWallet([id, wallet, deadline, '0x'], byAlice), wallet, 'PROVEN')
  await step(write.transferFrom([alice, bob, id], byAlice), null, 'CLEARED')
  await sameFrom(first)
})

test('an empty URI that was given is told from none', async () => {
  const { length } = await shownAt(await settled())
  await done(registry.write.register(byAlice))
  await done(registry.write.register([''], byAlice))
  await done(
    registry.write.register(
      [
        'ipfs://a',
        [
          { metadataKey: 'did', metadataValue: '0x01' },
          { metadataKey: 'did', metadataValue: '0x02' },
        ],
      ],
      byAlice,
    ),
  )
  await done(registry.write.setAgentURI([BigInt(length + 2), ''], byAlice))
  const shown = (await shownAt(await settled())).slice(length)
  assert.deepEqual(
    shown.map(({ uri, metadata }) => ({ uri, metadata })),
    [
      { uri: null, metadata: [] },
      { uri: '', metadata: [] },
      { uri: '', metadata: [{ key: 'did', value: '0x02' }] },
    ],
  )
})

test('any dealings with agents, many in one block, are replayed to the state of the contract', async () => {
  const first = await client.getBlockNumber()
  const { length } = await shownAt(await settled())
  const { address: wallet } = await deploy('TestRegistrant', registry.address, zeroAddress, '', false)
  const deadline = (await now()) + 300n
  const account = fc.constantFrom(alice, bob, carol)
  const agent = fc.integer({ min: 0, max: length + 4 }).map(BigInt)
  const { write } = registry
  type Deal = (by: { account: Address; gas: bigint }) => Promise<Hash>
  const deal: fc.Arbitrary<Deal> = fc.oneof(
    fc.constant<Deal>(by => write.register(by)),
    fc.constantFrom('', 'ipfs://b').map(
      (uri): Deal =>
        by =>
          write.register([uri], by),
    ),
    fc.tuple(agent, fc.constantFrom('', 'ipfs://c', 'é')).map(
      (args): Deal =>
        by =>
          write.setAgentURI(args, by),
    ),
    fc.tuple(agent, fc.constantFrom(...keys), fc.constantFrom('0x', '0x01', '0x02')).map(
      (args): Deal =>
        by =>
          write.setMetadata(args, by),
    ),
    fc.tuple(account, agent).map(
      (args): Deal =>
        by =>
          write.approve(args, by),
    ),
    fc.tuple(account, agent).map(
      ([to, id]): Deal =>
        by =>
          write.transferFrom([by.account, to, id], by),
    ),
    fc.tuple(account, fc.boolean()).map(
      (args): Deal =>
        by =>
          write.setApprovalForAll(args, by),
    ),
    agent.map(
      (id): Deal =>
        by =>
          write.setAgentWallet([id, wallet, deadline, '0x'], by),
    ),
    agent.map(
      (id): Deal =>
        by =>
          write.unsetAgentWallet([id], by),
    ),
  )
  const block = fc.array(fc.tuple(deal, account), { minLength: 6, maxLength: 14 })
  const blocks = fc.sample(block, { seed: 11, numRuns: 16 })
  await anvil.setAutomine(false)
  const receipts: TransactionReceipt[] = []
  for (const block of blocks) {
    const sent: Hash[] = []
    for (const [deal, account] of block) sent.push(await deal({ account, gas: 500_000n }))
    await anvil.mine({ blocks: 1 })
    for (const hash of sent) receipts.push(await client.getTransactionReceipt({ hash }))
  }
  await anvil.setAutomine(true)
  assert.ok(receipts.filter(({ status }) => status === 'success').length > 50)
  await sameFrom(first)
  assert.deepEqual(
    indexer.seen.filter(({ kind }) => kind === 'trouble'),
    [],
  )
})
