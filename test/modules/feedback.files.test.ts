/** Files behind feedback: whether they are what was meant, and whether the payment that they speak of was made. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type Hex, keccak256, stringToBytes, zeroHash } from 'viem'
import { account, agentAt, feedbackGiven, registration, transferOf, transferred, walletSet } from '../support/facts.ts'
import { startNode } from '../support/node.ts'
import { CHAIN, type Emitted } from '../support/scripted.ts'

const node = await startNode()
after(() => node.close())

const [owner, wallet, client, stranger] = [account(0x3001), account(0x3002), account(0x3003), account(0x3004)]
const AGENT = agentAt(0)
const mine = async (...events: Emitted[]) => {
  const block = node.mine(...events)
  await node.settle()
  return block
}
await mine(...registration(0n, '', owner))
await mine(walletSet(0n, wallet))

let given = 0n
type File = { document: { verdict: string | null }; hash: string; proofOfPayment: Proof | null } | null
type Proof = { verdict: string; payment: { amount: { atomic: string } } | null } & Record<string, unknown>

/** Gives feedback with this file and hash, and shows the file as the node has it. */
const filed = async (uri: string, feedbackHash: Hex = zeroHash, by = client): Promise<File> => {
  await mine(feedbackGiven(0n, by, ++given, { feedbackURI: uri, feedbackHash }))
  const { reputation } = await node.ask<{ reputation: { feedback: { nodes: { file: File }[] } } }>(
    `query ($id: ID!) { reputation(id: $id) { feedback(first: 1) { nodes { file { document { verdict } hash
       proofOfPayment { fromAddress toAddress chain transaction verdict payment { amount { atomic } payer payee } } } } } } }`,
    { id: AGENT },
  )
  return reputation.feedback.nodes[0]?.file ?? null
}
const uriOf = (text: string): string => `data:application/json,${encodeURIComponent(text)}`
const hashOf = (text: string): Hex => keccak256(stringToBytes(text))

test('a file is what was meant, or it is not, and one widespread mistake has a name', async () => {
  const shown = async (uri: string, hash?: Hex) => {
    const file = await filed(uri, hash)
    return file && `${file.document.verdict} ${file.hash}`
  }
  const file = { value: 5, agentId: 0, proofOfPayment: { txHash: '0x01' }, list: [{ value: 1, other: 2 }] }
  const text = JSON.stringify(file, null, 2)
  const mistaken = '{"agentId":0,"list":[{"value":1}],"proofOfPayment":{},"value":5}'
  assert.equal(await shown(''), null)
  assert.equal(await shown(uriOf(text)), 'ok NOT_GIVEN')
  assert.equal(await shown(uriOf(text), hashOf(text)), 'ok MATCH')
  assert.equal(await shown(uriOf(text), hashOf(mistaken)), 'ok MISMATCH_KNOWN_PRODUCER')
  assert.equal(await shown(uriOf(text), hashOf(JSON.stringify(file))), 'ok MISMATCH')
  assert.equal(await shown(uriOf('not json'), hashOf('not json')), 'not-json MATCH')
  assert.equal(await shown(uriOf('[1]'), hashOf('[2]')), 'not-an-object MISMATCH')
  assert.equal(await shown('ftp://a.example/1', hashOf(text)), 'unsupported NOT_FETCHED')
})

const proofOf = async (proofOfPayment: unknown, by = client) =>
  (await filed(uriOf(JSON.stringify({ proofOfPayment })), zeroHash, by))?.proofOfPayment ?? null

test('a payment that the reviewer made to the agent is shown', async () => {
  const { logs } = await mine(transferOf(client, stranger, 1n, 1), transferOf(client, wallet, 7n, 1))
  const txHash = logs[0]?.tx ?? ''
  const said = { fromAddress: client, toAddress: wallet, chainId: 31337, txHash }
  const amount = { atomic: '7' }
  const match = {
    fromAddress: client,
    toAddress: wallet,
    chain: CHAIN,
    transaction: txHash,
    verdict: 'MATCH',
    payment: { amount, payer: client, payee: wallet },
  }
  assert.deepEqual(await proofOf(said), match)
  assert.deepEqual(
    await proofOf({ ...said, chainId: '31337', txHash: txHash.toUpperCase().replace('0X', '0x') }),
    match,
  )
  assert.deepEqual(await proofOf({ ...said, chainId: CHAIN }), match)
  // Who registered the agent is its operator, whoever owns it now.
  await mine(transferred(0n, owner, stranger))
  assert.deepEqual(await proofOf(said), match)
})

test('what is wrong with a payment that was not made, or not by and to whom it says', async () => {
  const { logs } = await mine(transferOf(client, stranger, 1n, 1), transferOf(stranger, owner, 2n, 1))
  const said = { fromAddress: client, toAddress: owner, chainId: 31337, txHash: logs[0]?.tx }
  const verdict = async (proof: unknown, by?: Hex) => {
    const found = await proofOf(proof, by)
    assert.equal(found?.payment ?? null, null)
    return found?.verdict ?? null
  }
  assert.deepEqual(
    [
      await verdict('yes'),
      await verdict({}),
      await verdict({ ...said, fromAddress: 'alice' }),
      await verdict({ ...said, toAddress: 7 }),
      await verdict({ ...said, chainId: -1 }),
      await verdict({ ...said, txHash: '0x01' }),
    ],
    [null, 'MALFORMED', 'MALFORMED', 'MALFORMED', 'MALFORMED', 'MALFORMED'],
  )
  assert.equal(await verdict({ ...said, chainId: 1 }), 'OTHER_CHAIN')
  assert.equal(await verdict({ ...said, txHash: hashOf('another') }), 'NO_SUCH_PAYMENT')
  assert.equal(await verdict({ ...said, toAddress: account(7), fromAddress: account(8) }), 'NO_SUCH_PAYMENT')
  assert.equal(await verdict(said), 'WRONG_PAYER')
  assert.equal(await verdict({ ...said, fromAddress: stranger }), 'WRONG_PAYER', 'the reviewer is another')
  assert.equal(await verdict({ ...said, toAddress: account(7), fromAddress: stranger }, stranger), 'WRONG_PAYEE')
  const more = await mine(transferOf(owner, stranger, 1n), transferOf(client, client, 3n))
  const toStranger = { ...said, fromAddress: owner, toAddress: stranger, txHash: more.logs[0]?.tx }
  assert.equal(await verdict(toStranger, owner), 'WRONG_PAYEE', 'the payee is not of the agent')
  assert.equal(await verdict({ ...toStranger, txHash: more.logs[1]?.tx }, owner), 'NO_SUCH_PAYMENT')
})
