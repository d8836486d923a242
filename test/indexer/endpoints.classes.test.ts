/** What endpoints say when they refuse, as they were heard to say it, and what is meant. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Failure, failureOf } from '../../indexer/endpoints/classes.ts'

type Vector = readonly [
  where: string,
  status: number,
  code: number | null,
  says: string,
  meant: Failure | Failure['kind'],
]

const wide = (width: number | null): Failure => ({ kind: 'range_too_wide', width })
const many = (width: number | null = null): Failure => ({ kind: 'too_many_results', width })
const often = (retryAfterMs: number | null = null): Failure => ({ kind: 'rate_limited', retryAfterMs })
const pruned = (from: number | null = null): Failure => ({ kind: 'pruned', from })

/** Asked for logs. */
const ofLogs: readonly Vector[] = [
  ['a hosted endpoint, 2026', 200, -32_602, 'range 1000000 exceeds limit of 10000', wide(10_000)],
  ['a hosted endpoint', 200, -32_005, 'query returned more than 10000 results', many()],
  [
    'a hosted endpoint',
    200,
    -32_005,
    'query returned more than 10000 results. Try with this block range [0x1B4A5C, 0x1B4B00].',
    many(165),
  ],
  [
    'a hosted endpoint, 2022',
    200,
    -32_602,
    'Log response size exceeded. You can make eth_getLogs requests with up to a 2K block range and no limit on the response size, or you can request any block range with a cap of 10K logs in the response. Based on your parameters and the response size limit, this block range should work: [0x0, 0x87fe9]',
    many(557_034),
  ],
  ['a hosted endpoint, 2020', 200, -32_000, 'Log response size exceeded. Please reduce query block range.', many()],
  [
    'a hosted endpoint, 2025',
    200,
    -32_600,
    'You can make eth_getLogs requests with up to a 500 block range. Based on your parameters, this block range should work: [0x123c9b2, 0x123cba5]',
    wide(500),
  ],
  [
    'a hosted endpoint, free plan',
    400,
    -32_600,
    'Under the Free tier plan, you can make eth_getLogs requests with up to a 10 block range. Based on your parameters, this block range should work: [0x14, 0x1d]. Upgrade to PAYG for expanded block range.',
    wide(10),
  ],
  ['a hosted endpoint, 2025', 413, -32_614, 'eth_getLogs is limited to a 10,000 range', wide(10_000)],
  [
    'a hosted endpoint',
    200,
    -32_602,
    'eth_getLogs is limited to 1024 block range. Please check the parameter requirements',
    wide(1_024),
  ],
  [
    'a hosted endpoint',
    200,
    -32_000,
    'Block range limit exceeded. See more details at https://docs.example/limits',
    wide(null),
  ],
  ['a hosted endpoint, free plan', 400, 35, 'ranges over 10000 blocks are not supported on freetier', wide(10_000)],
  ['a hosted endpoint, 2023', 200, -32_602, 'range 9009594 is bigger than range limit 2000', wide(2_000)],
  ['a hosted endpoint', 200, -32_600, 'block range is too wide', wide(null)],
  ['a Frontier node, 2025', 200, -32_603, 'block range is too wide (maximum 1024)', wide(1_024)],
  ['a public endpoint', 200, -32_701, 'exceed maximum block range: 50000', wide(50_000)],
  ['a public endpoint', 200, -32_047, 'Max range: 800', wide(800)],
  ['a public endpoint, 2022', 200, -32_600, 'block range too high', wide(null)],
  [
    'an L2 node, 2025',
    200,
    -32_000,
    'block range is larger than max block range, block range = 5120, max block range = 5000',
    wide(5_000),
  ],
  ['an L2 node, 2023', 200, -32_000, 'block range is bigger than maxBlockRange', wide(null)],
  [
    'an L2 node, 2024',
    200,
    -32_602,
    'Query returned more than 10000 results. Try with this block range [0x0, 0x30f].',
    many(784),
  ],
  ['an L2 node, 2024', 200, -32_008, 'Response is too big', many()],
  ['Nethermind', 200, -32_000, 'requested too many blocks from 1 to 40, maximum is set to 7', wide(7)],
  ['reth', 200, -32_602, 'query exceeds max block range 100000', wide(100_000)],
  ['reth', 200, -32_602, 'query exceeds max results 20000, retry with the range 1-7', many(7)],
  ['op-geth behind a proxy', 200, -32_020, 'backend response too large', many()],
  ['an Avalanche node', 200, -32_000, 'requested too many blocks from 1 to 4000, maximum is set to 2048', wide(2_048)],
  ['bor', 200, -32_000, 'logs matched by query exceeds limit of 10000', many()],
  ['a Filecoin node', 200, -32_000, 'response size should not greater than 10000000 bytes', many()],
  ['a zkSync node', 200, -32_602, 'Maximum allowed number of requested blocks is 3500', wide(3_500)],
  ['a public endpoint that gives no logs', 200, -32_005, 'limit exceeded', many()],
  ['geth', 200, -32_000, 'query timeout exceeded', wide(null)],
  ['no answer in time', 0, null, 'timed out', wide(null)],
  ['geth, 2025', 200, 4_444, 'pruned history unavailable', pruned()],
  ['Nethermind, 2026', 200, 4_444, 'pruned history unavailable', pruned()],
  [
    'Erigon, 2026',
    200,
    -32_000,
    'old data not available due to pruning: requested block 16999999, history is available from block 22000000',
    pruned(22_000_000),
  ],
  [
    'Erigon, 2025',
    200,
    -32_000,
    'old data not available due to pruning: from tx: 1962853355, min tx: 2662500000',
    pruned(),
  ],
  [
    'Erigon, 2024',
    200,
    -32_000,
    'state transitaion failed: seek with txNum=1962853355 but data before txNum=2662500000 is not available: blockNum=16999999',
    pruned(),
  ],
  ['reth, 2026', 200, -32_602, 'receipts unavailable for block 12369623', pruned()],
  ['Besu', 200, -32_000, 'unknown block', 'not_found'],
  ['geth', 200, -32_000, 'block range extends beyond current head block', 'not_found'],
  ['a public endpoint, 2026', 200, -32_602, 'invalid block range', 'not_found'],
  [
    'OpenEthereum',
    200,
    -32_000,
    'One of the blocks specified in filter (fromBlock, toBlock or blockHash) cannot be found',
    'not_found',
  ],
  ['an Avalanche node', 200, -32_000, 'cannot query unfinalized data', 'not_found'],
  ['an Avalanche node', 200, -32_000, 'requested from block 9 after last accepted block 7', 'not_found'],
  ['a node that gives up on a heavy range', 200, -32_603, 'Internal error', 'unknown'],
  ['a proxy that gives up on a heavy range', 504, null, 'Gateway Timeout', wide(null)],
  ['words nobody knows', 200, -32_000, 'computer says no', 'unknown'],
]

