/** `portolan offer publish`: a signed offer to one of its carriers, or straight to a node. */
import type { Command } from 'commander'
import { badInput } from '../core/errors.ts'
import { clockTime } from '../core/time.ts'
import { type Call, setAttribute } from '../write/acts.ts'
import { offerAttribute } from '../write/attributes.ts'
import { address, knownContract } from '../write/identity.ts'
import { mustBeTaken, mustLast } from '../write/offers.ts'
import { agentOffer, announceCall, announcedAt, servedAt } from '../write/offersCarried.ts'
import { submission, submit } from '../write/offersNode.ts'
import { type Decoded, nameIn } from '../write/offersToken.ts'
import { chainOf, send } from '../write/send.ts'
import { type DidFlags, perform, signing } from './did.ts'
import { keyOf, parseChain, parseValidity, rpcOf } from './input.ts'
import { type Io, print, printJson } from './output.ts'

export type PublishFlags = DidFlags & {
  /** true: the flag without its value, which is then the known one. */
  readonly board?: string | true
  readonly did?: string | true
  readonly agent?: string
  readonly node?: string
  readonly uri?: string
  readonly chain?: string
  readonly valid?: string
}

const CARRIERS = ['board', 'did', 'agent', 'node'] as const
type Carrier = (typeof CARRIERS)[number]

/** Adds the flags of what publishes. */
export const publishing = (command: Command): Command =>
  signing(command)
    .option('--board [address]', 'announce it on an OfferBoard (default: the known one of the chain)')
    .option('--did [did]', 'announce it as an attribute of an identity (default: its issuer), by who owns that')
    .option('--agent <agent>', 'announce it as metadata of an ERC-8004 agent, by who owns that')
    .option('--node <url>', 'hand it to a node, without a chain')
    .option('--uri <uri>', 'where the token is served, https:// or ipfs:// (default: the announcement carries it)')
    .option('--chain <number>', 'the chain of the board (default: the one the RPC serves)')
    .option('--valid <time>', 'with --did: for how long: 90d, 12h, 1y (default: as long as the offer)')

/** The one carrier that the flags name; null: none. Flags that mean nothing to it are refused. */
export const carrierOf = (flags: PublishFlags): Carrier | null => {
  const [carrier = null, another] = CARRIERS.filter(name => flags[name] !== undefined)
  if (another !== undefined)
    throw badInput(`--${another}`, `goes with no --${carrier}`, 'publish once for each carrier')
  for (const [name, flag, only] of OF_ONE)
    if (flags[name] !== undefined && carrier !== only) throw badInput(flag, `goes with --${only} alone`)
  if (carrier === 'node' && flags.uri !== undefined)
    throw badInput('--uri', 'goes with no --node', 'a node keeps the token')
  return carrier
}

const OF_ONE: readonly (readonly [keyof PublishFlags, flag: string, only: Carrier])[] = [
  ['chain', '--chain', 'board'],
  ['valid', '--valid', 'did'],
  ['registry', '--registry', 'did'],
  ['legacy', '--legacy', 'did'],
  ['signOnly', '--sign-only', 'did'],
  ['nonce', '--nonce', 'did'],
]

/** Publishes a token. What no node would take is refused before anybody pays for it. */
export const publish = async (offer: Decoded, flags: PublishFlags, io: Io): Promise<void> => {
  const carrier = carrierOf(flags)
  await mustBeTaken(offer.jwt)
  mustLast(offer.claims, clockTime())
  switch (carrier) {
    case 'node':
      return await toNode(offer, flags.node ?? '', flags, io)
    case 'board':
      return await onBoard(offer, flags, io)
    case 'agent':
      return await onAgent(offer, flags.agent ?? '', flags, io)
    case 'did':
      return await onDid(offer, flags, io)
    default:
      throw badInput('carrier', 'is missing', 'give --board, --did, --agent or --node')
  }
}

const toNode = async ({ jwt }: Decoded, url: string, { dryRun }: PublishFlags, io: Io): Promise<void> => {
  const asked = submission(url, jwt)
  printJson(io, dryRun ? asked : await submit(asked))
}

const onBoard = async (offer: Decoded, flags: PublishFlags, io: Io): Promise<void> => {
  const chain = flags.chain === undefined ? await chainOf(rpcOf(flags, io.env)) : parseChain(flags.chain)
  const board =
    typeof flags.board === 'string' ? address('--board', flags.board) : knownContract(chain, 'offerBoard', '--board')
  // The board has a place for the id, so the URI needs none.
  const call = announceCall(chain, board, offer, uriOf(offer, flags, false))
  if (flags.dryRun) return printJson(io, call)
  const { logs, ...sent } = await paid(call, flags, io)
  print(io, { offer: offer.id, announcement: announcedAt(call, offer.id, { ...sent, logs }), ...sent })
}

const onAgent = async (offer: Decoded, agent: string, flags: PublishFlags, io: Io): Promise<void> => {
  const call = agentOffer(agent, nameIn(offer.claims.sub), uriOf(offer, flags, true))
  if (flags.dryRun) return printJson(io, call)
  const { logs: _, ...sent } = await paid(call, flags, io)
  print(io, { offer: offer.id, ...sent })
}

const YEAR = 31_536_000n

const onDid = (offer: Decoded, flags: PublishFlags, io: Io): Promise<void> => {
  const { claims } = offer
  const life = 'void' in claims ? YEAR : BigInt(claims.exp - clockTime())
  const valid = flags.valid === undefined ? life : parseValidity(flags.valid)
  const did = typeof flags.did === 'string' ? flags.did : claims.iss
  return perform(did, setAttribute(offerAttribute(uriOf(offer, flags, true)), valid), flags, io, { offer: offer.id })
}

const uriOf = ({ uri, id }: Decoded, flags: PublishFlags, pinned: boolean): string =>
  flags.uri === undefined ? uri : servedAt(flags.uri, pinned ? id : null)

const paid = (call: Call, flags: PublishFlags, io: Io) =>
  send(call, { rpc: rpcOf(flags, io.env), key: keyOf(flags, io.env) })
