/**
 * Where operators say that they are paid: in offers that are on chain whole, whose transaction tells who speaks. Nobody's
 * word binds the address itself: it counts for who named it first, as long as it is not provably an account of another.
 */
import { zeroAddress } from 'viem'
import { isOfferKey, OFFER_ATTRIBUTE } from '../../core/carriers.ts'
import type { Change, Rows } from '../../core/change.ts'
import { ethrDid, identityAddress, normalDid, parseDid } from '../../core/did.ts'
import { agentId, isAddress, parseAsset } from '../../core/ids.ts'
import { isObject, parseJson } from '../../core/json.ts'
import type { EventArgs } from '../../core/module.ts'
import { type Origin, position } from '../../core/origin.ts'
import { bound } from './bindings.ts'
import type { didRegistry, identityRegistry, offerBoard } from './events.ts'
import type { ReadFacts } from './rows.ts'

type MetadataSet = EventArgs<typeof identityRegistry, 'MetadataSet'>
type AttributeChanged = EventArgs<typeof didRegistry, 'DIDAttributeChanged'>
type OfferAnnounced = EventArgs<typeof offerBoard, 'OfferAnnounced'>

/** The addresses that metadata of an agent says it is paid at. */
export const paidByMetadata = ({ metadataKey, metadataValue }: MetadataSet, at: Origin): readonly string[] =>
  isOfferKey(metadataKey) ? payees(textOf(metadataValue), at.chain).addresses : []

/** The addresses that an attribute of an identity says it is paid at. */
export const paidByAttribute = ({ name, value, validTo }: AttributeChanged, at: Origin): readonly string[] =>
  name === OFFER_ATTRIBUTE && validTo > BigInt(at.time) ? payees(textOf(value), at.chain).addresses : []

/** The addresses that an announcement on the board says its issuer is paid at. */
export const paidByBoard = ({ uri }: OfferAnnounced, at: Origin): readonly string[] => payees(uri, at.chain).addresses

/** The buyer of an agent speaks for itself and not for who registered it, so its word counts for nobody. */
export const metadataPayees = (event: MetadataSet, at: Origin, rows: Rows<ReadFacts>): Change<ReadFacts>[] => {
  const addresses = paidByMetadata(event, at)
  const agent = agentId(at.chain, at.contract, event.agentId)
  const tenure = addresses.length > 0 ? rows.get('tenure', agent) : undefined
  return tenure?.sales === 0 ? named(addresses, { operator: tenure.operator, of: agent, place: agent }, at, rows) : []
}

/** Who controls the DID of an account speaks for the account where it is the account itself or of the same operator. */
export const attributePayees = (event: AttributeChanged, at: Origin, rows: Rows<ReadFacts>): Change<ReadFacts>[] => {
  const addresses = paidByAttribute(event, at)
  const operator = addresses.length > 0 ? rows.get('account', event.identity)?.operator : undefined
  if (operator === undefined) return []
  const did = ethrDid(at.chain, event.identity)
  const controller = rows.get('did', did)?.owner ?? event.identity
  if (rows.get('account', controller)?.operator !== operator) return []
  return named(addresses, { operator, of: operator, place: did }, at, rows)
}

/** Anybody may announce the offer of another: only who announces its own says where itself is paid. */
export const boardPayees = (event: OfferAnnounced, at: Origin, rows: Rows<ReadFacts>): Change<ReadFacts>[] => {
  const { issuer, addresses } = payees(event.uri, at.chain)
  if (issuer === null || issuer.address !== event.by || addresses.length === 0) return []
  const operator = rows.get('account', event.by)?.operator
  return operator === undefined ? [] : named(addresses, { operator, of: operator, place: issuer.did }, at, rows)
}

/** What these addresses are from now on: paid for `operator`, and bound to `of`, an agent or account. */
const named = (
  addresses: readonly string[],
  { operator, of, place }: { readonly operator: string; readonly of: string; readonly place: string },
  at: Origin,
  rows: Rows<ReadFacts>,
): Change<ReadFacts>[] =>
  addresses.flatMap(address => {
    const binding = bound(of, address, ['pay_to'], false, at, rows)
    if (rows.get('pay_to', address)) return [binding]
    const row = { id: address, operator, place, since: position(at.block, at.logIndex) }
    return [binding, { put: 'pay_to', row }]
  })

type Payees = { readonly issuer: Issuer | null; readonly addresses: readonly string[] }
type Issuer = { readonly did: string; readonly address: string }

const PREFIX = 'data:application/jwt,'
/** Bytes of a token, levels of its claims and ways to pay, as the offer format bounds them. */
const LONGEST = 16_384
const MAX_DEPTH = 12
const MOST = 16
const NOBODY: Payees = { issuer: null, addresses: [] }

/** Who issues the offer that the URI carries, and which addresses of this chain it is paid at. No signature is checked. */
const payees = (uri: string, chain: string): Payees => {
  if (!uri.startsWith(PREFIX) || uri.length > PREFIX.length + LONGEST) return NOBODY
  const [, payload = ''] = uri.slice(PREFIX.length).split('.')
  const parsed = parseJson(Buffer.from(payload, 'base64url'), MAX_DEPTH)
  if (parsed.verdict !== 'ok' || !isObject(parsed.value) || !Array.isArray(parsed.value.pay)) return NOBODY
  const { iss, pay } = parsed.value
  const addresses = pay.slice(0, MOST).flatMap(entry => {
    if (!isObject(entry) || typeof entry.asset !== 'string' || typeof entry.to !== 'string') return []
    return parseAsset(entry.asset)?.chain === chain && isAddress(entry.to) ? [entry.to.toLowerCase()] : []
  })
  const distinct = [...new Set(addresses)].filter(address => address !== zeroAddress)
  return { issuer: typeof iss === 'string' ? issuerOf(iss) : null, addresses: distinct }
}

const issuerOf = (did: string): Issuer | null => {
  const parsed = parseDid(did)
  if (parsed?.method === 'pkh') return { did: normalDid(did), address: parsed.address }
  return parsed?.method === 'ethr' ? { did: normalDid(did), address: identityAddress(parsed) } : null
}

/** A data URI is ASCII; other bytes make none. */
const textOf = (hex: string): string =>
  hex.length > 2 * (PREFIX.length + LONGEST) + 2 ? '' : Buffer.from(hex.slice(2), 'hex').toString('latin1')
