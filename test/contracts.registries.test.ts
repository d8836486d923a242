import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import {
  type Address,
  type Hash,
  type Hex,
  keccak256,
  parseAbiParameters,
  stringToHex,
  zeroAddress,
  zeroHash,
} from 'viem'
import { type Deployed, startContracts } from './support/contracts.ts'

const { client, alice, bob, carol, byAlice, byBob, byCarol, done, deploy, logged, now, stop } = await startContracts()
after(stop)

const identityLogs = (hash: Promise<Hash>) => logged('TestIdentityRegistry', hash)

const metadataSet = (agentId: bigint, metadataKey: string, metadataValue: Hex) => [
  'MetadataSet',
  { agentId, indexedMetadataKey: keccak256(stringToHex(metadataKey)), metadataKey, metadataValue },
]
const walletSet = (agentId: bigint, wallet: Address | '0x') =>
  metadataSet(agentId, 'agentWallet', wallet.toLowerCase() as Hex)
const minted = (tokenId: bigint, to: Address) => ['Transfer', { from: zeroAddress, to, tokenId }]
const registered = (agentId: bigint, owner: Address, agentURI: string) => ['Registered', { agentId, agentURI, owner }]
const uriTouched = (agentId: bigint) => ['MetadataUpdate', { _tokenId: agentId }]

const stateOf = async ({ read }: Deployed<'TestIdentityRegistry'>, id: bigint) => ({
  owner: await read.ownerOf([id]),
  uri: await read.tokenURI([id]),
  wallet: await read.getAgentWallet([id]),
})

test('an agent registers in three ways, and the logs tell them apart', async () => {
  const identity = await deploy('TestIdentityRegistry')
  assert.deepEqual(await identityLogs(identity.write.register(byAlice)), [
    minted(0n, alice),
    registered(0n, alice, ''),
    walletSet(0n, alice),
  ])
  assert.deepEqual(await identityLogs(identity.write.register([''], byBob)), [
    minted(1n, bob),
    uriTouched(1n),
    registered(1n, bob, ''),
    walletSet(1n, bob),
  ])
  const entries = ['0x01', '0x02'].map(value => ({ metadataKey: 'offer', metadataValue: value as Hex }))
  assert.deepEqual(await identityLogs(identity.write.register(['ipfs://a', entries], byAlice)), [
    minted(2n, alice),
    uriTouched(2n),
    registered(2n, alice, 'ipfs://a'),
    walletSet(2n, alice),
    metadataSet(2n, 'offer', '0x01'),
    metadataSet(2n, 'offer', '0x02'),
  ])
  assert.deepEqual(await stateOf(identity, 2n), { owner: alice, uri: 'ipfs://a', wallet: alice })
  assert.equal(await identity.read.getMetadata([2n, 'offer']), '0x02')
  assert.equal(await identity.read.balanceOf([alice]), 2n)
  assert.equal(await identity.read.getVersion(), '2.0.0')
  await assert.rejects(identity.read.ownerOf([3n]), /ERC721NonexistentToken\(uint256 tokenId\)\s+\(3\)/)
})

test('a registrant that forwards its agent at birth leaves logs that name the wrong owner and wallet', async () => {
  const identity = await deploy('TestIdentityRegistry')
  const forwarder = await deploy('TestRegistrant', identity.address, bob, '', false)
  const forwarded = (id: bigint) => [
    minted(id, forwarder.address),
    walletSet(id, '0x'),
    ['Transfer', { from: forwarder.address, to: bob, tokenId: id }],
  ]
  assert.deepEqual(await identityLogs(forwarder.write.register(byAlice)), [
    ...forwarded(0n),
    registered(0n, forwarder.address, ''),
    walletSet(0n, forwarder.address),
  ])
  assert.deepEqual(await identityLogs(forwarder.write.register(['ipfs://a'], byAlice)), [
    ...forwarded(1n),
    uriTouched(1n),
    registered(1n, forwarder.address, 'ipfs://a'),
    walletSet(1n, forwarder.address),
  ])
  assert.deepEqual(await stateOf(identity, 0n), { owner: bob, uri: '', wallet: zeroAddress })
  assert.deepEqual(await stateOf(identity, 1n), { owner: bob, uri: 'ipfs://a', wallet: zeroAddress })
})

test('of a URI set at birth and a registered one, the registered one rules, unless there is none', async () => {
  const identity = await deploy('TestIdentityRegistry')
  const { address, write } = await deploy('TestRegistrant', identity.address, zeroAddress, 'ipfs://inner', false)
  const uriSet = (id: bigint) => [
    minted(id, address),
    uriTouched(id),
    ['URIUpdated', { agentId: id, newURI: 'ipfs://inner', updatedBy: address }],
  ]
  assert.deepEqual(await identityLogs(write.register(byAlice)), [
    ...uriSet(0n),
    registered(0n, address, ''),
    walletSet(0n, address),
  ])
  assert.deepEqual(await identityLogs(write.register(['ipfs://outer'], byAlice)), [
    ...uriSet(1n),
    uriTouched(1n),
    registered(1n, address, 'ipfs://outer'),
    walletSet(1n, address),
  ])
  assert.deepEqual(await stateOf(identity, 0n), { owner: address, uri: 'ipfs://inner', wallet: address })
  assert.deepEqual(await stateOf(identity, 1n), { owner: address, uri: 'ipfs://outer', wallet: address })
})

