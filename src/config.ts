/** Flags, environment and a file -> one frozen configuration, checked once. Every error names its key. */

import { dirname, resolve } from 'node:path'
import type { ChainSpec } from '../indexer/chain.ts'
import type { DocumentOptions } from '../indexer/documents.ts'
import schema from '../schema/json/config.v1.json' with { type: 'json' }
import knownRails from '../schema/rails.json' with { type: 'json' }
import knownTokens from '../schema/tokens.json' with { type: 'json' }
import { chainSpec, chainsOf, knownDeployments, knownImplementations } from './configChains.ts'
import { bad } from './configError.ts'
import { type FileConfig, type RailConfig, readFile } from './configFile.ts'
import { type ServingConfig, servingOf } from './configServing.ts'
import { type Settings, SUBMISSIONS } from './core/settings.ts'
import type { TrustPolicy } from './core/trustPolicy.ts'
import { importsOf } from './imports.ts'
import { readTrustPolicy } from './trustFile.ts'

export type Config = {
  /** Path of the SQLite file, or the `postgres://` URL of a database. */
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
    store:
      said(['--store', flags.store], ['PORTOLAN_STORE', env.PORTOLAN_STORE])?.text ??
      file.store ??
      databaseOf(env) ??
      'portolan.db',
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
      requestsPerHour: 3_600,
      bytesPerHour: 134_217_728,
      maxStoredBytes: 2_147_483_648,
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
  const known = Object.entries(knownDeployments).filter(([, { contracts }]) => contracts.didRegistry)
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
    implementations: knownImplementations(file.chains ?? []),
    submissions: { ...SUBMISSIONS, ...file.submissions },
  }
}

/** The policy that is named: by a path as one gives it, or in the file by one that begins where the file is. */
const trustOf = (given: string | undefined, { trust }: FileConfig, path: string | undefined): TrustPolicy | null => {
  if (given !== undefined) return readTrustPolicy(given)
  return trust === undefined ? null : readTrustPolicy(resolve(dirname(path ?? ''), trust))
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
  if (unknown)
    throw bad(
      unknown,
      'is not a variable we know',
      `known: ${VARIABLES.join(', ')}, DATABASE_URL, HOST, PORT, LOG_LEVEL`,
    )
}

/** The database that the environment offers to whatever runs in it. Its URL is never printed: it holds a password. */
const databaseOf = ({ DATABASE_URL: url }: NodeJS.ProcessEnv): string | undefined => {
  if (!url || /^postgres(ql)?:\/\//i.test(url)) return url || undefined
  throw bad('DATABASE_URL', 'is not the URL of a PostgreSQL database', 'unset it, or say which store with --store')
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
