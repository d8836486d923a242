/** One meaning over two carriers: this DID is of this agent, says the DID; this agent is of this DID, says the agent. */
import { AGENT_ATTRIBUTE, DID_KEY } from '../../core/carriers.ts'
import { ethrDid } from '../../core/did.ts'
import { digest } from '../../core/digest.ts'
import { agentId } from '../../core/ids.ts'
import type { EventArgs, Handlers } from '../../core/module.ts'
import { namedAgent } from '../../core/namedAgent.ts'
import { namedDid, webDid } from '../../core/namedDid.ts'
import { type Origin, position } from '../../core/origin.ts'
import { decodeUtf8 } from '../../core/text.ts'
import { clampToSafe } from '../../core/uint256.ts'
import type { didRegistry, identityRegistry } from './events.ts'
import type { LinkClaimRow, LinksFacts } from './tables.ts'

export const attributeHandlers = {
  DIDAttributeChanged: {
    reads: (event, at) => {
      const claim = attributeClaim(event, at)
      return claim ? [['link_claim', claim.id] as const] : []
    },
    apply: (event, at, rows) => {
      const claim = attributeClaim(event, at)
      if (claim === null) return []
      if (claim.valid_to > at.time) return [{ put: 'link_claim', row: claim }]
      // The contract writes a validity that has passed to revoke. What was never said is not withdrawn either.
      const { id, valid_to } = claim
      return rows.get('link_claim', id) ? [{ patch: 'link_claim', id, set: { valid_to } }] : []
    },
  },
} satisfies Handlers<typeof didRegistry, LinksFacts>

export const metadataHandlers = {
  MetadataSet: {
    reads: ({ agentId: token, metadataKey }, at) =>
      metadataKey === DID_KEY ? [['link_named', agentId(at.chain, at.contract, token)] as const] : [],
    apply: ({ agentId: token, metadataKey, metadataValue }, at, rows) => {
      if (metadataKey !== DID_KEY) return []
      const agent = agentId(at.chain, at.contract, token)
      const did = namedDid(textOf(metadataValue))
      const before = rows.get('link_named', agent)?.did ?? did
      const ended =
        before === did ? [] : [{ patch: 'link_claim' as const, id: `${agent}/${before}`, set: { valid_to: 0 } }]
      if (did === null) return [...ended, { drop: 'link_named', id: agent }]
      const url = webDid(did)?.url ?? null
      const document = { uri: url, uri_id: url === null ? null : digest(url) }
      const row: LinkClaimRow = {
        id: `${agent}/${did}`,
        carrier: 'metadata',
        agent,
        did,
        said: position(at.block, at.logIndex),
        valid_to: Number.MAX_SAFE_INTEGER,
        ...document,
      }
      return [...ended, { put: 'link_named', row: { id: agent, did } }, { put: 'link_claim', row }]
    },
  },
} satisfies Handlers<typeof identityRegistry, LinksFacts>

/** What the attribute says of an agent; null where it is another attribute, or names none. */
const attributeClaim = (
  { identity, name, value, validTo }: EventArgs<typeof didRegistry, 'DIDAttributeChanged'>,
  at: Origin,
): LinkClaimRow | null => {
  const agent = name === AGENT_ATTRIBUTE ? namedAgent(textOf(value)) : null
  if (agent === null) return null
  const did = ethrDid(at.chain, identity)
  const said = position(at.block, at.logIndex)
  const valid_to = clampToSafe(validTo)
  return { id: `${did}/${agent}`, carrier: 'attribute', agent, did, said, valid_to, uri: null, uri_id: null }
}

/** Bytes that are no UTF-8 name nothing. */
const textOf = (hex: string): string => decodeUtf8(Buffer.from(hex.slice(2), 'hex')) ?? ''
