/** A local chain that is fed by the thousand: anybody sends, gas is free, a block comes when it is told to. */
import assert from 'node:assert/strict'
import { type Abi, encodeDeployData, type Hex, toHex } from 'viem'
import { startAnvil } from '../../src/demo/anvil.ts'
import { contracts } from '../../src/generated/contracts.ts'
import type { ContractName } from './scripted.ts'

/** A transaction of anybody: no key is needed. */
export type Sent = { readonly from: string; readonly to?: string; readonly data: Hex }

/** What became of a transaction. */
export type Receipt = {
  readonly status: string
  readonly from: string
  readonly transactionHash: string
  readonly blockNumber: string
  readonly contractAddress: string | null
  readonly logs: readonly { readonly logIndex: string }[]
}

/** Transactions a block at most. The gas price falls from one to the next, which is what keeps them in order. */
export const BLOCK_MAX = 1_000
const GAS_EACH = 30_000_000
const WEALTH = toHex(10n ** 18n)

const ARGUMENTS = [
  ...['--no-mining', '--order', 'fees', '--auto-impersonate', '--accounts', '1', '--no-request-size-limit'],
  ...['--gas-limit', `${BLOCK_MAX * GAS_EACH}`, '--gas-price', '0', '--block-base-fee-per-gas', '0'],
  ...['--disable-pool-balance-checks', '--disable-min-priority-fee'],
]

/** Starts the chain; its first block is of this time (Unix seconds). */
export const startFastChain = async (chainNumber: number, time: number) => {
  const { url, stop } = await startAnvil({
    args: [...ARGUMENTS, '--chain-id', `${chainNumber}`, '--timestamp', `${time}`],
  })
  const nonces = new Map<string, number>()

  /** Calls in one HTTP body. Gives the results in order. */
  const all = async (calls: readonly (readonly [method: string, ...params: unknown[]])[]): Promise<unknown[]> => {
    if (calls.length === 0) return []
    const body = calls.map(([method, ...params], id) => ({ jsonrpc: '2.0', id, method, params }))
    const headers = { 'content-type': 'application/json' }
    const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
    const answers = (await response.json()) as { id: number; result: unknown; error?: unknown }[]
    const failed = answers.find(({ error }) => error !== undefined)
    if (failed) throw new Error(`${calls[failed.id]?.[0]} failed: ${JSON.stringify(failed.error)}`)
    return answers.toSorted((a, b) => a.id - b.id).map(({ result }) => result)
  }

  /** Mines a block of exactly these transactions, in this order. All must succeed. Gives their receipts. */
  const mine = async (transactions: readonly Sent[], time?: number): Promise<Receipt[]> => {
    const newcomers = new Set(transactions.map(({ from }) => from).filter(from => !nonces.has(from)))
    for (const from of newcomers) nonces.set(from, 0)
    await all([...newcomers].map(from => ['anvil_setBalance', from, WEALTH]))
    const sent = transactions.map((transaction, i) => {
      const nonce = nonces.get(transaction.from) ?? 0
      nonces.set(transaction.from, nonce + 1)
      const gasPrice = toHex(transactions.length - i)
      return ['eth_sendTransaction', { ...transaction, nonce: toHex(nonce), gas: toHex(GAS_EACH), gasPrice }] as const
    })
    await all(sent)
    if (time !== undefined) await all([['evm_setNextBlockTimestamp', time]])
    await all([['evm_mine']])
    const receipts = (await all([['eth_getBlockReceipts', 'latest']]))[0] as Receipt[]
    assert.deepEqual(
      receipts.map(({ from, status }) => [from, status]),
      transactions.map(({ from }) => [from, '0x1']),
    )
    return receipts
  }

  /** Puts a contract of ours at an address of choice. */
  const place = async (address: string, name: ContractName, ...args: unknown[]): Promise<void> => {
    const { abi, bytecode }: { abi: Abi; bytecode: Hex } = contracts[name]
    const [receipt] = await mine([{ from: DEPLOYER, data: encodeDeployData({ abi, bytecode, args }) }])
    const [code] = await all([['eth_getCode', receipt?.contractAddress, 'latest']])
    await all([['anvil_setCode', address, code]])
  }
  const height = async (): Promise<number> => Number((await all([['eth_blockNumber']]))[0])
  return { url, all, mine, place, height, stop }
}

const DEPLOYER = '0x00000000000000000000000000000000000d3a10'

export type FastChain = Awaited<ReturnType<typeof startFastChain>>
