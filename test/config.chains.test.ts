import assert from 'node:assert/strict'
import { test } from 'node:test'
import deployments from '../schema/deployments.json' with { type: 'json' }
import { chain, configurations, feed, ONE, RPC, rail, THREE, TWO } from './support/configurations.ts'

const { read, said } = configurations()
const [one, two, three] = [ONE, TWO, THREE].map(address => address.toLowerCase()) as [string, string, string]

const contract = (kind: string, address: string, subject = address) => ({ kind, address, subject })
const ofErc8004 = (ending: readonly [string, string, string]) => {
  const [identity, reputation, validation] = ending
  return [
    contract('identityRegistry', identity),
    contract('reputationRegistry', reputation, identity),
    contract('validationRegistry', validation, identity),
  ]
}
const mainnet = ofErc8004([
  '0x8004a169fb4a3325136eb29fa0ceb6d2e539a432',
  '0x8004baa17c55a88189ae136b182e5fda19de9b63',
  '0x8004cc8439f36fd5f9f049d9ff86523df6daab58',
])
const legacyDids = contract('didRegistry', '0xdca7ef03e98e0dc2b855be647c39abe984fcf21b')

test('a known chain is read from its deployments, from the first of them on; one without a known start is left out', () => {
  const spec = (id: string, start?: string) => {
    const [found] = read({ flags: { chain: [id], rpc: [RPC], ...(start ? { start: [start] } : {}) } }).chains
    return found
  }
  const whole = { rpc: [RPC], finality: 'tag', pollMs: null, maxRange: 10_000, checksPerHour: 60 }
  const known = (chain: string, start: number, contracts: object[]) => ({ chain, ...whole, start, contracts })
  assert.deepEqual(
    [spec('1'), spec('8453'), spec('eip155:8453', '50000000'), spec('137'), spec('137', '5'), spec('10', '7')],
    [
      known('eip155:1', 6_400_000, [...mainnet, legacyDids]),
      known('eip155:8453', 41_663_783, mainnet),
      known('eip155:8453', 50_000_000, mainnet),
      known('eip155:137', 82_458_528, mainnet),
      known('eip155:137', 5, [...mainnet, legacyDids]),
      known('eip155:10', 7, mainnet),
    ],
  )
})

test('a chain is read over one endpoint or several, in their order; a WebSocket stands beside them', () => {
  const [first, second] = [`${RPC}/1`, `${RPC}/2`]
  const over = ({ chains: [chain] }: ReturnType<typeof read>) => ({ rpc: chain?.rpc, ws: chain?.ws })
  assert.deepEqual(
    [
      over(read({ file: chain({ contracts: { identityRegistry: [ONE] } }) })),
      over(
        read({ file: chain({ contracts: { identityRegistry: [ONE] }, rpc: [second, first], ws: 'ws://a.example' }) }),
      ),
      over(read({ flags: { chain: ['8453'], rpc: [`${first},${second}`] } })),
      over(read({ env: { PORTOLAN_CHAIN: '8453', PORTOLAN_RPC: `${second},${first}` } })),
    ],
    [
      { rpc: [RPC], ws: undefined },
      { rpc: [second, first], ws: 'ws://a.example' },
      { rpc: [first, second], ws: undefined },
      { rpc: [second, first], ws: undefined },
    ],
  )
})

test('how well a chain is read is said in the file; of one endpoint no other can be asked', () => {
  const of = (mode: string, rpc: string | string[]) => ({
    ...chain({ contracts: { identityRegistry: [ONE] }, rpc, mode }),
  })
  const [first, second] = ['https://a.example/v2/key', 'https://b.example']
  assert.equal(read({ file: of('cross', [first, second]) }).chains[0]?.mode, 'cross')
  assert.equal(read({ file: of('roots', first) }).chains[0]?.mode, 'roots')
  const refused = (file: object) => {
    try {
      read({ file })
    } catch (error) {
      return (error as Error).message
    }
  }
  assert.match(refused(of('cross', first)) ?? '', /mode: cross wants two endpoints/)
  assert.match(refused(of('slow', first)) ?? '', /mode/)
})

test('the deployments that are known are whole: CAIP-2 chains, lower-case addresses, starts that are blocks', () => {
  const odd = Object.entries(deployments).flatMap(([chain, { contracts }]) =>
    Object.values(contracts as Record<string, { address: string; from?: number }>)
      .filter(({ address, from = 0 }) => !/^0x[0-9a-f]{40}$/.test(address) || !Number.isSafeInteger(from) || from < 0)
      .concat(/^eip155:[1-9]\d*$/.test(chain) ? [] : [{ address: chain }]),
  )
  assert.deepEqual(odd, [])
})

test('contracts of a chain of one’s own are in place of the known ones, and need a start', () => {
  const contracts = { identityRegistry: [ONE], reputationRegistry: [TWO], offerBoard: [THREE] }
  const [own] = read({ file: chain({ id: 1, contracts, finality: 3, pollMs: 50, maxRange: 1 }) }).chains
  assert.deepEqual(own, {
    chain: 'eip155:1',
    rpc: [RPC],
    contracts: [
      contract('identityRegistry', one),
      contract('reputationRegistry', two, one),
      contract('offerBoard', three),
    ],
    start: 0,
    finality: { depth: 3 },
    pollMs: 50,
    maxRange: 1,
    checksPerHour: 60,
  })
  assert.deepEqual(said({ file: chain({ start: undefined, contracts }) }), {
    code: 'bad_config',
    message: 'chains 31337 start: is missing',
    hint: 'give the block before which nothing was deployed',
  })
})

