/** A local chain in a process of its own. */
import { spawn } from 'node:child_process'
import type { Socket } from 'node:net'
import { fileURLToPath } from 'node:url'

export type Anvil = { url: string; stop(): Promise<void> }

/** Starts a chain of our own on a free port. It ends with `stop`, or with this process, however that ends. */
export const startAnvil = async ({ args = [] }: { args?: string[] } = {}): Promise<Anvil> => {
  const anvil = fileURLToPath(import.meta.resolve('@foundry-rs/anvil/bin.mjs'))
  const child = spawn(
    process.execPath,
    ['--import', endWithStdin, anvil, '--port', '0', '--host', '127.0.0.1', ...args],
    { stdio: 'pipe' },
  )
  const exited = new Promise<void>(resolve => child.once('exit', () => resolve()))
  const address = await new Promise<string>((resolve, reject) => {
    let said = ''
    for (const output of [child.stdout, child.stderr]) {
      output.on('data', chunk => {
        said += chunk
        const listening = /Listening on (\S+)/.exec(said)?.[1]
        if (listening) resolve(listening)
      })
    }
    child.once('error', reject)
    child.once('close', () => reject(new Error(`anvil did not start: ${said}`)))
  })
  // From here on its output is read only to be dropped, and a forgotten `stop` does not keep this process alive.
  for (const output of [child.stdout, child.stderr]) output.removeAllListeners('data').resume()
  for (const pipe of [child.stdin, child.stdout, child.stderr]) (pipe as Socket).unref()
  child.unref()
  return {
    url: `http://${address}`,
    stop: async (): Promise<void> => {
      child.ref()
      child.kill()
      await exited
    },
  }
}

/**
 * Preloaded into anvil's launcher, which passes a SIGTERM on to anvil: stdin is a pipe from us, and the system closes
 * it even when we are killed and no handler of ours runs.
 */
const endWithStdin = `data:text/javascript,${encodeURIComponent(
  "process.stdin.on('end', () => process.kill(process.pid, 'SIGTERM')).resume().unref()",
)}`
