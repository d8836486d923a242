/** What a command prints: lines in a terminal, JSON to a program. */

/** The parts of a process that a command needs. */
export type Io = {
  readonly env: NodeJS.ProcessEnv
  readonly stdout: { readonly isTTY?: boolean; write(text: string): unknown }
}

/** Prints an answer of a command. */
export const print = ({ stdout }: Io, answer: object): void =>
  void stdout.write(`${shown(answer, stdout.isTTY === true)}\n`)

/** Prints what another program is to read, wherever it goes. */
export const printJson = ({ stdout }: Io, answer: object): void => void stdout.write(`${shown(answer, false)}\n`)

/** Prints what a person is to edit. */
export const printPretty = ({ stdout }: Io, answer: object): void =>
  void stdout.write(`${JSON.stringify(answer, null, 2)}\n`)

/** An answer as text; absent values are left out in a terminal. */
const shown = (answer: object, terminal: boolean): string => {
  if (!terminal) return JSON.stringify(answer, (_, value) => (typeof value === 'bigint' ? `${value}` : value))
  const lines = Object.entries(answer).filter(([, value]) => value !== null)
  const width = Math.max(...lines.map(([name]) => name.length))
  return lines.map(([name, value]) => `${name.padEnd(width)}  ${value}`).join('\n')
}
