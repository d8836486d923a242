/** What a command that writes is given beside its arguments: flags, environment, a key. */
import { closeSync, openSync, readSync } from 'node:fs'
import { type Command, Option } from 'commander'
import type { Hex } from 'viem'
import { badInput, messageOf } from '../core/errors.ts'
import { evmChain } from '../core/ids.ts'
import { isObject } from '../core/json.ts'
import { isDay } from '../core/time.ts'
import { accountOf, type MachineKey, readKey } from '../write/key.ts'
import { isKeyKind } from '../write/publicKey.ts'

export type Flags = {
  readonly rpc?: string
  readonly registry?: string
  readonly keyFile?: string
  readonly dryRun?: boolean
}

/** Adds the flags of every command that sends. */
export const sending = (command: Command): Command =>
  command
    .option('--rpc <url>', 'RPC of the chain (or PORTOLAN_RPC)')
    .option('--key-file <file>', 'file with the private key, as `did create` writes it (or PORTOLAN_KEY holds the key)')
    .addOption(new Option('--dry-run', 'print the call, send nothing'))

/** The RPC to use. */
export const rpcOf = ({ rpc }: Flags, env: NodeJS.ProcessEnv): string => {
  // The variable may name several for a node to read from; a transaction is sent to one.
  const url = rpc ?? (env.PORTOLAN_RPC || undefined)?.split(',')[0]
  if (url === undefined) throw badInput('rpc', 'is missing', 'give --rpc or set PORTOLAN_RPC')
  return url
}

/** The private key of whoever sends and pays. It is never a flag: others on the machine see those. */
export const keyOf = (flags: Flags, env: NodeJS.ProcessEnv): Hex => {
  const { kind, privateKey } = keptKey(flags, env)
  if (kind !== 'secp256k1')
    throw badInput(
      '--key-file',
      `${flags.keyFile} holds no secp256k1 key`,
      'only such a key owns and pays on an EVM chain',
    )
  accountOf(privateKey)
  return privateKey
}

/** The key of a machine, of any kind that signs offers. */
export const machineKeyOf = (flags: Flags, env: NodeJS.ProcessEnv): MachineKey => {
  const { kind, privateKey } = keptKey(flags, env)
  if (!isKeyKind(kind)) throw badInput('--key-file', `${flags.keyFile} holds a key of a kind that signs no offers`)
  return readKey(kind, privateKey)
}

/** Whether there is a key at all. */
export const hasKey = ({ keyFile }: Flags, env: NodeJS.ProcessEnv): boolean =>
  keyFile !== undefined || Boolean(env.PORTOLAN_KEY)

type Kept = { readonly kind: string; readonly privateKey: Hex }

const keptKey = ({ keyFile }: Flags, env: NodeJS.ProcessEnv): Kept => {
  const kept = keyFile === undefined ? { kind: 'secp256k1', privateKey: env.PORTOLAN_KEY?.trim() } : keyIn(keyFile)
  if (!kept.privateKey)
    throw badInput('key', 'is missing', 'set PORTOLAN_KEY or give --key-file; `portolan did create` makes one')
  return kept as Kept
}

const keyIn = (file: string): { kind: string; privateKey: string } => {
  const text = readText('--key-file', file).trim()
  if (!text.startsWith('{')) return { kind: 'secp256k1', privateKey: text }
  const { kind = 'secp256k1', privateKey } = parsed(text)
  if (typeof privateKey !== 'string') throw badInput('--key-file', `${file} has no privateKey in it`)
  return { kind: String(kind), privateKey }
}

/** The parser's own words would quote the file. */
const parsed = (text: string): Record<string, unknown> => {
  try {
    const value: unknown = JSON.parse(text)
    if (isObject(value)) return value
  } catch {}
  throw badInput('--key-file', 'is neither a key nor JSON')
}

const MAX_BYTES = 1_000_000

/** The text of a small file; `-` is standard input. */
export const readText = (argument: string, file: string): string => {
  try {
    if (file === '-') return readAll(0)
    const handle = openSync(file, 'r')
    try {
      return readAll(handle)
    } finally {
      closeSync(handle)
    }
  } catch (cause) {
    throw badInput(argument, `${file.slice(0, 200)} cannot be read: ${messageOf(cause).slice(0, 300)}`)
  }
}

/** A pipe knows neither its length nor, where who writes it is slow, its end. */
const readAll = (handle: number): string => {
  const chunks: Buffer[] = []
  for (let length = 0; length <= MAX_BYTES; ) {
    const chunk = Buffer.allocUnsafe(65_536)
    const read = readSome(handle, chunk)
    if (read === 0) return Buffer.concat(chunks).toString('utf8')
    if (read !== null) chunks.push(chunk.subarray(0, read))
    else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10)
    length += read ?? 0
  }
  throw new Error(`longer than ${MAX_BYTES} bytes`)
}

/** How many bytes were read; null: there are none yet. */
const readSome = (handle: number, chunk: Buffer): number | null => {
  try {
    return readSync(handle, chunk)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return null
    throw error
  }
}

/** How long, in seconds: `90d`, `12h`, `1y`. A month has no length, so `m` is nothing. */
export const parseValidity = (text: string): bigint => {
  const [, count, unit = ''] = /^([1-9]\d{0,9})(s|min|h|d|w|y)$/.exec(text) ?? []
  if (count === undefined)
    throw badInput('--valid', `${text.slice(0, 80)} is no length of time`, 'write 3600s, 30min, 12h, 90d, 4w or 1y')
  return BigInt(count) * (SECONDS[unit] ?? 0n)
}
const SECONDS: Readonly<Record<string, bigint>> = {
  s: 1n,
  min: 60n,
  h: 3_600n,
  d: 86_400n,
  w: 604_800n,
  y: 31_536_000n,
}

/** A moment in Unix seconds: as such, or ISO 8601 with its zone. */
export const parseTime = (argument: string, text: string): number => {
  if (/^\d{9,11}$/.test(text)) return Number(text)
  const time = /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/.test(text) ? Date.parse(text) : Number.NaN
  if (Number.isNaN(time) || !isDay(text.slice(0, 10)))
    throw badInput(argument, `${text.slice(0, 80)} is no moment`, 'write 2026-12-01T00:00:00Z, or Unix seconds')
  return Math.floor(time / 1_000)
}

/** A chain by its number, or CAIP-2. */
export const parseChain = (text: string): string => {
  const [, number] = /^(?:eip155:)?([1-9]\d{0,15})$/.exec(text) ?? []
  if (number === undefined)
    throw badInput('--chain', `${text.slice(0, 80)} is not a chain number`, 'write 8453 or eip155:8453')
  return evmChain(BigInt(number))
}
