/** The configuration file, checked against its schema. */
import { readFileSync } from 'node:fs'
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js'
import type { DocumentOptions } from '../indexer/documents.ts'
import schema from '../schema/json/config.v1.json' with { type: 'json' }
import { bad } from './configError.ts'
import { messageOf } from './core/errors.ts'
import type { Settings } from './core/settings.ts'
import type { ImportConfig } from './imports.ts'

/** What a configuration file says, as `schema/json/config.v1.json` admits it. */
export type FileConfig = {
  store?: string
  host?: string
  port?: number
  logLevel?: string
  chains?: ChainConfig[]
  documents?: Partial<DocumentOptions>
  feeds?: Settings['feeds']
  rails?: RailConfig[]
  tokens?: Settings['tokens']
  imports?: ImportConfig[]
  coins?: Record<string, string>
  networks?: Record<string, string>
  submissions?: Partial<Settings['submissions']>
}

export type ChainConfig = {
  id: number
  rpc: string
  start?: number
  finality?: 'tag' | number
  pollMs?: number
  maxRange?: number
  contracts?: Record<string, string[]>
  subjects?: Record<string, string>
}
export type RailConfig = Omit<Settings['rails'][number], 'setupGas' | 'gas' | 'floor'> &
  Record<'setupGas' | 'gas' | 'floor', string>

const validate = new Ajv2020({ strict: true, verbose: true, allowUnionTypes: true }).compile<FileConfig>(schema)

/** Reads a configuration file; throws `bad_config` for the first thing that is wrong with it. */
export const readFile = (path: string): FileConfig => {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (cause) {
    throw bad(path, `cannot be read: ${messageOf(cause)}`, 'name a file that this user may read')
  }
  const value = parsed(text)
  // The parser's own words would quote the file, and a file has keys of RPCs in it.
  if (value === undefined) throw bad(path, 'is not JSON', 'JSON has no comments, no trailing commas, and double quotes')
  if (validate(value)) return value
  const [error] = validate.errors ?? []
  throw bad(`${path}${error ? ` ${keyOf(error)}` : ''}`, error?.message ?? 'is not a configuration', hintOf(error))
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const keyOf = ({ instancePath, params }: ErrorObject): string => {
  const extra = params.additionalProperty ?? params.missingProperty
  return `${instancePath}${extra === undefined ? '' : `/${extra}`}`.slice(1).replaceAll('/', '.')
}

const hintOf = (error: ErrorObject | undefined): string =>
  error?.keyword === 'additionalProperties'
    ? `known keys: ${Object.keys(error.parentSchema?.properties ?? {}).join(', ')}`
    : 'what is accepted stands in schema/json/config.v1.json'
