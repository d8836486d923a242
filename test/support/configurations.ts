/** Configurations that are written to a file, read, and gone with the test. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import { type Config, type Flags, readConfig } from '../../src/config.ts'
import { PortolanError } from '../../src/core/errors.ts'

export type Given = { readonly file?: unknown; readonly flags?: Flags; readonly env?: NodeJS.ProcessEnv }

/** Reads configurations from a folder of this test file; a file that is text is written as it is. */
export const configurations = () => {
  const folder = mkdtempSync(join(tmpdir(), 'portolan-'))
  after(() => rmSync(folder, { recursive: true, force: true }))
  const path = join(folder, 'config.json')
  const read = ({ file, flags = {}, env = {} }: Given): Config => {
    if (file === undefined) return readConfig(flags, env)
    writeFileSync(path, typeof file === 'string' ? file : JSON.stringify(file))
    return readConfig(env.PORTOLAN_CONFIG === undefined ? { config: path, ...flags } : flags, env)
  }
  /** What is said against a configuration; null: nothing. */
  const said = (given: Given): { code: string; message: string; hint: string | undefined } | null => {
    try {
      read(given)
      return null
    } catch (error) {
      assert.ok(error instanceof PortolanError, String(error))
      return { code: error.code, message: error.message, hint: error.hint }
    }
  }
  return { folder, path, read, said }
}

export const RPC = 'http://127.0.0.1:8545'
export const [ONE, TWO, THREE] = ['1', '2', '3'].map(digit => `0x${digit.repeat(39)}F`) as [string, string, string]

/** The file of one chain of one's own. */
export const chain = (more: object) => ({ chains: [{ id: 31337, rpc: RPC, start: 0, ...more }] })
export const feed = { chain: 'eip155:1', contract: ONE, base: 'EUR', quote: 'USD', decimals: 8, heartbeat: 3_600 }
export const rail = {
  via: 'x402/exact',
  chain: 'eip155:*',
  setupGas: '0',
  gas: '0',
  seconds: 2,
  floor: '0',
  escrow: false,
}
