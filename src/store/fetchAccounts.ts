/**
 * What each host and each announcer has had of us: requests and bytes in this hour, and bytes in the store. So that a
 * stranger can neither have us hammer somebody's host nor fill the disk, nor take all of either from the others.
 */
import { forEachIn, insert, type Program, run } from './statement.ts'

/** How much of us one host, and one announcer, may have. */
export type FetchLimits = {
  /** Requests in any hour of the clock, for a host and for an announcer. */
  readonly requestsPerHour: number
  /** Bytes received in any hour of the clock, likewise. */
  readonly bytesPerHour: number
  /** Bytes of all documents that came over the network; of them a host, and an announcer, may fill an eighth. */
  readonly maxStoredBytes: number
}

/** On whose account a document is fetched; a null has none. */
export type Accounts = { readonly host: string | null; readonly announcer: string | null }

/** In place of a host: the gateways are the operator's own, so that no budget protects them. */
export const GATEWAYS = 'ipfs:'

const HOUR = 3_600
const SHARE = 8

export type Account = {
  readonly name: string
  readonly turn: number
  readonly hour: number
  readonly requests: number
  readonly bytes: number
  readonly spent: number
  readonly kept: number
}

/** The account of all together: its `kept` is all that is kept, its `turn` the last that anybody was given. */
export const EVERYBODY = ''

/** The accounts of these names, in a map; one that has had nothing yet is made up. */
export function* accountsOf(names: readonly string[]): Program<Map<string, Account>> {
  const found = new Map(names.map(name => [name, { name, turn: 0, hour: 0, requests: 0, bytes: 0, spent: 0, kept: 0 }]))
  const rows = yield* forEachIn<Account>(
    [...found.keys()],
    [],
    list => `select * from fetch_account where name in (${list})`,
  )
  for (const row of rows) found.set(row.name, row)
  return found
}

/** Stores these accounts as they are now. */
export function* storeAccounts(accounts: readonly Account[]): Program<void> {
  yield* insert(
    'fetch_account',
    ['name', 'turn', 'hour', 'requests', 'bytes', 'spent', 'kept'],
    accounts.map(a => [a.name, a.turn, a.hour, a.requests, a.bytes, a.spent, a.kept]),
    `on conflict (name) do update set turn = excluded.turn, hour = excluded.hour, requests = excluded.requests,
       bytes = excluded.bytes, spent = excluded.spent, kept = excluded.kept`,
  )
}

export const hostAccount = (host: string): string => `host ${host}`
export const announcerAccount = (announcer: string): string => `by ${announcer}`

/** The names of the accounts that a fetch is charged to, and whose budget it may spend. */
const charged = ({ host, announcer }: Accounts): string[] => [
  ...(host === null || host === GATEWAYS ? [] : [hostAccount(host)]),
  ...(host === null || announcer === null ? [] : [announcerAccount(announcer)]),
]

/** Whether an account has had all it may have in the hour of a time (Unix seconds). */
export const isSpent = (account: Account, now: number): boolean => account.spent === hourOf(now)

/** The time (Unix seconds) at which budgets begin anew. */
export const nextHour = (now: number): number => (hourOf(now) + 1) * HOUR

const hourOf = (now: number): number => Math.floor(now / HOUR)

/** What a document that has to wait for a budget says of it. */
export const waitsFor = (account: string): string =>
  `deferred: ${account.startsWith('host ') ? 'the host' : 'the announcer'} ${account.slice(account.indexOf(' ') + 1).slice(0, 120)} has had its share of this hour`

/**
 * Charges one request, and the bytes that came, to the accounts of a document. Those whose budget is spent by it have
 * all their documents that are in line wait for the next hour.
 */
export function* charge(of: Accounts, bytes: number, now: number, limits: FetchLimits): Program<void> {
  const hour = hourOf(now)
  const before = yield* accountsOf(charged(of))
  const after = [...before.values()].map(account => {
    const fresh = account.hour === hour ? account : { ...account, hour, requests: 0, bytes: 0 }
    const sum = { ...fresh, requests: fresh.requests + 1, bytes: fresh.bytes + bytes }
    const isOver = sum.requests >= limits.requestsPerHour || sum.bytes >= limits.bytesPerHour
    return isOver ? { ...sum, spent: hour } : sum
  })
  yield* storeAccounts(after)
  for (const { name, spent } of after) {
    if (spent !== hour || before.get(name)?.spent === hour) continue
    const column = name.startsWith('host ') ? 'host' : 'announcer'
    yield* run(
      `update document set turn = null, due = ?, verdict = coalesce(verdict, 'deferred'), reason = ?
        where turn is not null and host is not null and ${column} = ?`,
      [nextHour(now), waitsFor(name), name.slice(name.indexOf(' ') + 1)],
    )
  }
}

/** Takes room for the bytes of a new content, or says why there is none. What was on chain itself takes none. */
export function* takeRoom(of: Accounts, size: number, limits: FetchLimits): Program<string | null> {
  if (of.host === null) return null
  const accounts = yield* accountsOf([...charged(of), EVERYBODY])
  for (const { name, kept } of accounts.values()) {
    const most = name === EVERYBODY ? limits.maxStoredBytes : Math.floor(limits.maxStoredBytes / SHARE)
    if (kept + size <= most) continue
    if (name === EVERYBODY) return `the documents of all fill the ${most} bytes there are for them`
    return `the documents of the ${name.startsWith('by ') ? 'announcer' : 'host'} fill its share of ${most} bytes`
  }
  yield* storeAccounts([...accounts.values()].map(account => ({ ...account, kept: account.kept + size })))
  return null
}
