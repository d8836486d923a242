import assert from 'node:assert/strict'
import { encodeFunctionData, type Hex, numberToHex, pad } from 'viem'
import type { ChainSpec } from '../../indexer/chain.ts'
import { rpcSource } from '../../indexer/rpc.ts'
import { contracts } from '../../src/generated/contracts.ts'
import { type FastChain, type Receipt, type Sent, startFastChain } from '../support/fastChain.ts'
import { type NodeOver, nodeOver } from '../support/nodeOver.ts'
import { readCsv, realTest } from '../support/real.ts'

const BASE = 8453
const IDENTITY = '0x8004a169fb4a3325136eb29fa0ceb6d2e539a432'
const REPUTATION = '0x8004baa17c55a88189ae136b182e5fda19de9b63'
const OWNER = '0x0000000000000000000000000000000000000a11'
const agentId = (token: string | number): string => `eip155:${BASE}:${IDENTITY}/${token}`

type Place = 'agentId' | 'blockNumber' | 'txHash'
type ValidationColumn = Place | 'contract' | 'validatorAddress' | 'requestHash' | 'timestamp' | 'logIndex'
type Request = Record<ValidationColumn | 'requestURI', string>
type Response = Record<ValidationColumn | 'response' | 'responseURI' | 'responseHash' | 'tag', string>
type Revocation = Record<Place | 'clientAddress' | 'feedbackIndex', string>
type Row = Request | Response | Revocation

realTest('what Base recorded of validations and revocations, sent again, reads back as it was recorded', async t => {
  const requests: Request[] = readCsv('erc8004-validation-requests-base.csv')
  const responses: Response[] = readCsv('erc8004-validation-responses-base.csv')
  const revocations = (readCsv('erc8004-revoked-base.csv') as Revocation[]).sort(
    (a, b) => Number(a.blockNumber) - Number(b.blockNumber),
  )
  const registries = [...new Set(requests.map(({ contract }) => lower(contract)))]
  const tokens = [...new Set([...requests, ...revocations].map(row => Number(row.agentId)))].sort((a, b) => a - b)

  const chain = await startFastChain(BASE, timeOf('41000000'))
  try {
    await chain.place(IDENTITY, 'TestIdentityRegistry')
    await chain.place(REPUTATION, 'TestReputationRegistry', IDENTITY)
    for (const registry of registries) await chain.place(registry, 'TestValidationRegistry', IDENTITY)
    await registerOnly(chain, tokens)
    await chain.mine(feedbackBefore(revocations))
    const receipts = await sendAgain(chain, [
      ...requests.map(row => ({ row, sent: request(row) })),
      ...responses.map(row => ({ row, sent: response(row) })),
      ...revocations.map(row => ({ row, sent: revocation(row) })),
    ])

    const node = await nodeOver(specOf(chain.url, registries), rpcSource(chain.url))
    try {
      await node.settled(await chain.height())
      const origin = (row: Row) => originOf(row, receipts)
      const answers = await answersAbout(node, tokens)
      assert.deepEqual(answers, {
        // Of 21 agents only one was registered just after another of them.
        status: { chains: [{ gaps: tokens.length - 1, rejected: 0 }] },
        answers: responses.length,
        requests: requests.map(row => ({
          agent: agentId(row.agentId),
          registry: lower(row.contract),
          validator: lower(row.validatorAddress),
          requestHash: row.requestHash,
          uri: row.requestURI,
          requestedAt: origin(row),
          responses: responses.filter(isAnswerTo(row)).map(row => ({
            response: Number(row.response),
            uri: row.responseURI,
            hash: row.responseHash,
            tag: row.tag,
            givenAt: origin(row),
          })),
        })),
        revocations: revocations.map(row => ({
          agent: agentId(row.agentId),
          clientAddress: lower(row.clientAddress),
          index: row.feedbackIndex,
          revokedAt: origin(row),
          // It stood for weeks. The values are 0, 1, 2 and so on: below 34 of 100 it was criticism.
          eighths: Number(row.feedbackIndex) <= 34 ? 2 : 0,
        })),
        standing: lastIndexes(revocations).map(({ agent, client, last }) => ({
          agent,
          clientAddress: client,
          index: `${last + 1}`,
          revokedAt: null,
          eighths: 8,
        })),
      })
    } finally {
      await node.close()
    }
  } finally {
    await chain.stop()
  }
  t.diagnostic(`${requests.length} requests, ${responses.length} responses, ${revocations.length} revocations`)
})

