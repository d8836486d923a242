/** What is particular to a store behind a connection: it can be cut, and others write to the same database. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Submission } from '../../src/core/submission.ts'
import { chainRow, noteRemote, openChain } from '../../src/store/chain.ts'
import { commit } from '../../src/store/commit.ts'
import { layoutOf, migrate } from '../../src/store/migrate.ts'
import { openStore, type Store } from '../../src/store/open.ts'
import { run } from '../../src/store/statement.ts'
import { newDatabase, theServer } from '../support/engines.ts'
import { startPostgres } from '../support/postgres.ts'
import { noSettings } from '../support/settings.ts'
import { until } from '../support/until.ts'
import { wireTo } from '../support/wire.ts'

const { place } = await newDatabase()
const stores: Store[] = []
const opened = (url = place, options = {}): Store => {
  const store = openStore(url, options)
  stores.push(store)
  return store
}
const store = opened()
await migrate(store)
await store.write(() => run('create table counted (number bigint not null primary key)'))
const wire = await wireTo(Number(new URL(place).port))
const wired = new URL(place)
wired.port = `${wire.port}`
after(async () => {
  for (const one of stores) await one.close()
  await wire.close()
})

function* count() {
  const [last] = yield* run<{ n: number }>('select coalesce(max(number), 0) as n from counted')
  const number = (last?.n ?? 0) + 1
  yield* run('insert into counted (number) values (?)', [number])
  return number
}
const counted = async () => (await store.write(() => run('select number from counted order by number'))).length

test('a commit that is not answered is what it was: done where it was done, else not, and never done twice', async () => {
  const far = opened(wired.href)
  const before = await far.write(count)
  wire.cut({ at: 'commit\0', after: true })
  assert.equal(await far.write(count), before + 1)
  wire.cut({ at: 'commit\0', after: false })
  await assert.rejects(far.write(count), { code: 'store_unavailable' })
  wire.cut({ at: 'insert into counted', after: true })
  await assert.rejects(far.write(count), { code: 'store_unavailable' })
  assert.equal(await far.write(count), before + 2)
  assert.equal(await counted(), before + 2)
})

test('what two processes write at the same time comes one after the other', async () => {
  const [one, other] = [opened(), opened()]
  const before = await counted()
  const numbers = await Promise.all(Array.from({ length: 20 }, (_, i) => (i % 2 ? one : other).write(count)))
  assert.deepEqual(
    numbers.toSorted((a, b) => a - b),
    Array.from({ length: 20 }, (_, i) => before + 1 + i),
  )
})

test('a reader sees one moment, also of a table that is dropped meanwhile', async () => {
  await store.write(function* () {
    yield* run('create table shown (n bigint not null)')
    yield* run('insert into shown values (1)')
  })
  const reader = await store.read()
  const read = () => reader.all<{ n: number }>({ sql: 'select n from shown', values: [] })
  const remade = opened().write(function* () {
    yield* run('drop table shown')
    yield* run('create table shown (n bigint not null)')
    yield* run('insert into shown values (2)')
  })
  const others = async () =>
    (await (await theServer()).query(place, 'select count(*)::int as n from pg_locks where not granted'))[0]?.n
  await until('the other waits for the reader', async () => (await others()) === 1)
  assert.deepEqual(await read(), [{ n: 1 }])
  reader.release()
  await remade
  const next = await store.read()
  assert.deepEqual(await next.all({ sql: 'select n from shown', values: [] }), [{ n: 2 }])
  next.release()
})

test('a question that takes the database too long is ended there', async () => {
  const impatient = opened(place, { readOnly: true, statementTimeoutMs: 50 })
  const reader = await impatient.read()
  await assert.rejects(reader.all({ sql: 'select pg_sleep(60)', values: [] }), { code: 'timeout' })
  reader.release()
  const [running] = await (await theServer()).query(
    place,
    "select count(*)::int as n from pg_stat_activity where state = 'active' and query like '%pg_sleep(60)%' and pid <> pg_backend_pid()",
  )
  assert.equal(running?.n, 0)
  const again = await impatient.read()
  assert.deepEqual(await again.all({ sql: 'select 1 as one', values: [] }), [{ one: 1 }])
  again.release()
})

test('commits of other processes are heard of, also after the connection was lost', async () => {
  const listener = opened(wired.href, { readOnly: true })
  let heard = 0
  const silence = listener.onCommit(() => {
    heard += 1
  })
  await until('it listens', async () => heard > 0)
  for (const lost of [false, true]) {
    if (lost) wire.all()
    const before = heard
    await store.write(count)
    await until('the commit is heard of', async () => heard > before)
  }
  silence()
})

const submissionOf = (n: number): Submission => ({
  offer: `offer ${n}`,
  token: `token${n}`,
  sub: `sub ${n}`,
  issuer: 'did:x',
  account: 'account',
  isWithdrawal: false,
  isPresent: true,
  receivedAt: 1,
  heads: [],
})

test('offers handed to several replicas at once are numbered without hole or double', async () => {
  const replicas = [1, 2, 3].map(() => opened(place, { readOnly: true }))
  const limits = { ...noSettings.submissions, perHour: 1_000, subjectsPerDid: 1_000 }
  const taken = await Promise.all(
    Array.from({ length: 30 }, (_, i) => replicas[i % 3]?.submit(submissionOf(i), limits)),
  )
  assert.deepEqual(
    taken.map(one => one?.number ?? 0).sort((a, b) => a - b),
    Array.from({ length: 30 }, (_, i) => i + 1),
  )
  assert.deepEqual(await replicas[0]?.submit(submissionOf(7), limits), { ...taken[7], isNew: false })
  await assert.rejects(store.submit(submissionOf(99), { ...limits, enabled: false }), { code: 'closed' })
  await assert.rejects(replicas[0]?.write(count) ?? Promise.resolve(), /opened to be read/)
})

test('of two that would index one does; the other stands by and takes over when the session of the first ends', async () => {
  const [first, second] = [opened(wired.href), opened()]
  const { signal } = new AbortController()
  const standing: string[] = []
  const held = await first.lead(signal, () => standing.push('first'))
  const next = second.lead(signal, () => standing.push('second'))
  await until('the second stands by', async () => standing.length > 0)
  assert.deepEqual([standing, await held?.isHeld()], [['second'], true])
  wire.all()
  const lease = await next
  assert.deepEqual([await held?.isHeld(), held?.lost.aborted, await lease?.isHeld()], [false, true, true])

  const leaving = new AbortController()
  const third = first.lead(leaving.signal, () => leaving.abort())
  assert.equal(await third, null)
  await held?.release()
  await lease?.release()
})

test('whoever was replaced and does not know it writes nothing', async () => {
  const layout = layoutOf([])
  const before = await store.write(() => openChain('eip155:9', 5))
  assert.equal(before.remote_number, 4)
  await opened().write(() => openChain('eip155:9', 5))
  const step = {
    chain: 'eip155:9',
    epoch: before.epoch,
    expect: { number: 4, hash: '' },
    headers: [],
    logs: [],
    acts: [],
    final: { number: 4, hash: '' },
    remote: 9,
    coverage: { contracts: ['0x0'], from: 5, to: 6 },
    state: 'following' as const,
  }
  await assert.rejects(
    store.write(() => commit(layout, step)),
    { code: 'fenced' },
  )
  await store.write(() => noteRemote('eip155:9', before.epoch, 9))
  const row = await store.write(() => chainRow('eip155:9'))
  assert.deepEqual([row?.epoch, row?.seq, row?.remote_number], [2, 0, 4])
  assert.deepEqual(await store.write(() => run('select * from coverage')), [])
})

test('a server that crashes and comes back is waited for by nobody who asks, and goes on', async () => {
  const server = await startPostgres()
  const url = await server.database()
  const its = openStore(url)
  await migrate(its)
  let heard = 0
  its.onCommit(() => {
    heard += 1
  })
  await until('it listens', async () => heard > 0)
  await server.halt('crash')
  await assert.rejects(its.read(), { code: 'store_unavailable' })
  await assert.rejects(
    its.write(() => run('select 1 as one')),
    { code: 'store_unavailable' },
  )
  const before = heard
  await server.resume()
  await until('it listens again', async () => heard > before)
  assert.deepEqual(await its.write(() => run('select count(*) as n from chain')), [{ n: 0 }])
  const reader = await its.read()
  reader.release()
  await its.close()
  await server.stop()
})

test('a database that would order text otherwise, or cannot be entered, is refused without naming the password', async () => {
  const server = await theServer()
  await server.query(
    place,
    `create database worded template template0 encoding 'UTF8' locale_provider icu icu_locale 'en-US' locale 'C'`,
  )
  const at = (change: (url: URL) => void) => {
    const url = new URL(place)
    change(url)
    return opened(url.href)
  }
  const wrong: Record<string, [Store, RegExp]> = {
    'another order': [at(url => (url.pathname = '/worded')), /does not compare UTF-8 text byte by byte/],
    'another password': [at(url => (url.password = 'hidden')), /refuses user or password/],
    'no such database': [at(url => (url.pathname = '/nowhere')), /no such database/],
  }
  for (const [name, [refused, message]] of Object.entries(wrong)) {
    await assert.rejects(refused.read(), (error: Error & { code?: string }) => {
      assert.deepEqual([error.code, /hidden|secret/.test(error.message)], ['bad_config', false], name)
      assert.match(error.message, message)
      return true
    })
  }
  assert.throws(() => openStore('mysql://u:hidden@h/d'), { code: 'bad_config', message: /^((?!hidden).)*$/ })
  assert.throws(() => openStore('postgres://u:hid den@[h/d'), { code: 'bad_config', message: /^((?!hid den).)*$/ })
})

test('text that holds a NUL is kept as hex, and a number that none here holds is a fault', async () => {
  const [row] = await store.write(() => run(`select cast(? as text) as text, 'a?' as literal`, ['a\0b']))
  assert.deepEqual(row, { text: '\\x610062', literal: 'a?' })
  await assert.rejects(
    store.write(() => run('select 9007199254740993 as n')),
    /which no number here holds/,
  )
})
