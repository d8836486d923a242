/** Resolvers of `base.graphql`: status, origins, documents and the moment of an answer. */
import type { Context } from '../core/context.ts'
import type { DocumentRef, OriginRef } from '../core/snapshot.ts'
import type {
  ChainState,
  DocumentResolvers,
  HeaderHashes,
  MetaResolvers,
  OriginResolvers,
  QueryResolvers,
  Status,
} from '../generated/schema.ts'
import { committed } from './commitment.ts'
import { completenessOf, named, rangeOf } from './completeness.ts'
import {
  chains,
  countByChain,
  countDocuments,
  coverage,
  type DocumentKey,
  documents,
  type OriginRow,
  origins,
  type Place,
} from './queries.ts'

/** Seconds. */
const STALE_AFTER = 120

const Meta: MetaResolvers = {
  heads: ({ heads }) => [...heads],
  stale: ({ heads }) => isStale(Math.max(0, ...heads.map(head => head.time))),
}

/** Whether a head of this time (Unix seconds) is older by the wall clock than a head should be. */
export const isStale = (time: number): boolean => Date.now() / 1_000 - time > STALE_AFTER

/** Where every chain stands. */
export const statusOf = async (context: Context, version: string): Promise<Status> => {
  const snapshot = await context.at(null)
  const rows = await chains(snapshot)
  // Before a chain is opened the tables may not stand yet.
  if (rows.length === 0) return { version, chains: [], documents: { known: 0, waiting: 0 } }
  const [ranges, gaps, rejected, counts, roots] = await Promise.all([
    coverage(snapshot),
    countByChain(snapshot, 'gap'),
    countByChain(snapshot, 'rejected'),
    countDocuments(snapshot),
    Promise.all(rows.map(({ chain, head_number }) => committed(snapshot, chain, head_number))),
  ])
  return {
    version,
    chains: await Promise.all(
      rows.map(async (row, i) => {
        const own = ranges.filter(range => range.chain === row.chain)
        const { chain, head_number: number, start_number: start } = row
        return {
          chain,
          state: named<ChainState>(row.state),
          reason: row.reason,
          head: snapshot.heads.find(head => head.chain === chain) ?? null,
          final: row.final_number,
          remote: row.remote_number,
          start,
          commits: row.seq,
          coverage: own.map(rangeOf),
          hashes: named<HeaderHashes>(row.hashes),
          gaps: gaps.get(chain) ?? 0,
          rejected: rejected.get(chain) ?? 0,
          commitment: roots[i] ?? null,
          completeness: await completenessOf(snapshot, { chain, number }, start, own, context.settings.implementations),
        }
      }),
    ),
    documents: counts,
  }
}

const originOf = ({ snapshot, chain, block, logIndex }: OriginRef): Promise<OriginRow | null> =>
  snapshot
    .loader<Place, OriginRow | null>('origin', places => origins(snapshot, places))
    .load({ chain, block, logIndex })

const found = async (ref: OriginRef): Promise<OriginRow> => {
  const origin = await originOf(ref)
  if (!origin) throw new Error(`the log ${ref.logIndex} of block ${ref.block} of ${ref.chain} is not stored`)
  return origin
}

const Origin: OriginResolvers = {
  blockHash: async ref => (await found(ref)).hash,
  time: async ref => (await found(ref)).time,
  transaction: async ref => (await found(ref)).tx,
  contract: async ref => (await found(ref)).address,
}

const rowOf = ({ snapshot, kind, id }: DocumentRef) =>
  snapshot
    .loader<DocumentKey, Awaited<ReturnType<typeof documents>>[number]>('document', keys => documents(snapshot, keys))
    .load({ kind, id })

const Document: DocumentResolvers = {
  uri: async ref => (await rowOf(ref))?.uri ?? '',
  verdict: async ref => (await rowOf(ref))?.verdict ?? null,
  reason: async ref => (await rowOf(ref))?.reason ?? null,
  sha256: async ref => (await rowOf(ref))?.content ?? null,
  keccak256: async ref => (await rowOf(ref))?.bytes?.keccak ?? null,
  bytes: async ref => (await rowOf(ref))?.bytes?.size ?? null,
  mediaType: async ref => (await rowOf(ref))?.media_type ?? null,
  fetchedAt: async ref => (await rowOf(ref))?.fetched_at ?? null,
}

/** The resolvers, given the version that `status` names. */
export const base = (version: string) => ({
  Query: { status: (_: unknown, __: unknown, context: Context) => statusOf(context, version) } satisfies QueryResolvers,
  Origin,
  Document,
  Meta,
})
