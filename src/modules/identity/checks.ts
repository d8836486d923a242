/** What the identity registries and ERC-1056 say of themselves, held against our rows. */
import { sql } from 'kysely'
import { decodeAbiParameters, decodeFunctionResult, encodeFunctionData, type Hex, parseAbi, zeroAddress } from 'viem'
import { ask } from '../../core/asks.ts'
import { reads } from '../../core/asOf.ts'
import type { Audit, Call, Check, Scope } from '../../core/audit.ts'
import { fromPosition } from '../../core/origin.ts'
import { bytesFromText, printable, textFromBytes } from '../../core/text.ts'
import { uint256FromText } from '../../core/uint256.ts'
import type { AgentMetadataRow, AgentRow, DidRow, IdentityFacts } from './tables.ts'

const { db, at } = reads<IdentityFacts>()

const identityReads = parseAbi([
  'function ownerOf(uint256 tokenId) view returns (address)',
  'function tokenURI(uint256 tokenId) view returns (string)',
  'function getAgentWallet(uint256 agentId) view returns (address)',
])
const didReads = parseAbi(['function changed(address identity) view returns (uint256)'])
/** `getMetadata(uint256,string)`, whose argument is bytes of a stranger. */
const GET_METADATA = '0xcb4799f2'

/** Owner, URI, wallet and metadata of every agent. */
const agents: Check = {
  kind: 'agents',
  behind: function* (scope, key, limit) {
    const { when, contract } = scope
    const where = sql`${ofRegistry(scope)} and id > ${key === '' ? `${scope.chain}:${contract}/` : key}`
    const rows = yield* ask(
      db
        .selectFrom(at(when, 'agent', 'agent', where))
        .selectAll('agent')
        .orderBy('agent.id')
        .limit(limit),
    )
    const among = sql`agent in (${sql.join(['', ...rows.map(({ id }) => id)])})`
    const entries = yield* ask(db.selectFrom(at(when, 'agent_metadata', 'm', among)).selectAll('m'))
    return rows.map(row => ({
      key: row.id,
      compare: async call => {
        const own = entries.filter(({ agent }) => agent === row.id)
        const found = (
          await Promise.all([comparedAgent(row, call), ...own.map(entry => comparedEntry(row, entry, call))])
        )
          .flat()
          .filter(({ holds }) => !holds)
        if (found.length === 0) return null
        return { detail: found.map(({ says }) => says).join('; '), from: Math.min(...found.map(({ since }) => since)) }
      },
    }))
  },
}

type Compared = { readonly holds: boolean; readonly says: string; readonly since: number }

const comparedAgent = async (row: AgentRow, call: Call): Promise<Compared[]> => {
  const token = uint256FromText(row.token)
  const read = async (functionName: 'ownerOf' | 'tokenURI' | 'getAgentWallet') =>
    call(encodeFunctionData({ abi: identityReads, functionName, args: [token] }))
  const [owner, uri, wallet] = await Promise.all([read('ownerOf'), read('tokenURI'), read('getAgentWallet')])
  return [
    compared('owner', row.owner_at, row.owner, owner && addressIn(owner)),
    compared('URI', row.uri_at ?? row.minted, row.uri ?? '', uri && textFromBytes(bytesIn(uri))),
    compared('wallet', row.wallet_at, row.wallet ?? zeroAddress, wallet && addressIn(wallet)),
  ]
}

const comparedEntry = async (
  agent: AgentRow,
  { key, value, bf }: AgentMetadataRow & { readonly bf: number },
  call: Call,
): Promise<Compared> => {
  const name = Buffer.from(bytesFromText(key))
  const words = [uint256FromText(agent.token), 64n, BigInt(name.length)].map(n => n.toString(16).padStart(64, '0'))
  const padded = name.toString('hex').padEnd(Math.ceil(name.length / 32) * 64, '0')
  const answer = await call(`${GET_METADATA}${words.join('')}${padded}`)
  const says = answer && `0x${Buffer.from(bytesIn(answer)).toString('hex')}`
  return { ...compared(`metadata ${printable(key, 40)}`, agent.minted, value, says), since: bf }
}

const compared = (what: string, since: string, held: string, says: string | null): Compared => ({
  holds: says === held,
  says: `${what} is ${says === null ? 'not told' : printable(says, 120)}, held is ${printable(held, 120)}`,
  since: fromPosition(since).block,
})

/** The agent of the highest id: ids are dense, so it says how many there are. */
const highest: Check = {
  kind: 'highest_agent',
  behind: function* (scope, key) {
    if (key !== '') return []
    const rows = yield* ask(
      db
        .selectFrom(at(scope.when, 'agent', 'agent', ofRegistry(scope)))
        .select(['agent.token', 'agent.minted'])
        .orderBy('agent.token', 'desc')
        .limit(1),
    )
    const [row] = rows
    const held = row ? uint256FromText(row.token) : -1n
    return [
      {
        key: 'highest',
        compare: async call => {
          const last = await lastMinted(held, call)
          if (last === held) return null
          const from = row ? fromPosition(row.minted).block : null
          return { detail: `the highest id is ${last}, held is ${held < 0n ? 'none' : held}`, from }
        },
      },
    ]
  },
}

/** The highest id that has an owner, from one that is known to have: doubling, then halving. None has above 2^64. */
const lastMinted = async (known: bigint, call: Call): Promise<bigint> => {
  const exists = async (token: bigint): Promise<boolean> =>
    token < 0n ||
    ((await call(encodeFunctionData({ abi: identityReads, functionName: 'ownerOf', args: [token] }))) ?? '0x') !== '0x'
  let [low, high] = [known, known + 1n]
  for (let step = 1n; step < 1n << 64n && (await exists(high)); step *= 2n) [low, high] = [high, high + 2n * step]
  while (high - low > 1n) {
    const middle = (low + high) / 2n
    if (await exists(middle)) low = middle
    else high = middle
  }
  // Where even what we hold has no owner the contract is another one; `agents` says so of each.
  return low
}

/** The block of the last change of every identity that we have heard of. */
const changed: Check = {
  kind: 'changed',
  behind: function* ({ chain, when }, key, limit) {
    const rows = yield* ask(
      db
        .selectFrom(at(when, 'did', 'did', sql`chain = ${chain} and id > ${key}`))
        .select(['did.id', 'did.identity', 'did.changed'])
        .orderBy('did.id')
        .limit(limit),
    )
    return rows.map((row: Pick<DidRow, 'id' | 'identity' | 'changed'>) => ({
      key: row.id,
      compare: async call => {
        const data = encodeFunctionData({ abi: didReads, functionName: 'changed', args: [row.identity as Hex] })
        const answer = await call(data)
        const says = answer && decodeFunctionResult({ abi: didReads, functionName: 'changed', data: answer })
        if (says === BigInt(row.changed)) return null
        return { detail: `changed in block ${says ?? 'not told'}, held is ${row.changed}`, from: row.changed }
      },
    }))
  },
}

const ofRegistry = ({ chain, contract }: Scope) => sql`chain = ${chain} and registry = ${contract}`

const addressIn = (answer: Hex): string => decodeAbiParameters([{ type: 'address' }], answer)[0].toLowerCase()

/** A string is read as the bytes it is: the layout is the same. */
const bytesIn = (answer: Hex): Uint8Array =>
  Buffer.from(decodeAbiParameters([{ type: 'bytes' }], answer)[0].slice(2), 'hex')

export const audits = {
  identityRegistry: { checks: [highest, agents] },
  didRegistry: { checks: [changed] },
} satisfies Record<string, Audit>
