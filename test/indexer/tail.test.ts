/** State checks go through everything page by page, and go on where they were left. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { toHex } from 'viem'
import { checkOne, jobsOf, kindOf } from '../../indexer/audit/tail.ts'
import { single } from '../../indexer/endpoints/endpoints.ts'
import { PortolanError } from '../../src/core/errors.ts'
import { modules } from '../../src/modules/index.ts'
import { run } from '../../src/store/statement.ts'
import { account, BOB } from '../support/facts.ts'
import { indexed } from '../support/indexed.ts'
import { didRegistry } from '../support/registry.ts'
import { CHAIN, FINAL_DEPTH, scriptedChain } from '../support/scripted.ts'
import { scriptedSpec } from '../support/world.ts'

test('45 identities are three pages; one that changed since is told, whoever asks in between, and an endpoint may fail', async () => {
  const chain = scriptedChain()
  chain.mine()
  const did = didRegistry(chain.head)
  const people = Array.from({ length: 45 }, (_, i) => account(i + 1))
  chain.mine(people.map(person => did.delegate(person, 'veriKey', BOB)))
  for (let i = 0; i <= FINAL_DEPTH; i += 1) chain.mine()
  const [job] = jobsOf({ spec: scriptedSpec }, modules).filter(job => kindOf(job) === 'changed')
  assert.ok(job)

  await indexed(chain, async store => {
    const asked: string[] = []
    let isDown = false
    const source = {
      ...chain.source,
      call: async (_: string, data: string, block: number) => {
        if (isDown) throw new PortolanError('rpc_unavailable', 'it is down')
        const identity = `0x${data.slice(-40)}`
        asked.push(`${identity} ${block}`)
        return toHex(identity === people[30] ? 2 : 1, { size: 32 })
      },
    }
    // Each page by a checker of its own, as after a restart.
    const page = () => {
      const signal = new AbortController().signal
      return checkOne({ spec: scriptedSpec, store, endpoints: single(source), signal }, job)
    }
    const row = async () => {
      const [found] = await store.write(() => run<Record<string, unknown>>('select * from tail_check'))
      const { due: _, at: __, chain: ___, contract: ____, ...rest } = found ?? {}
      return rest
    }
    const none = { outcome: null, detail: null, block: null, checked: 0, differing: 0 }

    assert.deepEqual(await page(), { calls: 20, over: false })
    const first = { next_block: 2, next_checked: 20, next_differing: 0 }
    const behind = (n: number) => `did:ethr:0x7a69:${people[n - 1]}`
    assert.deepEqual(await row(), { kind: 'changed', ...none, next_key: behind(20), ...first })

    isDown = true
    await assert.rejects(page(), { code: 'rpc_unavailable' })
    assert.deepEqual(await row(), { kind: 'changed', ...none, detail: 'it is down', next_key: behind(20), ...first })
    isDown = false

    assert.deepEqual(await page(), { calls: 20, over: false })
    assert.deepEqual(await page(), { calls: 5, over: true })
    assert.deepEqual(await row(), {
      ...{ kind: 'changed', outcome: 'differs', detail: null, block: 2, checked: 45, differing: 1 },
      ...{ next_key: '', next_block: null, next_checked: 0, next_differing: 0 },
    })
    assert.deepEqual(
      asked,
      people.map(person => `${person} 2`),
    )
    const tasks = await store.write(() =>
      run<Record<string, unknown>>('select id, from_block, to_block, state, detail from repair'),
    )
    assert.deepEqual(tasks, [
      {
        ...{ id: `check/changed/${behind(31)}`, from_block: 1, to_block: 2, state: 'open' },
        detail: 'changed in block 2, held is 1',
      },
    ])
    assert.equal(chain.head().number - FINAL_DEPTH, 2, `the final block of ${CHAIN}`)
  })
})

test('a check of an endpoint that runs no calls, and one of a contract that answers anything else', async () => {
  const chain = scriptedChain()
  chain.mine()
  chain.mine([didRegistry(chain.head).owner(BOB, BOB)])
  for (let i = 0; i <= FINAL_DEPTH; i += 1) chain.mine()
  const [job] = jobsOf({ spec: scriptedSpec }, modules).filter(job => kindOf(job) === 'changed')
  assert.ok(job)
  await indexed(chain, async store => {
    const { signal } = new AbortController()
    const by = (source: typeof chain.source) =>
      checkOne({ spec: scriptedSpec, store, endpoints: single(source), signal }, job)
    await assert.rejects(by(chain.source), { code: 'rpc_refused' })
    assert.deepEqual(await by({ ...chain.source, call: async () => '0x' }), { calls: 1, over: true })
    const [row] = await store.write(() => run<{ outcome: string; detail: string }>('select * from tail_check'))
    assert.deepEqual([row?.outcome, row?.detail], ['differs', 'it does not answer as a contract of its kind does'])
  })
})
