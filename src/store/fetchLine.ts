/**
 * The line of documents to fetch. Whoever names ten thousand gets ten thousand turns, one after the other; whoever names
 * one gets the next (start-time fair queuing: https://doi.org/10.1109/90.649569).
 */
import {
  type Account,
  accountsOf,
  announcerAccount,
  EVERYBODY,
  GATEWAYS,
  hostAccount,
  isSpent,
  nextHour,
  storeAccounts,
  waitsFor,
} from './fetchAccounts.ts'
import { forEachIn, type Program, run } from './statement.ts'

/** How many documents come into line in one transaction. */
export const ADMITTED = 256

type Due = { readonly kind: string; readonly id: string; readonly uri: string }

/**
 * Has documents that are due at a time (Unix seconds) join the line, `ADMITTED` at most, and says how many were looked
 * at. Those of a host or announcer that has had its share of this hour wait for the next.
 */
export function* admit(now: number): Program<number> {
  const due = yield* run<Due>('select kind, id, uri from document where due <= ? order by due, kind, id limit ?', [
    now,
    ADMITTED,
  ])
  if (due.length === 0) return 0
  const announcers = yield* announcersOf(due)
  const hosts = new Map(due.map(({ uri }) => [uri, hostOf(uri)]))
  const names = [
    ...[...hosts.values()].flatMap(host => (host === null ? [] : [hostAccount(host)])),
    ...[...announcers.values()].flat().map(announcerAccount),
  ]
  const accounts = yield* accountsOf([EVERYBODY, ...names])
  const served = yield* servedTurn(accountIn(accounts, EVERYBODY))

  for (const document of due) {
    const { kind, id, uri } = document
    const host = hosts.get(uri) ?? null
    const by = (announcers.get(`${kind} ${id}`) ?? []).map(name => accountIn(accounts, announcerAccount(name)))
    const account = payerOf(by, host === null ? null : now)
    const hosting = host === null || host === GATEWAYS ? null : accountIn(accounts, hostAccount(host))
    const spent = host === null ? undefined : [hosting, account].find(one => one && isSpent(one, now))
    if (spent) {
      yield* run(
        `update document set due = ?, verdict = coalesce(verdict, 'deferred'), reason = ? where kind = ? and id = ?`,
        [nextHour(now), waitsFor(spent.name), kind, id],
      )
      continue
    }
    const turn = Math.max(served, account?.turn ?? 0) + 1
    for (const name of [EVERYBODY, ...(account ? [account.name] : [])]) {
      const given = accountIn(accounts, name)
      accounts.set(name, { ...given, turn: Math.max(given.turn, turn) })
    }
    yield* run('update document set due = null, turn = ?, host = ?, announcer = ? where kind = ? and id = ?', [
      turn,
      host,
      account?.name.slice('by '.length) ?? null,
      kind,
      id,
    ])
  }
  yield* storeAccounts([...accounts.values()].filter(({ turn }) => turn > 0))
  return due.length
}

/** The turn that is being served: the first in line, else the last that was given out. */
function* servedTurn(all: Account): Program<number> {
  const [first] = yield* run<{ turn: number | null }>('select min(turn) as turn from document where turn is not null')
  return first?.turn ? first.turn - 1 : all.turn
}

function* announcersOf(due: readonly Due[]): Program<Map<string, string[]>> {
  const ids = [...new Set(due.map(({ id }) => id))]
  const rows = yield* forEachIn<{ kind: string; id: string; announcer: string }>(
    ids,
    [],
    list => `select kind, id, announcer from document_announcer where id in (${list}) order by announcer`,
  )
  const found = Map.groupBy(rows, ({ kind, id }) => `${kind} ${id}`)
  return new Map([...found].map(([key, named]) => [key, named.map(({ announcer }) => announcer)]))
}

const accountIn = (accounts: ReadonlyMap<string, Account>, name: string): Account => {
  const account = accounts.get(name)
  if (!account) throw new Error(`the account ${name} was not loaded`)
  return account
}

/** Of all who named it the one who is served soonest, so that nobody can hold up a document by naming it as well. */
const payerOf = (by: readonly Account[], now: number | null): Account | null => {
  const able = now === null ? by : by.filter(account => !isSpent(account, now))
  const [first] = (able.length > 0 ? able : by).toSorted((a, b) => a.turn - b.turn)
  return first ?? null
}

/** The host that a URI sends us to; null where its text is the document. IPFS is had from gateways. */
export const hostOf = (uri: string): string | null => {
  const text = uri.trimStart()
  if (text === '' || /^(data:|[{[])/i.test(text)) return null
  if (!/^https?:/i.test(text)) return GATEWAYS
  return URL.parse(text)?.hostname ?? null
}
