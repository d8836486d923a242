/** What the store adds up event by event is what comes out when the whole history is gone through again. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Hex } from 'viem'
import { decoder } from '../../indexer/decode.ts'
import { dayOf } from '../../src/core/day.ts'
import { uint256FromText } from '../../src/core/uint256.ts'
import { modules } from '../../src/modules/index.ts'
import type { CustomerRow, SpendRow, TakingRow } from '../../src/modules/payments/tables.ts'
import { chainRow, openChain } from '../../src/store/chain.ts'
import { commit } from '../../src/store/commit.ts'
import { layoutOf, migrate, remake } from '../../src/store/migrate.ts'
import { run } from '../../src/store/statement.ts'
import { paidAt } from '../support/custom.ts'
import { account, registration, transferOf, transferred, walletSet } from '../support/facts.ts'
import { CHAIN, type Emitted, scriptedChain } from '../support/scripted.ts'
import { scriptedContracts, temporaryStore } from '../support/world.ts'

type Step =
  | {
      readonly does: 'register' | 'pay' | 'sign' | 'claim' | 'sell'
      readonly token: bigint
      readonly a: Hex
      readonly b: Hex
    }
  | { readonly does: 'transfer'; readonly a: Hex; readonly b: Hex; readonly value: bigint }
type Block = { readonly steps: readonly Step[]; readonly seconds: number; readonly forks: number }

const MOST = (1n << 256n) - 1n
const person = fc.constantFrom(...Array.from({ length: 6 }, (_, i) => account(0xe0 + i)))
const token = fc.bigInt({ min: 0n, max: 3n })
const transfer = fc.record({
  does: fc.constant('transfer' as const),
  a: person,
  b: person,
  value: fc.oneof(
    { weight: 9, arbitrary: fc.bigInt({ min: 0n, max: 20n }) },
    { weight: 1, arbitrary: fc.constant(MOST) },
  ),
})
const other = fc.record({ does: fc.constantFrom('register', 'sign', 'claim', 'sell'), token, a: person, b: person })
const step: fc.Arbitrary<Step> = fc.oneof({ weight: 3, arbitrary: transfer }, { weight: 2, arbitrary: other })
const block: fc.Arbitrary<Block> = fc.record({
  steps: fc.array(step, { maxLength: 12 }),
  seconds: fc.constantFrom(12, 40_000, 90_000),
  forks: fc.constantFrom(0, 0, 0, 1, 3),
})

const eventsOf = (step: Step): Emitted[] => {
  if (step.does === 'transfer') return [transferOf(step.a, step.b, step.value)]
  const { does, token, a, b } = step
  if (does === 'register') return registration(token, '', a)
  if (does === 'sign') return [walletSet(token, a)]
  return does === 'claim' ? [paidAt(token, a, b)] : [transferred(token, a, b)]
}

/** A transfer with whose its sides were when it came. */
type Seen = {
  readonly from: Hex
  readonly to: Hex
  readonly value: bigint
  readonly day: number
  readonly payer: string | undefined
  readonly payee: string | undefined
  readonly claimed: readonly [payer: boolean, payee: boolean]
}
const sum = (values: readonly bigint[]): bigint => {
  const all = values.reduce((a, b) => a + b, 0n)
  return all < MOST ? all : MOST
}
const least = (a: bigint, b: bigint): bigint => (a < b ? a : b)

const seenIn = (history: readonly { readonly steps: readonly Step[]; readonly time: number }[]): Seen[] => {
  const [proofs, claims, agents] = [new Map<string, string>(), new Map<string, string>(), new Map<bigint, Agent>()]
  type Agent = { operator: string; sales: number }
  return history.flatMap(({ steps, time }) =>
    steps.flatMap(step => {
      if (step.does === 'transfer') {
        const { a: from, b: to, value } = step
        const claimed = [!proofs.has(from), !proofs.has(to)] as const
        const [payer, payee] = [proofs.get(from) ?? claims.get(from), proofs.get(to) ?? claims.get(to)]
        return [{ from, to, value, day: dayOf(time), payer, payee, claimed }]
      }
      const { does, token, a, b } = step
      const agent = agents.get(token)
      if (does === 'register') {
        if (!proofs.has(a)) proofs.set(a, a)
        agents.set(token, { operator: proofs.get(a) ?? a, sales: 0 })
      } else if (agent && does === 'sell') {
        if (a !== b) agent.sales += 1
      } else if (agent?.sales === 0) {
        const [book, addresses] = does === 'sign' ? [proofs, [a]] : [claims, [a, b]]
        for (const address of addresses) if (!book.has(address)) book.set(address, agent.operator)
      }
      return []
    }),
  )
}

