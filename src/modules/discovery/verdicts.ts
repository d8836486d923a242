/**
 * What was found of the standing of tokens, and whether it still holds. A verdict rests on the tokens of its subject,
 * their announcements and submissions and the keys of their issuer: it holds until one of these changes, or the clock changes it.
 */
import type { ChainHead, Snapshot } from '../../core/snapshot.ts'
import { ownerOf } from './book.ts'
import { hash32 } from './columns.ts'
import { changesSince, isOnChain, type Mark, markOf } from './queries.ts'

/** How many changed subjects and identities are remembered; beyond that every verdict is forgotten. */
const CHANGED_MAX = 20_000

export type Verdicts = {
  /** Comes to the moment of a snapshot, and says what the claims had come to. */
  readonly enter: (snapshot: Snapshot) => Promise<Entered>
  /** Whether what was found in a moment, of a subject (`hash32`) and an identity (`ownerOf`), holds in the present one. */
  readonly holds: (found: number, subject: number, identity: number) => boolean
  /** Whether this is the present moment: only in it may verdicts be used and kept. */
  readonly isPresent: (moment: number) => boolean
}

/** `moment` is 0 where the snapshot lies behind the present one. Under another `rules` token numbers mean other tokens. */
export type Entered = { readonly moment: number; readonly mark: Mark }

export const verdictsOf = ({ kept }: Snapshot): Verdicts => kept('verdicts', makeVerdicts)

const makeVerdicts = (): Verdicts => {
  let present: { readonly heads: readonly ChainHead[]; readonly mark: Mark } | undefined
  let moment = 0
  /** What was found before this moment is forgotten. */
  let floor = 1
  const changed = new Map<number, number>()
  let turn: Promise<unknown> = Promise.resolve()

  const enter = async (snapshot: Snapshot): Promise<Entered> => {
    const { heads } = snapshot
    const mark = await markOf(snapshot)
    if (present && isSame(present, { heads, mark })) return { moment, mark }
    if (present && isBehind({ heads, mark }, present)) return { moment: 0, mark }
    const changes = present && (await followed(snapshot, present, mark))
    moment += 1
    if (!changes || changed.size > CHANGED_MAX) {
      changed.clear()
      floor = moment
    } else {
      for (const text of changes.subjects) changed.set(hash32(text), moment)
      for (const did of changes.identities) changed.set(ownerOf(did), moment)
    }
    present = { heads, mark }
    return { moment, mark }
  }

  return {
    enter: snapshot => {
      const entered = turn.then(() => enter(snapshot))
      turn = entered.catch(() => {})
      return entered
    },
    holds: (found, subject, identity) =>
      found >= floor && found >= (changed.get(subject) ?? 0) && found >= (changed.get(identity) ?? 0),
    isPresent: asked => asked === moment,
  }
}

type Present = { readonly heads: readonly ChainHead[]; readonly mark: Mark }

const isSame = (a: Present, b: Present): boolean =>
  a.mark.rules === b.mark.rules &&
  a.mark.token === b.mark.token &&
  a.mark.document === b.mark.document &&
  a.mark.submission === b.mark.submission &&
  a.heads.length === b.heads.length &&
  a.heads.every(({ hash }, i) => hash === b.heads[i]?.hash)

/** Whether a is a moment before b, as far as one can see: a transaction that was opened earlier. */
const isBehind = (a: Present, b: Present): boolean =>
  a.mark.rules === b.mark.rules &&
  (a.mark.token < b.mark.token ||
    a.mark.document < b.mark.document ||
    a.mark.submission < b.mark.submission ||
    a.heads.some(({ chain, number }) => b.heads.some(head => head.chain === chain && head.number > number)))

/** What has changed since; null where that cannot be told, because the present is no part of the snapshot's past. */
const followed = async (snapshot: Snapshot, { heads, mark: before }: Present, mark: Mark) => {
  if (before.rules !== mark.rules || heads.length !== snapshot.heads.length) return null
  for (const head of heads) if (!(await isOnChain(snapshot, head))) return null
  return changesSince(snapshot, heads, before)
}
