import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { pad, zeroAddress } from 'viem'
import { runIndexer } from '../../indexer/index.ts'
import type { Module } from '../../src/core/module.ts'
import { modules } from '../../src/modules/index.ts'
import { chainRow } from '../../src/store/chain.ts'
import type { Store } from '../../src/store/open.ts'
import { asking } from '../support/asking.ts'
import { bendable } from '../support/bendable.ts'
import { engines } from '../support/engines.ts'
import { grow, lively, once, told } from '../support/faulty.ts'
import { CHAIN, type Emitted, scriptedChain } from '../support/scripted.ts'
import { noSettings } from '../support/settings.ts'
import { until } from '../support/until.ts'
import { factsOf, indexing, scriptedSpec } from '../support/world.ts'

const born = (tokenId: number, uri: string): Emitted[] => [
  {
    by: 'TestIdentityRegistry',
    event: 'Transfer',
    args: { from: zeroAddress, to: pad('0xa1', { size: 20 }), tokenId: BigInt(tokenId) },
  },
  {
    by: 'TestIdentityRegistry',
    event: 'Registered',
    args: { agentId: BigInt(tokenId), agentURI: uri, owner: pad('0xa1', { size: 20 }) },
  },
]

/** The rules, but that one event is more than its handler can bear. */
const brittle = (uri: string): Module[] =>
  modules.map(module => {
    const on = module.on.identityRegistry
    if (module.name !== 'identity' || !on) return module
    const { Registered } = on as unknown as { Registered: { apply(event: { agentURI: string }): unknown } }
    const apply = (event: { agentURI: string }, ...rest: unknown[]) => {
      if (event.agentURI === uri) throw new RangeError('division by zero')
      return (Registered.apply as (...args: unknown[]) => unknown)(event, ...rest)
    }
    const bent = { ...Registered, apply }
    return { ...module, on: { ...module.on, identityRegistry: { ...on, Registered: bent } } } as unknown as Module
  })

const STATUS = '{ status { chains { chain state reason head { number } } } agents(first: 1) { nodes { tokenId } } }'

