/** Who asks, as far as the network says. */
import type { IncomingHttpHeaders } from 'node:http'
import ipaddr from 'ipaddr.js'

type Address = ipaddr.IPv4 | ipaddr.IPv6
type Range = { readonly of: Address; readonly bits: number }

/** An address, or a range of them as CIDR writes it; null: the text is neither. */
export const rangeOf = (text: string): Range | null => {
  const [of, bits] = ipaddr.isValidCIDR(text) ? ipaddr.parseCIDR(text) : [addressOf(text), 128]
  return of && { of, bits: of.kind() === 'ipv4' ? Math.min(bits, 32) : bits }
}

const addressOf = (text: string): Address | null => (ipaddr.isValid(text) ? ipaddr.process(text) : null)

/** One who asks. `key` counts all IPv6 addresses of a home (/64) as one; `isLocal`: from this machine. */
export type Asker = { readonly key: string; readonly isLocal: boolean }

type Asking = {
  readonly headers: IncomingHttpHeaders
  readonly socket: { readonly remoteAddress?: string | undefined }
}

/**
 * Makes the look at a request: its address or, behind proxies that are trusted (addresses or CIDR), the last one in
 * `X-Forwarded-For` that is none of them. Null: it has no address, where there is no port.
 */
export const askerOf = (trustProxy: readonly string[]): ((request: Asking) => Asker | null) => {
  const ranges = trustProxy.flatMap(text => rangeOf(text) ?? [])
  return ({ headers, socket }) => {
    let address = addressOf(socket.remoteAddress ?? '')
    const named = ranges.length === 0 ? [] : [headers['x-forwarded-for'] ?? []].flat().join(',').split(',')
    while (address && named.length > 0 && ranges.some(range => isIn(address as Address, range))) {
      const before = addressOf(named.pop()?.trim() ?? '')
      if (!before) break
      address = before
    }
    return address && { key: keyOf(address), isLocal: address.range() === 'loopback' }
  }
}

const isIn = (address: Address, { of, bits }: Range): boolean =>
  address.kind() === of.kind() && (address as ipaddr.IPv6).match(of as ipaddr.IPv6, bits)

const keyOf = (address: Address): string => {
  if (address.kind() === 'ipv4') return address.toString()
  const home = (address as ipaddr.IPv6).parts.slice(0, 4)
  return `${home.map(part => part.toString(16)).join(':')}::/64`
}
