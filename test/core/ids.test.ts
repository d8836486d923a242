import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Did, ethrDid, normalDid, parseDid, parseDidUrl, registryId } from '../../src/core/did.ts'
import {
  agentId,
  evmChain,
  evmChainNumber,
  isAddress,
  isChain,
  normalAsset,
  parseAgentId,
  parseAsset,
} from '../../src/core/ids.ts'
import { fromPosition, position } from '../../src/core/origin.ts'
import { connection, encodeCursor, PAGE_MAX, pageRequest } from '../../src/core/page.ts'
import { isStorable } from '../../src/core/text.ts'

const MIXED = '0x8004A169FB4a3325136EB29fA0ceB6D2e539a432'
const LOWER = MIXED.toLowerCase()

test('what a CAIP-2 chain is, and what an EVM chain among them', () => {
  const table: readonly (readonly [text: string, chain: boolean, number: bigint | null])[] = [
    ['eip155:1', true, 1n],
    ['eip155:8453', true, 8453n],
    [`eip155:${'9'.repeat(32)}`, true, BigInt('9'.repeat(32))],
    ['solana:5eykt4UsFv8P8NJdTREpY1vzqKqZKvdp', true, null],
    ['bip122:000000000019d6689c085ae165831e93', true, null],
    ['eip155:0', true, null],
    ['eip155:01', true, null],
    ['eip155:0x1', true, null],
    ['eip155:*', false, null],
    ['eip155:', false, null],
    ['eip155', false, null],
    ['ab:1', false, null],
    ['EIP155:1', false, null],
    ['eip155:1 ', false, null],
    ['eip155:1\n', false, null],
    [`eip155:${'9'.repeat(33)}`, false, null],
    ['', false, null],
  ]
  assert.deepEqual(
    table.map(([text]) => [text, isChain(text), evmChainNumber(text)]),
    table,
  )
  assert.deepEqual([evmChain(1), evmChain(1n << 64n)], ['eip155:1', 'eip155:18446744073709551616'])
})

test('what an address is', () => {
  const texts = [
    MIXED,
    LOWER,
    LOWER.slice(1),
    LOWER.slice(0, -1),
    `${LOWER}0`,
    LOWER.replace('8', 'g'),
    `${LOWER}\n`,
    '0X',
  ]
  assert.deepEqual(texts.map(isAddress), [true, true, false, false, false, false, false, false])
})

test('the id of an agent, in both forms and any case, is one text', () => {
  const good = [`eip155:1:${MIXED}/7`, `eip155:1/erc721:${MIXED}/7`, `eip155:1:${LOWER}/7`]
  assert.deepEqual([...new Set(good.map(parseAgentId))], [`eip155:1:${LOWER}/7`])
  const bad = [
    `eip155:1:${MIXED}`,
    `eip155:1:${MIXED}/`,
    `eip155:1:${MIXED}/07`,
    `eip155:1:${MIXED}/-7`,
    `eip155:1:${MIXED}/7 `,
    `eip155:1:${MIXED}/7/8`,
    `eip155:1:${MIXED}/${'9'.repeat(79)}`,
    `eip155:0:${MIXED}/7`,
    `eip155:1:${MIXED.slice(0, -1)}/7`,
    `eip155:1/erc20:${MIXED}/7`,
    `eip155:1/${MIXED}/7`,
    'solana:a:b/7',
  ]
  for (const text of bad) assert.throws(() => parseAgentId(text), { code: 'bad_input' }, text)
  fc.assert(
    fc.property(
      fc.bigInt({ min: 1n, max: 10n ** 30n }),
      fc.bigInt({ min: 0n, max: (1n << 256n) - 1n }),
      (chain, token) => {
        const id = agentId(evmChain(chain), LOWER, token)
        assert.equal(parseAgentId(id), id)
      },
    ),
  )
})

