/** Endpoints of a scripted chain, over HTTP on loopback, each with the faults that a story gives it. */
import { type Dice, oneOf } from './dice.ts'
import { type Bend, type Methods, outages } from './faults.ts'
import { type Failing, type Fault, methodsOf, startRpcServer } from './rpcServer.ts'
import type { scriptedChain } from './scripted.ts'

export type MockRpc = Awaited<ReturnType<typeof mockRpc>>

/** Starts an endpoint of a chain. It is honest until it is told to suffer. */
export const mockRpc = async (chain: ReturnType<typeof scriptedChain>) => {
  const server = await startRpcServer(methodsOf(chain))
  return {
    ...server,
    /** Answers with these faults from now on, each on top of those before, and with no others. */
    suffer: (...bends: readonly Bend[]) => {
      const methods: Methods = methodsOf(chain)
      for (const bend of bends) Object.assign(methods, bend({ ...methods }))
      for (const [method, reply] of Object.entries(methods)) server.on(method, reply)
    },
    /** How many requests have come, those of a batch each. */
    asked: () => server.bodies.reduce((sum, requests) => sum + requests.length, 0),
  }
}

/** One HTTP request in so many meets an outage; the dice say which of them. */
export const chaos =
  (dice: Dice, rate: number, faults: readonly Fault[] = outages): Failing =>
  () =>
    dice() < rate ? oneOf(dice, faults) : null
