import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Config } from '../src/config.ts'
import { chain, configurations, feed, type Given, ONE, RPC, rail, TWO } from './support/configurations.ts'

const { folder, path, read, said } = configurations()
const base = { chain: ['8453'], rpc: [RPC] }

/** What is wrong, and the key that must be named. */
const wrong: Record<string, readonly [given: Given, key: string]> = {
  'a file that is not there': [{ flags: { config: join(folder, 'none.json') } }, 'none.json'],
  'a file that is not there, by its variable': [{ env: { PORTOLAN_CONFIG: join(folder, 'none.json') } }, 'none.json'],
  'a file that is no JSON': [{ file: '{' }, 'config.json'],
  'a file that is a list': [{ file: [] }, 'config.json'],
  'a key that is not known': [{ file: { prot: 1 } }, 'prot'],
  'a key of a chain that is not known': [{ file: chain({ finallity: 'tag' }) }, 'chains.0.finallity'],
  'a store without a name': [{ file: { store: '' } }, 'store'],
  'a host without a name': [{ file: { host: '' } }, 'host'],
  'a port that is text': [{ file: { port: '4000' } }, 'port'],
  'a port beyond all ports': [{ file: { port: 65_536 } }, 'port'],
  'a log level that is none': [{ file: { logLevel: 'loud' } }, 'logLevel'],
  'chains that are no list': [{ file: { chains: {} } }, 'chains'],
  'a chain without a number': [{ file: { chains: [{ rpc: RPC }] } }, 'chains.0.id'],
  'a chain of number 0': [{ file: chain({ id: 0 }) }, 'chains.0.id'],
  'a chain that is given twice': [
    {
      file: {
        chains: [
          { id: 1, rpc: RPC },
          { id: 1, rpc: RPC },
        ],
      },
    },
    'chain 1',
  ],
  'a chain without an RPC': [{ file: { chains: [{ id: 1 }] } }, 'chains.0.rpc'],
  'an RPC that is no HTTP': [{ file: chain({ rpc: 'wss://a.example' }) }, 'chains.0.rpc'],
  'an RPC among several that is no HTTP': [{ file: chain({ rpc: [RPC, 'ftp://a.example'] }) }, 'chains.0.rpc.1'],
  'no RPC at all': [{ file: chain({ rpc: [] }) }, 'chains.0.rpc'],
  'an RPC twice': [{ file: chain({ rpc: [RPC, RPC] }) }, 'rpc'],
  'a WebSocket that is none': [{ file: chain({ ws: RPC }) }, 'chains.0.ws'],
  'a WebSocket that is no URL': [{ file: chain({ ws: 'ws://[' }) }, 'ws'],
  'an RPC that is no URL': [{ file: chain({ id: 8453, rpc: 'http://[' }) }, 'rpc'],
  'a start below 0': [{ file: chain({ start: -1 }) }, 'chains.0.start'],
  'a finality of another kind': [{ file: chain({ finality: 'soon' }) }, 'chains.0.finality'],
  'a finality of depth 0': [{ file: chain({ finality: 0 }) }, 'chains.0.finality'],
  'a poll too often': [{ file: chain({ pollMs: 1 }) }, 'chains.0.pollMs'],
  'a range of nothing': [{ file: chain({ maxRange: 0 }) }, 'chains.0.maxRange'],
  'a kind of contract that is not known': [
    { file: chain({ contracts: { registry: [] } }) },
    'chains.0.contracts.registry',
  ],
  'an address that is none': [
    { file: chain({ contracts: { offerBoard: ['0x1'] } }) },
    'chains.0.contracts.offerBoard.0',
  ],
  'two ERC-1056 registries': [
    { file: chain({ contracts: { didRegistry: [ONE, TWO] } }) },
    'chains.0.contracts.didRegistry',
  ],
  'code of what is no registry': [
    { file: chain({ implementations: { didRegistry: [ONE] } }) },
    'chains.0.implementations',
  ],
  'a subject that is no address': [{ file: chain({ subjects: { [ONE]: 'x' } }) }, `chains.0.subjects.${ONE}`],
  'a chain without contracts': [{ file: chain({ contracts: {} }) }, 'chains 31337'],
  'a limit of documents of nothing': [{ file: { documents: { maxBytes: 0 } } }, 'documents.maxBytes'],
  'a gateway that is no HTTP': [{ file: { documents: { gateways: ['ipfs://'] } } }, 'documents.gateways.0'],
  'a feed without a heartbeat': [{ file: { feeds: [{ ...feed, heartbeat: undefined }] } }, 'feeds.0.heartbeat'],
  'a feed of what is no asset': [{ file: { feeds: [{ ...feed, base: 'euro' }] } }, 'feeds.0.base'],
  'a rail whose gas is a number': [{ file: { rails: [{ ...rail, gas: 1 }] } }, 'rails.0.gas'],
  'a token of too many decimals': [
    { file: { tokens: [{ asset: `eip155:1/erc20:${ONE}`, symbol: 'A', decimals: 256 }] } },
    'tokens.0.decimals',
  ],
  'a coin that is no asset': [{ file: { coins: { 'eip155:1': 'ETH' } } }, 'coins.eip155:1'],
  'a limit of submissions of nothing': [{ file: { submissions: { perHour: 0 } } }, 'submissions.perHour'],
  'a limit of submissions that is not known': [{ file: { submissions: { perDay: 1 } } }, 'submissions.perDay'],

  '--chain without --rpc': [{ flags: { chain: ['1'] } }, '--rpc'],
  '--rpc without --chain': [{ flags: { rpc: [RPC] } }, '--chain'],
  '--chain with a word': [{ flags: { ...base, chain: ['base'] } }, '--chain'],
  '--chain with 0': [{ flags: { ...base, chain: ['0'] } }, '--chain'],
  '--chain with a hexadecimal': [{ flags: { ...base, chain: ['0x1'] } }, '--chain'],
  '--chain beyond all numbers': [{ flags: { ...base, chain: ['9007199254740993'] } }, '--chain'],
  '--chain that nobody knows': [{ flags: { ...base, chain: ['31337'] } }, 'chains 31337'],
  '--chain whose deployments have no known start': [{ flags: { ...base, chain: ['10'] } }, 'chains 10'],
  '--chain twice': [{ flags: { chain: ['1', '1'], rpc: [RPC, RPC] } }, 'chain 1'],
  '--chain that is in the file as well': [{ file: { chains: [{ id: 8453, rpc: RPC }] }, flags: base }, 'chain 8453'],
  '--rpc that is no HTTP': [{ flags: { ...base, rpc: ['ipc:///a'] } }, '--rpc'],
  '--rpc with nothing behind a comma': [{ flags: { ...base, rpc: [`${RPC},`] } }, '--rpc'],
  '--rpc with the same twice': [{ flags: { ...base, rpc: [`${RPC},${RPC}`] } }, '--rpc'],
  '--rpc that is no URL': [{ flags: { ...base, rpc: ['http://['] } }, '--rpc'],
  '--start with a word': [{ flags: { ...base, start: ['genesis'] } }, '--start'],
  '--start below 0': [{ flags: { ...base, start: ['-1'] } }, '--start'],
  '--start more often than --chain': [{ flags: { ...base, start: ['1', '2'] } }, '--start'],
  '--start without --chain': [{ flags: { start: ['1'] } }, '--start'],
  '--port with a word': [{ flags: { port: 'http' } }, '--port'],
  '--port beyond all ports': [{ flags: { port: '65536' } }, '--port'],
  '--port with nothing': [{ flags: { port: '' } }, '--port'],

  'a variable that is not known': [{ env: { PORTOLAN_CHIAN: '1' } }, 'PORTOLAN_CHIAN'],
  'PORT with a word': [{ env: { PORT: 'http' } }, 'PORT'],
  'PORTOLAN_CHAIN without PORTOLAN_RPC': [{ env: { PORTOLAN_CHAIN: '1' } }, 'PORTOLAN_RPC'],
  'PORTOLAN_CHAIN with a word': [{ env: { PORTOLAN_CHAIN: 'base', PORTOLAN_RPC: RPC } }, 'PORTOLAN_CHAIN'],
  'PORTOLAN_RPC that is no URL': [{ env: { PORTOLAN_CHAIN: '1', PORTOLAN_RPC: 'x' } }, 'PORTOLAN_RPC'],
  'LOG_LEVEL that is none': [{ env: { LOG_LEVEL: 'loud' } }, 'LOG_LEVEL'],
  'DATABASE_URL of another database': [{ env: { DATABASE_URL: 'mysql://someone:secret@db.test/it' } }, 'DATABASE_URL'],
}
for (const [what, [given, key]] of Object.entries(wrong)) {
  test(`${what}: bad_config, and the key is named`, () => {
    const error = said(given)
    assert.equal(error?.code, 'bad_config')
    assert.ok(error.message.includes(key), `"${error.message}" does not name ${key}`)
  })
}

