/** The real registries and the board on a real chain, all with something to say, and the specification that reads them. */
import { keccak256, pad, testActions, toHex, zeroHash } from 'viem'
import type { ChainSpec } from '../../indexer/chain.ts'
import { rpcSource } from '../../indexer/rpc.ts'
import { startContracts } from './contracts.ts'
import { CHAIN } from './scripted.ts'

/** Blocks that are not final. */
const DEPTH = 2

/** Starts it; ended by `stop`. */
export const sealedChain = async () => {
  const base = await startContracts()
  const { client, deploy, done, alice, bob, byAlice, byBob, byCarol } = base
  const identity = await deploy('TestIdentityRegistry')
  const reputation = await deploy('TestReputationRegistry', identity.address)
  const validation = await deploy('TestValidationRegistry', identity.address)
  const did = await deploy('EthereumDIDRegistry')
  const board = await deploy('OfferBoard')
  const announce = (n: number) =>
    done(board.write.announce([pad('0x01'), pad(toHex(n)), BigInt(n), `https://a.example/${n}`], byBob))

  await done(
    identity.write.register(['https://a.example/0', [{ metadataKey: 'did', metadataValue: '0x6469' }]], byAlice),
  )
  await done(identity.write.register(byBob))
  await done(identity.write.transferFrom([alice, bob, 0n], byAlice))
  await done(identity.write.setAgentURI([1n, 'https://a.example/1'], byBob))
  for (const value of [1n, -5n])
    await done(reputation.write.giveFeedback([0n, value, 1, 'starred', '', '', '', zeroHash], byCarol))
  await done(reputation.write.revokeFeedback([0n, 1n], byCarol))
  await done(validation.write.validationRequest([alice, 0n, '', keccak256('0x01')], byBob))
  await done(validation.write.validationResponse([keccak256('0x01'), 90, '', zeroHash, 'kyc'], byAlice))
  await done(did.write.changeOwner([alice, bob], byAlice))
  await done(did.write.addDelegate([alice, pad('0x01'), bob, 1_000n], byBob))
  for (let n = 1; n <= 3; n += 1) await announce(n)

  const kinds = { identityRegistry: identity, reputationRegistry: reputation, validationRegistry: validation }
  const contracts = Object.entries({ ...kinds, didRegistry: did, offerBoard: board }).map(([kind, { address }]) => ({
    kind,
    address: address.toLowerCase(),
    subject: (kind in kinds ? identity : { address }).address.toLowerCase(),
  }))
  const url = client.transport.url ?? ''
  const spec: ChainSpec = {
    ...{ chain: CHAIN, rpc: [url], contracts, start: 0, finality: { depth: DEPTH }, pollMs: 1, maxRange: 10_000 },
    checksPerHour: 1e9,
    // What two endpoints must agree on is not left out by one.
    mode: 'fast',
  }
  const pass = () => client.extend(testActions({ mode: 'anvil' })).mine({ blocks: DEPTH })
  await pass()
  return {
    ...base,
    ...{ identity, reputation, validation, did, board, announce, spec, url },
    source: rpcSource(url),
    head: async () => {
      const { number, hash } = await client.getBlock()
      return { number: Number(number), hash }
    },
    /** Lets everything that was said become final. */
    pass,
  }
}

export type SealedChain = Awaited<ReturnType<typeof sealedChain>>
