/** `portolan` as processes of its own: what they say, and how they end. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url))

export type Running = {
  /** Waits until it has said something of this shape, and gives what matched. Throws what it said where it ends instead. */
  says(what: RegExp): Promise<RegExpExecArray>
  /** Ends it without a chance to say goodbye. */
  kill(): Promise<void>
}

/** Starts `portolan` with these arguments and this environment alone. */
export const portolan = (args: readonly string[], env: NodeJS.ProcessEnv): Running => {
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  let isOver = false
  child.stderr.on('data', (text: Buffer) => {
    said += text.toString()
  })
  const over = once(child, 'exit').then(() => {
    isOver = true
  })
  return {
    says: async what => {
      for (;;) {
        const found = what.exec(said)
        if (found) return found
        if (isOver) throw new Error(`it has ended: ${said}`)
        await Promise.race([once(child.stderr, 'data'), over])
      }
    },
    kill: async () => {
      child.kill('SIGKILL')
      await over
    },
  }
}