/** Asked for anything. */
const ofAll: readonly Vector[] = [
  ['a hosted endpoint', 429, null, 'Too Many Requests', often()],
  ['a hosted endpoint', 429, -32_005, 'project ID request rate exceeded', often()],
  ['a hosted endpoint, 2024', 429, -32_005, 'exceeded project rate limit', often()],
  ['a hosted endpoint', 200, -32_005, 'daily request count exceeded, request rate limited', often()],
  [
    'a hosted endpoint, 2023',
    200,
    429,
    'Your app has exceeded its compute units per second capacity. If you have retries enabled, you can safely ignore this message.',
    often(),
  ],
  ['a hosted endpoint, 2023', 200, -32_012, 'credits limited to 6000/sec', often()],
  ['a hosted endpoint', 200, -32_007, '50/second request limit reached - reduce calls per second', often()],
  [
    'a hosted endpoint',
    200,
    -32_090,
    'Too many requests, reason: call rate limit exhausted, retry in 10s',
    often(10_000),
  ],
  ['a public endpoint', 200, -32_016, 'over rate limit', often()],
  ['a public endpoint', 200, -32_029, 'Too Many Requests', often()],
  ['a public endpoint, 2024', 429, null, 'You have reached maximum request limit', often()],
  ['a public endpoint', 200, -32_000, 'Application POKT_APP_ID has exceeded its throughput limit', often()],
  [
    'a hosted endpoint, 2025',
    403,
    -32_600,
    'Monthly capacity limit exceeded. Visit https://dashboard.example/billing to upgrade your scaling policy for continued service.',
    'permanent',
  ],
  ['a hosted endpoint', 401, -32_001, 'Unauthorized: You must authenticate your request with an API key', 'permanent'],
  ['a hosted endpoint', 401, -32_002, 'rejected due to project ID settings: invalid project id', 'permanent'],
  ['a hosted endpoint', 403, null, 'Forbidden', 'permanent'],
  ['a hosted endpoint', 404, null, 'Not Found', 'permanent'],
  ['a hosted endpoint', 402, null, 'Payment Required', 'permanent'],
  ['geth', 200, -32_000, 'header not found', 'not_found'],
  ['geth', 200, -32_000, 'finalized block not found', 'not_found'],
  ['execution API', 200, -39_001, 'Unknown block', 'not_found'],
  ['Erigon, 2026', 200, -32_000, 'block "finalized" not available (head block: 21459236)', 'not_found'],
  ['geth', 200, -32_000, 'missing trie node 51a3 (path ) state 0x51a3 is not available, not found', pruned()],
  ['reth, 2026', 200, -32_603, 'state at block #12369623 is pruned', pruned()],
  ['reth', 200, -32_602, 'distance to target block exceeds maximum proof window', pruned()],
  ['geth', 200, -32_601, 'the method eth_getBlockReceipts does not exist/is not available', 'unsupported'],
  ['a chain without tags', 200, -32_602, 'invalid block tag', 'unsupported'],
  ['a proxy', 502, null, '<html><body>Bad Gateway</body></html>', 'transient'],
  ['a proxy', 503, null, 'no available server', 'transient'],
  ['nobody', 0, null, 'no connection', 'transient'],
  ['words nobody knows', 200, -32_000, 'computer says no', 'unknown'],
]

