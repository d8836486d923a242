import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { getAddress } from 'viem'
import { ALICE, agentAt, BOB, IDENTITY, registration } from '../support/facts.ts'
import { startNode } from '../support/node.ts'
import { CHAIN, type Emitted } from '../support/scripted.ts'

const node = await startNode()
after(() => node.close())
const { ask } = node

const mine = async (...events: Emitted[]) => {
  node.mine(...events)
  await node.settle()
}
/** A registration file inside its URI. */
const file = (content: object): string => `data:application/json,${encodeURIComponent(JSON.stringify(content))}`

const REGISTRATION = `query ($id: ID!) {
  agent(id: $id) {
    registration {
      type name description image active x402 services { name endpoint version } registrations namesAgent supportedTrust
    }
    document { verdict reason bytes }
  }
}`
const nothing = {
  type: null,
  name: null,
  description: null,
  image: null,
  active: null,
  x402: null,
  services: [],
  registrations: [],
  namesAgent: null,
  supportedTrust: [],
}
const here = (agentId: unknown) => ({ agentId, agentRegistry: `${CHAIN}:${getAddress(IDENTITY)}` })

const files: readonly (readonly [content: object, says: object])[] = [
  [{}, {}],
  [
    {
      type: 'https://eips.ethereum.org/EIPS/eip-8004#registration-v1',
      name: 'a',
      description: 'b',
      image: 'c',
      active: true,
      x402Support: true,
      services: [
        { name: 'A2A', endpoint: 'https://a.example', version: '1' },
        { name: 'MCP', endpoint: 'https://b.example' },
      ],
      registrations: [here(1)],
      supportedTrust: ['reputation'],
    },
    {
      type: 'https://eips.ethereum.org/EIPS/eip-8004#registration-v1',
      name: 'a',
      description: 'b',
      image: 'c',
      active: true,
      x402: true,
      services: [
        { name: 'A2A', endpoint: 'https://a.example', version: '1' },
        { name: 'MCP', endpoint: 'https://b.example', version: null },
      ],
      registrations: [agentAt(1)],
      namesAgent: true,
      supportedTrust: ['reputation'],
    },
  ],
  [
    { active: false, x402support: false, registrations: [here('1')] },
    { active: false, x402: false, registrations: [agentAt(1)], namesAgent: false },
  ],
  [
    { active: 'true', x402Support: 1, x402: { enabled: true }, registrations: [here(null), here(3), {}, 'x', null] },
    { registrations: [agentAt(3)], namesAgent: true },
  ],
  [
    { x402: { enabled: true }, registrations: [here(null)], supportedTrusts: ['tee', 7] },
    { x402: true, supportedTrust: ['tee'] },
  ],
  [
    { endpoints: [{ type: 'web', url: 'https://c.example' }, { name: 'x' }, null, 'y'], services: undefined, name: 7 },
    { services: [{ name: 'web', endpoint: 'https://c.example', version: null }] },
  ],
  [{ services: { name: 'web' }, endpoints: {}, registrations: {}, name: 'a\0b' }, { name: 'a\uFFFDb' }],
]

test('what a registration file says, and null for what it does not say', async () => {
  await mine(...files.flatMap(([content], i) => registration(BigInt(i), file(content))))
  for (const [i, [content, says]] of files.entries()) {
    const bytes = Buffer.byteLength(JSON.stringify(content))
    assert.deepEqual(
      await ask(REGISTRATION, { id: agentAt(i) }),
      { agent: { registration: { ...nothing, ...says }, document: { verdict: 'ok', reason: null, bytes } } },
      JSON.stringify(content),
    )
  }
})

test('a file that is none leaves the agent, without a registration', async () => {
  const deep = '['.repeat(33) + ']'.repeat(33)
  const id = BigInt(files.length)
  const none: [uri: string, verdict: string][] = [
    ['data:application/json,{', 'not-json'],
    ['data:application/json,[]', 'not-an-object'],
    [`data:application/json,${deep}`, 'too-deep'],
    ['data:application/json;base64,/w==', 'not-json'],
    ['junk', 'unsupported'],
  ]
  await mine(...none.flatMap(([uri], i) => registration(id + BigInt(i), uri)))
  for (const [i, [uri, verdict]] of none.entries()) {
    const { agent } = await ask<{ agent: { registration: unknown; document: { verdict: string } } }>(REGISTRATION, {
      id: agentAt(id + BigInt(i)),
    })
    assert.deepEqual([uri, agent.registration, agent.document.verdict], [uri, null, verdict])
  }
})

const LIST = `query ($filter: AgentFilter) {
  agents(filter: $filter, orderBy: MINTED_ASC) { nodes { tokenId } }
}`
const listed = async (filter: object): Promise<number[]> => {
  const { agents } = await ask<{ agents: { nodes: { tokenId: string }[] } }>(LIST, { filter })
  return agents.nodes.map(({ tokenId }) => Number(tokenId))
}

test('a filter on what files say matches neither where a file does not say, and needs all of it', async () => {
  const last = BigInt(files.length + 5)
  await mine(
    ...registration(last, file({ name: 'a', active: false })),
    ...registration(last + 1n, file({ name: 'A', active: true }), BOB),
    ...registration(last + 2n, file({ name: 'a', active: true, x402Support: false }), BOB),
  )
  const [one, two, three] = [Number(last), Number(last) + 1, Number(last) + 2]
  const asked: [filter: object, found: number[]][] = [
    [{ active: true }, [1, two, three]],
    [{ active: false }, [2, one]],
    [{ x402: true }, [1, 4]],
    [{ x402: false }, [2, three]],
    [{ name: 'a' }, [1, one, three]],
    [{ name: 'A' }, [two]],
    [{ name: '' }, []],
    [{ name: 'a', active: true, x402: true }, [1]],
    [{ name: 'a', active: true, owner: BOB }, [three]],
    [{ active: true, x402: null, name: null, owner: ALICE }, [1]],
    [{ name: "a' or '1'='1" }, []],
  ]
  for (const [filter, found] of asked) assert.deepEqual([filter, await listed(filter)], [filter, found])
})
