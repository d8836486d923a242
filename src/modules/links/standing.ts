/** What the two sides of a link say, and what that amounts to. Pure: everything it judges is given. */
import type { Stored } from '../../core/asOf.ts'
import { parseDid } from '../../core/did.ts'
import { fromPosition } from '../../core/origin.ts'
import type { AgentRow, DidRow } from '../identity/tables.ts'
import type { Claim, Link, LinkClaimRow, Pair, Standing } from './tables.ts'

/** A registration file that names the DID: the URI that served it, and where that was set. */
export type FileNaming = { readonly uri_id: string; readonly said: string }

/** All that is known of a pair at a moment. */
export type Evidence = Pair & {
  /** Unix seconds. */
  readonly now: number
  /** Null: not indexed here. */
  readonly holder: Stored<AgentRow> | null
  /** What the registry of the DID says of it. Null: nothing, or there is none. */
  readonly identity: Stored<DidRow> | null
  readonly metadata: Stored<LinkClaimRow> | undefined
  readonly attribute: Stored<LinkClaimRow> | undefined
  /** The file behind the URI of the agent, and the latest that ever was there, where they name the DID. */
  readonly file: FileNaming | undefined
  readonly earlierFile: FileNaming | undefined
  /** The document of a did:web, where it names the agent or once did. */
  readonly document: { readonly uri_id: string; readonly names: boolean } | undefined
}

/** The link of a pair; null where neither side stands by the other. */
export const judge = (evidence: Evidence): Link | null => {
  const { agent, did } = evidence
  const [byAgent, byDid] = [agentClaims(evidence), didClaims(evidence)]
  const state = stateOf(best(byAgent), best(byDid))
  return state && { agent, did, state, claims: [...byAgent, ...byDid] }
}

const stateOf = (agent: Standing | null, did: Standing | null): Link['state'] | null => {
  const sides = [agent, did]
  if (!sides.includes('HELD') && !sides.includes('STALE')) return null
  if (sides.includes('ENDED')) return 'BROKEN'
  if (sides.includes('STALE')) return 'STALE'
  return agent === did ? 'VERIFIED' : 'CLAIMED'
}

/** A side stands as well as the best of its claims. Null: it never said anything. */
const best = (claims: readonly Claim[]): Standing | null =>
  (['HELD', 'STALE', 'ENDED'] as const).find(standing => claims.some(claim => claim.standing === standing)) ?? null

/** Of an agent that is not indexed here nothing is known: neither its owner nor what it says. */
const agentClaims = ({ now, holder, metadata, file, earlierFile }: Evidence): Claim[] => {
  if (holder === null) return []
  const claims: Claim[] = []
  if (metadata) {
    const { chain, said, valid_to } = metadata
    const standing = valid_to > now ? underOwner(holder, said) : 'ENDED'
    claims.push({ by: 'AGENT', carrier: 'METADATA', standing, said: { chain, position: said } })
  }
  const naming = file ?? earlierFile
  if (naming) {
    const { said, uri_id } = naming
    claims.push({
      by: 'AGENT',
      carrier: 'REGISTRATION_FILE',
      standing: file ? underOwner(holder, said) : 'ENDED',
      said: { chain: holder.chain, position: said },
      document: { kind: 'registration', id: uri_id },
    })
  }
  return claims
}

const NOBODY = `0x${'0'.repeat(40)}`

/** How what an agent says and has not withdrawn stands: as a word of its owner, or of an earlier one. */
const underOwner = (agent: AgentRow, said: string): Standing => {
  if (agent.owner === NOBODY) return 'ENDED'
  return said < agent.owner_at || isOfRegistrant(agent, said) ? 'STALE' : 'HELD'
}

/**
 * Whether it was said by a registrant that passed the agent on in its mint callback: the registration goes on after the
 * transfer, and what it says then would seem to be said by the receiver. Its block is as near as positions tell.
 */
const isOfRegistrant = ({ minted, owner_at, registered }: AgentRow, said: string): boolean =>
  registered !== null &&
  minted < owner_at &&
  owner_at < registered &&
  fromPosition(said).block === fromPosition(registered).block

const didClaims = ({ now, did, holder, identity, attribute, document }: Evidence): Claim[] => {
  const claims: Claim[] = []
  if (attribute) {
    const { chain, said, valid_to } = attribute
    const ended = valid_to <= now || identity?.deactivated === 1
    const stale = said < (identity?.owner_at ?? '')
    const standing = ended ? 'ENDED' : stale ? 'STALE' : 'HELD'
    claims.push({ by: 'DID', carrier: 'ATTRIBUTE', standing, said: { chain, position: said } })
  }
  if (holder && isAccountOf(did, holder)) claims.push({ by: 'DID', carrier: 'ACCOUNT', standing: 'HELD' })
  if (document) {
    const standing = document.names ? 'HELD' : 'ENDED'
    claims.push({ by: 'DID', carrier: 'DOCUMENT', standing, document: { kind: 'did_web', id: document.uri_id } })
  }
  return claims
}

/** Whether the DID is that of the account that owns the agent, or that signed to be its wallet. */
const isAccountOf = (text: string, { chain, owner, wallet, wallet_provenance }: Stored<AgentRow>): boolean => {
  const did = parseDid(text)
  if (did?.method !== 'pkh' || did.chain !== chain) return false
  return did.address === owner || (did.address === wallet && wallet_provenance === 'proven')
}
