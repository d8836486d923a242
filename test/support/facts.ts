/** What the ERC-8004 registries emit, one function for each event, with what a story does not care about filled in. */
import { type Hex, pad, toHex, zeroAddress, zeroHash } from 'viem'
import { addressOf, CHAIN, type Emitted } from './scripted.ts'

export const IDENTITY = addressOf('TestIdentityRegistry')

/** An account by a number. */
export const account = (n: number): Hex => pad(toHex(n), { size: 20 })
export const [ALICE, BOB, CAROL] = [account(0xa11ce), account(0xb0b), account(0xca201)]

/** The id of an agent of the scripted chain. */
export const agentAt = (token: bigint | number): string => `${CHAIN}:${IDENTITY}/${token}`

const identity = (event: string, args: Record<string, unknown>): Emitted => ({
  by: 'TestIdentityRegistry',
  event,
  args,
})
export const transferred = (tokenId: bigint, from: Hex, to: Hex) => identity('Transfer', { from, to, tokenId })
export const minted = (tokenId: bigint, to: Hex = ALICE) => transferred(tokenId, zeroAddress, to)
export const refreshed = (tokenId: bigint) => identity('MetadataUpdate', { _tokenId: tokenId })
export const registered = (agentId: bigint, agentURI: string, owner: Hex = ALICE) =>
  identity('Registered', { agentId, agentURI, owner })
export const uriUpdated = (agentId: bigint, newURI: string) =>
  identity('URIUpdated', { agentId, newURI, updatedBy: ALICE })
export const metadataSet = (agentId: bigint, key: string, metadataValue: Hex) =>
  identity('MetadataSet', { agentId, indexedMetadataKey: key, metadataKey: key, metadataValue })
export const walletSet = (agentId: bigint, wallet: Hex) => metadataSet(agentId, 'agentWallet', wallet)
export const approved = (tokenId: bigint, approved: Hex, owner: Hex = ALICE) =>
  identity('Approval', { owner, approved, tokenId })
export const approvedForAll = (owner: Hex, operator: Hex, approved: boolean) =>
  identity('ApprovalForAll', { owner, operator, approved })

/** What the proxy of a registry emits when other code takes the place of its own. */
export const upgraded = (by: 'TestIdentityRegistry' | 'TestReputationRegistry', implementation: Hex): Emitted => ({
  by,
  event: 'Upgraded',
  args: { implementation },
})

/** All that the registration of an agent with a URI emits. */
export const registration = (agentId: bigint, agentURI: string, owner: Hex = ALICE): Emitted[] => [
  minted(agentId, owner),
  refreshed(agentId),
  registered(agentId, agentURI, owner),
  walletSet(agentId, owner),
]

/** What an ERC-20 emits when it moves, in a transaction of its own or the one of this number. */
export const transferOf = (from: Hex, to: Hex, value: bigint, tx?: number): Emitted =>
  token('Transfer', { from, to, value }, tx)
/** What an EIP-3009 token emits just before it moves what `authorizer` signed for. */
export const authorizationUsed = (authorizer: Hex, nonce: Hex, tx?: number): Emitted =>
  token('AuthorizationUsed', { authorizer, nonce }, tx)
const token = (event: string, args: Record<string, unknown>, tx?: number): Emitted => ({
  by: 'TestToken',
  event,
  args,
  ...(tx === undefined ? {} : { tx }),
})

export const feedbackGiven = (
  agentId: bigint,
  clientAddress: Hex,
  feedbackIndex: bigint,
  more: Partial<
    Record<'value' | 'valueDecimals' | 'tag1' | 'tag2' | 'endpoint' | 'feedbackURI' | 'feedbackHash', unknown>
  > = {},
): Emitted => ({
  by: 'TestReputationRegistry',
  event: 'NewFeedback',
  args: {
    agentId,
    clientAddress,
    feedbackIndex,
    value: 1n,
    valueDecimals: 0,
    indexedTag1: more.tag1 ?? '',
    tag1: '',
    tag2: '',
    endpoint: '',
    feedbackURI: '',
    feedbackHash: zeroHash,
    ...more,
  },
})
export const feedbackRevoked = (agentId: bigint, clientAddress: Hex, feedbackIndex: bigint): Emitted => ({
  by: 'TestReputationRegistry',
  event: 'FeedbackRevoked',
  args: { agentId, clientAddress, feedbackIndex },
})
export const responseAppended = (
  agentId: bigint,
  clientAddress: Hex,
  feedbackIndex: bigint,
  responder: Hex,
  responseURI: string,
): Emitted => ({
  by: 'TestReputationRegistry',
  event: 'ResponseAppended',
  args: { agentId, clientAddress, feedbackIndex, responder, responseURI, responseHash: zeroHash },
})

export const validationRequested = (
  agentId: bigint,
  validatorAddress: Hex,
  requestHash: Hex,
  requestURI = '',
): Emitted => ({
  by: 'TestValidationRegistry',
  event: 'ValidationRequest',
  args: { validatorAddress, agentId, requestURI, requestHash },
})
export const validationAnswered = (
  agentId: bigint,
  validatorAddress: Hex,
  requestHash: Hex,
  response: number,
  tag = '',
): Emitted => ({
  by: 'TestValidationRegistry',
  event: 'ValidationResponse',
  args: { validatorAddress, agentId, requestHash, response, responseURI: '', responseHash: zeroHash, tag },
})