for (const { name, open } of engines) {
  test(`whatever the width of ranges, every row is the same (${name})`, async () => {
    const chain = lively(40)
    const facts = await once(chain)
    for (const maxRange of [1, 7, 50, 2_000]) {
      const store = await open()
      const indexer = indexing(store, chain.source, { spec: { ...scriptedSpec, maxRange } })
      await indexer.reach(chain.head())
      await indexer.stop()
      assert.deepEqual(await factsOf(store), facts)
      await store.close()
    }
  })

  test(`a handler that throws halts its chain and names the log; what is there is answered, and another start tries once (${name})`, async () => {
    const chain = scriptedChain()
    for (let i = 0; i < 20; i += 1) chain.mine(born(i, `https://a.example/${i}`))
    const store = await open()
    const first = indexing(store, chain.source)
    await first.reach(chain.head())
    chain.mine(born(20, 'poison'))
    await first.reach(chain.head())
    await first.stop()
    chain.fork(1)
    chain.mine([...born(21, 'https://a.example/21'), ...born(22, 'poison')])
    const poisoned = chain.head()
    chain.mine()
    const before = await factsOf(store)
    for (let start = 0; start < 2; start += 1) {
      const second = indexing(store, chain.source, { modules: brittle('poison') })
      await until('the chain is halted', () => second.seen.some(({ kind }) => kind === 'halted'))
      assert.equal(second.seen.filter(({ kind }) => kind === 'halted').length, 1)
      await second.stop()
      assert.deepEqual(await factsOf(store), before)
      assert.deepEqual(await asking(store).ask(STATUS), {
        status: {
          chains: [
            {
              chain: CHAIN,
              state: 'HALTED',
              reason: `unfoldable: the log 3 of block ${poisoned.number} of ${CHAIN} fits no rule: division by zero`,
              head: { number: '20' },
            },
          ],
        },
        agents: { nodes: [{ tokenId: '20' }] },
      })
    }
    const mended = indexing(store, chain.source)
    await until('it is followed', () => mended.seen.some(({ kind }) => kind === 'block'))
    await mended.reach(chain.head())
    await mended.stop()
    assert.deepEqual(await factsOf(store), await once(chain))
    await store.close()
  })

  test(`a store that is slow holds up the reading: what is read ahead stays bounded (${name})`, async () => {
    const chain = lively(120)
    const store = await open()
    let isRead = false
    const { source, bend } = bendable(chain.source)
    const [read, kept, ahead] = [new Set<number>(), new Set<number>(), { most: 0 }]
    bend({
      logsInRange: async (filter, from, to) => {
        read.add(from)
        ahead.most = Math.max(ahead.most, read.size - kept.size)
        return chain.source.logsInRange(filter, from, to)
      },
    })
    const slow: Store = {
      ...store,
      write: async program => {
        await sleep(5)
        return store.write(program)
      },
    }
    const abort = new AbortController()
    const running = runIndexer({
      store: slow,
      modules,
      settings: noSettings,
      chains: [{ spec: { ...scriptedSpec, maxRange: 2 }, source }],
      report: event => {
        if (event.kind === 'backfill') kept.add(event.at)
        if (event.kind === 'block' && event.at === 119) isRead = true
      },
      signal: abort.signal,
    })
    await until('all is held', () => isRead, 20_000)
    abort.abort()
    await running
    assert.ok(kept.size > 50)
    assert.ok(ahead.most <= 6, `${ahead.most} ranges ahead of the store`)
    assert.deepEqual(await factsOf(store), await once(chain))
    await store.close()
  })

  test(`of two chains one is down and one halts: a third goes on (${name})`, async () => {
    const chain = lively(30)
    const store = await open()
    const on = (number: bigint) => bendable({ ...chain.source, chainNumber: async () => number })
    const [up, down, wrong] = [on(31_337n), on(31_338n), on(31_340n)]
    const [abort, release] = [new AbortController(), new AbortController()]
    const hung = new Promise<never>((_, reject) => {
      release.signal.addEventListener('abort', () => reject(new Error('it hung to the end')))
    })
    down.bend({ head: () => hung })
    const running = runIndexer({
      store,
      modules,
      settings: noSettings,
      chains: [
        { spec: scriptedSpec, source: up.source },
        { spec: { ...scriptedSpec, chain: 'eip155:31338' }, source: down.source },
        { spec: { ...scriptedSpec, chain: 'eip155:31339' }, source: wrong.source },
      ],
      report: () => {},
      signal: abort.signal,
    })
    const headOf = async (id: string) => (await store.write(() => chainRow(id)))?.head_number
    await until('the first is read', async () => (await headOf(CHAIN)) === chain.head().number)
    grow(chain, 3, 71)
    await until('the first goes on', async () => (await headOf(CHAIN)) === chain.head().number)
    const { status } = await asking(store).ask<{ status: { chains: { chain: string; state: string }[] } }>(STATUS)
    assert.deepEqual(
      status.chains.map(({ chain, state }) => [chain, state]),
      [
        [CHAIN, 'FOLLOWING'],
        ['eip155:31338', 'BACKFILL'],
        ['eip155:31339', 'HALTED'],
      ],
    )
    abort.abort()
    release.abort()
    await running
    await store.close()
  })

  test(`every answer while branches come and go is of a state that the chain had (${name})`, () =>
    told(
      open,
      async ({ chain, store, starts }) => {
        const uris = new Map<string, string[]>()
        const mine = (branch: string) => {
          const number = chain.head().number + 1
          const parent = uris.get(chain.head().hash) ?? []
          const { header } = chain.mine(born(number, `https://a.example/${branch}/${number}`))
          uris.set(header.hash, [`https://a.example/${branch}/${number}`, ...parent])
        }
        chain.fork(1)
        chain.mine()
        uris.set(chain.head().hash, [])
        mine('a')
        const indexer = starts()
        await indexer.reach(chain.head())
        const { ask } = asking(store)
        type Seen = { status: { chains: { head: { hash: string } }[] }; agents: { nodes: { uri: string }[] } }
        const question = '{ status { chains { head { hash } } } agents(first: 50) { nodes { uri } } }'
        let answers = 0
        for (const branch of 'bcdefgh') {
          chain.fork(Math.min(3, chain.head().number - 1))
          for (let i = 0; i < 4; i += 1) mine(branch)
          for (let isHeld = false; !isHeld; answers += 1) {
            await sleep(1)
            const { status, agents } = await ask<Seen>(question)
            const { hash } = status.chains[0]?.head ?? { hash: '' }
            assert.deepEqual(
              agents.nodes.map(({ uri }) => uri),
              uris.get(hash),
            )
            isHeld = hash === chain.head().hash
          }
        }
        assert.ok(answers >= 7)
      },
      { blocks: 1 },
    ))
}