test('every error of a configuration says what to do', () => {
  const silent = Object.entries(wrong).filter(([, [given]]) => said(given)?.hint === undefined)
  assert.deepEqual(
    silent.map(([what]) => what),
    [],
  )
})

test('no error of a configuration shows what may be a key', () => {
  const rpc = 'https://a.example/v2/S3CR3T'
  const secret = chain({ rpc })
  const given: Given[] = [
    { file: `{"chains":[{"id":1,"rpc":"${rpc}"},]}` },
    { file: `{"chains":[{"id":1,"rpc":"${rpc}}]}` },
    { file: `{"chains":[{"id":1,"rpc":"${rpc}" "start":1}]}` },
    { file: JSON.stringify(secret).replaceAll('"', "'") },
    { file: chain({ rpc: 'wss://a.example/S3CR3T' }) },
    { file: chain({ rpc: ['S3CR3T'] }) },
    { file: chain({ rpc: [rpc, rpc] }) },
    { file: chain({ rpc: [rpc, 'https://S3CR3T:x'] }) },
    { file: chain({ ws: 'wss://S3CR3T:x' }) },
    { flags: { chain: ['8453'], rpc: [`${rpc},S3CR3T`] } },
    { file: { ...secret, port: 'x' } },
    { file: chain({ rpc, contracts: {} }) },
    { flags: { chain: ['8453'], rpc: ['a.example/S3CR3T'] } },
    { flags: { chain: ['8453'], rpc: ['ftp://S3CR3T'] } },
    { flags: { chain: ['8453'], rpc: [rpc], start: ['x'] } },
    { env: { PORTOLAN_CHAIN: 'x', PORTOLAN_RPC: rpc } },
    { env: { PORTOLAN_RPC: rpc } },
  ]
  const errors = given.map(said)
  assert.deepEqual(
    errors.map(error => error?.code),
    given.map(() => 'bad_config'),
  )
  assert.deepEqual(
    errors.filter(error => JSON.stringify(error).includes('S3CR')),
    [],
  )
})

