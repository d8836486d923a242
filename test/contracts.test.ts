import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import {
  type Abi,
  type AbiEvent,
  type AbiFunction,
  type Address,
  encodeAbiParameters,
  type Hex,
  keccak256,
  numberToHex,
  parseAbiParameters,
  parseSignature,
  stringToHex,
  toEventSelector,
  toFunctionSelector,
  toFunctionSignature,
  zeroHash,
} from 'viem'
import { contracts } from '../src/generated/contracts.ts'
import { type Name, startContracts } from './support/contracts.ts'

const { client, alice, bob, carol, byAlice, byCarol, done, deploy, logged, now, stop } = await startContracts()
after(stop)

test('every event has the arguments and the topic that the networks know', () => {
  assert.deepEqual(events('TestIdentityRegistry'), {
    'Registered(uint256 indexed agentId, string agentURI, address indexed owner)':
      '0xca52e62c367d81bb2e328eb795f7c7ba24afb478408a26c0e201d155c449bc4a',
    'MetadataSet(uint256 indexed agentId, string indexed indexedMetadataKey, string metadataKey, bytes metadataValue)':
      '0x2c149ed548c6d2993cd73efe187df6eccabe4538091b33adbd25fafdb8a1468b',
    'URIUpdated(uint256 indexed agentId, string newURI, address indexed updatedBy)':
      '0x3a2c7fffc2cba7582c690e3b82c453ea02a308326a98a3ad7576c606336409fb',
    'Transfer(address indexed from, address indexed to, uint256 indexed tokenId)':
      '0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef',
    'Approval(address indexed owner, address indexed approved, uint256 indexed tokenId)':
      '0x8c5be1e5ebec7d5bd14f71427d1e84f3dd0314c0f7b2291e5b200ac8c7c3b925',
    'ApprovalForAll(address indexed owner, address indexed operator, bool approved)':
      '0x17307eab39ab6107e8899845ad3d59bd9653f200f220920489ca2b5937696c31',
    'MetadataUpdate(uint256 _tokenId)': '0xf8e1a15aba9398e019f0b49df1a4fde98ee17ae345cb5f6b5e2c27f5033e8ce7',
    'BatchMetadataUpdate(uint256 _fromTokenId, uint256 _toTokenId)':
      '0x6bd5c950a8d8df17f772f5af37cb3655737899cbf903264b9795592da439661c',
    'Upgraded(address indexed implementation)': '0xbc7cd75a20ee27fd9adebab32041f755214dbc6bffa90cc0225b39da2e5c2d3b',
  })
  assert.deepEqual(events('TestReputationRegistry'), {
    'NewFeedback(uint256 indexed agentId, address indexed clientAddress, uint64 feedbackIndex, int128 value, uint8 valueDecimals, string indexed indexedTag1, string tag1, string tag2, string endpoint, string feedbackURI, bytes32 feedbackHash)':
      '0x6a4a61743519c9d648a14e6493f47dbe3ff1aa29e7785c96c8326a205e58febc',
    'FeedbackRevoked(uint256 indexed agentId, address indexed clientAddress, uint64 indexed feedbackIndex)':
      '0x25156fd3288212246d8b008d5921fde376c71ed14ac2e072a506eb06fde6d09d',
    'ResponseAppended(uint256 indexed agentId, address indexed clientAddress, uint64 feedbackIndex, address indexed responder, string responseURI, bytes32 responseHash)':
      '0xb1c6be0b5b8aef6539e2fac0fd131a2faa7b49edf8e505b5eb0ad487d56051d4',
    'Upgraded(address indexed implementation)': '0xbc7cd75a20ee27fd9adebab32041f755214dbc6bffa90cc0225b39da2e5c2d3b',
  })
  assert.deepEqual(events('TestValidationRegistry'), {
    'ValidationRequest(address indexed validatorAddress, uint256 indexed agentId, string requestURI, bytes32 indexed requestHash)':
      '0x530436c3634a98e1e626b0898be2f1e9980cc1bd2a78c07a0aba52d0a48a5059',
    'ValidationResponse(address indexed validatorAddress, uint256 indexed agentId, bytes32 indexed requestHash, uint8 response, string responseURI, bytes32 responseHash, string tag)':
      '0xafddf629e874ccc3963b6a888c477bd464a6c8525024fc88759ea3b2326349ae',
    'Upgraded(address indexed implementation)': '0xbc7cd75a20ee27fd9adebab32041f755214dbc6bffa90cc0225b39da2e5c2d3b',
  })
  assert.deepEqual(events('EthereumDIDRegistry'), {
    'DIDOwnerChanged(address indexed identity, address owner, uint256 previousChange)':
      '0x38a5a6e68f30ed1ab45860a4afb34bcb2fc00f22ca462d249b8a8d40cda6f7a3',
    'DIDDelegateChanged(address indexed identity, bytes32 delegateType, address delegate, uint256 validTo, uint256 previousChange)':
      '0x5a5084339536bcab65f20799fcc58724588145ca054bd2be626174b27ba156f7',
    'DIDAttributeChanged(address indexed identity, bytes32 name, bytes value, uint256 validTo, uint256 previousChange)':
      '0x18ab6b2ae3d64306c00ce663125f2bd680e441a098de1635bd7ad8b0d44965e4',
  })
})

