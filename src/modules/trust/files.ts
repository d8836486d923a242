/** The files behind feedback: whether they are what was meant, and which payment they speak of. Nothing of it is scored. */
import { keccak256, stringToBytes, zeroHash } from 'viem'
import { reads } from '../../core/asOf.ts'
import type { ChainTables } from '../../core/chainTables.ts'
import { evmChain, isAddress, isChain } from '../../core/ids.ts'
import { isObject, parseJson } from '../../core/json.ts'
import type { Document, DocumentKind, Reading } from '../../core/module.ts'
import { served } from '../../core/served.ts'
import type { Snapshot } from '../../core/snapshot.ts'
import type {
  FeedbackFileResolvers,
  FeedbackHash,
  FeedbackResolvers,
  ProofOfPaymentResolvers,
} from '../../generated/schema.ts'
import { paymentOfProof } from '../payments/proof.ts'
import type { Proof } from '../payments/tables.ts'
import type { FeedbackFileRow, TrustClaims } from './tables.ts'

const KIND = 'feedback'

/** Reads a feedback file (https://eips.ethereum.org/EIPS/eip-8004, off-chain feedback file structure). */
const readFeedbackFile = ({ bytes, sha256 }: Document): Reading => {
  const parsed = parseJson(bytes)
  if (parsed.verdict !== 'ok') return { ...parsed, rows: [] }
  const file = parsed.value
  if (!isObject(file)) return { verdict: 'not-an-object', reason: 'the file is JSON but not an object', rows: [] }
  const { proofOfPayment } = file
  const row: FeedbackFileRow = {
    id: sha256,
    sorted_hash: keccak256(stringToBytes(JSON.stringify(file, Object.keys(file).sort()))),
    proof: isObject(proofOfPayment) ? JSON.stringify(proofIn(proofOfPayment)) : null,
  }
  return { verdict: 'ok', rows: [{ table: 'feedback_file', row }] }
}

/** The kind of document that feedback names. */
export const feedbackFiles: { readonly [kind: string]: DocumentKind } = {
  [KIND]: { table: 'feedback', column: 'uri', by: ['client'], read: readFeedbackFile },
}

const proofIn = ({ fromAddress, toAddress, chainId, txHash }: Record<string, unknown>): Proof => ({
  from: typeof fromAddress === 'string' && isAddress(fromAddress) ? fromAddress.toLowerCase() : null,
  to: typeof toAddress === 'string' && isAddress(toAddress) ? toAddress.toLowerCase() : null,
  chain: chainIn(chainId),
  tx: typeof txHash === 'string' && /^0x[0-9a-fA-F]{64}$/.test(txHash) ? txHash.toLowerCase() : null,
})

/** Files have the number of the chain, that number as text, or its CAIP-2 id. */
const chainIn = (value: unknown): string | null => {
  if (typeof value !== 'string' && typeof value !== 'number') return null
  const text = `${value}`
  if (/^[1-9][0-9]{0,31}$/.test(text)) return evmChain(BigInt(text))
  return isChain(text) ? text : null
}

type File = { readonly keccak: string; readonly sortedHash: string | null; readonly proof: string | null }
const { db } = reads<unknown, ChainTables & TrustClaims>()

/** What each URI (its SHA-256) was last seen to serve; null: nothing. */
const filesAt = async (snapshot: Snapshot, uris: readonly string[]): Promise<(File | null)[]> => {
  const rows = await snapshot.all(
    db
      .selectFrom(served(snapshot, KIND))
      .innerJoin('content as c', 'c.id', 'f.content')
      .leftJoin('feedback_file as r', 'r.id', 'f.content')
      .select(['f.uri_id', 'c.keccak', 'r.sorted_hash as sortedHash', 'r.proof'])
      .where('f.uri_id', 'in', uris),
  )
  const byUri = new Map(rows.map(row => [row.uri_id, row]))
  return uris.map(uri => byUri.get(uri) ?? null)
}

const fileAt = (snapshot: Snapshot, uri: string): Promise<File | null> =>
  snapshot.loader('feedbackFiles', (uris: readonly string[]) => filesAt(snapshot, uris)).load(uri)

const verdictOf = (hash: string, file: File | null): FeedbackHash => {
  if (hash === zeroHash) return 'NOT_GIVEN'
  if (file === null) return 'NOT_FETCHED'
  if (file.keccak === hash) return 'MATCH'
  return file.sortedHash === hash ? 'MISMATCH_KNOWN_PRODUCER' : 'MISMATCH'
}

/** The field of `Feedback`. */
export const ofFile: Pick<FeedbackResolvers, 'file'> = {
  file: feedback => (feedback.uri_id === null ? null : { ...feedback, uri_id: feedback.uri_id }),
}

/** The types behind it. */
export const FeedbackFile: FeedbackFileResolvers = {
  document: ({ snapshot, uri_id }) => ({ snapshot, kind: KIND, id: uri_id }),
  hash: async ({ snapshot, uri_id, hash }) => verdictOf(hash, await fileAt(snapshot, uri_id)),
  proofOfPayment: async feedback => {
    const { snapshot, uri_id } = feedback
    const proof = (await fileAt(snapshot, uri_id))?.proof ?? null
    if (proof === null) return null
    const said: Proof = JSON.parse(proof)
    const { verdict, payment } = await paymentOfProof(snapshot, said, feedback)
    return { ...said, verdict, payment: payment && { ...payment, snapshot } }
  },
}

export const ProofOfPayment: ProofOfPaymentResolvers = {
  fromAddress: ({ from }) => from,
  toAddress: ({ to }) => to,
  transaction: ({ tx }) => tx,
}
