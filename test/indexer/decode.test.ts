import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  type AbiEvent,
  type AbiParameter,
  decodeEventLog,
  encodeAbiParameters,
  encodeEventTopics,
  type Hex,
  isAddress,
  stringToHex,
  toEventSelector,
} from 'viem'
import { decoder } from '../../indexer/decode.ts'
import type { Log } from '../../src/core/block.ts'
import type { Module } from '../../src/core/module.ts'
import { modules } from '../../src/modules/index.ts'
import { addressOf, CHAIN } from '../support/scripted.ts'
import { scriptedContracts } from '../support/world.ts'

const read = modules.flatMap(({ events }) =>
  Object.entries(events).flatMap(([kind, abi]) => (abi as readonly AbiEvent[]).map(event => ({ kind, event }))),
)
/** Every event that a module reads, by the kind of contract that emits it. */
const events = new Map(
  [...Map.groupBy(read, ({ kind }) => kind)].map(([kind, group]) => [
    kind,
    [...new Map(group.map(({ event }) => [event.name, event])).values()],
  ]),
)

test('modules that read the same event agree on what it is', () => {
  const disputed = read.filter(({ kind, event }) => {
    const agreed = events.get(kind)?.find(({ name }) => name === event.name)
    return JSON.stringify(agreed) !== JSON.stringify(event)
  })
  assert.deepEqual(disputed, [])
})

test('what is read is told by these topics, and by no others', () => {
  const topics = [...events].map(([kind, abi]) => [
    kind,
    Object.fromEntries(abi.map(event => [event.name, toEventSelector(event)])),
  ])
  assert.deepEqual(Object.fromEntries(topics), {
    identityRegistry: {
      Transfer: '0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef',
      Approval: '0x8c5be1e5ebec7d5bd14f71427d1e84f3dd0314c0f7b2291e5b200ac8c7c3b925',
      ApprovalForAll: '0x17307eab39ab6107e8899845ad3d59bd9653f200f220920489ca2b5937696c31',
      MetadataUpdate: '0xf8e1a15aba9398e019f0b49df1a4fde98ee17ae345cb5f6b5e2c27f5033e8ce7',
      Registered: '0xca52e62c367d81bb2e328eb795f7c7ba24afb478408a26c0e201d155c449bc4a',
      URIUpdated: '0x3a2c7fffc2cba7582c690e3b82c453ea02a308326a98a3ad7576c606336409fb',
      MetadataSet: '0x2c149ed548c6d2993cd73efe187df6eccabe4538091b33adbd25fafdb8a1468b',
      Upgraded: '0xbc7cd75a20ee27fd9adebab32041f755214dbc6bffa90cc0225b39da2e5c2d3b',
    },
    reputationRegistry: {
      NewFeedback: '0x6a4a61743519c9d648a14e6493f47dbe3ff1aa29e7785c96c8326a205e58febc',
      FeedbackRevoked: '0x25156fd3288212246d8b008d5921fde376c71ed14ac2e072a506eb06fde6d09d',
      ResponseAppended: '0xb1c6be0b5b8aef6539e2fac0fd131a2faa7b49edf8e505b5eb0ad487d56051d4',
      Upgraded: '0xbc7cd75a20ee27fd9adebab32041f755214dbc6bffa90cc0225b39da2e5c2d3b',
    },
    validationRegistry: {
      ValidationRequest: '0x530436c3634a98e1e626b0898be2f1e9980cc1bd2a78c07a0aba52d0a48a5059',
      ValidationResponse: '0xafddf629e874ccc3963b6a888c477bd464a6c8525024fc88759ea3b2326349ae',
      Upgraded: '0xbc7cd75a20ee27fd9adebab32041f755214dbc6bffa90cc0225b39da2e5c2d3b',
    },
    didRegistry: {
      DIDOwnerChanged: '0x38a5a6e68f30ed1ab45860a4afb34bcb2fc00f22ca462d249b8a8d40cda6f7a3',
      DIDDelegateChanged: '0x5a5084339536bcab65f20799fcc58724588145ca054bd2be626174b27ba156f7',
      DIDAttributeChanged: '0x18ab6b2ae3d64306c00ce663125f2bd680e441a098de1635bd7ad8b0d44965e4',
    },
    offerBoard: { OfferAnnounced: '0xa9c949bfd8aae699b10fcc72506aeeb9498c9ee5df61a3c5c09474670bb5334d' },
    // The topic by which every Chainlink aggregator announces a round.
    priceFeed: { AnswerUpdated: '0x0559884fd3a460db3073b7fc896cc77986f16e378210ded43186175bf646fc5f' },
    paymentAsset: {
      Transfer: '0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef',
      // The topic that USDC logs for each EIP-3009 authorization.
      AuthorizationUsed: '0x98de503528ee59b575ef0c0a2576a82497bfc029a5685b209e9ec333479b10a5',
    },
  })
})