test('every function that a reader or a writer uses has the selector that the networks know', () => {
  assert.partialDeepStrictEqual(selectors('TestIdentityRegistry'), {
    'register()': '0x1aa3a008',
    'register(string)': '0xf2c298be',
    'register(string,(string,bytes)[])': '0x8ea42286',
    'setAgentURI(uint256,string)': '0x0af28bd3',
    'setMetadata(uint256,string,bytes)': '0x466648da',
    'setAgentWallet(uint256,address,uint256,bytes)': '0x2d1ef5ae',
    'unsetAgentWallet(uint256)': '0x3fddcf19',
    'ownerOf(uint256)': '0x6352211e',
    'tokenURI(uint256)': '0xc87b56dd',
    'getMetadata(uint256,string)': '0xcb4799f2',
    'getAgentWallet(uint256)': '0x00339509',
    'isAuthorizedOrOwner(address,uint256)': '0xd95e72be',
    'getVersion()': '0x0d8e6e2c',
  })
  assert.partialDeepStrictEqual(selectors('TestReputationRegistry'), {
    'giveFeedback(uint256,int128,uint8,string,string,string,string,bytes32)': '0x3c036a7e',
    'revokeFeedback(uint256,uint64)': '0x4ab3ca99',
    'appendResponse(uint256,address,uint64,string,bytes32)': '0xc2349ab2',
    'readFeedback(uint256,address,uint64)': '0x232b0810',
    'getLastIndex(uint256,address)': '0xf2d81759',
    'getClients(uint256)': '0x42dd519c',
  })
  assert.partialDeepStrictEqual(selectors('TestValidationRegistry'), {
    'validationRequest(address,uint256,string,bytes32)': '0xaaf400c4',
    'validationResponse(bytes32,uint8,string,bytes32,string)': '0x3d659a96',
    'getValidationStatus(bytes32)': '0xff2febfc',
  })
})

test('two words prove an offer board complete, whether filled singly or in a batch', async () => {
  const announcements = ['data:application/jwt,a', 'ipfs://b', ''].map((uri, n) => ({
    subject: keccak256(stringToHex(`did:example:${n}`)),
    offerId: keccak256(stringToHex(uri)),
    seq: 2n ** 64n - 1n - BigInt(n),
    uri,
  }))
  const chained = parseAbiParameters('bytes32, uint64, bytes32, bytes32, uint64, bytes32, address')
  const head = announcements.reduce<Hex>((tip, { subject, offerId, seq, uri }, index) => {
    const words = [tip, BigInt(index), subject, offerId, seq, keccak256(stringToHex(uri)), alice] as const
    return keccak256(encodeAbiParameters(chained, words))
  }, zeroHash)
  const announced = announcements.map((it, index) => ['OfferAnnounced', { index: BigInt(index), ...it, by: alice }])
  const wordsOf = (address: Address) =>
    Promise.all([0, 1].map(slot => client.getStorageAt({ address, slot: numberToHex(slot) })))

  const singly = await deploy('OfferBoard')
  const one = ({ subject, offerId, seq, uri }: (typeof announcements)[number]) =>
    logged('OfferBoard', singly.write.announce([subject, offerId, seq, uri], byAlice))
  assert.deepEqual(await wordsOf(singly.address), [zeroHash, zeroHash])
  const seen = []
  for (const announcement of announcements) seen.push(...(await one(announcement)))
  assert.deepEqual(seen, announced)
  assert.deepEqual(await wordsOf(singly.address), [numberToHex(3, { size: 32 }), head])

  const batch = await deploy('OfferBoard')
  assert.deepEqual(await logged('OfferBoard', batch.write.announceBatch([announcements], byAlice)), announced)
  assert.deepEqual(await wordsOf(batch.address), await wordsOf(singly.address))
})

