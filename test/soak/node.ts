/** The program itself, as an operator starts it. */
import { spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { marketSettings } from '../support/offers.ts'
import { CHAIN, FINAL_DEPTH } from '../support/scripted.ts'
import { scriptedContracts } from '../support/world.ts'

/** Starts a node over this endpoint and store, and waits until it answers. */
export const startProgram = async (folder: string, rpc: string, store: string) => {
  const contracts: Record<string, string[]> = {}
  for (const { kind, address } of scriptedContracts) if (kind !== 'priceFeed') contracts[kind] = [address]
  const { feeds, tokens, rails = [] } = marketSettings
  const config = {
    chains: [{ id: Number(CHAIN.slice(7)), rpc, start: 0, finality: FINAL_DEPTH, pollMs: 100, contracts }],
    ...{ feeds, tokens, rails: rails.map(rail => ({ ...rail, setupGas: '0', gas: '0', floor: '0' })) },
  }
  const path = join(folder, 'soak.json')
  writeFileSync(path, JSON.stringify(config))
  const main = resolve(import.meta.dirname, '../../src/main.ts')
  const child = spawn(process.execPath, [main, 'start', '--config', path, '--store', store, '--port', '0'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const ended = new Promise<number | null>(done => child.once('exit', done))
  const answering = Promise.withResolvers<string>()
  const faults: string[] = []
  createInterface({ input: child.stderr }).on('line', line => {
    const said = line.startsWith('{') ? JSON.parse(line) : { level: 60, msg: line }
    if (said.msg === 'answering') answering.resolve(String(said.url).replace(/\/graphql$/, ''))

    if (said.level >= 50) faults.push(line.slice(0, 300))
  })
  void ended.then(code => answering.reject(new Error(`the node ended with ${code}: ${faults.at(-1)}`)))
  return {
    url: await answering.promise,
    pid: child.pid ?? 0,
    faults,
    stop: async () => {
      child.kill('SIGTERM')
      return ended
    },
  }
}

/** The memory of a process in MiB; NaN where the system does not say. */
export const memoryOf = (pid: number): number => {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1_024
  } catch {
    return Number.NaN
  }
}