const listening = decoder(CHAIN, scriptedContracts, modules)

test('asked for are the topics of the contracts that are there, and nothing of contracts that are not', () => {
  const [identity] = scriptedContracts.filter(({ kind }) => kind === 'identityRegistry')
  assert.ok(identity)
  const { filter } = decoder(CHAIN, [identity], modules)
  assert.deepEqual(filter.addresses, [identity.address])
  assert.deepEqual(filter.topics0.toSorted(), events.get('identityRegistry')?.map(toEventSelector).toSorted())
  const token = addressOf('TestToken')
  assert.deepEqual(
    [listening.filter.addresses, listening.byTopic.addresses, listening.everything.addresses],
    [
      scriptedContracts.map(({ address }) => address).filter(address => address !== token),
      [token],
      scriptedContracts.map(({ address }) => address),
    ],
  )
})

/** A module that reads everything and keeps what it is given. */
const heard: object[] = []
const listener: Module = {
  name: 'listener',
  rules: 1,
  events: Object.fromEntries(events),
  byTopic: {},
  facts: [],
  derived: [],
  derive: () => null,
  claims: [],
  integers: {},
  documents: {},
  missing: {},
  audits: {},
  on: Object.fromEntries(
    [...events].map(([kind, abi]) => {
      const keep = (event: object) => {
        heard.push(event)
        return []
      }
      return [kind, Object.fromEntries(abi.map(({ name }) => [name, keep]))]
    }),
  ),
  resolvers: {},
  http: {},
}
const spying = decoder(CHAIN, scriptedContracts, [listener])
const decoded = (log: Log): object[] => {
  heard.length = 0
  for (const act of spying.acts(log, { time: 1 })) act.apply({ get: () => undefined })
  return [...heard]
}

const bits = (type: string): bigint => BigInt(/\d+$/.exec(type)?.[0] ?? 256)
const integer = (min: bigint, max: bigint, small: boolean): fc.Arbitrary<unknown> => {
  const any = fc.oneof(fc.bigInt({ min, max }), fc.constantFrom(min, max, 0n))
  return small ? any.map(Number) : any
}
const hexOf = (options: fc.IntArrayConstraints) =>
  fc.uint8Array(options).map(b => `0x${Buffer.from(b).toString('hex')}`)
// A byte order mark is text to us and nothing to the decoder we compare with.
const text = fc
  .oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('', '\0', 'a\0b', '\\x', '\\x00', 'é', '\u{1f6a2}', 'x'.repeat(3_000)),
  )
  .filter(value => !value.startsWith('\uFEFF'))

const argument = ({ type }: AbiParameter): fc.Arbitrary<unknown> => {
  if (type.startsWith('uint')) return integer(0n, (1n << bits(type)) - 1n, bits(type) <= 48n)
  if (type.startsWith('int'))
    return integer(-(1n << (bits(type) - 1n)), (1n << (bits(type) - 1n)) - 1n, bits(type) <= 48n)
  if (type === 'bool') return fc.boolean()
  if (type === 'string') return text
  if (type === 'bytes') return hexOf({ maxLength: 100 })
  const size = type === 'address' ? 20 : Number(bits(type))
  return hexOf({ minLength: size, maxLength: size })
}

/** A value as handlers get it: hex in lower case, text that storage would not keep as `\x` and hex. */
const kept = (value: unknown, type: string): unknown => {
  if (type === 'string' && typeof value === 'string' && (value.includes('\0') || value.startsWith('\\x')))
    return `\\x${Buffer.from(value).toString('hex')}`
  return typeof value === 'string' && (type !== 'string' || isAddress(value)) ? value.toLowerCase() : value
}