test('a registrant may register another agent inside its own registration', async () => {
  const identity = await deploy('TestIdentityRegistry')
  const { address, write } = await deploy('TestRegistrant', identity.address, zeroAddress, '', true)
  assert.deepEqual(await identityLogs(write.register(byAlice)), [
    minted(0n, address),
    minted(1n, address),
    registered(1n, address, ''),
    walletSet(1n, address),
    registered(0n, address, ''),
    walletSet(0n, address),
  ])
})

test('a transfer, also to oneself, clears the wallet first and the approval silently', async () => {
  const identity = await deploy('TestIdentityRegistry')
  await done(identity.write.register(byAlice))
  for (const to of [alice, bob]) {
    assert.deepEqual(await identityLogs(identity.write.approve([carol, 0n], byAlice)), [
      ['Approval', { owner: alice, approved: carol, tokenId: 0n }],
    ])
    assert.deepEqual(await identityLogs(identity.write.safeTransferFrom([alice, to, 0n], byCarol)), [
      walletSet(0n, '0x'),
      ['Transfer', { from: alice, to, tokenId: 0n }],
    ])
    assert.deepEqual(await stateOf(identity, 0n), { owner: to, uri: '', wallet: zeroAddress })
    assert.equal(await identity.read.getApproved([0n]), zeroAddress)
    assert.equal(await identity.read.isAuthorizedOrOwner([carol, 0n]), false)
  }
  await assert.rejects(identity.simulate.transferFrom([bob, alice, 0n], byAlice), /ERC721InsufficientApproval/)
  await done(identity.write.setApprovalForAll([alice, true], byBob))
  await assert.rejects(identity.simulate.transferFrom([alice, carol, 0n], byAlice), /ERC721IncorrectOwner/)
  await done(identity.write.transferFrom([bob, carol, 0n], byAlice))
  assert.equal(await identity.read.ownerOf([0n]), carol)
})

test('a wallet is set by whoever holds it: a key signs, a contract agrees', async () => {
  const identity = await deploy('TestIdentityRegistry')
  await done(identity.write.register(byAlice))
  const deadline = (await now()) + 300n
  const signature = await client.signTypedData({
    account: bob,
    domain: { name: 'ERC8004IdentityRegistry', version: '1', chainId: 31337, verifyingContract: identity.address },
    types: {
      AgentWalletSet: parseAbiParameters('uint256 agentId, address newWallet, address owner, uint256 deadline'),
    },
    primaryType: 'AgentWalletSet',
    message: { agentId: 0n, newWallet: bob, owner: alice, deadline },
  })
  const { setAgentWallet, unsetAgentWallet } = identity.write
  const tryToSet = identity.simulate.setAgentWallet
  await assert.rejects(tryToSet([0n, carol, deadline, signature], byAlice), /invalid wallet sig/)
  await assert.rejects(tryToSet([0n, bob, deadline, signature], byBob), /Not authorized/)
  await assert.rejects(tryToSet([0n, bob, deadline - 301n, signature], byAlice), /expired/)
  await assert.rejects(tryToSet([0n, bob, deadline + 300n, signature], byAlice), /deadline too far/)
  assert.deepEqual(await identityLogs(setAgentWallet([0n, bob, deadline, signature], byAlice)), [walletSet(0n, bob)])
  const { address } = await deploy('TestRegistrant', identity.address, zeroAddress, '', false)
  assert.deepEqual(await identityLogs(setAgentWallet([0n, address, deadline, '0x'], byAlice)), [walletSet(0n, address)])
  assert.equal(await identity.read.getAgentWallet([0n]), address)
  assert.deepEqual(await identityLogs(unsetAgentWallet([0n], byAlice)), [walletSet(0n, '0x')])
  assert.equal(await identity.read.getAgentWallet([0n]), zeroAddress)
})

test('the key of the wallet is reserved to the byte', async () => {
  const { simulate, write } = await deploy('TestIdentityRegistry')
  const reserved = [{ metadataKey: 'agentWallet', metadataValue: '0x' as const }]
  await assert.rejects(simulate.register(['', reserved], byAlice), /reserved key/)
  await done(write.register(byAlice))
  await assert.rejects(simulate.setMetadata([0n, 'agentWallet', '0x'], byAlice), /reserved key/)
  await assert.rejects(simulate.setMetadata([0n, 'name', '0x'], byBob), /Not authorized/)
  for (const key of ['AgentWallet', '', 'agentWallet\0']) {
    assert.deepEqual(await identityLogs(write.setMetadata([0n, key, '0x01'], byAlice)), [metadataSet(0n, key, '0x01')])
  }
})

