/** Random events in the shapes that the real contracts emit, drawn from small pools so that they meet each other. */
import fc from 'fast-check'
import { type Hex, pad, stringToHex, toHex, zeroAddress } from 'viem'
import { offerPaidAt } from './custom.ts'
import { addressOf, CHAIN, type Emitted } from './scripted.ts'

const address = fc.constantFrom(...[0xa1, 0xb2, 0xc3].map(n => pad(toHex(n), { size: 20 })))
const addressOrZero = fc.oneof({ weight: 4, arbitrary: address }, { weight: 1, arbitrary: fc.constant(zeroAddress) })
const newcomer = fc.integer({ min: 0x10, max: 0x15 }).map(n => pad(toHex(n), { size: 20 }))
const anybody = fc.oneof(
  { weight: 2, arbitrary: address },
  { weight: 2, arbitrary: newcomer },
  fc.constant(zeroAddress),
)
const amount = fc.constantFrom(0n, 1n, (1n << 256n) - 1n)
const token = fc.bigInt({ min: 0n, max: 3n })
const uri = fc.constantFrom('', 'https://a.example/1', 'data:application/json,{}', 'a NUL \0 inside')
const bytes = fc.constantFrom<Hex>(
  '0x',
  '0x01',
  pad('0xb2', { size: 20 }),
  stringToHex(offerPaidAt([pad('0x0d', { size: 20 }), pad('0xc3', { size: 20 })])),
  ...['https://a.example/offer', `${CHAIN}:${addressOf('TestIdentityRegistry')}/0`, 'did:web:a.example'].map(text =>
    stringToHex(text),
  ),
)
const hash = fc.constantFrom<Hex>(pad('0x01', { size: 32 }), pad('0x02', { size: 32 }))
const metadataKey = fc.constantFrom('agentWallet', 'did', 'offer', 'offer:night', '')
const attribute = fc
  .constantFrom('did/pub/Secp256k1/veriKey/hex', 'did/svc/Offer', 'did/svc/ERC8004', 'did/pub/Ed25519', 'other')
  .map(name => stringToHex(name, { size: 32 }))
const delegateType = fc.constantFrom('veriKey', 'sigAuth', 'enc').map(name => stringToHex(name, { size: 32 }))
const validTo = fc.constantFrom(0n, 1_795_300_050n, 1_900_000_000n, (1n << 256n) - 1n)
const previousChange = fc.bigInt({ min: 0n, max: 6n })
const index = fc.bigInt({ min: 0n, max: 3n })

const emitted = (
  by: Emitted['by'],
  event: string,
  args: Record<string, fc.Arbitrary<unknown>>,
): fc.Arbitrary<Emitted> => fc.record(args).map(values => ({ by, event, args: values }))

const identity = (event: string, args: Record<string, fc.Arbitrary<unknown>>) =>
  emitted('TestIdentityRegistry', event, args)
const erc1056 = (event: string, args: Record<string, fc.Arbitrary<unknown>>) =>
  emitted('EthereumDIDRegistry', event, { identity: address, previousChange, ...args })

/** In one of two transactions of its block. */
const ofToken = (event: string, args: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<Emitted> =>
  fc
    .tuple(emitted('TestToken', event, args), fc.integer({ min: 0, max: 1 }))
    .map(([emitted, tx]) => ({ ...emitted, tx }))

/** Of everything that is read whole. */
export const registryEvent: fc.Arbitrary<Emitted> = fc.oneof(
  identity('Transfer', { from: addressOrZero, to: address, tokenId: token }),
  identity('Transfer', { from: fc.constant(zeroAddress), to: address, tokenId: token }),
  identity('Registered', { agentId: token, agentURI: uri, owner: address }),
  identity('URIUpdated', { agentId: token, newURI: uri, updatedBy: address }),
  identity('MetadataUpdate', { _tokenId: token }),
  identity('Approval', { owner: address, approved: addressOrZero, tokenId: token }),
  identity('ApprovalForAll', { owner: address, operator: address, approved: fc.boolean() }),
  fc.record({ agentId: token, key: metadataKey, metadataValue: bytes }).map(({ key, ...args }) => ({
    by: 'TestIdentityRegistry' as const,
    event: 'MetadataSet',
    args: { ...args, indexedMetadataKey: key, metadataKey: key },
  })),
  erc1056('DIDOwnerChanged', { owner: addressOrZero }),
  erc1056('DIDDelegateChanged', { delegateType, delegate: address, validTo }),
  erc1056('DIDAttributeChanged', { name: attribute, value: bytes, validTo }),
  emitted('OfferBoard', 'OfferAnnounced', { index, subject: hash, offerId: hash, seq: index, uri, by: address }),
  emitted('TestReputationRegistry', 'NewFeedback', {
    agentId: token,
    clientAddress: address,
    feedbackIndex: index,
    value: fc.constantFrom(0n, -1n, 10n ** 38n, -(10n ** 38n)),
    valueDecimals: fc.constantFrom(0, 18),
    indexedTag1: fc.constant('starred'),
    tag1: fc.constant('starred'),
    tag2: uri,
    endpoint: uri,
    feedbackURI: uri,
    feedbackHash: hash,
  }),
  emitted('TestReputationRegistry', 'FeedbackRevoked', {
    agentId: token,
    clientAddress: address,
    feedbackIndex: index,
  }),
  emitted('TestReputationRegistry', 'ResponseAppended', {
    agentId: token,
    clientAddress: address,
    feedbackIndex: index,
    responder: address,
    responseURI: uri,
    responseHash: hash,
  }),
  emitted('TestValidationRegistry', 'ValidationRequest', {
    validatorAddress: address,
    agentId: token,
    requestURI: uri,
    requestHash: hash,
  }),
  emitted('TestValidationRegistry', 'ValidationResponse', {
    validatorAddress: address,
    agentId: token,
    requestHash: hash,
    response: fc.constantFrom(0, 100),
    responseURI: uri,
    responseHash: hash,
    tag: uri,
  }),
  emitted('TestPriceFeed', 'AnswerUpdated', {
    current: fc.constantFrom(99_991_000n, -5n),
    roundId: index,
    updatedAt: validTo,
  }),
)

/** Of everything that is read; of those who pay, some are known from the first blocks, some become known late, some never. */
export const randomEvent: fc.Arbitrary<Emitted> = fc.oneof(
  { weight: 18, arbitrary: registryEvent },
  identity('Registered', { agentId: token, agentURI: uri, owner: newcomer }),
  { weight: 4, arbitrary: ofToken('Transfer', { from: anybody, to: anybody, value: amount }) },
  { weight: 2, arbitrary: ofToken('AuthorizationUsed', { authorizer: address, nonce: hash }) },
)
