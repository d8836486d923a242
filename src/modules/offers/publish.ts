/** GraphQL fields of publishing: handing an offer to this node, trying that out, and the log that comes of it. */
import type { SubmissionRow } from '../../core/chainTables.ts'
import type { Context } from '../../core/context.ts'
import { parseDid, parseDidUrl, registryId } from '../../core/did.ts'
import { badInput, PortolanError } from '../../core/errors.ts'
import { connection, pageRequest } from '../../core/page.ts'
import type { Settings } from '../../core/settings.ts'
import type { Snapshot } from '../../core/snapshot.ts'
import { accountOf, type Submission as Handed, type Refusal } from '../../core/submission.ts'
import { clockTime } from '../../core/time.ts'
import type { MutationResolvers, OfferResolvers, QueryResolvers, SubmissionResolvers } from '../../generated/schema.ts'
import { keyAt } from '../identity/keys.ts'
import { adviceOn } from './advice.ts'
import { readOffer } from './document.ts'
import { isPresent } from './presence.ts'
import { type Prospect, prospectOf } from './prospect.ts'
import { keyFacts, momentOf, standings } from './queries.ts'
import { feed, headsOf, submitted } from './submissions.ts'
import type { OfferParent, Ruling, SubmissionParent, TokenRow } from './tables.ts'

const Mutation: MutationResolvers = {
  publishOffer: async (_, { token }, context) => {
    const snapshot = await context.at(null)
    const examined = await examine(token, snapshot, context.settings)
    if (!('token' in examined)) throw raised(refusalOfToken(examined))
    const { token: row, known, prospect } = examined
    const { id, sub } = row
    if (known) return { number: known.number, offer: id, subject: sub, receivedAt: known.received_at, isNew: false }
    if (isFutile(prospect)) throw raised(refusalOfToken(prospect))
    const { number, receivedAt, isNew } = await context.submit(await handed(row, snapshot))
    return { number, offer: id, subject: sub, receivedAt, isNew }
  },
}

const Query: QueryResolvers = {
  submissions: async (_, { first, after }, context) => {
    const snapshot = await context.at(null)
    const page = pageRequest(first, after, 1)
    const rows = await feed(snapshot, numberOf(page.after?.[0] ?? '0'), page.first + 1)
    const nodes = rows.map(row => ({ ...row, snapshot }))
    return { ...connection(page, nodes, ({ number }) => [String(number)]), _meta: snapshot }
  },

  validateOffer: async (_, { token, asOf }, context) => {
    const snapshot = await context.at(asOf)
    const examined = await examine(token, snapshot, context.settings)
    if (!('token' in examined)) {
      const { verdict, reason } = examined
      const refusal = refusalOfToken(examined)
      return {
        verdict,
        reason,
        hint: adviceOn(verdict),
        offer: null,
        subject: null,
        ruling: null,
        wouldBe: null,
        refusal,
      }
    }
    const { token: row, ruling, prospect } = examined
    return {
      ...prospect,
      hint: prospect.verdict === 'ok' ? null : adviceOn(prospect.verdict),
      offer: row.id,
      subject: row.sub,
      ruling: ruling && { ...ruling, snapshot },
      refusal: await refusalNow(token, examined, snapshot, context),
    }
  },
}

/** Why publishing the token would be refused now, whatever moment the question is about. */
const refusalNow = async (
  text: string,
  then: Examined,
  moment: Snapshot,
  context: Context,
): Promise<Refusal | null> => {
  const snapshot = await context.at(null)
  const examined = snapshot === moment ? then : await examine(text, snapshot, context.settings)
  if (!('token' in examined)) return refusalOfToken(examined)
  const { token, known, prospect } = examined
  if (known) return null
  if (isFutile(prospect)) return refusalOfToken(prospect)
  return context.refusalOf(await handed(token, snapshot))
}