test('whose agents a registry speaks of is said where it is not plain', () => {
  const unsaid = (address: string) => ({
    code: 'bad_config',
    message: `chains 31337 subjects: does not say whose agents ${address} speaks of`,
    hint: 'name the identity registry of each reputation and validation registry',
  })
  const two8004 = { identityRegistry: [ONE, TWO], validationRegistry: [THREE] }
  assert.deepEqual(said({ file: chain({ contracts: two8004 }) }), unsaid(three))
  assert.deepEqual(said({ file: chain({ contracts: { reputationRegistry: [THREE] } }) }), unsaid(three))
  const subjects = { [three]: TWO }
  const [spec] = read({ file: chain({ contracts: two8004, subjects }) }).chains
  assert.deepEqual(spec?.contracts.at(-1), contract('validationRegistry', three, two))
})

test('a registry that nobody reads has no subject: it is misspelt', () => {
  const file = chain({ contracts: { identityRegistry: [ONE] }, subjects: { [TWO]: ONE } })
  assert.equal(said({ file })?.code, 'bad_config')
})

test('feeds are contracts of their chain; what is configured comes before what is known', () => {
  const feeds = [feed, { ...feed, contract: TWO, chain: 'eip155:8453' }]
  const tokens = [{ asset: `eip155:1/erc20:${ONE}`, symbol: 'A', decimals: 6 }]
  const coins = { 'eip155:1': 'eip155:1/slip44:60' }
  const documents = { maxBytes: 9, allowHttp: true }
  const file = { chains: [{ id: 1, rpc: RPC }], feeds, rails: [{ ...rail, gas: '7' }], tokens, coins, documents }
  const { chains, settings, documents: limits } = read({ file })
  assert.deepEqual(chains[0]?.contracts, [...mainnet, legacyDids, contract('priceFeed', one)])
  assert.deepEqual(
    settings.feeds,
    feeds.map(feed => ({ ...feed, contract: feed.contract.toLowerCase() })),
  )
  assert.deepEqual(settings.rails[0], { ...rail, setupGas: 0n, gas: 7n, floor: 0n })
  assert.deepEqual([settings.tokens[0], settings.coins], [tokens[0], coins])
  assert.deepEqual(settings.unreadDidChains.includes('eip155:1'), false)
  assert.deepEqual(read({}).settings.unreadDidChains.includes('eip155:1'), true)
  const kept = { timeoutMs: 10_000, refreshSeconds: 3_600, gateways: limits.gateways, allowPrivate: false }
  const shares = { requestsPerHour: 3_600, bytesPerHour: 128 * 2 ** 20, maxStoredBytes: 2 ** 31 }
  assert.deepEqual(limits, { ...kept, ...shares, maxBytes: 9, allowHttp: true })
})

test('code of registries is known from deployments, and as an operator names it on a chain', () => {
  const deployed = read({}).settings.implementations
  const of = (chain: string) => deployed.filter(known => known.chain === chain).map(({ kind }) => kind)
  assert.deepEqual([of('eip155:1'), of('eip155:137')], [['identityRegistry', 'reputationRegistry'], []])
  const known = deployed.map(({ address }) => address)
  assert.deepEqual(
    known.filter(address => !/^0x[0-9a-f]{40}$/.test(address)),
    [],
  )
  const contracts = { identityRegistry: [THREE] }
  const implementations = { identityRegistry: [ONE], validationRegistry: [TWO] }
  assert.deepEqual(read({ file: chain({ contracts, implementations }) }).settings.implementations, [
    ...deployed,
    { chain: 'eip155:31337', kind: 'identityRegistry', address: one },
    { chain: 'eip155:31337', kind: 'validationRegistry', address: two },
  ])
})

test('a contract that is named twice is read once', () => {
  const feeds = [feed, { ...feed, base: 'CHF' }]
  const contracts = { identityRegistry: [ONE, one] }
  const [feeding] = read({ file: { chains: [{ id: 1, rpc: RPC }], feeds } }).chains
  const [registering] = read({ file: chain({ contracts }) }).chains
  assert.deepEqual(
    [feeding?.contracts, registering?.contracts],
    [[...mainnet, legacyDids, contract('priceFeed', one)], [contract('identityRegistry', one)]],
  )
})

test('payment assets are read beside registries, never alone, and are no registries', () => {
  const contracts = { identityRegistry: [ONE], paymentAsset: [TWO, THREE, TWO] }
  const [own] = read({ file: chain({ contracts }) }).chains
  assert.deepEqual(own?.contracts, [
    contract('identityRegistry', one),
    contract('paymentAsset', two),
    contract('paymentAsset', three),
  ])
  assert.deepEqual(
    [
      said({ file: chain({ contracts: { paymentAsset: [ONE] } }) }),
      said({ file: chain({ contracts: { ...contracts, paymentAsset: [ONE] } }) }),
      said({ file: chain({ contracts: { ...contracts, paymentAsset: ['0x12'] } }) })?.code,
    ],
    [
      {
        code: 'bad_config',
        message: 'chains 31337 contracts: names payment assets and no registry',
        hint: 'name the registries too: whose payments are read is known from them',
      },
      {
        code: 'bad_config',
        message: `chains 31337 contracts: ${ONE} is a identityRegistry and a paymentAsset`,
        hint: 'a contract is of one kind',
      },
      'bad_config',
    ],
  )
})
