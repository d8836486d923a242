/** Registration files (https://eips.ethereum.org/EIPS/eip-8004#registration-v1), as they are found rather than as they should be. */
import { digest } from '../../core/digest.ts'
import { parseAgentId } from '../../core/ids.ts'
import { isObject, parseJson } from '../../core/json.ts'
import type { Document, Reading } from '../../core/module.ts'
import { namedDid } from '../../core/namedDid.ts'
import type { RegistrationDidRow, RegistrationRow } from './tables.ts'

const TEXT_MAX = 4_096
const LIST_MAX = 100

/** Reads a registration file: what it says and no more. What it does not say stays null. */
export const readRegistration = ({ uri, bytes, sha256 }: Document): Reading => {
  const parsed = parseJson(bytes)
  if (parsed.verdict !== 'ok') return { ...parsed, rows: [] }
  if (!isObject(parsed.value))
    return { verdict: 'not-an-object', reason: 'the file is JSON but not an object', rows: [] }
  const file = parsed.value
  const offered = services(file.services ?? file.endpoints)
  const row: RegistrationRow = {
    id: sha256,
    type: text(file.type),
    name: text(file.name),
    description: text(file.description),
    image: text(file.image),
    active: flag(file.active),
    // Two spellings are in use, and an object in place of the flag.
    x402: flag(file.x402Support ?? file.x402support ?? (isObject(file.x402) ? file.x402.enabled : file.x402)),
    services: JSON.stringify(offered),
    registrations: JSON.stringify(registrations(file.registrations)),
    trust: JSON.stringify(texts(file.supportedTrust ?? file.supportedTrusts)),
  }
  const named = didsAmong(offered).map((did): { table: string; row: RegistrationDidRow } => ({
    table: 'registration_did',
    row: { did, uri_id: digest(uri), id: sha256 },
  }))
  return { verdict: 'ok', rows: [{ table: 'registration', row }, ...named] }
}

/** Text that every engine stores: well-formed, without NUL, bounded. */
const text = (value: unknown): string | null =>
  typeof value === 'string' ? value.slice(0, TEXT_MAX).toWellFormed().replaceAll('\0', '\uFFFD') : null

const flag = (value: unknown): number | null => (typeof value === 'boolean' ? Number(value) : null)

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value.slice(0, LIST_MAX) : [])

const texts = (value: unknown): string[] => list(value).flatMap(item => text(item) ?? [])

type Service = { readonly name: string; readonly endpoint: string; readonly version: string | null }

const services = (value: unknown): Service[] =>
  list(value).flatMap(item => {
    if (!isObject(item)) return []
    const name = text(item.name ?? item.type)
    const endpoint = text(item.endpoint ?? item.url)
    return name !== null && endpoint !== null ? [{ name, endpoint, version: text(item.version) }] : []
  })

/** The DIDs that services of the name DID have for an endpoint, each once. */
const didsAmong = (services: readonly Service[]): string[] => {
  const named = services.filter(({ name }) => name.toUpperCase() === 'DID').map(({ endpoint }) => namedDid(endpoint))
  return [...new Set(named.filter(did => did !== null))]
}

/** The agents the file says it is about, as ids; entries that name none are left out. */
const registrations = (value: unknown): string[] =>
  list(value).flatMap(item => {
    if (!isObject(item) || typeof item.agentRegistry !== 'string') return []
    try {
      return [parseAgentId(`${item.agentRegistry}/${item.agentId}`)]
    } catch {
      return []
    }
  })
