import { type LookupAddress, type LookupOptions, lookup } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'
import { buildConnector } from 'undici'

/**
 * Opens connections to public addresses only, whatever URL or redirect leads there; at most `connectTimeoutMs` (default
 * 5 s) each. A refusal is an `AddressRefused`.
 */
export const guardedConnector = (options: GuardOptions): buildConnector.connector => {
  const { allowPrivate, connectTimeoutMs = 5_000, resolve, ca } = options
  const lookup = guardedLookup(allowPrivate, resolve)
  const connect = buildConnector({
    allowH2: false,
    timeout: connectTimeoutMs,
    lookup,
    ...(ca === undefined ? {} : { ca }),
  })
  // node asks no lookup function about a host that is an address already
  return (target, callback) =>
    isIP(target.hostname) === 0 || allowPrivate || isPublicAddress(target.hostname)
      ? connect(target, callback)
      : callback(new AddressRefused('the address is not public'), null)
}

export type GuardOptions = {
  /** Connect to loopback, private and other addresses that are not public as well. */
  readonly allowPrivate: boolean
  readonly connectTimeoutMs?: number
  readonly resolve?: Resolve
  /** Certificate authorities (PEM) to trust in place of the system's. */
  readonly ca?: string
}

/** `dns.lookup` for all addresses of a name. */
export type Resolve = (
  hostname: string,
  options: LookupOptions & { all: true },
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void

/** Thrown in place of connecting to an address that is not public. */
export class AddressRefused extends Error {
  override readonly name = 'AddressRefused'
}

/**
 * A lookup function for `net.connect` that refuses a name unless all its addresses are public. The socket connects to
 * the answer that was checked, so a name that changes between check and use (DNS rebinding) gains nothing.
 */
export const guardedLookup =
  (allowPrivate: boolean, resolve: Resolve = lookup): LookupFunction =>
  (hostname, options, callback) =>
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      const [first] = addresses ?? []
      if (error !== null) callback(error, [])
      else if (first === undefined) callback(new Error('the name has no address'), [])
      else if (!allowPrivate && !addresses.every(({ address }) => isPublicAddress(address))) {
        callback(new AddressRefused('the name has an address that is not public'), [])
      } else if (options.all) callback(null, addresses)
      else callback(null, first.address, first.family)
    })

/**
 * Whether an IP address is global unicast (IANA special-purpose registries, RFC 6890). IPv4 inside IPv6 is judged by
 * the IPv4 where it is mapped (RFC 4291) or translated (RFC 6052); the tunnels 6to4 and Teredo are refused.
 */
export const isPublicAddress = (ip: string): boolean => {
  // ipaddr.js also reads octal and short forms, which are names to the system
  if (isIP(ip) === 0) return false
  // and takes the obsolete `::1.2.3.4` for the mapped form
  if (/^::[\d.]+$/.test(ip)) return false
  const address = ipaddr.parse(ip)
  if (address instanceof ipaddr.IPv4) return address.range() === 'unicast'
  if (address.zoneId !== undefined) return false
  if (address.match(mapped) || address.match(translated)) {
    return isPublicAddress(ipaddr.fromByteArray(address.toByteArray().slice(12)).toString())
  }
  return address.match(globalUnicast) && address.range() === 'unicast'
}

const mapped = ipaddr.IPv6.parseCIDR('::ffff:0:0/96')
const translated = ipaddr.IPv6.parseCIDR('64:ff9b::/96')
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3')