test('a CAIP-19 asset in parts, and one spelling for each', () => {
  const parts = (chain: string, namespace: string, reference: string) => ({ chain, namespace, reference })
  assert.deepEqual(
    [
      `eip155:1/erc20:${MIXED}`,
      'eip155:1/slip44:60',
      'solana:a/token:EPjF.-%20',
      'eip155:1/erc20:',
      'eip155:1/erc20',
      'eip155:1:slip44/60',
      'eip155:1/ERC20:a',
      'eip155:1/slip44:60/7',
      `eip155:1/erc20:${'a'.repeat(129)}`,
      '',
    ].map(parseAsset),
    [
      parts('eip155:1', 'erc20', MIXED),
      parts('eip155:1', 'slip44', '60'),
      parts('solana:a', 'token', 'EPjF.-%20'),
      ...Array(7).fill(null),
    ],
  )
  assert.deepEqual([`eip155:1/erc20:${MIXED}`, 'solana:a/token:EPjF'].map(normalAsset), [
    `eip155:1/erc20:${LOWER}`,
    'solana:a/token:EPjF',
  ])
})

const KEY = '0x03fdd57adec3d438ea237fe46b33ee1e016eda6b585c3e27ea66686c2ea5358479'
const KEY_ADDRESS = '0xf3beac30c498d9e26865f34fcaa57dbb935b0d74'
const ethr = (chain: string, address = LOWER): Did => ({ method: 'ethr', chain, identity: { address } })

test('DIDs of our methods in parts; another method, or a broken one of ours, is null', () => {
  const table: readonly (readonly [text: string, did: Did | null, normal?: string])[] = [
    [`did:ethr:${MIXED}`, ethr('eip155:1'), `did:ethr:0x1:${LOWER}`],
    [`did:ethr:mainnet:${MIXED}`, ethr('eip155:1'), `did:ethr:0x1:${LOWER}`],
    [`did:ethr:0x1:${LOWER}`, ethr('eip155:1'), `did:ethr:0x1:${LOWER}`],
    [`did:ethr:0x2105:${MIXED}`, ethr('eip155:8453'), `did:ethr:0x2105:${LOWER}`],
    [`did:ethr:0xAa36A7:${MIXED}`, ethr('eip155:11155111'), `did:ethr:0xaa36a7:${LOWER}`],
    [`did:ethr:sepolia:${MIXED}`, ethr('eip155:11155111'), `did:ethr:0xaa36a7:${LOWER}`],
    [`did:ethr:gno:${MIXED}`, ethr('eip155:100'), `did:ethr:0x64:${LOWER}`],
    [`did:ethr:ewc:${MIXED}`, ethr('eip155:246'), `did:ethr:0xf6:${LOWER}`],
    [`did:ethr:${KEY}`, { method: 'ethr', chain: 'eip155:1', identity: { publicKey: KEY } }, `did:ethr:0x1:${KEY}`],
    [
      `did:pkh:eip155:8453:${MIXED}`,
      { method: 'pkh', chain: 'eip155:8453', address: LOWER },
      `did:pkh:eip155:8453:${LOWER}`,
    ],
    [
      'did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK',
      { method: 'key', multibase: 'z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK' },
    ],
    ['did:web:a.example', null],
    [`did:ethr:nowhere:${MIXED}`, null],
    [`did:ethr:1:${MIXED}`, null],
    [`did:ethr:0x0:${MIXED}`, null],
    [`did:ethr:0x01:${MIXED}`, null],
    [`did:ethr:0x1${'0'.repeat(16)}:${MIXED}`, null],
    [`did:ethr:${MIXED.slice(0, -1)}`, null],
    [`did:ethr:${MIXED}0`, null],
    [`did:ethr:${MIXED}\n`, null],
    [`did:ethr:${MIXED}#controller`, null],
    [`did:ethr:${MIXED}?versionId=1`, null],
    [`did:pkh:eip155:0:${MIXED}`, null],
    [`did:pkh:eip155:1:${MIXED.slice(0, -1)}`, null],
    ['did:pkh:solana:a:b', null],
    ['did:key:z6Mk', null],
    ['did:key:z0OIl6MkhaXgBZDvotDkL5257faizt', null],
    ['did:key:u6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK', null],
    [`did:web:${'a'.repeat(300)}`, null],
    ['DID:ethr:0x1', null],
    ['did:', null],
    ['', null],
  ]
  for (const [text, did, normal = text] of table)
    assert.deepEqual([text, parseDid(text), normalDid(text)], [text, did, normal])
})

