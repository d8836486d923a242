/** `portolan copy`: backup, restore, and the way from one engine to the other. */
import { Command } from 'commander'
import { readConfig } from '../config.ts'
import type { Module } from '../core/module.ts'
import type { Copying } from '../store/copy.ts'
import { type Io, print } from './output.ts'

type Flags = { readonly to: string; readonly config?: string; readonly store?: string }

/** Between two lines about how far it has come, milliseconds. */
const SAY_MS = 5_000

/** The command; the modules, which are most of this program, are loaded when it runs. */
export const copyCommand = (
  io: Io & { readonly stderr: { write(text: string): unknown } },
  modules: () => Promise<readonly Module[]>,
): Command =>
  new Command('copy')
    .description('copy a whole store as of one moment, to another engine too; the indexer may go on meanwhile')
    .requiredOption('--to <place>', 'a new SQLite file, or the postgres:// URL of an empty database')
    .option('--config <file>', 'configuration file (JSON)')
    .option('--store <place>', 'the store that is copied: SQLite file or postgres:// URL (default: portolan.db)')
    .action(async ({ to: place, ...stored }: Flags) => {
      const [{ openStore }, { copyStore }] = await Promise.all([import('../store/open.ts'), import('../store/copy.ts')])
      const from = openStore(readConfig(stored, io.env).store, { readOnly: true })
      try {
        const to = openStore(place)
        try {
          const said = saying(text => io.stderr.write(text))
          print(io, await copyStore(await modules(), from, to, said))
        } finally {
          await to.close()
        }
      } finally {
        await from.close()
      }
    })

const saying = (write: (line: string) => unknown) => {
  let last = 0
  return ({ table, rows, of }: Copying) => {
    if (Date.now() - last < SAY_MS) return
    last = Date.now()
    write(`${rows} of ${of} rows copied (${table})\n`)
  }
}
