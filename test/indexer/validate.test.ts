import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hexToBytes, keccak256 } from 'viem'
import { topicOf } from '../../indexer/source.ts'
import { allServed, checkLinks, checkLogs } from '../../indexer/validate.ts'
import type { Header, Log } from '../../src/core/block.ts'
import type { PortolanError } from '../../src/core/errors.ts'

const [OURS, ALSO_OURS, THEIRS] = ['a1', 'a2', 'b1'].map(end => `0x${end.padStart(40, '0')}`) as [
  string,
  string,
  string,
]
const [ASKED, ALSO_ASKED, OTHER] = ['c1', 'c2', 'd1'].map(end => `0x${end.padStart(64, '0')}`) as [
  string,
  string,
  string,
]
const filter = { addresses: [OURS, ALSO_OURS], topics0: [ASKED, ALSO_ASKED] }

/** The bloom of a block with these addresses and topics: three bits of 2048 for each (Yellow Paper, 4.3.1). */
const bloomOf = (...items: string[]): string => {
  const bloom = new Uint8Array(256)
  for (const item of items) {
    const hash = hexToBytes(keccak256(item as `0x${string}`))
    for (const pair of [0, 2, 4]) {
      const bit = (((hash[pair] ?? 0) << 8) | (hash[pair + 1] ?? 0)) % 2048
      const byte = 255 - Math.floor(bit / 8)
      bloom[byte] = (bloom[byte] ?? 0) | (1 << (bit % 8))
    }
  }
  return Buffer.from(bloom).toString('hex')
}
const EMPTY = '0'.repeat(512)

const hashAt = (number: number): string => `0x${number.toString(16).padStart(64, 'e')}`
const headerAt = (number: number, bloom: string | null): Header => ({
  number,
  hash: hashAt(number),
  parent: hashAt(number - 1),
  time: 1_000 + number,
  baseFee: null,
  bloom,
})
const logAt = (block: number, logIndex: number, more: Partial<Log> = {}): Log => ({
  block,
  blockHash: hashAt(block),
  logIndex,
  tx: hashAt(99),
  txIndex: 0,
  address: OURS,
  topics: [ASKED],
  data: '0x',
  ...more,
})
const honest = [logAt(7, 0), logAt(7, 3, { address: ALSO_OURS, topics: [ALSO_ASKED, OTHER] }), logAt(9, 1)]
const blooms = new Map([
  [7, bloomOf(OURS, ALSO_OURS, ASKED, ALSO_ASKED, OTHER)],
  [8, EMPTY],
  [9, bloomOf(OURS, ASKED)],
])

/** What is said of these logs against headers with these blooms; null: nothing is wrong. */
const said = (logs: readonly Log[], bloomAt = (number: number): string | null => blooms.get(number) ?? null) => {
  const headers = new Map([7, 8, 9].map(number => [number, headerAt(number, bloomAt(number))]))
  try {
    checkLogs(logs, filter, headers)
    return null
  } catch (error) {
    const { code, message, hint } = error as PortolanError
    return { code, message, hint }
  }
}
const lie = (message: string) => ({
  code: 'rpc_inconsistent',
  message,
  hint: 'the endpoint may be behind or mixed; it will be asked again',
})

const [first, second, third] = honest as [Log, Log, Log]
const lies: Record<string, [logs: Log[], message: string]> = {
  'a log of another block at its height': [
    [first, { ...second, blockHash: hashAt(8) }],
    'log 3 of block 7 names another block than the header at its height',
  ],
  'a log below the range': [[logAt(6, 0), ...honest], 'log 0 of block 6 is outside the range that was asked for'],
  'a log above the range': [[...honest, logAt(10, 0)], 'log 0 of block 10 is outside the range that was asked for'],
  'a log of another contract': [
    [{ ...first, address: THEIRS }],
    `log 0 of block 7 is of ${THEIRS}, which was not asked for`,
  ],
  'a log of another event': [[{ ...first, topics: [OTHER] }], 'log 0 of block 7 has a topic that was not asked for'],
  'a log that has what was asked for as its second topic only': [
    [{ ...first, topics: [OTHER, ASKED] }],
    'log 0 of block 7 has a topic that was not asked for',
  ],
  'a log without topics': [[{ ...first, topics: [] }], 'log 0 of block 7 has a topic that was not asked for'],
  'logs of a block in the wrong order': [[second, first], 'log 0 of block 7 is out of order'],
  'blocks in the wrong order': [[third, first, second], 'log 0 of block 7 is out of order'],
  'a log twice': [[first, first], 'log 0 of block 7 is out of order'],
  'two logs of one index': [[first, { ...first, data: '0x01' }], 'log 0 of block 7 is out of order'],
  'a log whose contract is not in the bloom': [
    [{ ...third, address: ALSO_OURS }],
    'log 1 of block 9 is not in the bloom of its block',
  ],
  'a log whose event is not in the bloom': [
    [{ ...third, topics: [ALSO_ASKED] }],
    'log 1 of block 9 is not in the bloom of its block',
  ],
}
for (const [what, [logs, message]] of Object.entries(lies)) {
  test(`${what} is a lie`, () => assert.deepEqual(said(logs), lie(message)))
}

