/** `portolan export`: tables as of a moment, as files. */
import { Command, Option } from 'commander'
import { readConfig } from '../config.ts'
import type { AsOfInput } from '../core/context.ts'
import { badInput } from '../core/errors.ts'
import type { Module } from '../core/module.ts'
import type { Format } from '../store/cells.ts'
import type { Store } from '../store/open.ts'
import { parseChain, parseTime } from './input.ts'
import { type Io, print } from './output.ts'

type Flags = {
  readonly out?: string
  readonly verify?: string
  readonly format: Format
  readonly tables?: string
  readonly asOfBlock?: string
  readonly asOfChain?: string
  readonly asOfTime?: string
  readonly config?: string
  readonly store?: string
}

/** The parts of a process that the command needs: what it reports goes to `stderr`. */
export type ExportIo = Io & { readonly stderr: { readonly isTTY?: boolean; write(text: string): unknown } }

/** The command; the modules, which are most of this program, are loaded when it runs. */
export const exportCommand = (io: ExportIo, version: string, modules: () => Promise<readonly Module[]>): Command =>
  new Command('export')
    .description('copy tables as of a moment into files, with a manifest of their hashes')
    .option('--out <folder>', 'where to; the same folder again goes on with an export that was interrupted')
    .addOption(new Option('--format <format>', 'of the files').choices(['ndjson', 'csv']).default('ndjson'))
    .option('--tables <names>', 'only these, with commas between (default: all)')
    .option('--as-of-block <number>', 'as of this block (default: the newest of each chain)')
    .option('--as-of-chain <number>', 'the chain of that block, where several are indexed')
    .option('--as-of-time <time>', 'as of this time')
    .option('--verify <folder>', 'export nothing: read the files of a folder again and compare them with its manifest')
    .option('--config <file>', 'configuration file (JSON)')
    .option('--store <place>', 'SQLite file or postgres:// URL (default: portolan.db)')
    .action(async (flags: Flags) => {
      if ((flags.out === undefined) === (flags.verify === undefined)) {
        throw badInput('--out', 'or --verify is needed', 'give one of the two and a folder')
      }
      if (flags.verify !== undefined) {
        const { verifyExport } = await import('./exportVerify.ts')
        return print(io, { verified: flags.verify, ...(await verifyExport(flags.verify)) })
      }
      await exported(io, version, await modules(), flags.out ?? '', flags)
    })

const exported = async (
  io: ExportIo,
  version: string,
  modules: readonly Module[],
  out: string,
  flags: Flags,
): Promise<void> => {
  const [{ openStore }, { catalogueOf }, { exportFiles }, { momentOf }] = await Promise.all([
    import('../store/open.ts'),
    import('../store/catalogue.ts'),
    import('./exportFiles.ts'),
    import('./exportMoment.ts'),
  ])
  const asOf = asOfIn(flags)
  const { store: path, settings } = readConfig(configured(flags), io.env)
  const store = openStore(path, { readOnly: true })
  try {
    const catalogue = catalogueOf(modules)
    const pinned = (asOf: AsOfInput | null) => momentOf(store, catalogue, settings, asOf)
    const { files, heads } = await exportFiles(store, catalogue, {
      out,
      format: flags.format,
      tables: flags.tables?.split(',') ?? null,
      asked: asOf && (await pinned(asOf)),
      newest: () => pinned(null),
      version,
      policyId: await policyOf(store),
      report: reporter(io.stderr),
    })
    const rows = files.reduce((sum, file) => sum + file.rows, 0)
    const blocks = heads.map(({ chain, number }) => `${chain} block ${number}`).join(', ')
    print(io, { exported: out, asOf: blocks, files: files.length, rows })
  } finally {
    await store.close()
  }
}

/** The trust policies that the scores of the store were derived under; null: there are none. */
const policyOf = async (store: Store): Promise<string | null> => {
  const reader = await store.read()
  try {
    const sql = 'select distinct rules from derived_day order by rules'
    const found = await reader.all<{ rules: string }>({ sql, values: [] })
    return found.map(({ rules }) => rules).join(' ') || null
  } finally {
    reader.release()
  }
}

const configured = ({ config, store }: Flags) => ({
  ...(config === undefined ? {} : { config }),
  ...(store === undefined ? {} : { store }),
})

const asOfIn = ({ asOfBlock, asOfChain, asOfTime }: Flags): AsOfInput | null => {
  if (asOfChain !== undefined && asOfBlock === undefined) throw badInput('--as-of-chain', 'needs --as-of-block')
  if (asOfBlock !== undefined && !/^\d{1,15}$/.test(asOfBlock)) {
    throw badInput('--as-of-block', `${asOfBlock.slice(0, 80)} is not a block number`)
  }
  if (asOfBlock === undefined && asOfTime === undefined) return null
  return {
    chain: asOfChain === undefined ? null : parseChain(asOfChain),
    block: asOfBlock === undefined ? null : BigInt(asOfBlock),
    time: asOfTime === undefined ? null : parseTime('--as-of-time', asOfTime),
  }
}

/** A line for each file; in a terminal it grows with the file. */
const reporter =
  (stderr: ExportIo['stderr']) =>
  (table: string, rows: number, done: boolean): void => {
    if (stderr.isTTY) stderr.write(`\r${table} ${rows} rows${done ? '\n' : ''}`)
    else if (done) stderr.write(`${table} ${rows} rows\n`)
  }
