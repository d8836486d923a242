/** Feedback, revocations, responses and validations, row by row: nothing is summed, nothing overwritten. */
import { agentId } from '../../core/ids.ts'
import type { Handlers } from '../../core/module.ts'
import { type Origin, position } from '../../core/origin.ts'
import { clampToSafe, int128ToText } from '../../core/uint256.ts'
import type { reputationRegistry, validationRegistry } from './events.ts'
import type { TrustFacts } from './tables.ts'

const feedbackId = (at: Origin, token: bigint, client: string, index: bigint): string =>
  `${at.chain}:${at.contract}/${token}/${client}/${index}`
const requestId = (at: Origin, hash: string): string => `${at.chain}:${at.contract}/${hash}`
const agentOf = (at: Origin, token: bigint): string => agentId(at.chain, at.subject, token)
const here = (at: Origin): string => position(at.block, at.logIndex)

export const feedbackHandlers = {
  NewFeedback: {
    // Indexes are dense per agent and client: the one before proves that nothing was missed.
    reads: ({ agentId: token, clientAddress, feedbackIndex }, at) =>
      feedbackIndex > 1n ? [['feedback', feedbackId(at, token, clientAddress, feedbackIndex - 1n)] as const] : [],
    apply: (event, at, rows) => {
      const { agentId: token, clientAddress: client, feedbackIndex: index } = event
      const row = {
        id: feedbackId(at, token, client, index),
        registry: at.contract,
        agent: agentOf(at, token),
        client,
        feedback_index: clampToSafe(index),
        value: int128ToText(event.value),
        decimals: event.valueDecimals,
        tag1: event.tag1,
        tag2: event.tag2,
        endpoint: event.endpoint,
        uri: event.feedbackURI,
        hash: event.feedbackHash,
        given: here(at),
        revoked: null,
      }
      const complete = index <= 1n || rows.get('feedback', feedbackId(at, token, client, index - 1n))
      if (complete) return [{ put: 'feedback', row }]
      const detail = 'the feedback of the index before was not seen'
      return [
        { put: 'feedback', row },
        { gap: 'feedback_index', subject: row.id, detail },
      ]
    },
  },

  FeedbackRevoked: ({ agentId: token, clientAddress, feedbackIndex }, at) => [
    { patch: 'feedback', id: feedbackId(at, token, clientAddress, feedbackIndex), set: { revoked: here(at) } },
  ],

  ResponseAppended: ({ agentId: token, clientAddress, feedbackIndex, responder, responseURI, responseHash }, at) => {
    const feedback = feedbackId(at, token, clientAddress, feedbackIndex)
    const given = here(at)
    const row = { id: `${feedback}/${given}`, feedback, responder, uri: responseURI, hash: responseHash, given }
    return [{ put: 'feedback_response', row }]
  },
} satisfies Handlers<typeof reputationRegistry, TrustFacts>

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
    reads: ({ requestHash }, at) => [['validation_request', requestId(at, requestHash)] as const],
    apply: ({ requestHash, response, responseURI, responseHash, tag }, at, rows) => {
      const request = requestId(at, requestHash)
      const given = here(at)
      const row = { id: `${request}/${given}`, request, response, uri: responseURI, hash: responseHash, tag, given }
      if (rows.get('validation_request', request)) return [{ put: 'validation_response', row }]
      return [
        { put: 'validation_response', row },
        { gap: 'validation_request', subject: request, detail: 'an answer to a request that was not seen' },
      ]
    },
  },
} satisfies Handlers<typeof validationRegistry, TrustFacts>