test('feedback is numbered per client from 1, bounded, and never from those who act for the agent', async () => {
  const identity = await deploy('TestIdentityRegistry')
  const { read, simulate, write } = await deploy('TestReputationRegistry', identity.address)
  const rating = (value: bigint, decimals = 0) => [0n, value, decimals, 'starred', 't', 'e', 'u', zeroHash] as const
  const given = (clientAddress: Address, feedbackIndex: bigint, value: bigint, valueDecimals = 0) => {
    const indexedTag1 = keccak256(stringToHex('starred'))
    const tags = { indexedTag1, tag1: 'starred', tag2: 't', endpoint: 'e', feedbackURI: 'u', feedbackHash: zeroHash }
    return ['NewFeedback', { agentId: 0n, clientAddress, feedbackIndex, value, valueDecimals, ...tags }]
  }
  const most = 10n ** 38n
  await assert.rejects(simulate.giveFeedback(rating(1n), byBob), /0x7e273289/)
  await done(identity.write.register(byAlice))
  await done(identity.write.approve([carol, 0n], byAlice))
  await assert.rejects(simulate.giveFeedback(rating(1n), byAlice), /Self-feedback not allowed/)
  await assert.rejects(simulate.giveFeedback(rating(1n), byCarol), /Self-feedback not allowed/)
  await assert.rejects(simulate.giveFeedback(rating(most + 1n), byBob), /value too large/)
  await assert.rejects(simulate.giveFeedback(rating(-most - 1n), byBob), /value too large/)
  await assert.rejects(simulate.giveFeedback(rating(1n, 19), byBob), /too many decimals/)

  const rated = (hash: Promise<Hash>) => logged('TestReputationRegistry', hash)
  assert.deepEqual(await rated(write.giveFeedback(rating(most, 18), byBob)), [given(bob, 1n, most, 18)])
  assert.deepEqual(await rated(write.giveFeedback(rating(-most), byBob)), [given(bob, 2n, -most)])
  await done(identity.write.approve([zeroAddress, 0n], byAlice))
  assert.deepEqual(await rated(write.giveFeedback(rating(5n), byCarol)), [given(carol, 1n, 5n)])
  assert.deepEqual(await read.getClients([0n]), [bob, carol])
  assert.equal(await read.getLastIndex([0n, bob]), 2n)

  await assert.rejects(simulate.revokeFeedback([0n, 1n], byAlice), /index out of bounds/)
  const key = { agentId: 0n, clientAddress: bob, feedbackIndex: 1n }
  assert.deepEqual(await rated(write.revokeFeedback([0n, 1n], byBob)), [['FeedbackRevoked', key]])
  await assert.rejects(simulate.revokeFeedback([0n, 1n], byBob), /Already revoked/)
  await assert.rejects(simulate.appendResponse([0n, bob, 1n, '', zeroHash], byCarol), /Empty URI/)
  for (const [responder, by] of [
    [carol, byCarol],
    [alice, byAlice],
    [carol, byCarol],
  ] as const) {
    assert.deepEqual(await rated(write.appendResponse([0n, bob, 1n, 'ipfs://r', zeroHash], by)), [
      ['ResponseAppended', { ...key, responder, responseURI: 'ipfs://r', responseHash: zeroHash }],
    ])
  }
  assert.deepEqual(await read.readFeedback([0n, bob, 1n]), [most, 18, 'starred', 't', true])
})

test('a validation is asked for once and answered by its validator, again and again, also with 0', async () => {
  const identity = await deploy('TestIdentityRegistry')
  const { read, simulate, write } = await deploy('TestValidationRegistry', identity.address)
  const validated = (hash: Promise<Hash>) => logged('TestValidationRegistry', hash)
  const requestHash = keccak256('0x01')
  const key = { validatorAddress: bob, agentId: 0n, requestHash }
  await done(identity.write.register(byAlice))
  await done(identity.write.register(byCarol))
  await assert.rejects(simulate.validationRequest([bob, 0n, 'u', requestHash], byCarol), /Not authorized/)
  assert.deepEqual(await validated(write.validationRequest([bob, 0n, 'u', requestHash], byAlice)), [
    ['ValidationRequest', { ...key, requestURI: 'u' }],
  ])
  await assert.rejects(simulate.validationRequest([bob, 1n, 'u', requestHash], byCarol), /exists/)
  await assert.rejects(simulate.validationResponse([zeroHash, 0, '', zeroHash, ''], byBob), /unknown/)
  await assert.rejects(simulate.validationResponse([requestHash, 0, '', zeroHash, ''], byAlice), /not validator/)
  await assert.rejects(simulate.validationResponse([requestHash, 101, '', zeroHash, ''], byBob), /resp>100/)
  for (const response of [100, 0]) {
    assert.deepEqual(await validated(write.validationResponse([requestHash, response, 'u', zeroHash, 't'], byBob)), [
      ['ValidationResponse', { ...key, response, responseURI: 'u', responseHash: zeroHash, tag: 't' }],
    ])
  }
  assert.deepEqual(await read.getValidationStatus([requestHash]), [bob, 0n, 0, zeroHash, 't', await now()])
  assert.deepEqual(await read.getAgentValidations([0n]), [requestHash])
})
