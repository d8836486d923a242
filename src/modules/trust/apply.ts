/** Feedback, revocations, responses and validations, row by row, and what feedback adds up to. */
import type { Change } from '../../core/change.ts'
import { dayOf } from '../../core/day.ts'
import { digest } from '../../core/digest.ts'
import { agentId } from '../../core/ids.ts'
import type { EventArgs, Handlers } from '../../core/module.ts'
import { type Origin, position } from '../../core/origin.ts'
import { clampToSafe, int128ToText } from '../../core/uint256.ts'
import type { reputationRegistry, validationRegistry } from './events.ts'
import { addedUp, eighthsGiven, eighthsRevoked, likelyOpinion, type Seen, tagSummaryId } from './opinions.ts'

const feedbackId = (at: Origin, token: bigint, client: string, index: bigint): string =>
  `${at.chain}:${at.contract}/${token}/${client}/${index}`
const requestId = (at: Origin, hash: string): string => `${at.chain}:${at.contract}/${hash}`
const agentOf = (at: Origin, token: bigint): string => agentId(at.chain, at.subject, token)
const here = (at: Origin): string => position(at.block, at.logIndex)

export const feedbackHandlers = {
  NewFeedback: {
    reads: (event, at) => {
      const { agentId: token, clientAddress: client, feedbackIndex: index } = event
      const said = saidBy(event, at)
      const opinion = likelyOpinion(said)
      return [
        ['feedback', feedbackId(at, token, client, index)],
        ...(index > 1n ? [['feedback', feedbackId(at, token, client, index - 1n)] as const] : []),
        ['tenure', said.agent],
        ['account', client],
        ...(opinion ? [['opinion', opinion] as const] : []),
        ['rater', client],
        ['tag_summary', tagSummaryId(said)],
      ]
    },
    apply: (event, at, rows) => {
      const { agentId: token, clientAddress: client, feedbackIndex: index } = event
      const id = feedbackId(at, token, client, index)
      const said = saidBy(event, at)
      const sales = rows.get('tenure', said.agent)?.sales ?? 0
      const row = {
        ...said,
        id,
        registry: at.contract,
        feedback_index: clampToSafe(index),
        endpoint: event.endpoint,
        uri: event.feedbackURI,
        uri_id: event.feedbackURI === '' ? null : digest(event.feedbackURI),
        hash: event.feedbackHash,
        given: here(at),
        day: dayOf(at.time),
        sales,
        eighths: eighthsGiven({ ...said, sales }, rows),
        revoked: null,
      }
      // A registry that was emptied gives its indexes again: what is said now stands in the place of what was.
      const before = rows.get('feedback', id)
      const changes: Change<Seen>[] = [{ put: 'feedback', row }, ...addedUp(before, row, rows)]
      // Indexes are dense per agent and client: the one before proves that nothing was missed.
      const complete = index <= 1n || rows.get('feedback', feedbackId(at, token, client, index - 1n))
      if (complete) return changes
      const detail = 'the feedback of the index before was not seen'
      return [...changes, { gap: 'feedback_index', subject: id, detail }]
    },
  },

  FeedbackRevoked: {
    reads: ({ agentId: token, clientAddress: client, feedbackIndex }, at) => [
      ['feedback', feedbackId(at, token, client, feedbackIndex)],
      ['rater', client],
    ],
    apply: ({ agentId: token, clientAddress, feedbackIndex }, at, rows) => {
      const id = feedbackId(at, token, clientAddress, feedbackIndex)
      const revoked = here(at)
      const before = rows.get('feedback', id)
      if (!before) return [{ patch: 'feedback', id, set: { revoked } }]
      // Only the first takes something back.
      if (before.revoked !== null) return []
      const after = { ...before, revoked, eighths: eighthsRevoked(before, dayOf(at.time)) }
      return [{ put: 'feedback', row: after }, ...addedUp(before, after, rows)]
    },
  },

  ResponseAppended: ({ agentId: token, clientAddress, feedbackIndex, responder, responseURI, responseHash }, at) => {
    const feedback = feedbackId(at, token, clientAddress, feedbackIndex)
    const given = here(at)
    const row = { id: `${feedback}/${given}`, feedback, responder, uri: responseURI, hash: responseHash, given }
    return [{ put: 'feedback_response', row }]
  },
} satisfies Handlers<typeof reputationRegistry, Seen>

/** What a feedback says, of whom, by whom. */
const saidBy = (event: EventArgs<typeof reputationRegistry, 'NewFeedback'>, at: Origin) => ({
  agent: agentOf(at, event.agentId),
  client: event.clientAddress as string,
  value: int128ToText(event.value),
  decimals: event.valueDecimals,
  tag1: event.tag1,
  tag2: event.tag2,
})

export const validationHandlers = {
  ValidationRequest: ({ validatorAddress, agentId: token, requestURI, requestHash }, at) => [
    {
      put: 'validation_request',
      row: {
        id: requestId(at, requestHash),
        registry: at.contract,
        agent: agentOf(at, token),
        validator: validatorAddress,
        uri: requestURI,
        hash: requestHash,
        given: here(at),
      },
    },
  ],

  ValidationResponse: {
    reads: ({ agentId: token, requestHash }, at) => [
      ['validation_request', requestId(at, requestHash)],
      ['tenure', agentOf(at, token)],
    ],
    apply: (event, at, rows) => {
      const {
        agentId: token,
        validatorAddress: validator,
        requestHash,
        response,
        responseURI,
        responseHash,
        tag,
      } = event
      const request = requestId(at, requestHash)
      const agent = agentOf(at, token)
      const given = here(at)
      const row = { id: `${request}/${given}`, request, response, uri: responseURI, hash: responseHash, tag, given }
      const latest = {
        id: `${agent}/${validator}/${digest(tag)}`,
        agent,
        validator,
        answer: row.id,
        response,
        sales: rows.get('tenure', agent)?.sales ?? 0,
        day: dayOf(at.time),
      }
      const changes: Change<Seen>[] = [
        { put: 'validation_response', row },
        { put: 'validator_answer', row: latest },
      ]
      if (rows.get('validation_request', request)) return changes
      return [
        ...changes,
        { gap: 'validation_request', subject: request, detail: 'an answer to a request that was not seen' },
      ]
    },
  },
} satisfies Handlers<typeof validationRegistry, Seen>
