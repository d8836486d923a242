/** `portolan` as processes of its own: what they say, and how they end. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'

const MAIN = new URL('../../src/main.ts', import.meta.url).pathname

export type Running = {
  /** Waits until it has said something of this shape, and gives what matched. */
  says(what: RegExp): Promise<RegExpExecArray>
  /** Ends it without a chance to say goodbye. */
  kill(): Promise<void>
}

/** Starts `portolan` with these arguments and this environment alone. */
export const portolan = (args: readonly string[], env: NodeJS.ProcessEnv): Running => {
  const child = spawn(process.execPath, [MAIN, ...args], { env: { PATH: process.env.PATH, ...env } })
  let said = ''
  const hear = (text: Buffer) => {
    said += text.toString()
  }
  child.stdout.on('data', hear)
  child.stderr.on('data', hear)
  const ended = once(child, 'exit')
  return {
    says: async what => {
      for (;;) {
        const found = what.exec(said)
        if (found) return found
        if (child.exitCode !== null) throw new Error(`it has ended: ${said}`)
        await Promise.race([once(child.stderr, 'data'), ended])
      }
    },
    kill: async () => {
      child.kill('SIGKILL')
      await ended
    },
  }
}