test('logs asked for by an address they name must name it, where they were asked to', () => {
  const named = (...topics: string[]) => logAt(7, 0, { topics: [ASKED, ...topics] })
  const asking = (topic: number, bloom: string | null, log: Log) => {
    const headers = new Map([[7, headerAt(7, bloom)]])
    try {
      checkLogs([log], { ...filter, named: { topic, addresses: [OURS, THEIRS] } }, headers)
      return null
    } catch (error) {
      return (error as PortolanError).message
    }
  }
  const [ours, theirs] = [topicOf(OURS), topicOf(THEIRS)]
  const unnamed = 'log 0 of block 7 names no address asked for'
  assert.deepEqual(
    [
      asking(1, null, named()),
      asking(1, null, named(topicOf(ALSO_OURS))),
      asking(2, null, named(ours)),
      asking(1, null, named(`0x01${ours.slice(4)}`)),
      asking(2, bloomOf(OURS, ASKED), named(OTHER, theirs)),
    ],
    [unnamed, unnamed, unnamed, unnamed, 'log 0 of block 7 is not in the bloom of its block'],
  )
  assert.deepEqual(
    [asking(1, null, named(ours)), asking(2, bloomOf(OURS, ASKED, theirs), named(OTHER, theirs))],
    [null, null],
  )
})

test('honest logs pass, none at all as well', () => {
  assert.equal(said(honest), null)
  assert.equal(said([]), null)
})

test('a bloom that is absent or empty says nothing of a log', () => {
  for (const nothing of [null, EMPTY])
    assert.equal(
      said(honest, () => nothing),
      null,
    )
})

test('a bloom that wants one bit of a log is a witness against it', () => {
  const full = blooms.get(9) ?? ''
  const wanting = [...full].flatMap((digit, i) =>
    [1, 2, 4, 8].filter(bit => Number.parseInt(digit, 16) & bit).map(bit => [i, bit] as const),
  )
  const without = wanting.map(([i, bit]) => {
    const digit = (Number.parseInt(full[i] ?? '', 16) ^ bit).toString(16)
    return said([third], () => full.slice(0, i) + digit + full.slice(i + 1))
  })
  assert.deepEqual(
    without,
    wanting.map(() => lie('log 1 of block 9 is not in the bloom of its block')),
  )
  assert.equal(wanting.length, 6)
})

const links = (...headers: Header[]): unknown => {
  try {
    return checkLinks(headers)
  } catch (error) {
    return (error as PortolanError).message
  }
}
const [seven, eight, nine] = [7, 8, 9].map(number => headerAt(number, null)) as [Header, Header, Header]

test('headers that follow one another pass; others are caught at the first that does not', () => {
  assert.deepEqual(
    [
      links(),
      links(eight),
      links(seven, eight, nine),
      links(seven, nine),
      links(seven, { ...eight, parent: hashAt(5) }, nine),
      links(seven, { ...eight, number: 9 }),
      links(eight, seven),
      links(seven, seven),
      links(seven, eight, { ...nine, parent: seven.hash }),
    ],
    [
      undefined,
      undefined,
      undefined,
      'block 9 does not follow block 7',
      'block 8 does not follow block 7',
      'block 9 does not follow block 7',
      'block 7 does not follow block 8',
      'block 7 does not follow block 7',
      'block 9 does not follow block 8',
    ],
  )
})

test('every height below the head must be served, and each by its own header', () => {
  const missing = (number: number) => lie(`block ${number} is below the head and yet not served`)
  assert.deepEqual(allServed([7, 9], [seven, nine]), [seven, nine])
  assert.deepEqual(allServed([], []), [])
  for (const [headers, number] of [
    [[seven, null], 9],
    [[seven], 9],
    [[null, nine], 7],
    [[nine, seven], 7],
    [[seven, eight], 9],
  ] as const) {
    assert.throws(() => allServed([7, 9], headers), missing(number))
  }
})
