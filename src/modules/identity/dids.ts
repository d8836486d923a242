/** ERC-1056: owners, delegates and attributes of `did:ethr` identities, numbered as the method's specification says. */
import { zeroAddress } from 'viem'
import type { Change, Rows } from '../../core/change.ts'
import { ethrDid } from '../../core/did.ts'
import { digest } from '../../core/digest.ts'
import type { Handlers } from '../../core/module.ts'
import { type Origin, position } from '../../core/origin.ts'
import { bytesFromText, decodeUtf8, textFromBytes } from '../../core/text.ts'
import { clampToSafe, uint256ToText } from '../../core/uint256.ts'
import type { didRegistry } from './events.ts'
import { assertionKey } from './keys.ts'
import type { DidRow, IdentityFacts } from './tables.ts'

type Facts = IdentityFacts
type About = { identity: string; previousChange: bigint }

const readsDid = ({ identity }: About, at: Origin) => [['did', ethrDid(at.chain, identity)] as const]

type Said = { kind: 'owner' | 'delegate' | 'attribute'; name: string; value: string; valid_to: number }

export const didHandlers = {
  DIDOwnerChanged: {
    reads: readsDid,
    apply: (event, at, rows) => {
      const { did, changes } = witness(event, at, rows, { kind: 'owner', name: '', value: event.owner, valid_to: 0 })
      if (did.deactivated || did.owner === event.owner) return [...changes, { put: 'did', row: did }]
      const row: DidRow = {
        ...did,
        owner: event.owner,
        owner_at: position(at.block, at.logIndex),
        epoch: did.epoch + 1,
        deactivated: event.owner === zeroAddress ? 1 : 0,
      }
      return [...changes, { put: 'did', row }]
    },
  },

  DIDDelegateChanged: {
    reads: readsDid,
    apply: (event, at, rows) =>
      enter(event, at, rows, {
        kind: 'delegate',
        name: bytes32Text(event.delegateType),
        value: event.delegate,
        valid_to: clampToSafe(event.validTo),
      }),
  },

  DIDAttributeChanged: {
    reads: readsDid,
    apply: (event, at, rows) =>
      enter(event, at, rows, {
        kind: 'attribute',
        name: bytes32Text(event.name),
        value: event.value,
        valid_to: clampToSafe(event.validTo),
      }),
  },
} satisfies Handlers<typeof didRegistry, Facts>

/** The identity with this event noted, and the changes that note it: the event, and a gap where one before is missing. */
const witness = ({ identity, previousChange }: About, at: Origin, rows: Rows<Facts>, said: Said) => {
  const id = ethrDid(at.chain, identity)
  const before = rows.get('did', id) ?? unheardOf(id, identity)
  const row = {
    id: `${id}/${position(at.block, at.logIndex)}`,
    did: id,
    ...said,
    previous: uint256ToText(previousChange),
  }
  const changes: Change<Facts>[] = [{ put: 'did_event', row }]
  if (previousChange !== BigInt(before.changed)) {
    const detail = `previousChange is ${previousChange}, the last event seen is of block ${before.changed}`
    changes.push({ gap: 'previous_change', subject: id, detail })
  }
  return { did: { ...before, changed: at.block, events: before.events + 1 }, changes }
}

const unheardOf = (id: string, identity: string): DidRow => ({
  id,
  identity,
  owner: identity,
  owner_at: null,
  epoch: 0,
  deactivated: 0,
  changed: 0,
  events: 0,
  key_count: 0,
  service_count: 0,
})

const enter = (
  event: About,
  at: Origin,
  rows: Rows<Facts>,
  said: Said & { kind: 'delegate' | 'attribute' },
): Change<Facts>[] => {
  const { did, changes } = witness(event, at, rows, said)
  // A deactivated identity stays so: what is said of it later is kept as an event and changes nothing.
  if (did.deactivated) return [...changes, { put: 'did', row: did }]
  const section = sectionOf(said)
  const key_count = did.key_count + (section === 'key' ? 1 : 0)
  const service_count = did.service_count + (section === 'service' ? 1 : 0)
  const fragment =
    section === 'key' ? `delegate-${key_count}` : section === 'service' ? `service-${service_count}` : null
  const id = `${did.id}/${digest(`${said.kind} ${said.name} ${said.value}`)}`
  return [
    ...changes,
    { put: 'did', row: { ...did, key_count, service_count } },
    { put: 'did_entry', row: { id, did: did.id, ...said, fragment, epoch: did.epoch, key: assertionKey(said) } },
  ]
}

/** What an entry is numbered as. A name that is not UTF-8 counts for nothing. */
export const sectionOf = ({ kind, name }: Pick<Said, 'kind' | 'name'>): 'key' | 'service' | null => {
  const text = decodeUtf8(bytesFromText(name))
  if (text === null) return null
  if (kind === 'delegate' || text.startsWith('did/pub/')) return 'key'
  return text.startsWith('did/svc/') ? 'service' : null
}

/** bytes32 as text: trailing NULs are padding, anything else is kept. */
const bytes32Text = (hex: string): string => textFromBytes(Buffer.from(hex.slice(2).replace(/(00)+$/, ''), 'hex'))