/** What each transfer was, found by looking through all before it. */
const naive = (seen: readonly Seen[]) => {
  const done: { of: Seen; paid: bigint; back: bigint }[] = []
  for (const of of seen) {
    const { from, to, value, payer, payee, claimed } = of
    const isSelf = from === to || (payer !== undefined && payer === payee && !claimed[0])
    const sent = done.filter(d => d.of.from === to && d.of.to === from && d.of.claimed[1] && d.of.payee)
    const came = done.filter(d => d.of.from === from && d.of.to === to && d.of.claimed[0])
    const owed = claimed[0] ? sum(sent.map(d => d.paid)) - sum(came.map(d => d.back)) : MOST
    const back = isSelf || payer === undefined ? 0n : least(value, owed)
    const rest = payer === payee ? value - back : value
    done.push({ of, back, paid: isSelf || payee === undefined ? 0n : rest })
  }
  const rows = new Map<string, { paid: bigint[]; returned: bigint[] }>()
  const row = (id: string) => rows.get(id) ?? rows.set(id, { paid: [], returned: [] }).get(id)
  for (const { of, paid, back } of done) {
    if (paid > 0n) row(`${of.from} to ${of.payee} on ${of.day}`)?.paid.push(paid)
    if (back > 0n) row(`${of.to} to ${of.payer} on ${of.day}`)?.returned.push(back)
  }
  return [...rows].map(([id, { paid, returned }]) => `${id}: ${sum(paid)} - ${sum(returned)}, ${paid.length}`).sort()
}

const decode = decoder(CHAIN, scriptedContracts, modules)
const layout = layoutOf(modules)

test('any history, with branches abandoned: what was spent, by whom, and what of it came back', async () => {
  const store = temporaryStore()
  await migrate(store)
  await store.write(function* () {
    yield* remake(modules, 'facts', 'test')
    yield* remake(modules, 'derived', 'test')
  })
  await fc.assert(
    fc.asyncProperty(fc.array(block, { maxLength: 14 }), async blocks => {
      await store.write(function* () {
        const facts = [...layout.facts.keys()].flatMap(name => [name, `${name}_h`])
        for (const table of [...facts, 'chain', 'log', 'block']) yield* run(`delete from ${table}`)
      })
      const { epoch } = await store.write(() => openChain(CHAIN, 1))
      const chain = scriptedChain()
      const said = new Map<string, readonly Step[]>()
      chain.mine()
      for (const { steps, seconds, forks } of blocks) {
        const row = await store.write(() => chainRow(CHAIN))
        assert.ok(row)
        if (forks > 0) chain.fork(forks)
        const { header, logs } = chain.mine(steps.flatMap(eventsOf), seconds)
        said.set(header.hash, steps)
        await store.write(() =>
          commit(layout, {
            chain: CHAIN,
            epoch,
            expect: { number: row.head_number, hash: row.head_hash },
            ...(forks > 0 ? { rewindTo: header.number - 1 } : {}),
            headers: [header],
            logs,
            acts: logs.flatMap(log => decode.acts(log, header)),
            final: { number: 0, hash: '' },
            remote: header.number,
            coverage: { contracts: [], from: header.number, to: header.number },
            state: 'following',
          }),
        )
      }
      const history = chain.blocks().map(({ header }) => ({ steps: said.get(header.hash) ?? [], time: header.time }))
      const spends = await store.write(() => run<SpendRow>('select * from spend'))
      assert.deepEqual(
        spends
          .map(({ payer, operator, day, paid, returned, payments }) =>
            [
              `${payer} to ${operator} on ${day}:`,
              uint256FromText(paid),
              '-',
              `${uint256FromText(returned)},`,
              payments,
            ].join(' '),
          )
          .sort(),
        naive(seenIn(history)),
      )

      const customers = await store.write(() => run<CustomerRow>('select * from customer'))
      const of = (rows: readonly { paid: string; returned: string }[], key: 'paid' | 'returned') =>
        sum(rows.map(row => uint256FromText(row[key])))
      for (const { payer, operator, paid, returned, payments, day } of customers) {
        const days = spends.filter(row => row.payer === payer && row.operator === operator)
        const paying = days.filter(row => row.payments > 0)
        assert.deepEqual(
          [uint256FromText(paid), uint256FromText(returned), payments, day],
          [
            of(days, 'paid'),
            of(days, 'returned'),
            days.reduce((count, row) => count + row.payments, 0),
            paying.length === 0 ? null : Math.max(...paying.map(row => row.day)),
          ],
        )
      }
      const takings = await store.write(() => run<TakingRow>('select * from taking'))
      for (const operator of new Set(takings.map(row => row.operator))) {
        const own = customers.filter(row => row.operator === operator)
        const days = takings.filter(row => row.operator === operator)
        assert.equal(of(days, 'paid'), of(own, 'paid'))
        const both = own.map(row => least(uint256FromText(row.paid), uint256FromText(row.returned)))
        assert.equal(of(days, 'returned'), sum(both))
      }
    }),
    { numRuns: 100 },
  )
  await store.close()
})
