/** ERC-8004 agents, by rules that replay to the state of the contract whatever a registrant does in its mint callback. */
import { zeroAddress } from 'viem'
import type { Change } from '../../core/change.ts'
import { digest } from '../../core/digest.ts'
import { agentId } from '../../core/ids.ts'
import type { Handlers } from '../../core/module.ts'
import { type Origin, position } from '../../core/origin.ts'
import { uint256ToText } from '../../core/uint256.ts'
import type { identityRegistry } from './events.ts'
import type { AgentRow, IdentityFacts } from './tables.ts'

const idOf = (at: Origin, token: bigint): string => agentId(at.chain, at.contract, token)
const readsAgent = (token: bigint, at: Origin) => [['agent', idOf(at, token)] as const]
const here = (at: Origin) => position(at.block, at.logIndex)
const before = (at: Origin) => position(at.block, at.logIndex - 1)

export const agentHandlers = {
  // An agent is born at its mint, the first log of a registration. Whatever follows, its owner comes from Transfer alone.
  Transfer: {
    reads: ({ from, tokenId }, at) =>
      from === zeroAddress && tokenId > 0n ? [['agent', idOf(at, tokenId - 1n)] as const] : [],
    apply: ({ from, to, tokenId }, at, rows) => {
      const id = idOf(at, tokenId)
      if (from !== zeroAddress) {
        // The contract clears the ERC-721 approval without an event, and the wallet with one.
        const set = {
          owner: to,
          owner_at: here(at),
          approved: null,
          wallet: null,
          wallet_provenance: 'cleared',
          wallet_at: here(at),
        } as const
        return [{ patch: 'agent', id, set }]
      }
      const born: Change<IdentityFacts> = { put: 'agent', row: newborn(at, tokenId, to) }
      if (tokenId === 0n || rows.get('agent', idOf(at, tokenId - 1n))) return [born]
      return [born, { gap: 'agent_id', subject: id, detail: 'the agent minted just before it was not seen' }]
    },
  },

  Approval: ({ approved, tokenId }, at) => [
    { patch: 'agent', id: idOf(at, tokenId), set: { approved: approved === zeroAddress ? null : approved } },
  ],

  ApprovalForAll: ({ owner, operator, approved }, at) => {
    const id = `${at.chain}:${at.contract}/${owner}/${operator}`
    return approved
      ? [{ put: 'operator', row: { id, registry: at.contract, owner, operator } }]
      : [{ drop: 'operator', id }]
  },

  // Tells `register("")` from `register()`: only the former writes the URI, just before Registered.
  MetadataUpdate: {
    reads: ({ _tokenId }, at) => readsAgent(_tokenId, at),
    apply: ({ _tokenId }, at, rows) => {
      const agent = rows.get('agent', idOf(at, _tokenId))
      return agent && agent.registered === null ? [{ patch: 'agent', id: agent.id, set: { refreshed: here(at) } }] : []
    },
  },

  Registered: {
    reads: ({ agentId: token }, at) => readsAgent(token, at),
    apply: ({ agentId: token, agentURI }, at, rows) => {
      const id = idOf(at, token)
      // An empty URI counts only where it was written: the callback may have set another one in the meantime.
      const given = agentURI !== '' || rows.get('agent', id)?.refreshed === before(at)
      const set: Partial<AgentRow> = {
        registered: here(at),
        refreshed: null,
        ...(given ? uriColumns(agentURI, at) : {}),
      }
      return [{ patch: 'agent', id, set }]
    },
  },

  URIUpdated: ({ agentId: token, newURI }, at) => [
    { patch: 'agent', id: idOf(at, token), set: uriColumns(newURI, at) },
  ],

  MetadataSet: {
    reads: ({ agentId: token }, at) => readsAgent(token, at),
    apply: ({ agentId: token, metadataKey, metadataValue }, at, rows) => {
      const id = idOf(at, token)
      if (metadataKey === 'agentWallet') return setWallet(rows.get('agent', id), id, metadataValue, at)
      const row = { id: `${id}/${digest(metadataKey)}`, agent: id, key: metadataKey, value: metadataValue }
      return [{ put: 'agent_metadata', row }]
    },
  },
} satisfies Handlers<typeof identityRegistry, IdentityFacts>

const newborn = (at: Origin, token: bigint, owner: string): AgentRow => ({
  id: idOf(at, token),
  registry: at.contract,
  token: uint256ToText(token),
  owner,
  owner_at: here(at),
  // The contract writes the wallet before it calls the registrant and announces it only after: see setWallet.
  wallet: owner,
  wallet_provenance: 'default_owner',
  wallet_at: here(at),
  uri: null,
  uri_id: null,
  uri_at: null,
  approved: null,
  minted: here(at),
  registered: null,
  refreshed: null,
})

const uriColumns = (uri: string, at: Origin) => ({ uri, uri_id: digest(uri), uri_at: here(at) })

const setWallet = (agent: AgentRow | undefined, id: string, value: string, at: Origin): Change<IdentityFacts>[] => {
  // The log right after Registered repeats the wallet of the mint. A callback may have transferred the agent or changed
  // its wallet since, so believing the repetition would pay the wrong account.
  if (agent?.registered === before(at)) return []
  const wallet_at = here(at)
  if (value === '0x') return [{ patch: 'agent', id, set: { wallet: null, wallet_provenance: 'cleared', wallet_at } }]
  const repeats = agent?.registered === null && agent.wallet === value && agent.wallet_provenance === 'default_owner'
  return repeats ? [] : [{ patch: 'agent', id, set: { wallet: value, wallet_provenance: 'proven', wallet_at } }]
}
