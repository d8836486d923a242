import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createWalletClient, type Hex, http, keccak256, parseGwei, toHex } from 'viem'
import { mnemonicToAccount } from 'viem/accounts'
import { foundry } from 'viem/chains'
import { provenLogs, type Receipt, receiptsRoot } from '../../indexer/proof/receipts.ts'
import { rpcSource } from '../../indexer/rpc.ts'
import type { Source } from '../../indexer/source.ts'
import type { Header } from '../../src/core/block.ts'
import { type Anvil, startAnvil } from '../../src/demo/anvil.ts'

const account = mnemonicToAccount('test test test test test test test test test test test junk')
/** Where the code lives that emits a log of two topics and a word, and where the code that does nothing but fail. */
const [LOUD, FAILING] = [toHex(0x10ad, { size: 20 }), toHex(0xfa11, { size: 20 })]
const loud = '0x602a6000526002600160206000a200'
const failing = '0x60006000fd'

let anvil: Anvil
let source: Source
const ask = async (method: string, ...params: unknown[]): Promise<unknown> => {
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params })
  const answer = await fetch(anvil.url, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
  return ((await answer.json()) as { result: unknown }).result
}
const served = async (): Promise<{ header: Header; receipts: readonly Receipt[] }> => {
  const header = await source.head()
  return { header, receipts: (await source.receipts?.(header.hash)) ?? [] }
}

before(async () => {
  anvil = await startAnvil({ args: ['--no-mining', '--gas-limit', '300000000'] })
  source = rpcSource(anvil.url)
  await ask('anvil_setCode', LOUD, loud)
  await ask('anvil_setCode', FAILING, failing)
})
after(() => anvil.stop())

test('receipts of every type have the root and the bloom that another implementation gives their block', async () => {
  const wallet = createWalletClient({ account, chain: foundry, transport: http(anvil.url) })
  const to = LOUD as Hex
  const [gas, gasPrice, maxFeePerGas] = [200_000n, parseGwei('3'), parseGwei('3')]
  await wallet.sendTransaction({ type: 'legacy', nonce: 0, to, gas, gasPrice })
  await wallet.sendTransaction({ type: 'eip2930', nonce: 1, to, gas, gasPrice, accessList: [] })
  await wallet.sendTransaction({ type: 'eip1559', nonce: 2, to: FAILING as Hex, gas, maxFeePerGas })
  for (let nonce = 3; nonce < 140; nonce += 1) await wallet.sendTransaction({ nonce, to, gas, maxFeePerGas })
  const authorizationList = [await wallet.signAuthorization({ contractAddress: to, executor: 'self', nonce: 141 })]
  await wallet.sendTransaction({ type: 'eip7702', nonce: 140, to, gas, maxFeePerGas, authorizationList })
  await ask('evm_mine')
  const { header, receipts } = await served()
  assert.equal(header.recomputed, header.hash)
  assert.deepEqual([...new Set(receipts.map(({ type }) => type))], [0, 1, 2, 4])
  assert.deepEqual(
    receipts.filter(({ outcome }) => outcome === 0).map(({ type }) => type),
    [2],
  )
  assert.equal(await receiptsRoot(receipts), header.receiptsRoot)
  const logs = await provenLogs(header, receipts)
  const filter = { addresses: [LOUD], topics0: [toHex(1, { size: 32 })] }
  assert.ok(logs.length > 128, 'more receipts than one byte of an index says')
  assert.deepEqual(logs, await source.logsOfBlock(filter, header.hash))
})

test('of a block without transactions the root says that there is no log', async () => {
  await ask('evm_mine')
  const { header, receipts } = await served()
  assert.deepEqual(await provenLogs(header, receipts), [])
})

