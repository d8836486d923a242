/** `portolan offer show` and `portolan offer validate`: what a token says, and whether a node would take it. */
import { PortolanError } from '../core/errors.ts'
import { printable } from '../core/text.ts'
import { clockTime } from '../core/time.ts'
import { judgeAlone, refused } from '../write/offers.ts'
import { validate as askNode } from '../write/offersNode.ts'
import type { Decoded } from '../write/offersToken.ts'
import { type Io, printJson, printPretty } from './output.ts'

/** Prints what a token says, and believes nothing of it. */
export const show = ({ id, uri, jwt, header, claims }: Decoded, io: Io): void =>
  printPretty(io, {
    verified: false,
    note: 'not verified: this is what the token says; `portolan offer validate` checks it',
    offer: id,
    subject: claims.sub,
    seq: claims.seq,
    bytes: { token: jwt.length, uri: uri.length },
    header,
    claims,
  })

/** Prints a verdict on a token, of a node or of this program alone, and fails where it is a refusal. */
export const validate = async (offer: Decoded, { node }: { readonly node?: string }, io: Io): Promise<void> =>
  node === undefined ? await validateAlone(offer, io) : await validateThere(offer, node, io)

/** What only a node can say. Other DIDs than did:ethr have no registry. */
const uncheckedOf = ({ iss }: Decoded['claims']): string[] => [
  ...(iss.startsWith('did:ethr:')
    ? ['whether the registry of the issuer names the key now, and named it when the offer was announced']
    : []),
  'whether an announcement of it stands, and whether another version rules',
]

const validateAlone = async ({ id, jwt, claims }: Decoded, io: Io): Promise<void> => {
  const judged = await judgeAlone(jwt)
  const isRefused = 'verdict' in judged
  printJson(io, {
    verdict: isRefused ? judged.verdict : 'ok',
    reason: isRefused ? judged.reason : null,
    offer: id,
    subject: claims.sub,
    wouldBe: isRefused ? null : statusOf(claims),
    unchecked: uncheckedOf(claims),
  })
  if (isRefused)
    throw judged.registryMayKnow ? refused(judged, '--node asks a node that reads the registry') : refused(judged)
}

/** Where it would stand by the clock of this machine, if it were announced and ruled. */
const statusOf = (claims: Decoded['claims']): string => {
  const now = clockTime()
  if ('void' in claims) return 'WITHDRAWN'
  if (claims.exp <= now) return 'EXPIRED'
  return Math.max(claims.iat, claims.nbf ?? 0) > now ? 'SCHEDULED' : 'IN_FORCE'
}

const validateThere = async ({ jwt }: Decoded, node: string, io: Io): Promise<void> => {
  const said = await askNode(node, jwt)
  printJson(io, said)
  const { verdict, reason, hint, refusal } = said
  if (refusal) throw told(`${refusal.code}: ${refusal.message}`, refusal.hint)
  if (verdict.toLowerCase() !== 'ok') throw told(`${verdict}: ${reason ?? 'for no given reason'}`, hint)
}

const told = (said: string, hint: string | null) =>
  new PortolanError('offer_refused', printable(said, 500), hint === null ? {} : { hint: printable(hint, 500) })
