/** `portolan rewind`: the way out of a chain that was halted because it changed below what counted as final. */
import { Command } from 'commander'
import { readConfig } from '../config.ts'
import { badInput } from '../core/errors.ts'
import type { Module } from '../core/module.ts'
import { parseChain } from './input.ts'
import { type Io, print } from './output.ts'

type Flags = {
  readonly chain: string
  readonly to: string
  readonly yes?: boolean
  readonly config?: string
  readonly store?: string
}

/** The command; the modules, which are most of this program, are loaded when it runs. */
export const rewindCommand = (io: Io, modules: () => Promise<readonly Module[]>): Command =>
  new Command('rewind')
    .description('undo the newest blocks of a chain, final ones too, to have them read again')
    .requiredOption('--chain <number>', 'EIP-155 number of the chain')
    .requiredOption('--to <block>', 'the last block to keep: one that the chain still has')
    .option('--yes', 'undo it; without, only say what would be undone')
    .option('--config <file>', 'configuration file (JSON)')
    .option('--store <file>', 'SQLite file (default: portolan.db)')
    .action(async ({ chain: named, to: block, yes, ...stored }: Flags) => {
      const chain = parseChain(named)
      if (!/^\d{1,15}$/.test(block))
        throw badInput('--to', `${block.slice(0, 80)} is not a block number`, 'write a number')
      const [{ openStore }, { layoutOf, migrate }, { lossOf, takeBack }] = await Promise.all([
        import('../store/open.ts'),
        import('../store/migrate.ts'),
        import('../store/takeBack.ts'),
      ])
      const layout = layoutOf(await modules())
      const store = openStore(readConfig(stored, io.env).store)
      try {
        await migrate(store)
        const undo = yes ? takeBack : lossOf
        const { to, row, ...loss } = await store.write(() => undo(layout, chain, Number(block)))
        print(io, {
          chain,
          from: row.head_number,
          to: to?.number ?? row.start_number - 1,
          final: row.final_number,
          ...loss,
          undone: yes === true,
          next: yes ? 'start the indexer' : 'stop the indexer, and give --yes',
        })
      } finally {
        await store.close()
      }
    })