const meantBy = ([, status, code, says]: Vector, method: string): Failure =>
  failureOf({ method, status: status || null, code, says })

for (const [method, vectors] of [
  ['eth_getLogs', ofLogs],
  ['eth_getLogs', ofAll],
  ['eth_getBlockByNumber', ofAll],
] as const) {
  test(`${method}: ${vectors.length} refusals mean what they meant`, () => {
    const shown = (vector: Vector, meant: unknown) => [vector[0], vector[3].slice(0, 60), meant]
    assert.deepEqual(
      vectors.map(vector => shown(vector, meantBy(vector, method))),
      vectors.map(vector => shown(vector, typeof vector[4] === 'string' ? { kind: vector[4] } : vector[4])),
    )
  })
}

test('a wait that is asked for is kept, within reason', () => {
  const waits = (retryAfter: string | null, says = 'Too Many Requests') => {
    const failure = failureOf({ method: 'eth_chainId', status: 429, code: null, says, retryAfter })
    return failure.kind === 'rate_limited' ? failure.retryAfterMs : undefined
  }
  assert.deepEqual(
    [waits('2'), waits('0'), waits('86400'), waits('soon'), waits('Thu, 01 Jan 1970 00:00:00 GMT'), waits(null)],
    [2_000, 0, 300_000, null, 0, null],
  )
  assert.deepEqual(
    [waits(null, 'try again in 3 seconds'), waits(null, 'retry in 50ms'), waits(null, 'in 2 min')],
    [3_000, 50, 120_000],
  )
  const soon = waits(new Date(Date.now() + 60_000).toUTCString()) ?? 0
  assert.ok(soon > 50_000 && soon <= 60_000, `${soon}`)
})

test('a range of logs refused is about blocks; the same words about a block are not', () => {
  const says = 'block range is too wide'
  assert.deepEqual(
    ['eth_getLogs', 'eth_getBlockByNumber'].map(method => failureOf({ method, status: 200, code: -32_603, says }).kind),
    ['range_too_wide', 'unknown'],
  )
})