test('receipts of which anything that is hashed is other are refused', async () => {
  const wallet = createWalletClient({ account, chain: foundry, transport: http(anvil.url) })
  for (const _ of [0, 1, 2]) await wallet.sendTransaction({ to: LOUD as Hex, gas: 200_000n })
  await ask('evm_mine')
  const { header, receipts } = await served()
  const [first, second, third] = receipts as [Receipt, Receipt, Receipt]
  const [log] = first.logs
  assert.ok(log)
  const another = toHex(9, { size: 32 })
  const lies: Record<string, readonly Receipt[]> = {
    'one log left out': [{ ...first, logs: [] }, second, third],
    'one topic left out': [{ ...first, logs: [{ ...log, topics: log.topics.slice(0, 1) }] }, second, third],
    'another topic': [{ ...first, logs: [{ ...log, topics: [another] }] }, second, third],
    'other data': [{ ...first, logs: [{ ...log, data: another }] }, second, third],
    'another contract': [{ ...first, logs: [{ ...log, address: FAILING }] }, second, third],
    'one receipt left out': [first, second],
    'none at all': [],
    'two receipts in the place of each other': [second, first, third],
    'another outcome': [{ ...first, outcome: 0 }, second, third],
    'a log of another block': [{ ...first, logs: [{ ...log, blockHash: another }] }, second, third],
    'a log at another place': [{ ...first, logs: [{ ...log, logIndex: 7 }] }, second, third],
    'a log of another transaction': [{ ...first, logs: [{ ...log, txIndex: 2 }] }, second, third],
  }
  assert.deepEqual(
    await provenLogs(header, receipts),
    receipts.flatMap(({ logs }) => logs),
  )
  for (const [why, told] of Object.entries(lies)) {
    await assert.rejects(provenLogs(header, told), { code: 'rpc_inconsistent' }, why)
  }
  await assert.rejects(provenLogs(header, [{ ...first, type: 0x64 }]), { code: 'rpc_unproved' })
  const { receiptsRoot: _, ...rootless } = header
  await assert.rejects(provenLogs(rootless, receipts), { code: 'rpc_unproved' })
})

test('deposits of OP stack chains are hashed as their chains do: the nonce only with its version', async () => {
  const deposit = (cumulativeGas: bigint, depositNonce: bigint): Receipt => ({
    type: 0x7e,
    outcome: 1,
    cumulativeGas,
    logs: [],
    depositNonce,
  })
  // Blocks 863731, 549192 and 697672 of Manta Sepolia, each of one deposit.
  const known: readonly (readonly [bigint, bigint, string])[] = [
    [0xf9f5n, 0xd2df2n, '0x3c715dd96d2597ccd46fde046da5e4b13e0a5b7d0a2ff60c3ee6c92fee9600ea'],
    [0xccfdn, 0x86147n, '0xdbf9def3e8d930433596aa91b3ad3279652031ca45b1a3ca92785703f84aa6b0'],
    [0xc545n, 0xaa547n, '0x0e7c255df3e2b7ca4d55b82047531f7f3e7437ab1eb33e22eca70653c874982d'],
  ]
  for (const [gas, nonce, root] of known) assert.equal(await receiptsRoot([deposit(gas, nonce)]), root)
  // Block 836765: a deposit and a token transfer.
  const place = { block: 1, blockHash: '', tx: '', txIndex: 1, logIndex: 0 }
  const transfer = {
    ...place,
    address: '0x9c76c6304885661cdb97f3984b13114b6d4b5248',
    topics: [
      keccak256(toHex('Transfer(address,address,uint256)')),
      '0x00000000000000000000000070ce2d9bb8502e302b9cbe5c56a5d0f1067da713',
      '0x000000000000000000000000717c7f9822e8c2ae6a64773f7a92727755a7e2fc',
    ],
    data: '0x00000000000000000000000000000000000000000000003635c9adc5dea00000',
  }
  const mixed: Receipt[] = [
    deposit(0xccfdn, 0xcc49cn),
    { type: 2, outcome: 1, cumulativeGas: 0x18336n, logs: [transfer] },
  ]
  assert.equal(await receiptsRoot(mixed), '0x11e432ab48d8ffcb3278758a25fb2e10ba1267feae336da97a0f7bc861c74bbe')
  const versioned = { ...deposit(0xf9f5n, 0xd2df2n), depositVersion: 1n }
  assert.notEqual(await receiptsRoot([versioned]), known[0]?.[2])
})
