#!/usr/bin/env node
/** The command line. */
import { Command } from 'commander'
import packageJson from '../package.json' with { type: 'json' }
import { aborted } from './aborted.ts'
import { compareCommand } from './commands/compare.ts'
import { copyCommand } from './commands/copy.ts'
import { exportCommand } from './commands/export.ts'
import { writingCommands } from './commands/index.ts'
import { rewindCommand } from './commands/rewind.ts'
import { type Config, type Flags, readConfig } from './config.ts'
import { PortolanError } from './core/errors.ts'
import { openLog } from './log.ts'
import { described, reporter } from './progress.ts'

const collect = (value: string, before: string[] = []) => [...before, value]

const stored = (command: Command): Command =>
  command
    .option('--config <file>', 'configuration file (JSON)')
    .option('--store <place>', 'SQLite file or postgres:// URL (default: portolan.db)')
    .option('--trust <file>', 'trust policy (JSON): without one there is no score')
const indexed = (command: Command): Command =>
  stored(command)
    .option('--chain <number>', 'EIP-155 number of a chain to index; repeatable', collect)
    .option('--rpc <url>', 'RPC of that chain, or several parted by commas: one --rpc for each --chain', collect)
    .option('--start <block>', 'first block to read of that chain', collect)
const served = (command: Command): Command =>
  command
    .option('--host <address>', 'address to listen on (default: 127.0.0.1)')
    .option('--port <number>', 'port (default: 4000)')
const answered = (command: Command): Command =>
  served(command).option('--workers <number>', 'processes that answer (default: 1)')

/** What a command is given: the configuration, a signal that ends it, a log and a report. */
const running = (work: (run: Run) => Promise<void>) => async (flags: Flags) => {
  const run = opened(readConfig(flags, process.env))
  await work(run)
  run.report.stop()
}

/** The same for work that is about chains. */
const ofChains = (work: (run: Run) => Promise<void>) =>
  running(async run => {
    if (run.config.chains.length === 0)
      throw new PortolanError('bad_config', 'no chain is configured', {
        hint: 'give --chain and --rpc, or --config; `portolan demo` needs neither',
      })
    await work(run)
  })

type Run = ReturnType<typeof opened>
const opened = (config: Config) => {
  const abort = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => abort.abort())
  const terminal = process.stderr.isTTY === true
  const log = openLog(config.logLevel, terminal)
  return { config, log, report: reporter(log, terminal), signal: abort.signal }
}

/** Beyond the grace of questions, milliseconds. */
const END_MS = 5_000

/** An end that takes too long is cut: a commit on its way happens whole or not at all. */
const inTime = async ({ serving }: Config, end: Promise<unknown>): Promise<void> => {
  const cut = setTimeout(() => process.exit(1), serving.graceMs + END_MS)
  await end
  clearTimeout(cut)
}

// What a command works with is loaded by it alone: the node is most of this program, and writing an identity needs none.
const theNode = () => import('./node.ts')

const program = new Command('portolan')
  .description('Who does my job, under my rules, for the least money in total, and how do you know?')
  .version(packageJson.version)

answered(indexed(program.command('start')))
  .description('index the configured chains and answer over GraphQL')
  .action(
    ofChains(async ({ config, log, report, signal }) => {
      const [{ startIndexThread }, { startAnswering }] = await Promise.all([
        import('./indexThread.ts'),
        import('./answering.ts'),
      ])
      const thread = startIndexThread(config, report)
      await thread.ready
      const workers = await startAnswering(config, log)
      try {
        await Promise.race([thread.done, workers.done, aborted(signal)])
      } finally {
        await inTime(config, Promise.all([workers.stop(), thread.stop()]))
      }
    }),
  )

indexed(program.command('index'))
  .description('index the configured chains without answering')
  .action(ofChains(async ({ config, report, signal }) => (await theNode()).index(config, report, signal)))

answered(stored(program.command('serve')))
  .description('answer over a store that an indexer elsewhere fills')
  .action(
    running(async ({ config, log, signal }) => {
      const { startAnswering } = await import('./answering.ts')
      const workers = await startAnswering(config, log)
      try {
        await Promise.race([workers.done, aborted(signal)])
      } finally {
        await inTime(config, workers.stop())
      }
    }),
  )

indexed(program.command('replay'))
  .description('fold the tables anew from the stored logs, without an RPC')
  .action(ofChains(async ({ config, report }) => (await theNode()).replay(config, report)))

indexed(program.command('doctor'))
  .description('say what is proved, what is only fetched and what is missing; fails where something is wrong')
  .option('--check', 'first hold all that is indexed against the contracts themselves')
  .option('--json', 'findings as JSON')
  .action(async ({ check = false, json = false, ...flags }: Flags & { check?: boolean; json?: boolean }) => {
    const { diagnosed, printed } = await import('./doctor.ts')
    const { config, signal } = opened(readConfig(flags, process.env))
    const findings = await diagnosed(config, check, signal)
    process.stdout.write(`${json ? JSON.stringify(findings) : printed(findings)}\n`)
    if (findings.some(({ level }) => level === 'wrong')) process.exitCode = 1
  })

served(program.command('demo'))
  .description('a market on a local chain: register, announce, index, ask')
  .action(running(async run => (await import('./demo/index.ts')).runDemo(run)))

program.addCommand(
  exportCommand(process, packageJson.version, async () => (await import('./modules/index.ts')).modules),
)
program.addCommand(rewindCommand(process, async () => (await import('./modules/index.ts')).modules))
program.addCommand(copyCommand(process, async () => (await import('./modules/index.ts')).modules))
program.addCommand(compareCommand(process))
for (const command of writingCommands(process)) program.addCommand(command)

try {
  await program.parseAsync()
} catch (error) {
  const { code, message, hint } = described(error)
  process.stderr.write(`${code}: ${message}\n${hint === undefined ? '' : `hint: ${hint}\n`}`)
  process.exitCode = 1
}