const lower = (text: string): Hex => text.toLowerCase() as Hex

const isAnswerTo = (asked: Request) => (row: Response) =>
  ['contract', 'requestHash', 'agentId', 'validatorAddress'].every(
    column => row[column as ValidationColumn] === asked[column as ValidationColumn],
  )

/** Base makes a block every two seconds, so a block number is a time. */
const timeOf = (block: string): number => 1_686_789_347 + 2 * Number(block)

/** The recording has the block, the local chain has its number: the time is that of the recording. */
const originOf = (row: Row, receipts: ReadonlyMap<Row, Receipt>) => {
  const receipt = receipts.get(row)
  const time = new Date(1_000 * ('timestamp' in row ? Number(row.timestamp) : timeOf(row.blockNumber)))
  return {
    block: BigInt(receipt?.blockNumber ?? -1).toString(),
    time: time.toISOString().replace('.000Z', 'Z'),
    transaction: receipt?.transactionHash,
    logIndex: BigInt(receipt?.logs[0]?.logIndex ?? -1).toString(),
    contract: 'contract' in row ? lower(row.contract) : REPUTATION,
  }
}

/** Registers these agents and none between them: the ids below were given away before our story begins. */
const registerOnly = async (chain: FastChain, tokens: readonly number[]): Promise<void> => {
  const { abi } = contracts.TestIdentityRegistry
  const data = encodeFunctionData({ abi, functionName: 'register', args: [] })
  for (const token of tokens) {
    const nextId = numberToHex(0, { size: 32 })
    await chain.all([['anvil_setStorageAt', IDENTITY, nextId, numberToHex(token, { size: 32 })]])
    await chain.mine([{ from: OWNER, to: IDENTITY, data }])
  }
}

/** The highest index that each client revoked, per agent. */
const lastIndexes = (revocations: readonly Revocation[]) => {
  const groups = Map.groupBy(revocations, ({ agentId, clientAddress }) => `${agentId} ${lower(clientAddress)}`)
  const last = (rows: readonly Revocation[]) => Math.max(...rows.map(row => Number(row.feedbackIndex)))
  return [...groups]
    .map(([key, rows]) => {
      const [token = '', client = ''] = key.split(' ')
      return { token, agent: agentId(token), client, last: last(rows) }
    })
    .sort((a, b) => Number(a.token) - Number(b.token))
}

/** Feedback of each client up to the last that it revokes, and one more that stands. What it says is made up. */
const feedbackBefore = (revocations: readonly Revocation[]): Sent[] =>
  lastIndexes(revocations).flatMap(({ token, client, last }) =>
    Array.from({ length: last + 1 }, (_, i) => ({
      from: client,
      to: REPUTATION,
      data: encodeFunctionData({
        abi: contracts.TestReputationRegistry.abi,
        functionName: 'giveFeedback',
        args: [BigInt(token), BigInt(i), 0, 'starred', '', '', '', pad('0x')],
      }),
    })),
  )

const request = (row: Request): Sent => ({
  from: OWNER,
  to: row.contract,
  data: encodeFunctionData({
    abi: contracts.TestValidationRegistry.abi,
    functionName: 'validationRequest',
    args: [row.validatorAddress as Hex, BigInt(row.agentId), row.requestURI, row.requestHash as Hex],
  }),
})

const response = (row: Response): Sent => ({
  from: lower(row.validatorAddress),
  to: row.contract,
  data: encodeFunctionData({
    abi: contracts.TestValidationRegistry.abi,
    functionName: 'validationResponse',
    args: [row.requestHash as Hex, Number(row.response), row.responseURI, row.responseHash as Hex, row.tag],
  }),
})