test('what is not said is the default; what is said in several places is said by flags, else the environment, else the file', () => {
  const placed = ({ store, host, port, logLevel, chains }: Config) => ({
    store,
    host,
    port,
    logLevel,
    chains: chains.map(({ chain, rpc }) => `${chain} ${rpc}`),
  })
  const file = { store: 'file.db', host: '::1', port: 1, logLevel: 'warn', chains: [{ id: 1, rpc: 'http://file' }] }
  const variables = { PORTOLAN_STORE: 'env.db', HOST: '::2', PORT: '2', LOG_LEVEL: 'debug' }
  const env = { ...variables, PORTOLAN_CHAIN: 'eip155:56', PORTOLAN_RPC: 'http://env', PATH: '/bin' }
  const flags = { store: 'flag.db', host: '::3', port: '0', chain: ['8453'], rpc: ['http://flag'] }
  const [ofFile, ofEnv, ofFlags] = ['eip155:1 http://file', 'eip155:56 http://env', 'eip155:8453 http://flag']
  assert.deepEqual(
    [{}, { file }, { file, env }, { file, env, flags }].map(given => placed(read(given))),
    [
      { store: 'portolan.db', host: '127.0.0.1', port: 4_000, logLevel: 'info', chains: [] },
      { store: 'file.db', host: '::1', port: 1, logLevel: 'warn', chains: [ofFile] },
      { store: 'env.db', host: '::2', port: 2, logLevel: 'debug', chains: [ofEnv, ofFile] },
      { store: 'flag.db', host: '::3', port: 0, logLevel: 'debug', chains: [ofFlags, ofFile] },
    ],
  )
  assert.equal(read({ file, env: { PORTOLAN_CONFIG: path } }).store, 'file.db')
  assert.ok(Object.isFrozen(read({})))
})

test('the database that the environment offers is the store where nobody names one', () => {
  const url = 'postgres://someone:secret@db.test/portolan'
  const offered = { DATABASE_URL: url }
  const named = { ...offered, PORTOLAN_STORE: 'env.db' }
  assert.deepEqual(
    [{ env: offered }, { env: named }, { env: offered, file: { store: 'file.db' } }].map(given => read(given).store),
    [url, 'env.db', 'file.db'],
  )
})

test('a store without a name is none, wherever it is said', () => {
  for (const given of [{ env: { PORTOLAN_STORE: '' } }, { flags: { store: '' } }]) {
    assert.notEqual(said(given) ?? read(given).store, '')
  }
})
