/** DID documents of did:web (https://www.w3.org/TR/did-1.0/#core-properties): what they say of agents. */

import { digest } from '../../core/digest.ts'
import { isObject, parseJson } from '../../core/json.ts'
import type { Document, Reading } from '../../core/module.ts'
import { namedAgent } from '../../core/namedAgent.ts'
import { webDid } from '../../core/namedDid.ts'
import type { WebDidAgentRow, WebDidRow } from './tables.ts'

const LIST_MAX = 100

/** Reads a DID document, which must be of the did:web that has its document at this URI. */
export const readWebDid = ({ uri, bytes, sha256 }: Document): Reading => {
  const parsed = parseJson(bytes)
  if (parsed.verdict !== 'ok') return { ...parsed, rows: [] }
  if (!isObject(parsed.value))
    return { verdict: 'not-an-object', reason: 'the file is JSON but not an object', rows: [] }
  const { id, alsoKnownAs, service } = parsed.value
  const subject = typeof id === 'string' ? webDid(id) : null
  if (subject?.url !== uri)
    return { verdict: 'wrong-id', reason: 'the document is not of the DID of its URI', rows: [] }
  const names = [...new Set([...list(alsoKnownAs), ...list(service).flatMap(endpointOf)].flatMap(agentOf))]
  const row: WebDidRow = {
    id: sha256,
    did: subject.did,
    document: JSON.stringify(parsed.value),
    names: JSON.stringify(names),
  }
  const rows = names.map((agent): { table: string; row: WebDidAgentRow } => ({
    table: 'web_did_agent',
    row: { agent, uri_id: digest(uri), id: sha256 },
  }))
  return { verdict: 'ok', rows: [{ table: 'web_did', row }, ...rows] }
}

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value.slice(0, LIST_MAX) : [])

const agentOf = (value: unknown): string[] => {
  const agent = typeof value === 'string' ? namedAgent(value) : null
  return agent === null ? [] : [agent]
}

/** The endpoint of a service of type ERC8004. */
const endpointOf = (service: unknown): unknown[] => {
  if (!isObject(service)) return []
  const types: readonly unknown[] = Array.isArray(service.type) ? service.type : [service.type]
  return types.includes('ERC8004') ? [service.serviceEndpoint] : []
}
