/** What the reputation and validation registries say of themselves, held against our rows. */
import { sql } from 'kysely'
import { decodeFunctionResult, encodeFunctionData, type Hex, parseAbi } from 'viem'
import { ask } from '../../core/asks.ts'
import { reads } from '../../core/asOf.ts'
import type { Audit, Check, Comparison, Scope } from '../../core/audit.ts'
import { fromPosition } from '../../core/origin.ts'
import { bytesFromText, printable } from '../../core/text.ts'
import { int128FromText } from '../../core/uint256.ts'
import type { IdentityFacts } from '../identity/tables.ts'
import type { FeedbackRow, TrustFacts } from './tables.ts'

const { db, at } = reads<TrustFacts & Pick<IdentityFacts, 'agent'>>()

// Strings are declared as the bytes they are: the layout is the same, and whether they are text is not for the decoder.
const abi = parseAbi([
  'function getLastIndex(uint256 agentId, address clientAddress) view returns (uint64)',
  'function readFeedback(uint256 agentId, address clientAddress, uint64 feedbackIndex) view returns (int128 value, uint8 valueDecimals, bytes tag1, bytes tag2, bool isRevoked)',
  'function getResponseCount(uint256 agentId, address clientAddress, uint64 feedbackIndex, address[] responders) view returns (uint64)',
  'function getAgentValidations(uint256 agentId) view returns (bytes32[])',
  'function getValidationStatus(bytes32 requestHash) view returns (address validatorAddress, uint256 agentId, uint8 response, bytes32 responseHash, bytes tag, uint256 lastUpdate)',
])

/** How much feedback each client has given each agent. */
const lastIndex: Check = {
  kind: 'last_index',
  behind: function* (scope, key, limit) {
    const compared: Comparison[] = []
    let after = key
    while (compared.length < limit) {
      // The ids of one client about one agent lie together, `<agent>/<client>/<index>`; 0 comes behind the stroke.
      const first = yield* ask(feedbackBehind(scope, after === '' ? '' : `${after}0`).limit(1))
      const id = first[0]?.id
      if (id === undefined) break
      const pair = id.slice(0, id.lastIndexOf('/'))
      const own = sql`chain = ${scope.chain} and id > ${`${pair}/`} and id < ${`${pair}0`}`
      const rows = yield* ask(
        db
          .selectFrom(at(scope.when, 'feedback', 'f', own))
          .select(['f.feedback_index', 'f.given'])
          .orderBy('f.feedback_index', 'desc')
          .limit(1),
      )
      const { feedback_index: held = 0, given = '' } = rows[0] ?? {}
      compared.push({ key: pair, compare: call => comparedIndex(pair, held, fromPosition(given).block, call) })
      after = pair
    }
    return compared
  },
}

const comparedIndex = async (
  pair: string,
  held: number,
  from: number,
  call: Parameters<Comparison['compare']>[0],
): ReturnType<Comparison['compare']> => {
  const [token, client] = tokenAndClient(pair)
  const answer = await call(encodeFunctionData({ abi, functionName: 'getLastIndex', args: [token, client] }))
  const says = answer && decodeFunctionResult({ abi, functionName: 'getLastIndex', data: answer })
  return says === BigInt(held) ? null : { detail: `the last index is ${says ?? 'not told'}, held is ${held}`, from }
}

/** What each feedback says, whether it is revoked, and how often it was responded to. */
const feedback: Check = {
  kind: 'feedback',
  behind: function* (scope, key, limit) {
    const rows = yield* ask(feedbackBehind(scope, key).limit(limit))
    const among = sql`feedback in (${sql.join(['', ...rows.map(({ id }) => id)])})`
    const responses = yield* ask(db.selectFrom(at(scope.when, 'feedback_response', 'r', among)).select('r.feedback'))
    return rows.map(row => ({
      key: row.id,
      compare: call => comparedFeedback(row, responses.filter(({ feedback }) => feedback === row.id).length, call),
    }))
  },
}

