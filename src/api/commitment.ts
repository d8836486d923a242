/** Resolvers of `commitments.graphql`: what this node has made of a chain, as roots that two nodes can compare. */
import { badInput, PortolanError } from '../core/errors.ts'
import type { Reader } from '../core/snapshot.ts'
import type { Commitment, QueryResolvers } from '../generated/schema.ts'
import { commitmentAt } from '../store/roots.ts'

/** The roots of a chain after a block; null: it was never indexed. */
export const committed = async (reader: Reader, chain: string, number: number): Promise<Commitment | null> => {
  const found = await commitmentAt(reader, chain, number)
  return found && { ...found, block: found.block?.number ?? null, blockHash: found.block?.hash ?? null }
}

export const commitments = {
  Query: {
    commitment: async (_, { chain, block }, context) => {
      const snapshot = await context.at(null)
      const head = snapshot.heads.find(head => head.chain === chain)
      const found = head && (await committed(snapshot, chain, Number(block ?? head.number)))
      if (!found) {
        const known = snapshot.heads.map(head => head.chain).join(', ') || 'none yet'
        throw badInput('chain', `${chain.slice(0, 80)} is not indexed here`, `indexed: ${known}`)
      }
      if (Number(block ?? head.number) <= head.number) return found
      throw new PortolanError('block_unknown', `${chain} is indexed up to block ${head.number}`, {
        hint: 'ask again later',
      })
    },
  } satisfies QueryResolvers,
}