test('an authorization moves money once, whoever brings it', async () => {
  const token = await deploy('TestToken', 'Test Euro', 'EURT', 6)
  const bring = token.write.transferWithAuthorization
  const tryToBring = token.simulate.transferWithAuthorization
  const sign = (nonce: Hex) =>
    client.signTypedData({
      account: alice,
      domain: { name: 'Test Euro', version: '2', chainId: 31337, verifyingContract: token.address },
      types: {
        TransferWithAuthorization: parseAbiParameters(
          'address from, address to, uint256 value, uint256 validAfter, uint256 validBefore, bytes32 nonce',
        ),
      },
      primaryType: 'TransferWithAuthorization',
      message: { from: alice, to: bob, value: 40n, validAfter: 0n, validBefore: 2n ** 48n, nonce },
    })
  const terms = (nonce: Hex) => [alice, bob, 40n, 0n, 2n ** 48n, nonce] as const
  const moved = (nonce: Hex) => [
    ['AuthorizationUsed', { authorizer: alice, nonce }],
    ['Transfer', { from: alice, to: bob, value: 40n }],
  ]
  const [first, second] = [keccak256('0x01'), keccak256('0x02')]
  const { v, r, s } = parseSignature(await sign(first))
  await done(token.write.mint([alice, 100n], byCarol))
  await assert.rejects(tryToBring([...terms(second), Number(v), r, s], byCarol), /invalid signature/)
  await assert.rejects(
    tryToBring([alice, carol, 40n, 0n, 2n ** 48n, first, Number(v), r, s], byCarol),
    /invalid signature/,
  )
  await assert.rejects(tryToBring([alice, bob, 40n, 0n, 1n, first, Number(v), r, s], byCarol), /expired/)
  await assert.rejects(
    tryToBring([alice, bob, 40n, 2n ** 47n, 2n ** 48n, first, Number(v), r, s], byCarol),
    /not yet valid/,
  )
  assert.deepEqual(await logged('TestToken', bring([...terms(first), Number(v), r, s], byCarol)), moved(first))
  await assert.rejects(tryToBring([...terms(first), Number(v), r, s], byCarol), /authorization used/)
  assert.deepEqual(await logged('TestToken', bring([...terms(second), await sign(second)], byCarol)), moved(second))
  assert.equal(await token.read.authorizationState([alice, second]), true)
  const third = keccak256('0x03')
  await assert.rejects(tryToBring([...terms(third), await sign(third)], byCarol), /balance too low/)
  assert.deepEqual(await Promise.all([alice, bob].map(owner => token.read.balanceOf([owner]))), [20n, 80n])
})

test('a price feed keeps its rounds', async () => {
  const feed = await deploy('TestPriceFeed', 8, 'EUR / USD')
  await assert.rejects(feed.read.latestRoundData(), /No data present/)
  const [posted] = await logged('TestPriceFeed', feed.write.post([108_000_000n], byAlice))
  const at = await now()
  assert.deepEqual(posted, ['AnswerUpdated', { current: 108_000_000n, roundId: 1n, updatedAt: at }])
  assert.deepEqual(await logged('TestPriceFeed', feed.write.post([-1n, 7n], byAlice)), [
    ['AnswerUpdated', { current: -1n, roundId: 2n, updatedAt: 7n }],
  ])
  assert.deepEqual(await feed.read.getRoundData([1n]), [1n, 108_000_000n, at, at, 1n])
  assert.deepEqual(await feed.read.latestRoundData(), [2n, -1n, 7n, 7n, 2n])
  assert.deepEqual(
    [await feed.read.aggregator(), await feed.read.decimals(), await feed.read.description()],
    [feed.address, 8, 'EUR / USD'],
  )
})

test('the published DID registry runs', async () => {
  const dids = await deploy('EthereumDIDRegistry')
  assert.equal(await dids.read.identityOwner([alice]), alice)
})

const events = (name: Name) =>
  Object.fromEntries(
    (contracts[name].abi as Abi)
      .filter((item): item is AbiEvent => item.type === 'event')
      .map(event => [
        `${event.name}(${event.inputs.map(of => `${of.type}${of.indexed ? ' indexed' : ''} ${of.name}`).join(', ')})`,
        toEventSelector(event),
      ]),
  )

const selectors = (name: Name) =>
  Object.fromEntries(
    (contracts[name].abi as Abi)
      .filter((item): item is AbiFunction => item.type === 'function')
      .map(item => [toFunctionSignature(item), toFunctionSelector(item)]),
  )