type Unsound = { readonly verdict: string; readonly reason: string | null }
type Examined = {
  readonly token: TokenRow
  /** Its place in the log, if it is there. */
  readonly known: SubmissionRow | null
  readonly ruling: Ruling | null
  readonly prospect: Prospect
}

/** Reads a token as a fetched document is read, and looks at what it would come to. */
const examine = async (text: string, snapshot: Snapshot, settings: Settings): Promise<Unsound | Examined> => {
  const document = { uri: '', bytes: Buffer.from(text), sha256: '' }
  const now = clockTime()
  const {
    verdict,
    reason = null,
    rows,
  } = await readOffer(document, { reader: snapshot, settings, now, fetchedAt: now })
  const token = rows.find(({ table }) => table === 'token')?.row as TokenRow | undefined
  if (!token) return { verdict, reason }
  const [ruling = null] = await standings(snapshot, [token.sub])
  const isKeyHeld = (await keyNow(token, snapshot)) === token.key
  const [known = null] = await submitted(snapshot, [token.id])
  const prospect = prospectOf({ token, isKeyHeld, isInLog: known !== null, ruling, now: snapshot.now })
  return { token, known, ruling, prospect }
}

const keyNow = async ({ issuer, kid }: TokenRow, snapshot: Snapshot): Promise<string | null> => {
  const did = parseDid(issuer)
  const fragment = parseDidUrl(kid)?.fragment
  if (!did || fragment === undefined) return null
  const id = registryId(did)
  return keyAt(did, fragment, await keyFacts(snapshot, snapshot, id ? [id] : [], [fragment]), momentOf(did, snapshot))
}

/** Never of any effect: what the log keeps must once have been worth keeping. Two offers of one seq are: as evidence. */
const isFutile = ({ verdict }: Prospect): boolean => verdict !== 'ok' && verdict !== 'equivocated'

const refusalOfToken = ({ verdict, reason }: Unsound): Refusal => ({
  code: verdict === 'too-large' ? 'too_large' : 'bad_input',
  message: `token: ${verdict}${reason === null ? '' : `: ${reason}`}`,
  hint: adviceOn(verdict),
})

const raised = ({ code, message, hint }: Refusal): PortolanError => new PortolanError(code, message, { hint })

/** The token as the log takes it. */
const handed = async (token: TokenRow, snapshot: Snapshot): Promise<Handed> => {
  const did = parseDid(token.issuer)
  if (!did) throw new Error(`${token.issuer} was verified`)
  return {
    offer: token.id,
    token: token.jwt,
    sub: token.sub,
    issuer: token.issuer,
    account: accountOf(did, token.issuer),
    isWithdrawal: token.void === 1,
    isPresent: await isPresent(snapshot, did, token),
    receivedAt: token.known_at,
    heads: snapshot.heads,
  }
}

const numberOf = (cursor: string): number => {
  const number = /^\d{1,15}$/.test(cursor) ? Number(cursor) : Number.NaN
  if (!Number.isNaN(number)) return number
  throw badInput('after', 'not a cursor of this list', 'pass the endCursor of the page before')
}

const submissionOf = async ({ snapshot, token }: OfferParent): Promise<SubmissionParent | null> => {
  const load = async (ids: readonly string[]) => {
    const rows = new Map((await submitted(snapshot, ids)).map(row => [row.offer, row]))
    return ids.map(id => rows.get(id) ?? null)
  }
  const row = await snapshot.loader('submission', load).load(token.id)
  return row && { ...row, snapshot }
}

const Offer: OfferResolvers = {
  submission: submissionOf,
  submittedAt: async offer => (await submissionOf(offer))?.received_at ?? null,
}

const Submission: SubmissionResolvers = {
  subject: ({ sub }) => sub,
  token: ({ uri }) => uri.slice(uri.indexOf(',') + 1),
  receivedAt: ({ received_at }) => received_at,
  heads: row => headsOf(row),
}

export const publishing = { Mutation, Query, Offer, Submission }
