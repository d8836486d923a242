/** The configuration file, checked against its schema. */
import type { DocumentOptions } from '../indexer/documents.ts'
import schema from '../schema/json/config.v1.json' with { type: 'json' }
import type { ServingFile } from './configServing.ts'
import type { Settings } from './core/settings.ts'
import type { ImportConfig } from './imports.ts'
import { fileReader } from './jsonFile.ts'

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
  trust?: string
  serving?: ServingFile
}

export type ChainConfig = {
  id: number
  rpc: string | readonly string[]
  ws?: string
  start?: number
  finality?: 'tag' | number
  pollMs?: number
  maxRange?: number
  checksPerHour?: number
  mode?: 'fast' | 'cross' | 'roots'
  contracts?: Record<string, string[]>
  subjects?: Record<string, string>
  implementations?: Record<string, string[]>
}
export type RailConfig = Omit<Settings['rails'][number], 'setupGas' | 'gas' | 'floor'> &
  Record<'setupGas' | 'gas' | 'floor', string>

/** Reads a configuration file; throws `bad_config` for the first thing that is wrong with it. */
export const readFile = fileReader<FileConfig>(schema, 'config.v1.json')
