/** Flags, environment and a file -> one frozen configuration, checked once. Every error names its key. */
import { readFileSync } from 'node:fs'
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js'
import type { ChainSpec } from '../indexer/chain.ts'
import type { Contract } from '../indexer/contracts.ts'
import type { DocumentOptions } from '../indexer/documents.ts'
import deployments from '../schema/deployments.json' with { type: 'json' }
import schema from '../schema/json/config.v1.json' with { type: 'json' }
import knownRails from '../schema/rails.json' with { type: 'json' }
import knownTokens from '../schema/tokens.json' with { type: 'json' }
import { messageOf, PortolanError } from './core/errors.ts'
import { evmChain } from './core/ids.ts'
import type { Settings } from './core/settings.ts'

export type Config = {
  /** Path of the SQLite file. */
  readonly store: string
  readonly host: string
  readonly port: number
  readonly logLevel: string
  readonly chains: readonly ChainSpec[]
  readonly documents: DocumentOptions
  readonly settings: Settings
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
}

type FileConfig = {
  store?: string
  host?: string
  port?: number
  logLevel?: string
  chains?: ChainConfig[]
  documents?: Partial<DocumentOptions>
  feeds?: Settings['feeds']
  rails?: RailConfig[]
  tokens?: Settings['tokens']
  coins?: Record<string, string>
}
type ChainConfig = {
  id: number
  rpc: string
  start?: number
  finality?: 'tag' | number
  pollMs?: number
  maxRange?: number
  contracts?: Record<string, string[]>
  subjects?: Record<string, string>
}
type RailConfig = Omit<Settings['rails'][number], 'setupGas' | 'gas' | 'floor'> &
  Record<'setupGas' | 'gas' | 'floor', string>

/** Where any gateway will do: the bytes are checked against the CID. */
const GATEWAY = 'https://trustless-gateway.link'

/** Reads the configuration; throws `bad_config` for the first thing that is wrong with it. Flags win over environment, environment over file. */
export const readConfig = (flags: Flags, env: NodeJS.ProcessEnv): Config => {
  checkEnvironment(env)
  const path = flags.config ?? env.PORTOLAN_CONFIG
  const file = path === undefined ? {} : readFile(path)
  const chains = [...chainsOf(flags, env), ...(file.chains ?? [])]
  const twice = chains.find(({ id }, i) => chains.findIndex(chain => chain.id === id) !== i)
  if (twice) throw bad('chains', `chain ${twice.id} is configured twice`)
  const feeds = (file.feeds ?? []).map(feed => ({ ...feed, contract: feed.contract.toLowerCase() }))
  const specs = chains.map(chain => chainSpec(chain, feeds))
  return Object.freeze({
    store: flags.store ?? env.PORTOLAN_STORE ?? file.store ?? 'portolan.db',
    host: flags.host ?? env.HOST ?? file.host ?? '127.0.0.1',
    port: port(flags.port ?? env.PORT, flags.port ? '--port' : 'PORT') ?? file.port ?? 4000,
    logLevel: env.LOG_LEVEL ?? file.logLevel ?? 'info',
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
    settings: settingsOf(file, feeds, specs),
  })
}

/** The settings of a node: what is configured, and behind it what is known. */
const settingsOf = (file: FileConfig, feeds: Settings['feeds'], specs: readonly ChainSpec[]): Settings => {
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
    coins: file.coins ?? {},
    unreadDidChains: known.map(([chain]) => chain).filter(chain => !indexed.has(chain)),
  }
}

type Deployments = Record<string, { name?: string; contracts: Record<string, { address: string; from?: number }> }>

const MAX_RANGE = 10_000

const chainSpec = (config: ChainConfig, feeds: Settings['feeds']): ChainSpec => {
  const chain = evmChain(config.id)
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
  const start = config.start ?? Math.min(...configured.map(({ from }) => from ?? Number.POSITIVE_INFINITY))
  if (!Number.isFinite(start))
    throw bad(`chains ${config.id} start`, 'is missing', 'give the block before which nothing was deployed')
  const priceFeeds = feeds
    .filter(feed => feed.chain === chain)
    .map(({ contract }) => ({ kind: 'priceFeed', address: contract }))
  const contracts = [...configured, ...priceFeeds].map(({ kind, address }) => ({
    kind,
    address: address.toLowerCase(),
  }))
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

/** --chain and --rpc go in pairs; so do the variables. */
const chainsOf = (flags: Flags, env: NodeJS.ProcessEnv): ChainConfig[] => {
  const ids = flags.chain ?? (env.PORTOLAN_CHAIN ? [env.PORTOLAN_CHAIN] : [])
  const rpcs = flags.rpc ?? (env.PORTOLAN_RPC ? [env.PORTOLAN_RPC] : [])
  if (ids.length !== rpcs.length)
    throw bad(
      '--chain',
      `is given ${ids.length} times and --rpc ${rpcs.length} times`,
      'give one --rpc for each --chain',
    )
  return ids.map((text, i) => {
    const id = Number(/^(?:eip155:)?([1-9][0-9]{0,15})$/.exec(text)?.[1])
    if (!Number.isSafeInteger(id)) throw bad('--chain', `${text} is not a chain number`, 'write --chain 8453')
    const rpc = rpcs[i] ?? ''
    if (!/^https?:\/\//.test(rpc) || !URL.canParse(rpc)) throw bad('--rpc', 'is not an http or https URL')
    const start = flags.start?.[i]
    if (start !== undefined && !/^\d{1,15}$/.test(start)) throw bad('--start', `${start} is not a block number`)
    return { id, rpc, ...(start === undefined ? {} : { start: Number(start) }) }
  })
}

const VARIABLES = ['PORTOLAN_CONFIG', 'PORTOLAN_STORE', 'PORTOLAN_CHAIN', 'PORTOLAN_RPC', 'PORTOLAN_DATA']

/** A misspelt variable would otherwise be silently ignored. */
const checkEnvironment = (env: NodeJS.ProcessEnv): void => {
  const unknown = Object.keys(env).find(name => name.startsWith('PORTOLAN_') && !VARIABLES.includes(name))
  if (unknown) throw bad(unknown, 'is not a variable we know', `known: ${VARIABLES.join(', ')}, HOST, PORT, LOG_LEVEL`)
}

const port = (text: string | undefined, key: string): number | undefined => {
  if (text === undefined) return undefined
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text)
  throw bad(key, `${text} is not a port`)
}

const validate = new Ajv2020({ strict: true, verbose: true, allowUnionTypes: true }).compile<FileConfig>(schema)

const readFile = (path: string): FileConfig => {
  let value: unknown
  try {
    value = JSON.parse(readFileSync(path, 'utf8'))
  } catch (cause) {
    throw bad(path, `cannot be read: ${messageOf(cause)}`)
  }
  if (validate(value)) return value
  const [error] = validate.errors ?? []
  throw bad(`${path}${error ? ` ${keyOf(error)}` : ''}`, error?.message ?? 'is not a configuration', hintOf(error))
}

const keyOf = ({ instancePath, params }: ErrorObject): string => {
  const extra = params.additionalProperty ?? params.missingProperty
  return `${instancePath}${extra === undefined ? '' : `/${extra}`}`.slice(1).replaceAll('/', '.')
}

const hintOf = (error: ErrorObject | undefined): string | undefined =>
  error?.keyword === 'additionalProperties'
    ? `known keys: ${Object.keys(error.parentSchema?.properties ?? {}).join(', ')}`
    : undefined

const bad = (key: string, problem: string, hint?: string): PortolanError =>
  new PortolanError('bad_config', `${key}: ${problem}`, hint === undefined ? {} : { hint })
