/** Where two nodes differ: the first block and layer, found by asking both for roots at ever closer heights. */
import { compareText } from '../core/text.ts'

export type Roots = {
  /** The newest block with kept logs up to the height asked for; null: there is none. */
  readonly block: number | null
  readonly blockHash: string | null
  readonly l0: string
  readonly l1: string
  readonly l2: string
  readonly rules: string
  readonly contracts: readonly string[]
}

/** A node, or a store, as far as roots go. */
export type Peer = {
  readonly name: string
  /** The chains that have a head, with their first block and that head. */
  chains(): Promise<readonly Followed[]>
  roots(chain: string, block: number): Promise<Roots>
}

export type Followed = { readonly chain: string; readonly start: number; readonly head: number }

/** A `block` that differs is on two branches; the layers are those of the roots. */
export type Layer = 'block' | 'L0' | 'L1' | 'L2'

export type Comparison = { readonly chain: string } & (
  | { readonly result: 'equal'; readonly upTo: number; readonly l0: string; readonly l1: string; readonly l2: string }
  | {
      readonly result: 'different'
      readonly upTo: number
      /** The first block where they differ. */
      readonly block: number
      readonly layer: Layer
      readonly means: string
    }
  | { readonly result: 'not comparable'; readonly means: string }
)

/** Compares a chain up to the lower of the two heads. */
export const compareChain = async (chain: string, peers: readonly [Peer, Peer]): Promise<Comparison> => {
  const [one, other] = peers
  const [first, second] = await both(peers, async peer => (await peer.chains()).find(each => each.chain === chain))
  if (!first || !second) {
    return { chain, result: 'not comparable', means: `${first ? other.name : one.name} has no block of it` }
  }
  const upTo = Math.min(first.head, second.head)
  const at = (block: number) => both(peers, peer => peer.roots(chain, block))
  const heads = await at(upTo)
  const obstacle = otherBasis(peers, heads)
  if (obstacle !== null) return { chain, result: 'not comparable', means: obstacle }
  if (areEqual(heads)) {
    const { l0, l1, l2 } = heads[0]
    return { chain, result: 'equal', upTo, l0, l1, l2 }
  }
  // With the same basis they are equal before the first block, and once different they stay so.
  let low = Math.min(first.start, second.start) - 1
  let found = heads
  for (let high = newest(heads); ; high = newest(found)) {
    if (high - low <= 1)
      return { chain, result: 'different', upTo, block: high, ...verdict(peers, found, high, [first, second]) }
    const middle = low + Math.floor((high - low) / 2)
    const between = await at(middle)
    if (areEqual(between)) low = middle
    else found = between
  }
}

type Pair = readonly [Roots, Roots]

const both = async <R>([one, other]: readonly [Peer, Peer], ask: (peer: Peer) => Promise<R>): Promise<[R, R]> =>
  Promise.all([ask(one), ask(other)])

const areEqual = ([a, b]: Pair): boolean => a.l0 === b.l0 && a.l1 === b.l1 && a.l2 === b.l2

/** Where roots differ they differ already after the newest block that either of them is about. */
const newest = ([a, b]: Pair): number => Math.max(a.block ?? 0, b.block ?? 0)

const otherBasis = ([one, other]: readonly [Peer, Peer], [a, b]: Pair): string | null => {
  if (a.rules !== b.rules) {
    return `${one.name} folds by the rules ${short(a.rules)}, ${other.name} by ${short(b.rules)}: bring both to one version`
  }
  const [more, less] = [missing(a, b), missing(b, a)]
  if (more.length + less.length === 0) return null
  const reads = (peer: Peer, contracts: readonly string[]) =>
    contracts.length === 0 ? [] : [`only ${peer.name} reads ${contracts.join(', ')}`]
  return `they read other contracts: ${[...reads(one, more), ...reads(other, less)].join('; ')}`
}

const missing = (a: Roots, b: Roots): string[] =>
  a.contracts.filter(contract => !b.contracts.includes(contract)).sort(compareText)

const short = (hash: string): string => hash.slice(0, 8)

const verdict = (
  [one, other]: readonly [Peer, Peer],
  [a, b]: Pair,
  block: number,
  [first, second]: readonly [Followed, Followed],
): { readonly layer: Layer; readonly means: string } => {
  const late = first.start > block ? one : second.start > block ? other : null
  if (late) return { layer: 'L0', means: `${late.name} was indexed from a later block on` }
  if (a.block !== b.block) {
    const [has, lacks] = a.block === block ? [one, other] : [other, one]
    return {
      layer: 'L0',
      means: `${has.name} holds logs of the block, ${lacks.name} none: an RPC lied or left them out, or one is on an abandoned branch`,
    }
  }
  if (a.blockHash !== b.blockHash) {
    return { layer: 'block', means: 'they hold different blocks: one of them is on an abandoned branch' }
  }
  if (a.l0 !== b.l0) {
    return { layer: 'L0', means: 'the same block with other logs: the RPC of one lied or left a log out' }
  }
  if (a.l1 !== b.l1) return { layer: 'L1', means: 'the same logs decoded to other events: a fault of one decoder' }
  return { layer: 'L2', means: 'the same events folded to other rows: a fault of the rules of one, or of its store' }
}