const revocation = (row: Revocation): Sent => ({
  from: lower(row.clientAddress),
  to: REPUTATION,
  data: encodeFunctionData({
    abi: contracts.TestReputationRegistry.abi,
    functionName: 'revokeFeedback',
    args: [BigInt(row.agentId), BigInt(row.feedbackIndex)],
  }),
})

/** Mines the rows in blocks of their times, in the order of the recording. Gives what became of each. */
const sendAgain = async (chain: FastChain, rows: readonly { row: Row; sent: Sent }[]): Promise<Map<Row, Receipt>> => {
  const logIndex = (row: Row) => ('logIndex' in row ? Number(row.logIndex) : 0)
  const ordered = rows.toSorted(
    ({ row: a }, { row: b }) => Number(a.blockNumber) - Number(b.blockNumber) || logIndex(a) - logIndex(b),
  )
  const receipts = new Map<Row, Receipt>()
  for (const [block, together] of Map.groupBy(ordered, ({ row }) => row.blockNumber)) {
    const mined = await chain.mine(
      together.map(({ sent }) => sent),
      timeOf(block),
    )
    for (const [i, { row }] of together.entries()) receipts.set(row, mined[i] as Receipt)
  }
  return receipts
}

const specOf = (rpc: string, validation: readonly string[]): ChainSpec => ({
  chain: `eip155:${BASE}`,
  rpc: [rpc],
  contracts: [
    { kind: 'identityRegistry', address: IDENTITY, subject: IDENTITY },
    { kind: 'reputationRegistry', address: REPUTATION, subject: IDENTITY },
    ...validation.map(address => ({ kind: 'validationRegistry', address, subject: IDENTITY })),
  ],
  start: 0,
  finality: { depth: 16 },
  pollMs: 20,
  maxRange: 50,
})

const SAID_OF = `query ($id: ID!) {
  reputation(id: $id) {
    feedback(first: 100) { nodes { clientAddress index revokedAt { ...origin } eighths } }
    validations(first: 100) {
      nodes {
        registry validator requestHash uri
        requestedAt { ...origin }
        responses { response uri hash tag givenAt { ...origin } }
      }
    }
  }
}
fragment origin on Origin { block time transaction logIndex contract }`

type Origin = { readonly block: string; readonly logIndex: string }
type Validation = { readonly requestedAt: Origin; readonly responses: readonly object[] }
type Feedback = { readonly index: string; readonly revokedAt: Origin | null }
type SaidOf = {
  readonly reputation: { validations: { nodes: readonly Validation[] }; feedback: { nodes: readonly Feedback[] } }
}

/** Everything that the node says of these agents, each list in the order of the chain. */
const answersAbout = async (node: NodeOver, tokens: readonly number[]) => {
  const validations: (Validation & { agent: string })[] = []
  const feedback: (Feedback & { agent: string })[] = []
  for (const agent of tokens.map(agentId)) {
    const { reputation } = await node.ask<SaidOf>(SAID_OF, { id: agent })
    validations.push(...reputation.validations.nodes.map(node => ({ agent, ...node })))
    feedback.push(...reputation.feedback.nodes.toReversed().map(node => ({ agent, ...node })))
  }
  const { status } = await node.ask<{ status: object }>('{ status { chains { gaps rejected } } }')
  return {
    status,
    answers: validations.flatMap(({ responses }) => responses).length,
    requests: inOrder(validations, row => row.requestedAt),
    revocations: inOrder(feedback, row => row.revokedAt),
    standing: feedback.filter(row => row.revokedAt === null),
  }
}

const inOrder = <R>(rows: readonly R[], originOf: (row: R) => Origin | null): R[] => {
  const place = (row: R) => [Number(originOf(row)?.block), Number(originOf(row)?.logIndex)] as const
  return rows
    .filter(row => originOf(row) !== null)
    .toSorted((a, b) => place(a)[0] - place(b)[0] || place(a)[1] - place(b)[1])
}
