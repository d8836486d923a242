import type { Dispatcher } from 'undici'
import { get } from './https.ts'
import { carLimit, isCheckable, proven } from './unixfs.ts'
import type { IpfsPath } from './uri.ts'
import { type Failure, failed, type Outcome } from './verdict.ts'

/** Where to ask for a file, and the connections to use. */
export type Place = { readonly url: URL; readonly agent: Dispatcher; readonly allowHttp: boolean }

export type IpfsOptions = { readonly maxBytes: number; readonly timeoutMs: number; readonly signal: AbortSignal }

/**
 * A file from the first place that proves it, of at most `maxBytes` (IPFS Trustless Gateway specification). Places are
 * asked in turn and share `timeoutMs`, so that a silent one leaves time for the next. Never throws.
 */
export const fetchIpfs = async (file: IpfsPath, places: readonly Place[], options: IpfsOptions): Promise<Outcome> => {
  if (!isCheckable(file.cid)) return failed('unsupported', 'The CID uses a hash or codec that is not supported.')
  const deadline = Date.now() + options.timeoutMs
  const failures: Failure[] = []
  for (const [index, place] of places.entries()) {
    const share = Math.max(0, Math.floor((deadline - Date.now()) / (places.length - index)))
    const signal = AbortSignal.any([options.signal, AbortSignal.timeout(share)])
    const response = await askForCar(place, signal, carLimit(options.maxBytes))
    if (response.verdict !== 'ok') {
      failures.push(response)
      continue
    }
    const outcome = await proven(response.bytes, file, options.maxBytes)
    if (outcome.verdict !== 'hash-mismatch' && outcome.verdict !== 'unreachable') return outcome
    failures.push(outcome)
  }
  return mostTelling(failures)
}

/** The URL of a file at a gateway. */
export const gatewayUrl = (gateway: URL, { cid, path }: IpfsPath): URL => {
  const base = gateway.href.replace(/\/*$/, '')
  return new URL([base, 'ipfs', cid, ...path.map(encodeURIComponent)].join('/'))
}

const askForCar = ({ url, agent, allowHttp }: Place, signal: AbortSignal, maxBytes: number): Promise<Outcome> => {
  const car = new URL(url)
  // beside the header, as the specification advises: caches tell responses apart by the URL
  car.searchParams.set('format', 'car')
  car.searchParams.set('dag-scope', 'entity')
  const accept = 'application/vnd.ipld.car;version=1'
  return get(car, { agent, allowHttp, allowCrossOrigin: false, signal, maxBytes, accept })
}

/** A file is missing only if nobody had it; a lie is worth knowing in any case. */
const mostTelling = (failures: readonly Failure[]): Failure =>
  order.flatMap(verdict => failures.filter(failure => failure.verdict === verdict))[0] ??
  failed('unreachable', 'No IPFS gateway is configured.')

const order = ['hash-mismatch', 'too-large', 'malformed', 'refused', 'unreachable', 'missing'] as const
