/** `portolan offer update` and `portolan offer retire`: what follows a version of an offer. */
import { badInput } from '../core/errors.ts'
import type { Offer } from '../core/offer.ts'
import { clockTime } from '../core/time.ts'
import type { MachineKey } from '../write/key.ts'
import { checkedClaims, judgeAlone, refused, signClaims } from '../write/offers.ts'
import { mustFollow, nextVersion, withdrawalOf } from '../write/offersNext.ts'
import { presentToken } from '../write/offersNode.ts'
import { type Decoded, decodeToken } from '../write/offersToken.ts'
import { type Flags, hasKey, machineKeyOf, parseTime, parseValidity } from './input.ts'
import { claimsIn, parsePrice, parseSequence, subjectIn, tokenIn } from './offerInput.ts'
import { carrierOf, type PublishFlags, publish } from './offerPublish.ts'
import { type Io, printJson, printPretty } from './output.ts'

export type UpdateFlags = Flags & {
  readonly node?: string
  readonly seq?: string
  readonly valid?: string
  readonly nbf?: string
  readonly price?: readonly string[]
  readonly kid?: string
}

/** Prints the next version: claims to be edited or, where there is a key, the token. */
export const update = async (present: string, flags: UpdateFlags, io: Io): Promise<void> => {
  const now = clockTime()
  const prices = (flags.price ?? []).map(text => {
    const { meter, ...price } = parsePrice('--price', text)
    if (meter === null) throw badInput('--price', `${text.slice(0, 80)} is of which meter?`, `write energy=${text}`)
    return { meter, ...price }
  })
  const key = hasKey(flags, io.env) ? machineKeyOf(flags, io.env) : null
  const offer = await presentOffer(present, flags.node, key)
  const next = nextVersion(offer, {
    now,
    seq: flags.seq === undefined ? offer.seq + 1 : parseSequence(flags.seq),
    nbf: flags.nbf === undefined ? undefined : parseTime('--nbf', flags.nbf),
    seconds: flags.valid === undefined ? undefined : Number(parseValidity(flags.valid)),
    prices,
  })
  const claims = checkedClaims(next)
  if (key === null) printPretty(io, claims)
  else printJson(io, printedOffer(await signClaims(claims, key, flags.kid)))
}

const presentOffer = async (present: string, node: string | undefined, key: MachineKey | null): Promise<Offer> => {
  const subject = subjectIn(present)
  if (subject === null && node !== undefined) throw badInput('--node', 'goes with a subject: did:..#name')
  const said = subject === null ? claimsIn(present, true) : await saidBy(node, subject.sub, key)
  const claims = checkedClaims(said)
  if ('void' in claims) throw badInput('offer', 'is a withdrawal', 'give the claims that it had, and the next --seq')
  return claims
}

/** What a node says that rules a subject. Where it is to be signed, only what our own key or DID has signed before. */
const saidBy = async (node: string | undefined, subject: string, key: MachineKey | null) => {
  if (node === undefined)
    throw badInput('offer', 'is only its subject', 'give --node to read it there, or its claims or token')
  const { jwt, claims } = decodeToken(await presentToken(node, subject))
  if (claims.sub !== subject) throw badInput('--node', 'sent the offer of another subject', 'ask another node')
  const judged = key === null ? null : await judgeAlone(jwt, key)
  if (judged && 'verdict' in judged) throw refused(judged, 'the node sent it; give your own copy instead')
  return { ...claims }
}

export type RetireFlags = PublishFlags & {
  readonly seq?: string
  readonly kid?: string
  readonly payerKeyFile?: string
}

/** Signs the withdrawal of an offer and prints it, or publishes it where a carrier is named. */
export const retire = async (present: string, flags: RetireFlags, io: Io): Promise<void> => {
  const carrier = carrierOf(flags)
  const key = machineKeyOf(flags, io.env)
  const subject = subjectIn(present)
  const { iss, sub, seq } = subject
    ? { ...subject, seq: await lastSequence(subject.sub, flags, key) }
    : tokenIn(present).claims
  const next = flags.seq === undefined ? seq + 1 : parseSequence(flags.seq)
  mustFollow(seq, next)
  const claims = checkedClaims(withdrawalOf({ iss, sub }, next, clockTime()))
  const signed = await signClaims(claims, key, flags.kid)
  if (carrier === null) return printJson(io, printedOffer(signed))
  const payer = flags.payerKeyFile ?? flags.keyFile
  await publish(signed, payer === undefined ? flags : { ...flags, keyFile: payer }, io)
}

const lastSequence = async (sub: string, { seq, node }: RetireFlags, key: MachineKey): Promise<number> => {
  if (seq !== undefined) return 0
  if (node !== undefined) return Number((await saidBy(node, sub, key)).seq)
  throw badInput('--seq', 'is missing', 'the token of the present version says which is next, and so does a --node')
}

/** A signed offer, for another program. */
export const printedOffer = ({ id, seq, uri, jwt, claims }: Decoded) => ({
  offer: id,
  subject: claims.sub,
  seq,
  uri,
  token: jwt,
})
