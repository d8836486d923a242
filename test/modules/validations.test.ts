import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type Hex, toHex, zeroHash } from 'viem'
import { run } from '../../src/store/statement.ts'
import { asking } from '../support/asking.ts'
import {
  account,
  agentAt,
  BOB,
  CAROL,
  IDENTITY,
  minted,
  validationAnswered,
  validationRequested,
} from '../support/facts.ts'
import { indexed } from '../support/indexed.ts'
import { startNode } from '../support/node.ts'
import { addressOf, CHAIN, type Emitted, scriptedChain } from '../support/scripted.ts'
import { scriptedContracts } from '../support/world.ts'

const node = await startNode()
after(() => node.close())
const { ask } = node
const VALIDATION = addressOf('TestValidationRegistry')

const mine = async (...events: Emitted[]) => {
  const { header } = node.mine(...events)
  await node.settle()
  return header
}
await mine(...Array.from({ length: 8 }, (_, i) => minted(BigInt(i))))

type PageInfo = { hasNextPage: boolean; endCursor: string | null }
const at = ({ number }: { number: number }, logIndex: number) => ({ block: String(number), logIndex: String(logIndex) })

const VALIDATIONS = `query ($id: ID!, $first: Int!, $after: String, $asOf: AsOf) {
  reputation(id: $id, asOf: $asOf) {
    validations(first: $first, after: $after) {
      nodes {
        id registry validator uri requestHash requestedAt { block logIndex }
        responses { response uri hash tag givenAt { block logIndex } }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
}`
type Validations = { nodes: { requestHash: string; responses: unknown[] }[]; pageInfo: PageInfo }
const validations = async (token: number, variables: object = {}): Promise<Validations> =>
  (
    await ask<{ reputation: { validations: Validations } }>(VALIDATIONS, {
      id: agentAt(token),
      first: 20,
      ...variables,
    })
  ).reputation.validations
const hashOf = (n: number): Hex => toHex(n, { size: 32 })

test('a validation keeps every answer: 0 is one, none is pending', async () => {
  const asked = await mine(
    validationRequested(5n, BOB, hashOf(1), 'ipfs://q'),
    validationRequested(5n, CAROL, hashOf(2)),
  )
  const said = await mine(
    validationAnswered(5n, BOB, hashOf(1), 0, 'draft'),
    validationAnswered(5n, BOB, hashOf(1), 100, 'final'),
    validationAnswered(5n, BOB, hashOf(1), 100, 'final'),
  )
  const validation = (n: number, validator: Hex, uri: string, responses: unknown[]) => ({
    id: `${CHAIN}:${VALIDATION}/${hashOf(n)}`,
    registry: VALIDATION,
    validator,
    uri,
    requestHash: hashOf(n),
    requestedAt: at(asked, n - 1),
    responses,
  })
  const response = (response: number, tag: string, logIndex: number) => ({
    response,
    uri: '',
    hash: zeroHash,
    tag,
    givenAt: at(said, logIndex),
  })
  const answers = [response(0, 'draft', 0), response(100, 'final', 1), response(100, 'final', 2)]
  const pending = validation(2, CAROL, '', [])
  const whole = await validations(5)
  assert.deepEqual(whole.nodes, [pending, validation(1, BOB, 'ipfs://q', answers)])
  const then = await validations(5, { asOf: { block: String(asked.number) } })
  assert.deepEqual(then.nodes, [pending, validation(1, BOB, 'ipfs://q', [])])
  const first = await validations(5, { first: 1 })
  const second = await validations(5, { first: 1, after: first.pageInfo.endCursor })
  assert.deepEqual([...first.nodes, ...second.nodes], whole.nodes)
  assert.deepEqual([first.pageInfo.hasNextPage, second.pageInfo.hasNextPage], [true, false])
})

test('an answer to a request that was not seen is kept, and a gap', async () => {
  await mine(validationAnswered(6n, BOB, hashOf(7), 50))
  const rows = await node.store.write(() => run("select subject, detail from gap where kind = 'validation_request'"))
  const subject = `${CHAIN}:${VALIDATION}/${hashOf(7)}`
  assert.deepEqual(rows, [{ subject, detail: 'an answer to a request that was not seen' }])
  const kept = await node.store.write(() =>
    run('select request, response from validation_response where request = ?', [subject]),
  )
  assert.deepEqual(kept, [{ request: subject, response: 50 }])
})

test('an answer from within its own request comes before it in the block, and is one of its answers all the same', async () => {
  const asked = await mine(
    validationAnswered(7n, BOB, hashOf(3), 40),
    validationRequested(7n, BOB, hashOf(3)),
    validationAnswered(7n, BOB, hashOf(3), 0),
    validationAnswered(7n, BOB, hashOf(3), 0),
  )
  const { nodes } = await validations(7)
  const told = nodes.map(({ requestHash, responses }) => [requestHash, responses])
  const response = (response: number, logIndex: number) => {
    return { response, uri: '', hash: zeroHash, tag: '', givenAt: at(asked, logIndex) }
  }
  assert.deepEqual(told, [[hashOf(3), [response(40, 0), response(0, 2), response(0, 3)]]])
  const gaps = await node.store.write(() => run('select kind, li from gap where bf = ?', [asked.number]))
  assert.deepEqual(gaps, [{ kind: 'validation_request', li: 0 }])
})

test('several validation registries speak of the agents of one identity registry, with the same hashes', async () => {
  const chain = scriptedChain()
  const second = account(0x5ec)
  chain.mine([
    minted(0n),
    validationRequested(0n, BOB, hashOf(1)),
    validationRequested(0n, CAROL, hashOf(1)),
    validationAnswered(0n, BOB, hashOf(1), 1),
    validationAnswered(0n, CAROL, hashOf(1), 2),
  ])
  // The requests and answers of Carol are those of the second registry.
  const from = (logs: Awaited<ReturnType<typeof chain.source.logsOfBlock>>) =>
    logs.map(log => (log.logIndex === 2 || log.logIndex === 4 ? { ...log, address: second } : log))
  const { logsInRange, logsOfBlock } = chain.source
  const source = {
    ...chain.source,
    logsInRange: async (...asked: Parameters<typeof logsInRange>) => from(await logsInRange(...asked)),
    logsOfBlock: async (...asked: Parameters<typeof logsOfBlock>) => from(await logsOfBlock(...asked)),
  }
  const contracts = [...scriptedContracts, { kind: 'validationRegistry', address: second, subject: IDENTITY }]
  const answer = await indexed(
    { ...chain, source },
    store =>
      asking(store).ask(
        'query ($id: ID!) { reputation(id: $id) { validations { nodes { registry validator responses { response } } } } }',
        { id: agentAt(0) },
      ),
    { contracts },
  )
  assert.deepEqual(answer, {
    reputation: {
      validations: {
        nodes: [
          { registry: second, validator: CAROL, responses: [{ response: 2 }] },
          { registry: VALIDATION, validator: BOB, responses: [{ response: 1 }] },
        ],
      },
    },
  })
})
