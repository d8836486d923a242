/** The recorded logs of the ERC-8004 identity registry on Ethereum mainnet, read without any of our own code. */
import { gunzipSync } from 'node:zlib'
import { decodeEventLog, type Hex, keccak256, pad, parseAbi, toEventSelector } from 'viem'
import type { Contract } from '../../indexer/contracts.ts'
import type { Log } from '../../src/core/block.ts'
import { readJson } from './real.ts'
import { logOf, type RawLog } from './recorded.ts'

export const MAINNET = 'eip155:1'
const REGISTRY = '0x8004a169fb4a3325136eb29fa0ceb6d2e539a432'
export const identityRegistry: Contract = { kind: 'identityRegistry', address: REGISTRY, subject: REGISTRY }

/** A recorded log with what it says. */
export type Recorded = {
  readonly event: 'Registered' | 'URIUpdated'
  readonly agent: string
  readonly uri: string
  readonly log: Log
}

const events = parseAbi([
  'event Registered(uint256 indexed agentId, string agentURI, address indexed owner)',
  'event URIUpdated(uint256 indexed agentId, string newURI, address indexed updatedBy)',
])

/** All of them, in the order of the chain. */
export const recordedLogs = (): Recorded[] =>
  readJson<{ logs: RawLog[] }>('erc8004-mainnet-identity-logs.json').logs.map(raw => {
    const topics = raw.topics as [Hex, ...Hex[]]
    const { eventName, args } = decodeEventLog({ abi: events, data: raw.data as Hex, topics })
    const uri = 'newURI' in args ? args.newURI : args.agentURI
    return { event: eventName, agent: `${MAINNET}:${REGISTRY}/${args.agentId}`, uri, log: logOf(raw) }
  })

/** The recording has no mints: one for each agent, just before what was recorded of it first, or in block `start`. */
export const mintsBefore = (logs: readonly Recorded[], start: number): Log[] =>
  [...Map.groupBy(logs, ({ agent }) => agent).values()].flatMap(([first], i) => {
    if (!first) return []
    const { event, uri, log } = first
    const before = { block: start, blockHash: keccak256('0x00'), logIndex: i, tx: keccak256('0x01') }
    const place = event === 'Registered' ? { logIndex: log.logIndex - (uri === '' ? 1 : 2) } : before
    const topics = [TRANSFER, pad('0x'), log.topics[2] ?? '', log.topics[1] ?? '']
    return [{ ...log, ...place, topics, data: '0x' }]
  })
const TRANSFER = toEventSelector('Transfer(address,address,uint256)')

export type Form =
  | 'empty'
  | 'data:application/json;base64'
  | 'data:application/json;enc=gzip;level=6;base64'
  | 'JSON in place of a URI'
  | 'https'
  | 'https of an IPFS gateway'
  | 'ipfs'
  | 'bare CID'
  | 'no URI'

/** The form of a recorded URI. */
export const formOf = (uri: string): Form => {
  if (uri === '') return 'empty'
  if (uri.startsWith('data:application/json;base64,')) return 'data:application/json;base64'
  if (uri.startsWith('data:application/json;enc=gzip')) return 'data:application/json;enc=gzip;level=6;base64'
  if (uri.startsWith('{')) return 'JSON in place of a URI'
  if (/^https:\/\/(ipfs\.io\/ipfs\/|[^/]*\.ipfs\.dweb\.link\/)/.test(uri)) return 'https of an IPFS gateway'
  if (uri.startsWith('https://')) return 'https'
  if (uri.startsWith('ipfs://')) return 'ipfs'
  return uri.startsWith('Qm') ? 'bare CID' : 'no URI'
}

/** The bytes that a recorded URI carries itself; null where they are elsewhere. */
export const carried = (uri: string): Buffer | null => {
  const payload = () => Buffer.from(uri.slice(uri.indexOf(',') + 1), 'base64')
  switch (formOf(uri)) {
    case 'data:application/json;base64':
      return payload()
    case 'data:application/json;enc=gzip;level=6;base64':
      return gunzipSync(payload())
    case 'JSON in place of a URI':
      return Buffer.from(uri)
    default:
      return null
  }
}

type File = { name?: unknown; active?: unknown; x402Support?: unknown; x402support?: unknown; x402?: unknown }

/** What a registration file says of itself: only text is a name, only a JSON boolean is a flag. */
export const said = (file: object) => {
  const { name, active, x402Support, x402support, x402 }: File = file
  const { enabled } = Object(x402) as { enabled?: unknown }
  return {
    name: typeof name === 'string' ? name : null,
    active: flag(active),
    x402: flag(x402Support ?? x402support ?? enabled ?? x402),
  }
}
const flag = (value: unknown): boolean | null => (typeof value === 'boolean' ? value : null)