const comparedFeedback = async (
  row: FeedbackRow,
  responses: number,
  call: Parameters<Comparison['compare']>[0],
): ReturnType<Comparison['compare']> => {
  const [token, client] = tokenAndClient(row.id.slice(0, row.id.lastIndexOf('/')))
  const args = [token, client, BigInt(row.feedback_index)] as const
  const [read, count] = await Promise.all([
    call(encodeFunctionData({ abi, functionName: 'readFeedback', args })),
    call(encodeFunctionData({ abi, functionName: 'getResponseCount', args: [...args, []] })),
  ])
  const from = fromPosition(row.given).block
  if (read === null) return { detail: 'the contract knows no such feedback', from }
  const [value, decimals, tag1, tag2, isRevoked] = decodeFunctionResult({
    abi,
    functionName: 'readFeedback',
    data: read,
  })
  const said = [value, decimals, tag1, tag2, isRevoked].join(' ')
  const held = [int128FromText(row.value), row.decimals, hexOf(row.tag1), hexOf(row.tag2), row.revoked !== null].join(
    ' ',
  )
  if (said !== held) return { detail: printable(`it says ${said}, held is ${held}`), from }
  // Not every registry counts responses.
  const counted = count && decodeFunctionResult({ abi, functionName: 'getResponseCount', data: count })
  if (counted === null || counted === BigInt(responses)) return null
  return { detail: `it has ${counted} responses, held are ${responses}`, from }
}

/** Which validations were asked for of each agent, and the last answer of each. */
const validations: Check = {
  kind: 'validations',
  behind: function* ({ chain, contract, subject, when }, key, limit) {
    const where = sql`chain = ${chain} and registry = ${subject} and id > ${key}`
    const agents = yield* ask(
      db
        .selectFrom(at(when, 'agent', 'a', where))
        .select(['a.id', 'a.minted'])
        .orderBy('a.id')
        .limit(limit),
    )
    const of = sql`registry = ${contract} and agent in (${sql.join(['', ...agents.map(({ id }) => id)])})`
    const requests = yield* ask(
      db.selectFrom(at(when, 'validation_request', 'r', of)).select(['r.id', 'r.agent', 'r.hash', 'r.given']),
    )
    const among = sql`request in (${sql.join(['', ...requests.map(({ id }) => id)])})`
    const answers = yield* ask(
      db
        .selectFrom(at(when, 'validation_response', 'v', among))
        .selectAll('v')
        .orderBy('v.given'),
    )
    return agents.map(({ id, minted }) => ({
      key: id,
      compare: async call => {
        const token = BigInt(id.slice(id.lastIndexOf('/') + 1))
        const own = requests.filter(({ agent }) => agent === id)
        const listed = await call(encodeFunctionData({ abi, functionName: 'getAgentValidations', args: [token] }))
        const known = listed ? decodeFunctionResult({ abi, functionName: 'getAgentValidations', data: listed }) : []
        const unheld = known.filter(hash => !own.some(request => request.hash === hash))
        if (known.length !== own.length || unheld.length > 0) {
          const detail = `${known.length} validations were asked for, ${unheld.length} of them not held; held are ${own.length}`
          return { detail, from: fromPosition(minted).block }
        }
        for (const request of own) {
          const hash = request.hash as Hex
          const status = await call(encodeFunctionData({ abi, functionName: 'getValidationStatus', args: [hash] }))
          const [, , response = 0, answered = '', tag = ''] = status
            ? decodeFunctionResult({ abi, functionName: 'getValidationStatus', data: status })
            : []
          const last = answers.findLast(answer => answer.request === request.id)
          const held = last ? [last.response, last.hash, hexOf(last.tag)] : [0, ZERO, '0x']
          if ([response, answered, tag].join(' ') === held.join(' ')) continue
          const detail = printable(
            `${hash} was answered ${response} ${answered} ${tag}, held is ${held.join(' ')}`,
            400,
          )
          return { detail, from: fromPosition(last?.given ?? request.given).block }
        }
        return null
      },
    }))
  },
}

const ZERO = `0x${'0'.repeat(64)}`

const feedbackBehind = ({ chain, contract, when }: Scope, key: string) => {
  const place = `${chain}:${contract}`
  const where = sql`chain = ${chain} and id > ${key === '' ? `${place}/` : key} and id < ${`${place}0`}`
  return db
    .selectFrom(at(when, 'feedback', 'f', where))
    .selectAll('f')
    .orderBy('f.id')
}

/** Of `<chain>:<registry>/<token>/<client>`. */
const tokenAndClient = (pair: string): [bigint, Hex] => {
  const [, token = '0', client = '0x'] = pair.split('/')
  return [BigInt(token), client as Hex]
}

const hexOf = (text: string): string => `0x${Buffer.from(bytesFromText(text)).toString('hex')}`

export const audits = {
  reputationRegistry: { checks: [lastIndex, feedback] },
  validationRegistry: { checks: [validations] },
} satisfies Record<string, Audit>
