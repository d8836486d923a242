/** Indexers in processes of their own. */
import { type ChildProcess, fork } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { env as environment } from 'node:process'
import type { ChainSpec } from '../../indexer/chain.ts'
import { openStore } from '../../src/store/open.ts'
import { heldOf } from './held.ts'
import { until } from './until.ts'

/** What a process is to do. */
export type Orders = {
  /** The store: a path or a URL. */
  readonly place: string
  /** The endpoint. */
  readonly rpc: string
  readonly spec?: Partial<ChainSpec>
  /** The step of the commit that undoes a branch at which it kills itself. */
  readonly dieAt?: number
  /** By how many milliseconds its clock jumps, forward and back in turns. */
  readonly clockBy?: number
  /** Whether it tells of these steps. */
  readonly list?: boolean
}

export type Told = { readonly kind: string; readonly from?: number; readonly step?: number; readonly what?: string }

export type Ended = { readonly code: number | null; readonly signal: NodeJS.Signals | null }

export type Child = {
  readonly seen: readonly Told[]
  readonly ended: Promise<Ended>
  kill(signal: NodeJS.Signals): void
  /** Waits until its store holds this head, or it has ended. */
  reach(head: { readonly number: number; readonly hash: string }): Promise<void>
}

const COMPILED = join(tmpdir(), 'portolan-compiled')

/** Starts an indexer. Whoever starts one waits until it has ended. */
export const startChild = (orders: Orders): Child => {
  const process: ChildProcess = fork(join(import.meta.dirname, 'child.ts'), [JSON.stringify(orders)], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    // Many are started: what the first has compiled serves the others.
    env: { ...environment, NODE_COMPILE_CACHE: COMPILED },
  })
  const seen: Told[] = []
  let isOver = false
  process.on('message', told => seen.push(told as Told))
  const ended = new Promise<Ended>(resolve => {
    process.on('exit', (code, signal) => {
      isOver = true
      resolve({ code, signal })
    })
  })
  return {
    seen,
    ended,
    kill: signal => void process.kill(signal),
    reach: async head => {
      const patience = 8_000
      await until('the tables stand', () => isOver || seen.some(({ kind }) => kind === 'ready'), patience)
      const store = openStore(orders.place, { readOnly: true })
      try {
        const isHeld = async () => {
          const held = await heldOf(store)
          return held?.number === head.number && held.hash === head.hash
        }
        await until(`block ${head.number} is held`, async () => isOver || (await isHeld()), patience)
        if (isOver && !(await isHeld())) throw new Error(`it ended; ${JSON.stringify(seen.at(-1))}`)
      } finally {
        await store.close()
      }
    },
  }
}
