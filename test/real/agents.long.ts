import assert from 'node:assert/strict'
import { isDeepStrictEqual } from 'node:util'
import { encodeFunctionData, type Hex } from 'viem'
import type { ChainSpec } from '../../indexer/chain.ts'
import { rpcSource } from '../../indexer/rpc.ts'
import { contracts } from '../../src/generated/contracts.ts'
import { BLOCK_MAX, type FastChain, type Sent, startFastChain } from '../support/fastChain.ts'
import { identityRegistry, MAINNET, said } from '../support/mainnet.ts'
import { type NodeOver, nodeOver } from '../support/nodeOver.ts'
import { readLines, realTest } from '../support/real.ts'

const REGISTRY = identityRegistry.address
/** Who registers the agents that the recording leaves out. */
const NOBODY = '0x0000000000000000000000000000000000000a11'

type RecordedAgent = { readonly agentId: number; readonly owner: string; readonly registrationFile: object | null }

realTest(
  'every recorded agent of mainnet, registered again, reads back with its owner and what its file says',
  async t => {
    const agents = withGapsFilled(readLines<RecordedAgent>('erc8004-mainnet-agents.ndjson.gz'))
    const chain = await startFastChain(1, 1_769_600_000)
    try {
      await chain.place(REGISTRY, 'TestIdentityRegistry')
      await registerAll(chain, agents)
      const node = await nodeOver(specOf(chain.url), rpcSource(chain.url))
      try {
        const head = await chain.height()
        await node.settled(head)
        const answers = await allAgents(node)
        const expected = agents.map(answerTo)
        const differing = answers.flatMap((answer, i) => {
          const wanted = expected[i]
          return isDeepStrictEqual(answer, wanted) ? [] : [{ answer, wanted }]
        })
        // A few of those that differ say enough; of thousands the difference would take minutes to print.
        assert.deepEqual(
          { count: answers.length, differing: differing.length, first: differing.slice(0, 3) },
          { count: expected.length, differing: 0, first: [] },
        )
        assert.deepEqual(await node.ask(STATUS), statusAt(head))
      } finally {
        await node.close()
      }
    } finally {
      await chain.stop()
    }
    const recorded = agents.filter(({ owner }) => owner !== NOBODY)
    const files = recorded.filter(({ registrationFile }) => registrationFile !== null)
    t.diagnostic(`${recorded.length} agents, ${files.length} with a file`)
  },
)

/** The agents by id from 0 on; in the place of one that was not recorded, one of nobody without a file. */
const withGapsFilled = (recorded: readonly RecordedAgent[]): RecordedAgent[] => {
  const byId = new Map(recorded.map(agent => [agent.agentId, agent]))
  const count = 1 + Math.max(...byId.keys())
  return Array.from(
    { length: count },
    (_, agentId) => byId.get(agentId) ?? { agentId, owner: NOBODY, registrationFile: null },
  )
}

const { abi } = contracts.TestIdentityRegistry

const uriOf = ({ registrationFile }: RecordedAgent): string | null =>
  registrationFile && `data:application/json;base64,${Buffer.from(JSON.stringify(registrationFile)).toString('base64')}`

const registration = (agent: RecordedAgent): Sent => {
  const uri = uriOf(agent)
  const args = uri === null ? ([] as const) : ([uri] as const)
  return {
    from: agent.owner.toLowerCase(),
    to: REGISTRY,
    data: encodeFunctionData({ abi, functionName: 'register', args }) as Hex,
  }
}

const registerAll = async (chain: FastChain, agents: readonly RecordedAgent[]): Promise<void> => {
  for (let from = 0; from < agents.length; from += BLOCK_MAX) {
    await chain.mine(agents.slice(from, from + BLOCK_MAX).map(registration))
  }
}

const specOf = (rpc: string): ChainSpec => ({
  chain: MAINNET,
  rpc: [rpc],
  contracts: [identityRegistry],
  start: 0,
  finality: { depth: 4 },
  pollMs: 50,
  maxRange: 4,
})

const PAGE = `query ($after: String) {
  agents(orderBy: MINTED_ASC, first: 100, after: $after) {
    nodes { id tokenId owner uri registration { name active x402 } document { verdict } }
    pageInfo { hasNextPage endCursor }
  }
}`
type Page = {
  readonly agents: {
    readonly nodes: readonly object[]
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
  }
}

/** Every agent that the node knows, page by page. */
const allAgents = async (node: NodeOver): Promise<object[]> => {
  const found: object[] = []
  for (let after: string | null = null, more = true; more; ) {
    const { agents }: Page = await node.ask<Page>(PAGE, { after })
    found.push(...agents.nodes)
    after = agents.pageInfo.endCursor
    more = agents.pageInfo.hasNextPage
  }
  return found
}

const answerTo = (agent: RecordedAgent): object => ({
  id: `${MAINNET}:${REGISTRY}/${agent.agentId}`,
  tokenId: `${agent.agentId}`,
  owner: agent.owner.toLowerCase(),
  uri: uriOf(agent),
  registration: agent.registrationFile && said(agent.registrationFile),
  document: agent.registrationFile && { verdict: 'ok' },
})

const STATUS = `{
  status { chains { state head { number } gaps rejected coverage { contract from to grade } } documents { waiting } }
}`
const statusAt = (head: number) => ({
  status: {
    chains: [
      {
        state: 'FOLLOWING',
        head: { number: `${head}` },
        gaps: 0,
        rejected: 0,
        coverage: [{ contract: REGISTRY, from: '0', to: `${head}`, grade: 'FETCHED' }],
      },
    ],
    documents: { waiting: 0 },
  },
})
