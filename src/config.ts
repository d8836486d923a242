/** Flags, environment and a file -> one frozen configuration, checked once. Every error names its key. */

import { dirname, resolve } from 'node:path'
import type { ChainSpec } from '../indexer/chain.ts'
import type { Contract } from '../indexer/contracts.ts'
import type { DocumentOptions } from '../indexer/documents.ts'
import deployments from '../schema/deployments.json' with { type: 'json' }
import schema from '../schema/json/config.v1.json' with { type: 'json' }
import knownRails from '../schema/rails.json' with { type: 'json' }
import knownTokens from '../schema/tokens.json' with { type: 'json' }
import { bad } from './configError.ts'
import { type ChainConfig, type FileConfig, type RailConfig, readFile } from './configFile.ts'
import { type ServingConfig, servingOf } from './configServing.ts'
import { evmChain, parseAsset } from './core/ids.ts'
import { type Settings, SUBMISSIONS } from './core/settings.ts'
import type { TrustPolicy } from './core/trustPolicy.ts'
import { importsOf } from './imports.ts'
import { readTrustPolicy } from './trustFile.ts'

export type Config = {
  /** Path of the SQLite file. */
  readonly store: string
  readonly host: string
  readonly port: number
  readonly logLevel: string
  readonly chains: readonly ChainSpec[]
  readonly documents: DocumentOptions
  readonly settings: Settings
  readonly serving: ServingConfig
}

/** What the command line says; undefined where it says nothing. */
export type Flags = {
  readonly config?: string
  readonly store?: string
  readonly host?: string
  readonly port?: string
  readonly chain?: readonly string[]
  readonly rpc?: readonly string[]
  readonly start?: readonly string[]
  readonly trust?: string
  readonly workers?: string
}

/** Where any gateway will do: the bytes are checked against the CID. */
const GATEWAY = 'https://trustless-gateway.link'

/** Reads the configuration; throws `bad_config` for the first thing that is wrong with it. Flags win over environment, environment over file. */
export const readConfig = (flags: Flags, env: NodeJS.ProcessEnv): Config => {
  checkEnvironment(env)
  const path = said(['--config', flags.config], ['PORTOLAN_CONFIG', env.PORTOLAN_CONFIG])?.text
  const file = path === undefined ? {} : readFile(path)
  const chains = [...chainsOf(flags, env), ...(file.chains ?? [])]
  const twice = chains.find(({ id }, i) => chains.findIndex(chain => chain.id === id) !== i)
  if (twice) throw bad('chains', `chain ${twice.id} is configured twice`, 'name each chain once, in one place')
  const feeds = (file.feeds ?? []).map(feed => ({ ...feed, contract: feed.contract.toLowerCase() }))
  const trust = trustOf(said(['--trust', flags.trust], ['PORTOLAN_TRUST', env.PORTOLAN_TRUST])?.text, file, path)
  const specs = chains.map(chain => chainSpec(chain, feeds, trust))
  return Object.freeze({
    store: said(['--store', flags.store], ['PORTOLAN_STORE', env.PORTOLAN_STORE])?.text ?? file.store ?? 'portolan.db',
    host: said(['--host', flags.host], ['HOST', env.HOST])?.text ?? file.host ?? '127.0.0.1',
    port: port(said(['--port', flags.port], ['PORT', env.PORT])) ?? file.port ?? 4000,
    logLevel: logLevel(said(['LOG_LEVEL', env.LOG_LEVEL])) ?? file.logLevel ?? 'info',
    chains: specs,
    documents: {
      maxBytes: 262_144,
      timeoutMs: 10_000,
      refreshSeconds: 3_600,
      gateways: [GATEWAY],
      allowPrivate: false,
      allowHttp: false,
      ...file.documents,
    },
    settings: { ...settingsOf(file, feeds, specs), trust },
    serving: servingOf(file.serving, flags.workers, env.PORTOLAN_TOKENS),
  })
}

