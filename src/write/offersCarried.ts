/** The carriers of an announcement as calls: an OfferBoard, the metadata of an agent; an attribute is an act of its DID. */
import { type Abi, type Address, encodeFunctionData, getAddress, type Hex, parseEventLogs, stringToHex } from 'viem'
import { badInput, PortolanError } from '../core/errors.ts'
import { contracts } from '../generated/contracts.ts'
import type { SignedOffer } from '../modules/offers/sign.ts'
import type { Call } from './acts.ts'
import { setAgentMetadata } from './agents.ts'
import type { Sent } from './send.ts'

const { abi } = contracts.OfferBoard

/** Announces an offer on a board; anybody may carry it there. */
export const announceCall = (
  chain: string,
  board: Address,
  { subject, id, seq }: Pick<SignedOffer, 'subject' | 'id' | 'seq'>,
  uri: string,
): Call => ({
  chain,
  to: board,
  data: encodeFunctionData({ abi: abi as Abi, functionName: 'announce', args: [subject, id, seq, uri] }),
})

/** Where the board keeps what was announced there by a call. Throws where the contract took the call and did nothing. */
export const announcedAt = ({ chain, to }: Call, offer: Hex, { logs, hash }: Pick<Sent, 'logs' | 'hash'>): string => {
  const own = logs.filter(log => getAddress(log.address) === getAddress(to))
  const announced = parseEventLogs({ abi, eventName: 'OfferAnnounced', logs: own })
  const [found] = announced.filter(({ args }) => args.offerId === offer)
  if (!found)
    throw new PortolanError('bad_input', `board: ${to} took transaction ${hash} and announced nothing`, {
      hint: 'it is no OfferBoard: name another',
    })
  return `${chain}:${to.toLowerCase()}/${found.args.index}`
}

/** Announces an offer as metadata of an agent (ERC-8004), where it takes the place of the version before. */
export const agentOffer = (agent: string, name: string, uri: string): Call =>
  setAgentMetadata(agent, `offer:${name}`, stringToHex(uri))

/** A URI at which the token is served. `pin`: the id of the offer, where the carrier has no other place for it. */
export const servedAt = (uri: string, pin: Hex | null): string => {
  if (!/^(https|ipfs):\/\/\S+$/.test(uri) || !URL.canParse(uri) || uri.length > 2_048)
    throw badInput('--uri', `${uri.slice(0, 120)} is not where a node would look`, 'write https://.. or ipfs://..')
  // A CID fixes the content already.
  if (pin === null || uri.startsWith('ipfs://') || uri.endsWith(`#${pin}`)) return uri
  if (uri.includes('#')) throw badInput('--uri', 'has a fragment, which is where the id of the offer goes')
  return `${uri}#${pin}`
}
