/** The chains of a configuration: which contracts are read on each, from where on, and over which endpoints. */
import type { ChainSpec } from '../indexer/chain.ts'
import type { Contract } from '../indexer/contracts.ts'
import deployments from '../schema/deployments.json' with { type: 'json' }
import type { Flags } from './config.ts'
import { bad } from './configError.ts'
import type { ChainConfig } from './configFile.ts'
import { evmChain, parseAsset } from './core/ids.ts'
import type { Implementation, Settings } from './core/settings.ts'
import type { TrustPolicy } from './core/trustPolicy.ts'

type Deployment = { address: string; from?: number; implementations?: string[] }
type Deployments = Record<string, { name?: string; contracts: Record<string, Deployment> }>

/** The contracts that we know on each chain, by CAIP-2 id. */
export const knownDeployments: Deployments = deployments

/** The code that is known of registries that are proxies: ours, and what the operator has read. */
export const knownImplementations = (chains: readonly ChainConfig[]): Implementation[] => [
  ...Object.entries(knownDeployments).flatMap(([chain, { contracts }]) =>
    Object.entries(contracts).flatMap(([kind, { implementations = [] }]) =>
      implementations.map(address => ({ chain, kind, address })),
    ),
  ),
  ...chains.flatMap(({ id, implementations = {} }) =>
    Object.entries(implementations).flatMap(([kind, addresses]) =>
      addresses.map(address => ({ chain: evmChain(id), kind, address: address.toLowerCase() })),
    ),
  ),
]

const MAX_RANGE = 10_000
/** One a minute: little for any plan, and a few thousand agents a week. */
const CHECKS_PER_HOUR = 60

/** What to read of a configured chain, and where; throws `bad_config` for the first thing that is wrong with it. */
export const chainSpec = (config: ChainConfig, feeds: Settings['feeds'], trust: TrustPolicy | null): ChainSpec => {
  const chain = evmChain(config.id)
  const rpc = endpoints([config.rpc].flat(), `chains ${config.id} rpc`)
  if (config.mode === 'cross' && rpc.length < 2)
    throw bad(`chains ${config.id} mode`, 'cross wants two endpoints', 'name another in rpc, or use fast or roots')
  if (config.ws !== undefined && !URL.canParse(config.ws)) throw bad(`chains ${config.id} ws`, 'is not a URL', WS_HINT)
  const known = Object.entries(knownDeployments[chain]?.contracts ?? {})
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
    rpc,
    ...(config.ws === undefined ? {} : { ws: config.ws }),
    contracts: contracts.map(contract => withSubject(contract, contracts, config)),
    start,
    finality: config.finality === undefined || config.finality === 'tag' ? 'tag' : { depth: config.finality },
    pollMs: config.pollMs ?? null,
    maxRange: config.maxRange ?? MAX_RANGE,
    checksPerHour: config.checksPerHour ?? CHECKS_PER_HOUR,
    ...(config.mode === undefined ? {} : { mode: config.mode }),
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

const RPC_HINT = 'write the http or https URL of a JSON-RPC endpoint, or several'
const WS_HINT = 'write the ws or wss URL of a JSON-RPC endpoint'
const MAX_ENDPOINTS = 16

/** The endpoints of a chain, each once. */
const endpoints = (urls: readonly string[], key: string): readonly string[] => {
  if (urls.length > MAX_ENDPOINTS) throw bad(key, `names ${urls.length} endpoints`, `give at most ${MAX_ENDPOINTS}`)
  if (!urls.every(url => /^https?:\/\//.test(url) && URL.canParse(url))) throw bad(key, 'is not a URL', RPC_HINT)
  if (new Set(urls).size < urls.length) throw bad(key, 'names an endpoint twice', 'name each endpoint once')
  return urls
}

/** The chains that flags or variables name: --chain and --rpc go in pairs; several endpoints are parted by commas. */
export const chainsOf = (flags: Flags, env: NodeJS.ProcessEnv): ChainConfig[] => {
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
    const rpc = endpoints((rpcs.texts[i] ?? '').split(','), rpcs.key)
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