/** The settings of a node: what is configured, and behind it what is known. */
const settingsOf = (
  file: FileConfig,
  feeds: Settings['feeds'],
  specs: readonly ChainSpec[],
): Omit<Settings, 'trust'> => {
  const rails = [...(file.rails ?? []), ...(knownRails as RailConfig[])]
  const indexed = new Set(
    specs.filter(({ contracts }) => contracts.some(c => c.kind === 'didRegistry')).map(s => s.chain),
  )
  const known = Object.entries(deployments as Deployments).filter(([, { contracts }]) => contracts.didRegistry)
  return {
    feeds,
    rails: rails.map(rail => ({
      ...rail,
      setupGas: BigInt(rail.setupGas),
      gas: BigInt(rail.gas),
      floor: BigInt(rail.floor),
    })),
    tokens: [...(file.tokens ?? []), ...knownTokens],
    imports: importsOf(file.imports ?? []),
    coins: file.coins ?? {},
    networks: file.networks ?? {},
    unreadDidChains: known.map(([chain]) => chain).filter(chain => !indexed.has(chain)),
    submissions: { ...SUBMISSIONS, ...file.submissions },
  }
}

/** The policy that is named: by a path as one gives it, or in the file by one that begins where the file is. */
const trustOf = (given: string | undefined, { trust }: FileConfig, path: string | undefined): TrustPolicy | null => {
  if (given !== undefined) return readTrustPolicy(given)
  return trust === undefined ? null : readTrustPolicy(resolve(dirname(path ?? ''), trust))
}

type Deployments = Record<string, { name?: string; contracts: Record<string, { address: string; from?: number }> }>

const MAX_RANGE = 10_000

const chainSpec = (config: ChainConfig, feeds: Settings['feeds'], trust: TrustPolicy | null): ChainSpec => {
  const chain = evmChain(config.id)
  if (!URL.canParse(config.rpc)) throw bad(`chains ${config.id} rpc`, 'is not a URL', RPC_HINT)
  const known = Object.entries((deployments as Deployments)[chain]?.contracts ?? {})
  const configured = config.contracts
    ? Object.entries(config.contracts).flatMap(([kind, addresses]) =>
        addresses.map(address => ({ kind, address, from: undefined })),
      )
    : // Without its first block a registry cannot be read whole, so it is left out unless a start is given.
      known.flatMap(([kind, { address, from }]) =>
        (from ?? config.start) === undefined ? [] : [{ kind, address, from }],
      )
  if (configured.length === 0) {
    throw bad(
      `chains ${config.id}`,
      'no registry of this chain is known',
      'give its contracts and start in a configuration file',
    )
  }
  if (configured.every(({ kind }) => kind === 'paymentAsset')) {
    throw bad(
      `chains ${config.id} contracts`,
      'names payment assets and no registry',
      'name the registries too: whose payments are read is known from them',
    )
  }
  const start = config.start ?? Math.min(...configured.map(({ from }) => from ?? Number.POSITIVE_INFINITY))
  if (!Number.isFinite(start))
    throw bad(`chains ${config.id} start`, 'is missing', 'give the block before which nothing was deployed')
  const priceFeeds = feeds
    .filter(feed => feed.chain === chain)
    .map(({ contract }) => ({ kind: 'priceFeed', address: contract }))
  const assets = (trust?.assets ?? []).filter(({ asset }) => parseAsset(asset)?.chain === chain)
  const moneys = assets.map(({ asset }) => ({ kind: 'paymentAsset', address: parseAsset(asset)?.reference ?? '' }))
  const contracts = distinct([...configured, ...priceFeeds, ...moneys], config.id)
  const stray = Object.keys(config.subjects ?? {}).find(of => !contracts.some(c => c.address === of.toLowerCase()))
  if (stray) throw bad(`chains ${config.id} subjects`, `${stray} is not read`, 'name it in contracts, or leave it out')
  return {
    chain,
    rpc: config.rpc,
    contracts: contracts.map(contract => withSubject(contract, contracts, config)),
    start,
    finality: config.finality === undefined || config.finality === 'tag' ? 'tag' : { depth: config.finality },
    pollMs: config.pollMs ?? null,
    maxRange: config.maxRange ?? MAX_RANGE,
  }
}

/** Each contract once, in lower case. */
const distinct = (named: readonly { kind: string; address: string }[], id: number) => {
  const kinds = new Map<string, string>()
  for (const { kind, address } of named) {
    const before = kinds.get(address.toLowerCase()) ?? kind
    if (before !== kind)
      throw bad(`chains ${id} contracts`, `${address} is a ${before} and a ${kind}`, 'a contract is of one kind')
    kinds.set(address.toLowerCase(), kind)
  }
  return Array.from(kinds, ([address, kind]) => ({ kind, address }))
}

