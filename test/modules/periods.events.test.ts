/** Histories of identities beside what is said of the moment, and how well the events are known. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import fc from 'fast-check'
import type { Hex } from 'viem'
import { registryEvent } from '../support/events.ts'
import { ALICE, account, BOB, CAROL } from '../support/facts.ts'
import { didOf, startFleets } from '../support/fleets.ts'

const node = await startFleets()
after(() => node.close())
const { ask, registry, said } = node

const next = () => BigInt(node.chain.head().time + 12)
type Place = { block: string; logIndex: string } | null
const at = ({ number }: { number: number }, log = 0): Place => ({ block: String(number), logIndex: String(log) })

const STATE = `query ($did: ID!, $asOf: AsOf) {
  identity(did: $did, asOf: $asOf) {
    controller events gaps updatedAt { block logIndex }
    keys { id value name inherited updatedAt { block logIndex } }
    services { id value name: type updatedAt { block logIndex } }
    history(first: 100) { nodes { kind id value name from { block logIndex } ending inheritedFrom { block } } pageInfo { hasNextPage } }
  }
}`
type Period = {
  kind: string
  id: string | null
  value: string
  name: string | null
  from: Place
  ending: string | null
  inheritedFrom: object | null
}
type Entry = { id: string; value: string; name: string; inherited?: boolean; updatedAt: Place }
type State = {
  identity: {
    controller: string | null
    keys: Entry[]
    services: Entry[]
    history: { nodes: Period[]; pageInfo: { hasNextPage: boolean } }
  }
}

test('whatever is said, the periods that have not ended are the owner, keys and services of that moment', async () => {
  const people: Hex[] = [0xa1, 0xb2, 0xc3].map(account)
  const spoken = fc.constantFrom(
    ...people.flatMap(it => [
      () => registry.owner(it, people[0] as Hex),
      () => registry.owner(it, people[1] as Hex),
      () => registry.delegate(it, 'veriKey', BOB, next() + 60n),
      () => registry.delegate(it, 'veriKey', BOB, 0n),
      () => registry.attribute(it, 'did/svc/Hub', '0x01'),
    ]),
  )
  const event = fc.oneof(
    { weight: 1, arbitrary: registryEvent.map(event => () => event) },
    { weight: 3, arbitrary: spoken },
  )
  const blocks = fc.sample(fc.array(event, { maxLength: 4 }), { numRuns: 40, seed: 7 })
  const marks = []
  for (const events of blocks) marks.push(await said(...events.map(make => make())))
  let open = 0
  for (const { number } of marks.filter((_, i) => i % 3 === 0)) {
    for (const did of people.map(didOf)) {
      const { identity } = await ask<State>(STATE, { did, asOf: { block: String(number) } })
      const { controller, keys, services } = identity
      const { nodes, pageInfo } = identity.history
      assert.equal(pageInfo.hasNextPage, false)
      const standing = (kind: string) => nodes.filter(period => period.kind === kind && period.ending === null)
      const shown = (kind: string) =>
        standing(kind).map(({ id, value, name, from, inheritedFrom }) => [
          id,
          value,
          name,
          from,
          inheritedFrom !== null,
        ])
      open += standing('KEY').length
      assert.deepEqual(
        standing('OWNER').map(({ value }) => value),
        controller === null ? [] : [controller],
      )
      assert.deepEqual(
        shown('KEY'),
        keys.map(({ id, value, name, inherited, updatedAt }) => [id, value, name, updatedAt, inherited]),
      )
      assert.deepEqual(
        shown('SERVICE').map(period => period.slice(0, 4)),
        services.map(({ id, value, name, updatedAt }) => [id, value, `did/svc/${name}`, updatedAt]),
      )
    }
  }
  assert.ok(open > 20, `only ${open} open`)
})

test('how often it was spoken of, when last, and where something was missed', async () => {
  const it = account(0x500000)
  const asked =
    'query ($did: ID!, $asOf: AsOf) { identity(did: $did, asOf: $asOf) { events gaps updatedAt { block logIndex } } }'
  const state = async (asOf: object | null = null) =>
    (await ask<{ identity: unknown }>(asked, { did: didOf(it), asOf })).identity
  assert.deepEqual(await state(), { events: 0, gaps: 0, updatedAt: null })
  const first = await said(registry.owner(it, ALICE), registry.delegate(it, 'veriKey', BOB))
  const sound = { events: 2, gaps: 0, updatedAt: at(first, 1) }
  assert.deepEqual(await state(), sound)
  // An event whose block was never read.
  registry.delegate(it, 'veriKey', CAROL)
  await said()
  const broken = await said(registry.delegate(it, 'veriKey', CAROL), registry.owner(it, ALICE))
  assert.deepEqual(await state(), { events: 4, gaps: 1, updatedAt: at(broken, 1) })
  assert.deepEqual(await state({ block: String(first.number) }), sound)
  node.chain.fork(1)
  await said()
  await said()
  assert.deepEqual(await state(), sound)
})
