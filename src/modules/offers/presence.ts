/** Whether an identity has come to the notice of a chain: that is what it costs to be one more of them. */
import { chainOfDid, type Did, identityAddress, registryId } from '../../core/did.ts'
import type { Reader } from '../../core/snapshot.ts'
import type { TokenRow } from './tables.ts'

/** What an address leaves behind. A verified link of an account comes to owning an agent or being its proven wallet. */
const OF_ADDRESS = [
  'select id from agent where owner = ? limit 1',
  `select id from agent where wallet = ? and wallet_provenance = 'proven' limit 1`,
  'select id from announcement where announcer = ? limit 1',
]
const OF_ISSUER = `select a.id from token t join token_document d on d.token = t.id
  join announcement a on a.uri_id = d.uri_id where t.issuer = ? limit 1`

/** Whether ERC-1056 ever spoke of the DID, its address did anything here, or an offer of it is announced on chain. */
export const isPresent = async (
  reader: Reader,
  did: Did,
  { issuer, subject }: Pick<TokenRow, 'issuer' | 'subject'>,
): Promise<boolean> => {
  const id = registryId(did)
  const address = did.method === 'key' ? null : did.method === 'pkh' ? did.address : identityAddress(did)
  const traces = [
    ...(id === null ? [] : [{ sql: 'select id from did where chain = ? and id = ?', values: [chainOfDid(id), id] }]),
    ...(address === null ? [] : OF_ADDRESS.map(sql => ({ sql, values: [address] }))),
    { sql: 'select id from announcement where subject = ? limit 1', values: [subject] },
    { sql: OF_ISSUER, values: [issuer] },
  ]
  for (const trace of traces) if ((await reader.all(trace)).length > 0) return true
  return false
}
