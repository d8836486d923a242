import { createHash } from 'node:crypto'
import { keccak256 } from 'viem'
import { PortolanError } from '../../src/core/errors.ts'
import { type Agents, openAgents } from './agents.ts'
import { decodeDataUri } from './dataUri.ts'
import { get } from './https.ts'
import { fetchIpfs, gatewayUrl } from './ipfs.ts'
import { type IpfsPath, type ParsedUri, parseUri } from './uri.ts'
import { type Failure, failed, type Outcome, tooLarge } from './verdict.ts'

/**
 * The bytes that a URI found on chain stands for, or the verdict why there are none. Throws for a bad option and, once
 * aborted, the reason of `options.signal`; never for anything that a stranger does.
 */
export const fetchDocument = async (uri: string, options: Partial<FetchOptions> = {}): Promise<Fetched> => {
  const settings = checked({ ...fetchDefaults, ...options })
  settings.signal?.throwIfAborted()
  const parsed = parseUri(uri)
  const outcome = await contentOf(parsed, settings)
  settings.signal?.throwIfAborted()

  const immutable = fixesContent(parsed)
  if (outcome.verdict !== 'ok') return { ...outcome, immutable }
  // a copy, lest a small document keep the whole response in memory that it was cut from
  const bytes = Uint8Array.from(outcome.bytes)
  const sha256 = `0x${createHash('sha256').update(bytes).digest('hex')}`
  return { ...outcome, bytes, sha256, keccak256: keccak256(bytes), immutable }
}

export type FetchOptions = {
  readonly maxBytes: number
  /** For the whole fetch: name lookup, redirects and all gateways. */
  readonly timeoutMs: number
  /** Base URLs of IPFS gateways. The operator chose them, so they may be local or plain http; their answers are checked. */
  readonly gateways: readonly string[]
  /** Whether a stranger may send us to addresses that are not public. */
  readonly allowPrivate: boolean
  /** Whether a stranger may send us to plain http. */
  readonly allowHttp: boolean
  /** Whether a host may redirect to another origin. */
  readonly allowCrossOrigin: boolean
  /** Whether what is wanted is the request for payment (status 402) in place of what the URI serves. */
  readonly unpaid: boolean
  readonly signal?: AbortSignal
  /** Connections kept from fetch to fetch; their `allowPrivate` is the one that counts. */
  readonly agents?: Agents
}

export type Fetched =
  | {
      readonly verdict: 'ok'
      readonly bytes: Uint8Array
      /** What the source claims, lower case and without parameters; null for IPFS. */
      readonly mediaType: string | null
      readonly sha256: string
      readonly keccak256: string
      /** The URI alone fixes the content: to fetch it again is of no use. */
      readonly immutable: boolean
    }
  | (Failure & { readonly immutable: boolean })

/** 256 KiB, ten seconds, public https hosts, no redirect to another origin, no IPFS gateway. */
export const fetchDefaults: FetchOptions = Object.freeze({
  maxBytes: 262_144,
  timeoutMs: 10_000,
  gateways: Object.freeze([]),
  allowPrivate: false,
  allowHttp: false,
  allowCrossOrigin: false,
  unpaid: false,
})

const contentOf = async (uri: ParsedUri, options: FetchOptions): Promise<Outcome> => {
  switch (uri.form) {
    case 'empty':
      return failed('empty', 'The URI is empty.')
    case 'unsupported':
      return failed(uri.verdict, uri.reason)
    case 'data':
      return decodeDataUri(uri.text, options)
    case 'json':
      return jsonText(uri.text, options)
    case 'ipfs':
      return connected(options, online => ipfsFile(uri, null, online))
    case 'https':
    case 'http':
      return connected(options, online =>
        uri.ipfs === null ? webFile(uri.url, online) : ipfsFile(uri.ipfs, uri.url, online),
      )
  }
}

const jsonText = (text: string, { maxBytes }: FetchOptions): Outcome => {
  const bytes = Buffer.from(text)
  return bytes.length > maxBytes ? tooLarge(maxBytes) : { verdict: 'ok', bytes, mediaType: 'application/json' }
}

type Online = FetchOptions & { readonly agents: Agents; readonly signal: AbortSignal }

const connected = async (options: FetchOptions, ask: (online: Online) => Promise<Outcome>): Promise<Outcome> => {
  const deadline = AbortSignal.timeout(options.timeoutMs)
  const signal = options.signal === undefined ? deadline : AbortSignal.any([deadline, options.signal])
  if (options.agents !== undefined) return ask({ ...options, agents: options.agents, signal })

  const agents = openAgents({ allowPrivate: options.allowPrivate, connectTimeoutMs: options.timeoutMs })
  try {
    return await ask({ ...options, agents, signal })
  } finally {
    await agents.close()
  }
}

const webFile = (url: URL, { agents, ...options }: Online): Promise<Outcome> =>
  get(url, { ...options, agent: agents.strangers, accept: 'application/json, */*;q=0.5' })

/** A gateway URL found on chain names its CID, so any gateway will do; its own host is asked where none is configured. */
const ipfsFile = (file: IpfsPath, own: URL | null, { agents, allowHttp, ...options }: Online): Promise<Outcome> => {
  const gateways = options.gateways.map(gateway => gatewayUrl(new URL(gateway), file))
  if (gateways.length === 0 && own !== null) {
    return fetchIpfs(file, [{ url: own, agent: agents.strangers, allowHttp }], options)
  }
  const places = gateways.map(url => ({ url, agent: agents.gateways, allowHttp: true }))
  return fetchIpfs(file, places, options)
}

const fixesContent = (uri: ParsedUri): boolean => {
  if (uri.form === 'https' || uri.form === 'http') return uri.ipfs !== null
  return uri.form !== 'unsupported'
}

const checked = (options: FetchOptions): FetchOptions => {
  for (const name of ['maxBytes', 'timeoutMs'] as const) {
    if (!Number.isInteger(options[name]) || options[name] < 1 || options[name] > 0x7fff_ffff) {
      throw new PortolanError('bad_config', `${name} is ${options[name]}, which is not a count from 1 to 2^31 - 1`)
    }
  }
  for (const gateway of options.gateways) {
    if (!/^https?:$/.test(URL.parse(gateway)?.protocol ?? '')) {
      throw new PortolanError('bad_config', `the IPFS gateway ${gateway} is not an http or https URL`)
    }
  }
  return options
}
