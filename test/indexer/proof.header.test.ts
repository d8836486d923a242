import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hashOf } from '../../indexer/proof/header.ts'
import { startAnvil } from '../../src/demo/anvil.ts'

const zeros = (bytes: number): string => `0x${'00'.repeat(bytes)}`
const EMPTY_LIST = '0x1dcc4de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd40d49347'
const EMPTY_TRIE = '0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421'

/** The first block of Ethereum. */
const genesis = {
  number: '0x0',
  hash: '0xd4e56740f876aef8c010b86a40d5f56745a118d0906a34e69aec8c0db1cb8fa3',
  parentHash: zeros(32),
  sha3Uncles: EMPTY_LIST,
  miner: zeros(20),
  stateRoot: '0xd7f8974fb5ac78d9ac099b9ad5018bedc2ce0a72dad1827a1709da30580f0544',
  transactionsRoot: EMPTY_TRIE,
  receiptsRoot: EMPTY_TRIE,
  logsBloom: zeros(256),
  difficulty: '0x400000000',
  gasLimit: '0x1388',
  gasUsed: '0x0',
  timestamp: '0x0',
  extraData: '0x11bbe8db4e347b4e8c937c1c8370e4b5ed33adb3db69cbdb7a38e1e50b1b82fa',
  mixHash: zeros(32),
  nonce: '0x0000000000000042',
  totalDifficulty: '0x400000000',
  size: '0x21c',
  transactions: [],
  uncles: [],
}

test('the hash of the first block of Ethereum is that of its fields', () => {
  assert.equal(hashOf(genesis), genesis.hash)
})

test('a header of which one field is other has another hash', () => {
  for (const [name, value] of Object.entries(genesis)) {
    if (typeof value !== 'string' || ['hash', 'size', 'totalDifficulty'].includes(name)) continue
    const other = name === 'gasUsed' ? '0x1' : `${value.slice(0, -1)}${value.endsWith('1') ? '2' : '1'}`
    assert.notEqual(hashOf({ ...genesis, [name]: other }), genesis.hash, name)
  }
})

test('a header that is not one is refused, not guessed', () => {
  const { nonce, ...lacking } = genesis
  const refused = {
    'a field is missing': lacking,
    'a field is null': { ...genesis, mixHash: null },
    'a field that we do not know': { ...genesis, blockAccessListHash: EMPTY_TRIE },
    'one of another chain': { ...genesis, l1BlockNumber: '0x1' },
    'a root that is short': { ...genesis, stateRoot: '0x12' },
    'a number that is none': { ...genesis, gasLimit: 5_000 },
    'no digits': { ...genesis, timestamp: '0x' },
    'half a byte': { ...genesis, extraData: '0x1' },
    'a fork without the one before it': { ...genesis, withdrawalsRoot: EMPTY_TRIE },
  }
  for (const [why, block] of Object.entries(refused)) assert.equal(hashOf(block), null, why)
})

const FORKS = ['frontier', 'london', 'paris', 'shanghai', 'cancun', 'prague'] as const

test('the headers of every fork have the hash that another implementation gives them', async () => {
  const added = await Promise.all(
    FORKS.map(async fork => {
      const anvil = await startAnvil({ args: ['--hardfork', fork] })
      try {
        const ask = async (method: string, ...params: unknown[]) => {
          const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params })
          const headers = { 'content-type': 'application/json' }
          return (await (await fetch(anvil.url, { method: 'POST', headers, body })).json()) as { result: object }
        }
        await ask('evm_mine')
        const { result: block } = (await ask('eth_getBlockByNumber', '0x1', false)) as { result: { hash: string } }
        assert.equal(hashOf(block), block.hash, fork)
        return Object.keys(block).filter(name => !(name in genesis) && name !== 'withdrawals').length
      } finally {
        await anvil.stop()
      }
    }),
  )
  assert.deepEqual(added, [0, 1, 1, 2, 5, 6])
})
