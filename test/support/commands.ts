/** The command line without a process of its own, which takes most of the time. */
import { Command } from 'commander'
import { writingCommands } from '../../src/commands/index.ts'
import { PortolanError } from '../../src/core/errors.ts'

/** What a command printed, and what it said instead or besides, as a terminal shows it. */
export type Ran = { readonly printed: string; readonly said: readonly string[] }

/** Runs `portolan ...` with this environment alone. */
export const run = async (args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ran> => {
  let printed = ''
  const stdout = { isTTY: false, write: (text: string) => (printed += text) }
  const program = new Command('portolan').exitOverride()
  for (const command of writingCommands({ env, stdout })) program.addCommand(command)
  try {
    await program.parseAsync(args, { from: 'user' })
    return { printed, said: [] }
  } catch (error) {
    if (!(error instanceof PortolanError)) throw error
    const { code, message, hint } = error
    return { printed, said: [`${code}: ${message}`, ...(hint === undefined ? [] : [`hint: ${hint}`])] }
  }
}

/** The JSON that a command printed; fails where it said anything. */
export const answer = async <R = Record<string, string>>(
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<R> => {
  const { printed, said } = await run(args, env)
  if (said.length > 0) throw new Error(said.join('\n'))
  return JSON.parse(printed) as R
}
