/** Who has what answered: by what a question costs, what its address asked before, who may write, what this process bears. */

import type { IncomingMessage, ServerResponse } from 'node:http'
import { type ExecutionArgs, type GraphQLSchema, getOperationAST } from 'graphql'
import type { Plugin, YogaInitialContext } from 'graphql-yoga'
import { type Asker, askerOf } from './asker.ts'
import { costOf } from './cost.ts'
import { SMALLER } from './limits.ts'
import { writers } from './mutations.ts'
import { rates } from './rates.ts'
import { graphqlError, overloaded, type Rejection, rateLimited } from './rejection.ts'
import type { Serving } from './serving.ts'

/** What costs less is answered whatever the memory. */
const CHEAP = 1_000

/** How often the memory is looked at. */
const LOOK_MS = 1_000

/** What an HTTP request adds to the context; `res` is missing where there is no port. */
type Asked = YogaInitialContext & { readonly res?: ServerResponse }

export type Admission = {
  /** Lets GraphQL operations in, or not. */
  readonly plugin: Plugin
  /** Takes the cost of a request from the account of its address; null: it may be answered. */
  readonly take: (request: IncomingMessage, cost: number) => Rejection | null
  readonly asker: (request: IncomingMessage) => Asker | null
}

/** The admission of one process over a schema; `rejected` hears of the code of each operation that is not let in. */
export const admission = (schema: GraphQLSchema, serving: Serving, rejected: (code: string) => void): Admission => {
  const { costMax, costPerMinute, softMemoryMb, trustProxy } = serving
  const asker = askerOf(trustProxy)
  const account = rates(costPerMinute)
  const take = (request: IncomingMessage, cost: number): Rejection | null => {
    const who = asker(request)
    // Whoever is on this machine has other ways to wear it out.
    const seconds = !who || who.isLocal ? 0 : account(who.key, cost)
    return seconds > 0 ? rateLimited(seconds) : null
  }

  const cost = costOf(schema)
  const mayWrite = writers(serving)
  const memory = residentMb()
  const rejectionOf = (args: ExecutionArgs): Rejection | null => {
    const { request, res } = args.contextValue as Asked
    const { document, variableValues } = args
    const operation = getOperationAST(document, args.operationName)
    if (!operation) return null
    const unheard = operation.operation === 'mutation' ? mayWrite(request.headers.get('authorization')) : null
    if (unheard) return unheard
    const asked = cost({ document, operation, variables: variableValues ?? {} })
    if (asked > costMax) return tooDear(asked, costMax)
    if (asked >= CHEAP && memory() > softMemoryMb) return overloaded('needs its memory for what it has begun')
    return res ? take(res.req, asked) : null
  }

  type Hook = { readonly args: object; readonly setResultAndStopExecution: (result: object) => void }
  const admit = ({ args, setResultAndStopExecution }: Hook): void => {
    const rejection = rejectionOf(args as ExecutionArgs)
    if (!rejection) return
    rejected(rejection.code)
    setResultAndStopExecution({ errors: [graphqlError(rejection)] })
  }
  return { plugin: { onExecute: admit, onSubscribe: admit }, take, asker }
}

const tooDear = (cost: number, most: number): Rejection => ({
  code: 'too_large',
  message: `the question costs ${Number.isFinite(cost) ? cost : 'more than can be reckoned'}, and ${most} is the most`,
  hint: SMALLER,
  status: 200,
})

/** The resident memory of this process in megabytes, as it was a moment ago. */
const residentMb = (): (() => number) => {
  let [mb, at] = [0, Number.NEGATIVE_INFINITY]
  return () => {
    const now = performance.now()
    if (now - at > LOOK_MS) [mb, at] = [process.memoryUsage.rss() / 1_048_576, now]
    return mb
  }
}
