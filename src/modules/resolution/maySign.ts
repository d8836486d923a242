/** Who may sign, asked of one key: one read, however many keys the identity has. */
import { type Did, parseDid, parseDidUrl, registryId } from '../../core/did.ts'
import { isUnread, type Settings } from '../../core/settings.ts'
import type { Snapshot } from '../../core/snapshot.ts'
import { type Key, type KeyFacts, keyAt } from '../identity/keys.ts'
import { entryOf, namedAt, reignOf } from './queries.ts'

/** Whether the key of this DID URL may sign offers at the snapshot. */
export const maySign = async (
  snapshot: Snapshot,
  settings: Pick<Settings, 'unreadDidChains'>,
  kid: string,
): Promise<boolean> => (await signingKey(snapshot, settings, kid)) !== null

/** The key that a DID URL names and that may sign offers at the snapshot; null: none. */
export const signingKey = async (
  snapshot: Snapshot,
  settings: Pick<Settings, 'unreadDidChains'>,
  kid: string,
): Promise<Key | null> => {
  const named = readKid(snapshot, kid)
  if (named === null) return null
  const { did, fragment, id } = named
  if (isUnread(did, settings)) return null
  const facts = did.method === 'ethr' ? await factsOf(snapshot, did.chain, id, fragment) : NOTHING
  return keyAt(did, fragment, facts, { block: Number.MAX_SAFE_INTEGER, time: snapshot.now })
}

/** A key by its DID URL; `id` is the identity as ERC-1056 knows it. */
type Kid = { readonly did: Did; readonly fragment: string; readonly id: string }

const readKid = ({ memo }: Snapshot, kid: string): Kid | null => {
  const kept = memo.get(`kid ${kid}`) as Kid | undefined
  if (kept) return kept
  const url = parseDidUrl(kid)
  const did = url && parseDid(url.did)
  if (!url || !did) return null
  const read: Kid = { did, fragment: url.fragment, id: registryId(did) ?? '' }
  memo.set(`kid ${kid}`, read)
  return read
}

const NOTHING: KeyFacts = { owners: [], entries: [] }

/** The one version of each row that holds at the snapshot, as facts of which nothing has ended. */
const factsOf = async (snapshot: Snapshot, chain: string, id: string, fragment: string): Promise<KeyFacts> => {
  if (!snapshot.latest) {
    const { owner, entry } = await namedAt(snapshot, id, fragment)
    return { owners: owner ? [{ ...owner, bt: null }] : [], entries: entry ? [{ ...entry, bt: null }] : [] }
  }
  if (!fragment.startsWith('delegate-')) {
    const reign = await reignOf(snapshot, chain, id)
    return reign === null ? NOTHING : { owners: [{ ...reign, bt: null }], entries: [] }
  }
  const named = await entryOf(snapshot, id, fragment)
  if (named === null) return NOTHING
  const { reign, owner, deactivated, ...entry } = named
  // Whether the identity rules itself matters only to its own key.
  const owners = [{ id, identity: '', owner, epoch: reign, deactivated, bf: entry.bf, bt: null }]
  return { owners, entries: [{ ...entry, bt: null }] }
}
