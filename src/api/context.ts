/** One request = one read transaction. Every moment that its fields ask about is a snapshot of that transaction. */
import DataLoader from 'dataloader'
import type { AsOfInput, Context } from '../core/context.ts'
import { badInput, PortolanError } from '../core/errors.ts'
import type { Kept } from '../core/kept.ts'
import type { Recent } from '../core/recent.ts'
import type { Settings } from '../core/settings.ts'
import type { ChainHead, Loader, Snapshot } from '../core/snapshot.ts'
import type { OpenReader, Store } from '../store/open.ts'
import { drive } from '../store/statement.ts'
import { refusalOf } from '../store/submissions.ts'
import type { Deadline } from './deadline.ts'
import { blockAt, blockBefore, blockByHash, chains, neighbours } from './queries.ts'

/** The context of a request, and how to end it. */
export type RequestContext = Context & { release(): void }

/** Opens nothing until a field asks about a moment, and reads nothing once `late` says so. */
export const requestContext = (
  store: Store,
  settings: Settings,
  memo: Recent<unknown>,
  kept: Kept,
  late: Deadline = () => null,
): RequestContext => {
  let opened: Promise<OpenReader> | undefined
  let released = false
  const moments = new Map<string, Promise<Snapshot>>()
  const reader = () => (opened ??= store.read().then(open => inTime(open, late)))
  return {
    settings,
    at: asOf => {
      const key = JSON.stringify(asOf ?? null, (_, value) => (typeof value === 'bigint' ? `${value}` : value))
      let moment = moments.get(key)
      if (!moment) {
        moment = reader().then(open => snapshotAt(open, asOf ?? {}, memo, kept))
        moments.set(key, moment)
      }
      return moment
    },
    submit: submission => store.submit(submission, settings.submissions),
    refusalOf: async submission => drive(refusalOf(submission, settings.submissions), (await reader()).all),
    moments: () => {
      throw new Error('only a subscription follows what comes')
    },
    release: () => {
      if (released) return
      released = true
      opened?.then(reader => reader.release()).catch(() => {})
    },
  }
}

/** The reader, for as long as there is time: a loop of many reads ends at the next of them. */
const inTime = ({ all, release }: OpenReader, late: Deadline): OpenReader => ({
  all: query => late() ?? all(query),
  release,
})

const snapshotAt = async (
  reader: OpenReader,
  asOf: AsOfInput,
  memo: Recent<unknown>,
  kept: Kept,
): Promise<Snapshot> => {
  const newest: ChainHead[] = (await chains(reader))
    .filter(({ head_hash }) => head_hash !== '')
    .map(({ chain, head_number, head_hash, head_time }) => ({
      chain,
      number: head_number,
      hash: head_hash,
      time: head_time,
    }))
  const { heads, now } = await momentOf(reader, newest, asOf)
  const latest = heads.length === newest.length && heads.every(({ hash }, i) => hash === newest[i]?.hash)
  const loaders = new Map<string, Loader<never, unknown>>()
  return {
    all: reader.all,
    heads,
    now,
    latest,
    knownAt: asOf.knownAt ?? null,
    memo,
    kept,
    loader: <K, V>(name: string, batch: (keys: readonly K[]) => Promise<readonly V[]>) => {
      let loader = loaders.get(name)
      if (!loader) {
        loader = new DataLoader<K, V, string>(batch, {
          maxBatchSize: 200,
          cacheKeyFn: key => JSON.stringify(key),
        }) as Loader<never, unknown>
        loaders.set(name, loader)
      }
      return loader as Loader<K, V>
    },
  }
}

type Moment = { readonly heads: readonly ChainHead[]; readonly now: number }

const latestOf = (heads: readonly ChainHead[]): number => heads.reduce((time, head) => Math.max(time, head.time), 0)

/** How far each chain had come at the moment, and what time it was. */
const momentOf = async (reader: OpenReader, newest: readonly ChainHead[], asOf: AsOfInput): Promise<Moment> => {
  const { block, hash, time, heads } = asOf
  const ways = [block, hash, time, heads].filter(way => way !== null && way !== undefined)
  if (ways.length > 1) throw badInput('asOf', 'give one of block, hash, time and heads')
  if (block !== null && block !== undefined) {
    const head = chainOf(newest, asOf.chain)
    return besides(reader, newest, await stored(reader, head, Number(block)))
  }
  if (hash !== null && hash !== undefined) {
    const { chain } = chainOf(newest, asOf.chain)
    const found = await blockByHash(reader, chain, hash.toLowerCase())
    if (!found) throw gone(chain, hash)
    return besides(reader, newest, found)
  }
  if (time !== null && time !== undefined) return { heads: await before(reader, newest, time), now: time }
  if (heads) {
    const asked = await Promise.all(
      heads.map(async ({ chain, number, hash }) => {
        const found = await stored(reader, chainOf(newest, chain), Number(number))
        if (hash && hash.toLowerCase() !== found.hash) throw gone(chain, hash)
        return { chain, number: found.number, hash: found.hash, time: found.time }
      }),
    )
    return { heads: asked, now: latestOf(asked) }
  }
  return { heads: newest, now: latestOf(newest) }
}

const chainOf = (newest: readonly ChainHead[], chain: string | null | undefined): ChainHead => {
  const [only, ...more] = newest
  const found = chain ? newest.find(head => head.chain === chain) : more.length === 0 ? only : undefined
  if (found) return found
  const known = newest.map(head => head.chain).join(', ') || 'none yet'
  throw badInput('asOf', chain ? `${chain} is not indexed here` : 'say which chain', `indexed: ${known}`)
}

/** The block of a chain, and the others as of its time. */
const besides = async (reader: OpenReader, newest: readonly ChainHead[], block: ChainHead): Promise<Moment> => {
  const others = newest.filter(head => head.chain !== block.chain)
  const { chain, number, hash, time } = block
  const heads = [...(await before(reader, others, time)), { chain, number, hash, time }]
  return { heads: heads.sort((a, b) => (a.chain < b.chain ? -1 : 1)), now: time }
}

/** Each chain's last block at or before a time; chains that had none are left out. */
const before = async (reader: OpenReader, heads: readonly ChainHead[], time: number): Promise<ChainHead[]> => {
  const found = await Promise.all(
    heads.map(async head => (head.time <= time ? head : await blockBefore(reader, head, time))),
  )
  return found.flatMap(block =>
    block ? [{ chain: block.chain, number: block.number, hash: block.hash, time: block.time }] : [],
  )
}

const stored = async (reader: OpenReader, { chain, number: newest }: ChainHead, number: number) => {
  const found = number <= newest ? await blockAt(reader, chain, number) : undefined
  if (found) return found
  if (number > newest) {
    throw new PortolanError('block_unknown', `${chain} is indexed up to block ${newest}`, { hint: 'ask again later' })
  }
  const near = await neighbours(reader, chain, number)
  throw new PortolanError('block_unknown', `the header of block ${number} of ${chain} is not stored`, {
    hint: `ask as of a time, or of a stored block: ${near.join(' or ')}`,
  })
}

const gone = (chain: string, hash: string): PortolanError =>
  new PortolanError('reorged', `block ${hash} is not on ${chain} as we hold it`, {
    hint: 'ask again as of a block of the present chain',
  })