test('a public key and its address are one identity of the registry', () => {
  const known = [
    `did:ethr:${KEY}`,
    `did:ethr:mainnet:${KEY_ADDRESS}`,
    `did:ethr:0x1:${KEY.toUpperCase().replace('0X', '0x')}`,
  ]
  const ids = known.map(text => {
    const did = parseDid(text)
    return did && registryId(did)
  })
  assert.deepEqual([...new Set(ids)], [ethrDid('eip155:1', KEY_ADDRESS)])
  const pkh = parseDid(`did:pkh:eip155:1:${MIXED}`)
  assert.equal(pkh && registryId(pkh), null)
  const offCurve = parseDid(`did:ethr:0x02${'f'.repeat(64)}`)
  assert.equal(offCurve && registryId(offCurve), null)
})

test('a DID URL in its DID and its fragment', () => {
  const did = `did:ethr:0x1:${LOWER}`
  const texts = [
    `${did}#delegate-1`,
    `${did}#`,
    did,
    `${did}#a b`,
    `${did}#a#b`,
    `${did}#${'a'.repeat(201)}`,
    `#a`,
    `did:x#a`,
  ]
  assert.deepEqual(texts.map(parseDidUrl), [{ did, fragment: 'delegate-1' }, ...Array(7).fill(null)])
})

test('positions sort as events happened, and give back block and log', () => {
  const place = fc.tuple(fc.integer({ min: 0, max: 999_999_999_999 }), fc.integer({ min: 0, max: 0xffff_ffff }))
  fc.assert(
    fc.property(place, place, ([block, log], [otherBlock, otherLog]) => {
      const [a, b] = [position(block, log), position(otherBlock, otherLog)]
      assert.deepEqual(fromPosition(a), { block, logIndex: log })
      assert.equal(Math.sign(Number(a > b) - Number(a < b)), Math.sign(block - otherBlock || log - otherLog))
    }),
    { numRuns: 500 },
  )
})

test('a cursor is what it was made of; what is none is refused', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' }).filter(isStorable), { minLength: 1, maxLength: 4 }), values => {
      assert.deepEqual(pageRequest(1, encodeCursor(values), values.length), { first: 1, after: values })
      assert.throws(() => pageRequest(1, encodeCursor(values), values.length + 1), { code: 'bad_input' })
    }),
  )
  const forged = ['null', '7', '{}', '[]', '[null]', '[[]]', '[true]', '["a"', '"a"'].map(text =>
    Buffer.from(text).toString('base64url'),
  )
  for (const after of ['', '!', 'a', ...forged])
    assert.throws(() => pageRequest(1, after, 1), { code: 'bad_input' }, after)
  for (const first of [-1, PAGE_MAX + 1, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
    assert.throws(() => pageRequest(first, null, 1), { code: 'bad_input' }, String(first))
  }
})

test('a page is its rows, and knows of one more', () => {
  const of = (first: number, after: string[] | null, rows: string[]) => connection({ first, after }, rows, row => [row])
  const edge = (node: string) => ({ cursor: encodeCursor([node]), node })
  const info = (hasNextPage: boolean, hasPreviousPage: boolean, start?: string, end?: string) => ({
    hasNextPage,
    hasPreviousPage,
    startCursor: start === undefined ? null : encodeCursor([start]),
    endCursor: end === undefined ? null : encodeCursor([end]),
  })
  assert.deepEqual(
    [of(2, null, ['a', 'b', 'c']), of(2, ['b'], ['c', 'd']), of(2, ['d'], []), of(0, null, ['a'])],
    [
      { edges: [edge('a'), edge('b')], nodes: ['a', 'b'], pageInfo: info(true, false, 'a', 'b') },
      { edges: [edge('c'), edge('d')], nodes: ['c', 'd'], pageInfo: info(false, true, 'c', 'd') },
      { edges: [], nodes: [], pageInfo: info(false, true) },
      { edges: [], nodes: [], pageInfo: info(true, false) },
    ],
  )
})