for (const { kind, address } of scriptedContracts) {
  for (const event of events.get(kind) ?? []) {
    const { name, inputs } = event
    test(`${kind} ${name}: every argument arrives as another decoder gives it`, () => {
      const args = fc.record(Object.fromEntries(inputs.map(input => [input.name ?? '', argument(input)])))
      fc.assert(
        fc.property(args, values => {
          const topics = encodeEventTopics({ abi: [event], eventName: name, args: values } as never) as [Hex, ...Hex[]]
          const plain = inputs.filter(input => !input.indexed)
          const data = encodeAbiParameters(plain, plain.map(input => values[input.name ?? '']) as never)
          const place = { block: 1, blockHash: '0x', logIndex: 0, tx: '0x', txIndex: 0, address }
          const other = decodeEventLog({ abi: [event], topics, data }).args as unknown as Record<string, unknown>
          const expected = inputs.map(({ name = '', type, indexed }) => {
            const hashed = indexed && (type === 'string' || type === 'bytes')
            return [name, kept(other[name], hashed ? 'bytes32' : type)]
          })
          assert.deepEqual(decoded({ ...place, topics, data }), [Object.fromEntries(expected)])
          for (const { name = '', type, indexed } of inputs) {
            if (!indexed) assert.deepEqual(kept(other[name], type), kept(values[name], type))
          }
        }),
        { numRuns: 60 },
      )
    })
  }
}

/** A log of the identity registry with these topics and this data. */
const identityLog = (topics: readonly string[], data: string): Log => ({
  block: 7,
  blockHash: '0x',
  logIndex: 0xffffffe2,
  tx: '0x',
  txIndex: 0,
  address: addressOf('TestIdentityRegistry'),
  topics,
  data,
})
const word = (value: bigint | number): string => value.toString(16).padStart(64, '0')
const topicOf = (kind: string, name: string): string => {
  const event = events.get(kind)?.find(event => event.name === name)
  assert.ok(event)
  return toEventSelector(event)
}
const [TRANSFER, REGISTERED, FOR_ALL] = ['Transfer', 'Registered', 'ApprovalForAll'].map(name =>
  topicOf('identityRegistry', name),
) as [string, string, string]
const [one, two, three] = [1, 2, 3].map(n => `0x${word(n)}`) as [string, string, string]

const bad: Record<string, Log> = {
  'too few topics': identityLog([TRANSFER, one, two], '0x'),
  'an ERC-20 transfer': identityLog([TRANSFER, one, two], `0x${word(7)}`),
  'only its first topic': identityLog([REGISTERED], `0x${word(32)}${word(0)}`),
  'too many topics': identityLog([REGISTERED, one, two, three], `0x${word(32)}${word(0)}`),
  'no data': identityLog([REGISTERED, one, two], '0x'),
  'half a word of data': identityLog([REGISTERED, one, two], `0x${word(32).slice(0, 32)}`),
  'an offset and nothing behind it': identityLog([REGISTERED, one, two], `0x${word(32)}`),
  'an offset beyond the data': identityLog([REGISTERED, one, two], `0x${word(4_096)}${word(0)}`),
  'an offset beyond all numbers': identityLog([REGISTERED, one, two], `0x${word((1n << 256n) - 1n)}${word(0)}`),
  'a length beyond the data': identityLog([REGISTERED, one, two], `0x${word(32)}${word(33)}${word(1)}`),
  'a length beyond all numbers': identityLog(
    [REGISTERED, one, two],
    `0x${word(32)}${word((1n << 256n) - 1n)}${word(1)}`,
  ),
  'a truth that is neither': identityLog([FOR_ALL, one, two], `0x${word(2)}`),
}
for (const [what, log] of Object.entries(bad)) {
  test(`a log with ${what} becomes a rejected row and nothing else`, () => {
    const changes = listening.acts(log, { time: 1 }).flatMap(({ apply }) => apply({ get: () => undefined }))
    assert.deepEqual(
      changes.map(change =>
        'put' in change ? { put: change.put, id: change.row.id, contract: change.row.contract } : change,
      ),
      [{ put: 'rejected', id: '000000000007-4294967266', contract: log.address }],
    )
  })
}

test('a string of a million bytes is text like any other', () => {
  const uri = `data:,${'é'.repeat(500_000)}`
  const data = encodeAbiParameters([{ type: 'string' }], [uri])
  assert.deepEqual(decoded(identityLog([REGISTERED, one, two], data)), [
    { agentId: 1n, agentURI: uri, owner: `0x${word(2).slice(24)}` },
  ])
  assert.equal(stringToHex(uri).length, 2 + 2 * 1_000_006)
})