const withSubject = (
  { kind, address }: { kind: string; address: string },
  contracts: readonly { kind: string; address: string }[],
  { id, subjects }: ChainConfig,
): Contract => {
  if (kind !== 'reputationRegistry' && kind !== 'validationRegistry') return { kind, address, subject: address }
  const named = Object.entries(subjects ?? {}).find(([of]) => of.toLowerCase() === address)?.[1]
  const identities = contracts.filter(contract => contract.kind === 'identityRegistry')
  const subject = named ?? (identities.length === 1 ? identities[0]?.address : undefined)
  if (subject === undefined) {
    throw bad(
      `chains ${id} subjects`,
      `does not say whose agents ${address} speaks of`,
      'name the identity registry of each reputation and validation registry',
    )
  }
  return { kind, address, subject: subject.toLowerCase() }
}

const RPC_HINT = 'write the http or https URL of a JSON-RPC endpoint'

/** --chain and --rpc go in pairs; so do the variables. */
const chainsOf = (flags: Flags, env: NodeJS.ProcessEnv): ChainConfig[] => {
  const chains = many('--chain', flags.chain, 'PORTOLAN_CHAIN', env.PORTOLAN_CHAIN)
  const rpcs = many('--rpc', flags.rpc, 'PORTOLAN_RPC', env.PORTOLAN_RPC)
  const starts = flags.start ?? []
  const count = chains.texts.length
  if (rpcs.texts.length !== count)
    throw bad(chains.key, `${count} and ${rpcs.key} ${rpcs.texts.length} times given`, 'give one RPC for each chain')
  if (starts.length > count)
    throw bad(
      '--start',
      `given ${starts.length} times, ${chains.key} ${count} times`,
      'give at most one for each chain',
    )
  return chains.texts.map((text, i) => {
    const id = Number(/^(?:eip155:)?([1-9][0-9]{0,15})$/.exec(text)?.[1])
    if (!Number.isSafeInteger(id)) throw bad(chains.key, `${text} is not a chain number`, 'write 8453 or eip155:8453')
    const rpc = rpcs.texts[i] ?? ''
    if (!/^https?:\/\//.test(rpc) || !URL.canParse(rpc)) throw bad(rpcs.key, 'is not a URL', RPC_HINT)
    const start = starts[i]
    if (start !== undefined && !/^\d{1,15}$/.test(start))
      throw bad('--start', `${start} is not a block number`, 'write the number of the first block to read')
    return { id, rpc, ...(start === undefined ? {} : { start: Number(start) }) }
  })
}

/** The flags, else the one of the variable; and the key to name where they are wrong. */
const many = (flag: string, texts: readonly string[] | undefined, variable: string, text: string | undefined) => {
  if (texts) return { key: flag, texts }
  return text ? { key: variable, texts: [text] } : { key: `${flag} (${variable})`, texts: [] }
}

/** The first place that says something. A variable that is empty says nothing, a flag must. */
const said = (...places: readonly (readonly [key: string, text: string | undefined])[]) => {
  const place = places.find(([key, text]) => text !== undefined && (text !== '' || key.startsWith('--')))
  if (place?.[1] === '') throw bad(place[0], 'is empty', 'give it a value or leave it out')
  return place?.[1] === undefined ? undefined : { key: place[0], text: place[1] }
}
type Said = ReturnType<typeof said>

const VARIABLES = [
  'PORTOLAN_CONFIG',
  'PORTOLAN_STORE',
  'PORTOLAN_CHAIN',
  'PORTOLAN_RPC',
  'PORTOLAN_KEY',
  'PORTOLAN_DATA',
  'PORTOLAN_TRUST',
  'PORTOLAN_TOKENS',
]

/** A misspelt variable would otherwise be silently ignored. */
export const checkEnvironment = (env: NodeJS.ProcessEnv): void => {
  const unknown = Object.keys(env).find(name => name.startsWith('PORTOLAN_') && !VARIABLES.includes(name))
  if (unknown) throw bad(unknown, 'is not a variable we know', `known: ${VARIABLES.join(', ')}, HOST, PORT, LOG_LEVEL`)
}

const port = (given: Said): number | undefined => {
  if (given === undefined) return undefined
  if (/^\d{1,5}$/.test(given.text) && Number(given.text) <= 65_535) return Number(given.text)
  throw bad(given.key, `${given.text} is not a port`, 'write a number from 0 to 65535')
}

const logLevel = (given: Said): string | undefined => {
  const levels = schema.properties.logLevel.enum
  if (given === undefined || levels.includes(given.text)) return given?.text
  throw bad(given.key, `${given.text} is not a level`, `levels: ${levels.join(', ')}`)
}
