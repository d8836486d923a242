/** Offers handed straight to a real node by commands: no chain, no gas, and what the node makes of them. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { rpcSource } from '../indexer/rpc.ts'
import { answer, run } from './support/commands.ts'
import { nodeOver } from './support/nodeOver.ts'
import { type Signed, startSelling } from './support/selling.ts'
import { scriptedSpec } from './support/world.ts'

const chain = await startSelling()
const { board, keyFile, offered, paid, there } = chain
const address = board.address.toLowerCase()
const spec = { ...scriptedSpec, contracts: [{ kind: 'offerBoard', address, subject: address }], pollMs: 20 }
const node = await nodeOver({ ...spec, finality: { depth: 1_000 } }, rpcSource(chain.rpc))
const { url, close } = await node.listen()
after(async () => {
  await close()
  await node.close()
  await chain.stop()
})

test('who was heard of on a chain may hand in the next version, and is told beforehand what becomes of it', async () => {
  const machine = await chain.person('0')
  const keyed = ['--key-file', keyFile('machine', machine)]
  const first = await offered('bay', machine)
  const validate = ({ token }: Signed) => answer(['offer', 'validate', token, '--node', url])
  const { said } = await run(['offer', 'publish', first.token, '--node', url])
  assert.match(said.join(' '), /no_presence/)

  await answer(['offer', 'publish', first.token, ...there], paid)
  await node.settled(Number(await chain.client.getBlockNumber()))
  const second = await answer<Signed>(['offer', 'update', first.token, '--price', 'energy=0.39', ...keyed])
  // What is signed at a time of the clock is in force from the next block.
  await chain.client.request({ method: 'evm_mine' } as never)
  await node.settled(Number(await chain.client.getBlockNumber()))
  const { verdict, wouldBe, refusal } = await validate(second)
  assert.deepEqual([verdict, wouldBe, refusal], ['ok', 'IN_FORCE', null])

  const taken = await answer(['offer', 'publish', second.token, '--node', url])
  assert.deepEqual([taken.number, taken.offer, taken.isNew], ['1', second.offer, true])
  await node.settled(Number(await chain.client.getBlockNumber()))
  const { offer } = await node.ask<{ offer: object }>(
    `query ($id: ID!) { offer(id: $id) { sequence status source } }`,
    {
      id: second.subject,
    },
  )
  assert.deepEqual(offer, { sequence: '2', status: 'IN_FORCE', source: 'SUBMITTED' })
})
