/** `portolan compare`: whether two nodes have made the same of the chains that both follow. */
import { Command } from 'commander'
import { readConfig } from '../config.ts'
import { PortolanError } from '../core/errors.ts'
import { printable } from '../core/text.ts'
import { type Comparison, compareChain, type Peer } from './compareRoots.ts'
import { parseChain } from './input.ts'
import { type Io, print } from './output.ts'

type Flags = { readonly chain?: string; readonly config?: string; readonly store?: string }

/** The command. */
export const compareCommand = (io: Io): Command =>
  new Command('compare')
    .description('find the first block where another node made something else of a chain; of two URLs, compare these')
    .argument('<url>', 'a node')
    .argument('[other]', 'another node (default: the store of this machine)')
    .option('--chain <number>', 'only this chain (default: every chain that both follow)')
    .option('--config <file>', 'configuration file (JSON)')
    .option('--store <file>', 'SQLite file (default: portolan.db)')
    .action(async (url: string, other: string | undefined, { chain: named, ...stored }: Flags) => {
      const chain = named === undefined ? null : parseChain(named)
      const { nodePeer, storePeer } = await import('./comparePeers.ts')
      const node = nodePeer(url)
      if (other !== undefined) return compared(io, [node, nodePeer(other)], chain)
      const { openStore, reading } = await import('../store/open.ts')
      const store = openStore(readConfig(stored, io.env).store, { readOnly: true })
      try {
        await reading(store, reader => compared(io, [storePeer(reader), node], chain))
      } finally {
        await store.close()
      }
    })

/** Prints what became of each chain. Throws `differs` or `not_comparable` where one is not equal. */
const compared = async (io: Io, peers: readonly [Peer, Peer], chain: string | null): Promise<void> => {
  const chains = chain === null ? await shared(peers) : [chain]
  const found: Comparison[] = []
  for (const chain of chains) {
    const comparison = await compareChain(chain, peers)
    found.push(comparison)
    print(io, comparison)
  }
  const [one, other] = peers
  if (found.length === 0) {
    throw new PortolanError('not_comparable', `${one.name} and ${other.name} follow no chain that the other follows`)
  }
  for (const comparison of found) {
    const { chain, result } = comparison
    if (result === 'equal') continue
    const means = printable(comparison.means, 1_000)
    if (result === 'not comparable') throw new PortolanError('not_comparable', `${chain}: ${means}`)
    throw new PortolanError('differs', `${chain}: different from block ${comparison.block} on`, {
      hint: `${comparison.layer}: ${means}`,
    })
  }
}

const shared = async ([one, other]: readonly [Peer, Peer]): Promise<string[]> => {
  const theirs = new Set((await other.chains()).map(({ chain }) => chain))
  return (await one.chains()).map(({ chain }) => chain).filter(chain => theirs.has(chain))
}
