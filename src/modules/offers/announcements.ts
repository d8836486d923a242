/** One meaning over three carriers: at this URI stands a signed offer. The signature, not the carrier, makes it authentic. */
import { isOfferKey, OFFER_ATTRIBUTE } from '../../core/carriers.ts'
import { ethrDid } from '../../core/did.ts'
import { digest } from '../../core/digest.ts'
import { agentId } from '../../core/ids.ts'
import type { Handlers } from '../../core/module.ts'
import { type Origin, position } from '../../core/origin.ts'
import { textFromBytes } from '../../core/text.ts'
import { clampToSafe } from '../../core/uint256.ts'
import type { didRegistry, identityRegistry, offerBoard } from './events.ts'
import type { AnnouncementRow, OffersFacts } from './tables.ts'

export const boardHandlers = {
  OfferAnnounced: {
    // The board numbers its announcements without holes.
    reads: ({ index }, at) =>
      index > 0n ? [['announcement', `${at.chain}:${at.contract}/${index - 1n}`] as const] : [],
    apply: ({ index, subject, offerId, seq, uri, by }, at, rows) => {
      const place = `${at.chain}:${at.contract}`
      const announced = { offer_id: offerId, subject, seq: clampToSafe(seq), announcer: by, pinned: 1 }
      const row = { ...announcement(at, `${place}/${index}`, 'board', place, uri), ...announced }
      if (index === 0n || rows.get('announcement', `${place}/${index - 1n}`)) return [{ put: 'announcement', row }]
      return [
        { put: 'announcement', row },
        { gap: 'board_index', subject: row.id, detail: 'the announcement of the index before was not seen' },
      ]
    },
  },
} satisfies Handlers<typeof offerBoard, OffersFacts>

export const attributeHandlers = {
  DIDAttributeChanged: ({ identity, name, value, validTo }, at) => {
    if (name !== OFFER_ATTRIBUTE) return []
    const did = ethrDid(at.chain, identity)
    const id = `${did}/${digest(value)}`
    // The contract writes a validity that has passed to revoke: the slot is empty from then on.
    if (validTo <= BigInt(at.time)) return [{ drop: 'announcement', id }]
    const uri = textFromBytes(Buffer.from(value.slice(2), 'hex'))
    return [{ put: 'announcement', row: { ...announcement(at, id, 'did', did, uri), valid_to: clampToSafe(validTo) } }]
  },
} satisfies Handlers<typeof didRegistry, OffersFacts>

export const metadataHandlers = {
  MetadataSet: ({ agentId: token, metadataKey, metadataValue }, at) => {
    if (!isOfferKey(metadataKey)) return []
    const agent = agentId(at.chain, at.contract, token)
    const id = `${agent}/${digest(metadataKey)}`
    if (metadataValue === '0x') return [{ drop: 'announcement', id }]
    const uri = textFromBytes(Buffer.from(metadataValue.slice(2), 'hex'))
    return [{ put: 'announcement', row: announcement(at, id, 'agent', agent, uri) }]
  },
} satisfies Handlers<typeof identityRegistry, OffersFacts>

/** A URI alone: it fixes its content if it carries or hashes it, or if it ends in the id of the offer. */
const announcement = (
  at: Origin,
  id: string,
  carrier: AnnouncementRow['carrier'],
  place: string,
  uri: string,
): AnnouncementRow => {
  const offer_id = /#(0x[0-9a-f]{64})$/i.exec(uri)?.[1]?.toLowerCase() ?? null
  return {
    id,
    carrier,
    place,
    uri,
    uri_id: digest(uri),
    pinned: offer_id !== null || /^(data:|ipfs:\/\/)/i.test(uri) ? 1 : 0,
    offer_id,
    subject: null,
    seq: null,
    announcer: null,
    valid_to: null,
    announced: position(at.block, at.logIndex),
  }
}
