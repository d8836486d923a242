/** How a node serves, as its file, its flags and its environment say. */
import { rangeOf } from './api/asker.ts'
import { SERVING, type Serving } from './api/serving.ts'
import { bad } from './configError.ts'

export type ServingConfig = Serving & {
  /** Processes that answer. */
  readonly workers: number
  /** Megabytes of heap that each may use. */
  readonly heapMb: number
}

/** What the file may say of it; tokens are secrets, and those are in the environment alone. */
export type ServingFile = Partial<Omit<ServingConfig, 'tokens'>>

const MOST_WORKERS = 64
const TOKEN = /^[!-~]{16,256}$/

/** Reads it; `workers` is what the flag says, `tokens` what the variable says. */
export const servingOf = (
  file: ServingFile = {},
  workers: string | undefined,
  tokens: string | undefined,
): ServingConfig => {
  const known = (tokens ?? '').split(/[\s,]+/).filter(token => token !== '')
  if (known.some(token => !TOKEN.test(token)))
    throw bad(
      'PORTOLAN_TOKENS',
      'has a token that is none',
      'write 16 to 256 printable characters, with commas between',
    )
  const mutations = file.mutations ?? (known.length > 0 ? 'token' : 'open')
  if (mutations === 'token' && known.length === 0)
    throw bad('serving mutations', 'asks for tokens and there are none', 'give them in PORTOLAN_TOKENS')
  const stray = file.trustProxy?.find(text => rangeOf(text) === null)
  if (stray !== undefined)
    throw bad('serving trustProxy', `${stray} is no address`, 'write addresses or CIDR ranges: 10.0.0.0/8')
  const said = { ...SERVING, workers: 1, heapMb: 2_048, ...file, mutations, tokens: known } as const
  if (said.costPerMinute < said.costMax)
    throw bad(
      'serving costPerMinute',
      'is less than costMax',
      'an address must be able to ask what a question may cost',
    )
  return workers === undefined ? said : { ...said, workers: workersIn(workers) }
}

const workersIn = (text: string): number => {
  if (/^[1-9]\d?$/.test(text) && Number(text) <= MOST_WORKERS) return Number(text)
  throw bad('--workers', `${text} is not a number of processes`, `write a number from 1 to ${MOST_WORKERS}`)
}
