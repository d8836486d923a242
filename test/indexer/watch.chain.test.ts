/** Payments as a real chain has them: a token with EIP-3009, and an agent that registers in between. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type Hex, parseSignature } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { foundry } from 'viem/chains'
import { rpcSource } from '../../indexer/rpc.ts'
import { startContracts } from '../support/contracts.ts'
import { indexed } from '../support/indexed.ts'
import { factsOf } from '../support/world.ts'

const { client, alice, bob, byAlice, byBob, done, deploy, stop } = await startContracts()
after(stop)
const buyer = privateKeyToAccount(generatePrivateKey())
const NONCE: Hex = `0x${'5e'.repeat(32)}`

test('what an agent is paid is kept from its registration on, signed payments with their nonce', async () => {
  const registry = await deploy('TestIdentityRegistry')
  const token = await deploy('TestToken', 'Test Dollar', 'TUSD', 6)
  await done(token.write.mint([buyer.address, 100n], byAlice))
  await done(token.write.mint([alice, 5n], byAlice))
  await done(registry.write.register(['https://a.example/agent.json'], byAlice))
  await done(token.write.mint([bob, 50n], byAlice))
  const authorization = {
    from: buyer.address,
    to: alice,
    value: 7n,
    validAfter: 0n,
    validBefore: 10n ** 11n,
    nonce: NONCE,
  }
  const signature = await buyer.signTypedData({
    domain: { name: 'Test Dollar', version: '2', chainId: foundry.id, verifyingContract: token.address },
    types: {
      TransferWithAuthorization: [
        { name: 'from', type: 'address' },
        { name: 'to', type: 'address' },
        { name: 'value', type: 'uint256' },
        { name: 'validAfter', type: 'uint256' },
        { name: 'validBefore', type: 'uint256' },
        { name: 'nonce', type: 'bytes32' },
      ],
    },
    primaryType: 'TransferWithAuthorization',
    message: authorization,
  })
  const { v, r, s } = parseSignature(signature)
  const { from, to, value, validAfter, validBefore, nonce } = authorization
  const signed = await done(
    token.write.transferWithAuthorization([from, to, value, validAfter, validBefore, nonce, Number(v), r, s], byBob),
  )
  await done(token.write.transfer([bob, 3n], byAlice))
  await done(token.write.transfer([buyer.address, 4n], byBob))
  await client.request({ method: 'anvil_mine' as never, params: ['0x3'] as never })

  const { number, hash } = await client.getBlock()
  const head = () => ({ number: Number(number), hash })
  const contracts = [
    { kind: 'identityRegistry', address: registry.address.toLowerCase() },
    { kind: 'paymentAsset', address: token.address.toLowerCase() },
  ].map(contract => ({ ...contract, subject: contract.address }))
  const read = (depth: number) =>
    indexed({ source: rpcSource(client.transport.url ?? ''), head }, store => factsOf(store), {
      contracts,
      finality: { depth },
    })
  const [final, tip] = [await read(1), await read(1_000)]
  assert.deepEqual(final, tip)

  const rows = final as Record<string, Record<string, string>[]>
  const lower = (address: string) => address.toLowerCase()
  assert.deepEqual(
    rows.payment?.map(({ payer, payee, amount }) => [payer, payee, BigInt(`0x${amount}`)]),
    [
      [lower(buyer.address), lower(alice), 7n],
      [lower(alice), lower(bob), 3n],
    ],
  )
  assert.deepEqual(
    rows.authorization_used?.map(({ authorizer, nonce, tx }) => [authorizer, nonce, tx]),
    [[lower(buyer.address), NONCE, signed.transactionHash]],
  )
  assert.deepEqual(
    rows.watched?.map(({ id }) => id),
    [lower(alice)],
  )
})
