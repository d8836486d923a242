/**
 * Whose accounts addresses provably are. An operator is an account that registered an agent, which nobody can do for another.
 * What others say of an address never makes it theirs: they would silence its owner as a critic, or take its custom.
 */
import { zeroAddress } from 'viem'
import { AGENT_ATTRIBUTE, DID_KEY } from '../../core/carriers.ts'
import type { Change, Rows } from '../../core/change.ts'
import { ethrDid, identityAddress, parseDid } from '../../core/did.ts'
import { agentId } from '../../core/ids.ts'
import type { Handlers } from '../../core/module.ts'
import { namedAgent } from '../../core/namedAgent.ts'
import { type Origin, position } from '../../core/origin.ts'
import { decodeUtf8 } from '../../core/text.ts'
import { bound } from './bindings.ts'
import type { didRegistry, identityRegistry, offerBoard } from './events.ts'
import { attributePayees, boardPayees, metadataPayees, paidByAttribute, paidByBoard, paidByMetadata } from './payTo.ts'
import type { ReadFacts } from './rows.ts'

const WALLET_KEY = 'agentWallet'
const here = (at: Origin): string => position(at.block, at.logIndex)
const idOf = (at: Origin, token: bigint): string => agentId(at.chain, at.contract, token)
const accounts = (...addresses: readonly string[]): string[] => addresses.filter(address => address !== zeroAddress)

export const identityHandlers = {
  Transfer: {
    watches: ({ to }) => accounts(to),
    reads: ({ to, tokenId }, at) => [
      ['tenure', idOf(at, tokenId)],
      ['account', to],
    ],
    apply: ({ from, to, tokenId }, at, rows) => {
      const agent = idOf(at, tokenId)
      if (from === zeroAddress) return registered(agent, to, at, rows)
      const tenure = rows.get('tenure', agent)
      if (!tenure || from === to) return []
      const sale: Change<ReadFacts> = {
        put: 'tenure',
        row: { ...tenure, owner: to, sales: tenure.sales + 1, sold: here(at) },
      }
      return [sale, ...accounts(to).map(owner => bound(agent, owner, ['owner'], false, at, rows))]
    },
  },

  Approval: {
    watches: ({ approved }) => accounts(approved),
    apply: ({ approved, tokenId }, at, rows) =>
      accounts(approved).map(operator => bound(idOf(at, tokenId), operator, ['operator'], false, at, rows)),
  },

  ApprovalForAll: {
    watches: ({ operator, approved }) => (approved ? accounts(operator) : []),
    apply: ({ owner, operator, approved }, at, rows) =>
      approved ? accounts(operator).map(address => bound(owner, address, ['operator'], false, at, rows)) : [],
  },

  MetadataSet: {
    watches: (event, at) => [
      ...(event.metadataKey === WALLET_KEY && event.metadataValue.length === 42 ? accounts(event.metadataValue) : []),
      ...paidByMetadata(event, at),
    ],
    apply: (event, at, rows) => {
      const agent = idOf(at, event.agentId)
      if (event.metadataKey === WALLET_KEY) return signedWallet(agent, at, rows)
      if (event.metadataKey === DID_KEY) return controllers(agent, rows.get('link_named', agent)?.did, at, rows)
      return metadataPayees(event, at, rows)
    },
  },
} satisfies Handlers<typeof identityRegistry, ReadFacts>

export const didHandlers = {
  DIDOwnerChanged: { watches: ({ identity, owner }) => accounts(identity, owner), apply: () => [] },

  DIDAttributeChanged: {
    watches: (event, at) =>
      event.name === AGENT_ATTRIBUTE ? accounts(event.identity) : [...paidByAttribute(event, at)],
    apply: (event, at, rows) => {
      if (event.name !== AGENT_ATTRIBUTE) return attributePayees(event, at, rows)
      const agent = namedAgent(decodeUtf8(Buffer.from(event.value.slice(2), 'hex')) ?? '')
      return agent === null ? [] : controllers(agent, ethrDid(at.chain, event.identity), at, rows)
    },
  },
} satisfies Handlers<typeof didRegistry, ReadFacts>

export const boardHandlers = {
  OfferAnnounced: { watches: (event, at) => [...paidByBoard(event, at)], apply: boardPayees },
} satisfies Handlers<typeof offerBoard, ReadFacts>

/** The mint goes to whoever sent it. Where that account already is the wallet of another operator, it stays so. */
const registered = (agent: string, to: string, at: Origin, rows: Rows<ReadFacts>): Change<ReadFacts>[] => {
  const account = rows.get('account', to)
  const first: Change<ReadFacts>[] = account
    ? []
    : [{ put: 'account', row: { id: to, operator: to, how: 'registrant', since: here(at) } }]
  const tenure = { id: agent, operator: account?.operator ?? to, owner: to, sales: 0, sold: null }
  return [...first, { put: 'tenure', row: tenure }, bound(agent, to, ['owner', 'registrant'], true, at, rows)]
}

/**
 * An account that signed to be the wallet of an agent is one of its operator: as long as the operator owns the agent, for
 * whoever bought it would make the accounts of the seller.
 */
const signedWallet = (agent: string, at: Origin, rows: Rows<ReadFacts>): Change<ReadFacts>[] => {
  const { wallet, wallet_provenance } = rows.get('agent', agent) ?? {}
  if (!wallet || wallet_provenance !== 'proven') return []
  const tenure = rows.get('tenure', agent)
  const binding = bound(agent, wallet, ['wallet'], true, at, rows)
  if (tenure?.sales !== 0 || rows.get('account', wallet)) return [binding]
  const row = { id: wallet, operator: tenure.operator, how: 'wallet' as const, since: here(at) }
  return [binding, { put: 'account', row }]
}

/** Whoever controls the DID of an agent when each names the other. Both are of this chain. */
const controllers = (
  agent: string,
  did: string | undefined,
  at: Origin,
  rows: Rows<ReadFacts>,
): Change<ReadFacts>[] => {
  const parsed = did === undefined ? null : parseDid(did)
  if (did === undefined || parsed?.method !== 'ethr' || parsed.chain !== at.chain) return []
  if (rows.get('link_named', agent)?.did !== did) return []
  if ((rows.get('link_claim', `${did}/${agent}`)?.valid_to ?? 0) <= at.time) return []
  const identity = identityAddress(parsed)
  const owner = rows.get('did', did)?.owner ?? identity
  return [...new Set(accounts(identity, owner))].map(address => bound(agent, address, ['controller'], false, at, rows))
}
