/** Where operators say that they are paid, and what nobody brings about by naming the address of another. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type Hex, stringToHex } from 'viem'
import { ethrDid } from '../../src/core/did.ts'
import { offerPaidAt, paidAt, paymentsShown, takenBy } from '../support/custom.ts'
import {
  account,
  agentAt,
  approved,
  approvedForAll,
  metadataSet,
  registration,
  transferOf,
  transferred,
  walletSet,
} from '../support/facts.ts'
import { FOR_EVER, namesAgent, namesDid, ownerChanged } from '../support/links.ts'
import { startNode } from '../support/node.ts'
import { CHAIN, type Emitted } from '../support/scripted.ts'
import { base64url } from '../support/tokens.ts'

const node = await startNode()
after(() => node.close())

let used = 0
const someone = (): Hex => account(0x2000 + used++)
const mine = async (...events: Emitted[]) => {
  node.mine(...events)
  await node.settle()
}
const shop = async (owner = someone()) => {
  const token = BigInt(used++)
  await mine(...registration(token, '', owner))
  return { token, owner, agent: agentAt(token) }
}
const offeredBy = (identity: Hex, uri: string, validTo = FOR_EVER): Emitted => ({
  by: 'EthereumDIDRegistry',
  event: 'DIDAttributeChanged',
  args: {
    identity,
    name: stringToHex('did/svc/Offer', { size: 32 }),
    value: stringToHex(uri),
    validTo,
    previousChange: 0n,
  },
})
let announced = 0n
const onBoard = (by: Hex, uri: string): Emitted => ({
  by: 'OfferBoard',
  event: 'OfferAnnounced',
  args: { index: announced++, subject: `0x${'00'.repeat(32)}`, offerId: `0x${'00'.repeat(32)}`, seq: 1n, uri, by },
})

test('metadata of the agent, an attribute of its DID and the board say where an operator is paid', async () => {
  const [{ token, agent, owner }, buyer] = [await shop(), someone()]
  const [first, night, did, board] = [someone(), someone(), someone(), someone()]
  await mine(
    paidAt(token, first),
    metadataSet(token, 'offer:night', stringToHex(offerPaidAt([night.toUpperCase().replace('0X', '0x')]))),
    offeredBy(owner, offerPaidAt([did])),
    onBoard(owner, offerPaidAt([board], `did:pkh:${CHAIN}:${owner}`)),
  )
  await mine(
    transferOf(buyer, first, 1n),
    transferOf(buyer, night, 10n),
    transferOf(buyer, did, 100n),
    transferOf(buyer, board, 1_000n),
  )
  assert.equal(await takenBy(node, agent), '1111 - 0, 4 by 1')
  await mine(transferOf(first, buyer, 5n), transferOf(night, someone(), 5n))
  assert.equal(await takenBy(node, agent), '1111 - 1, 4 by 1', 'no more comes back than went there')
})

test('the word of a buyer, of a stranger, of a relay or of a controller counts for nobody', async () => {
  const [{ token, agent, owner }, buyer, customer] = [await shop(), someone(), someone()]
  const [sold, elsewhere, foreign, relayed, revoked] = [someone(), someone(), someone(), someone(), someone()]
  const controlled = someone()
  const stranger = someone()
  await mine(
    offeredBy(stranger, offerPaidAt([elsewhere])),
    onBoard(stranger, offerPaidAt([elsewhere], ethrDid(CHAIN, stranger))),
    metadataSet(token, 'offers', stringToHex(offerPaidAt([elsewhere]))),
    metadataSet(token, 'offer', stringToHex(offerPaidAt([foreign], undefined, `eip155:1/erc20:${account(1)}`))),
    onBoard(owner, offerPaidAt([relayed], ethrDid(CHAIN, stranger))),
    offeredBy(owner, offerPaidAt([revoked]), 0n),
    ownerChanged(owner, buyer),
    offeredBy(owner, offerPaidAt([controlled])),
    transferred(token, owner, buyer),
    paidAt(token, sold),
  )
  await mine(
    ...[sold, elsewhere, foreign, relayed, revoked, controlled].map(address => transferOf(customer, address, 1n)),
  )
  assert.equal(await takenBy(node, agent), 'nothing')
})

test('what is not an offer names nobody', async () => {
  const [{ token, agent }, customer] = [await shop(), someone()]
  const named = Array.from({ length: 17 }, () => someone())
  const of = (payload: unknown) => `data:application/jwt,e30.${base64url(JSON.stringify(payload))}.AA`
  const entry = (to: unknown) => ({ pay: [{ asset: `${CHAIN}/erc20:${account(1)}`, to }] })
  const deep = JSON.stringify({ pay: [] }).replace('[]', `${'['.repeat(13)}${']'.repeat(13)}`)
  const texts = [
    'data:application/jwt,',
    'data:application/jwt,e30.%%%.AA',
    'https://a.example/offer',
    of(7),
    of({ pay: 'me' }),
    of({ pay: [7, null] }),
    of(entry(7)),
    of(entry('bob')),
    of({ pay: [{ asset: 'gold', to: named[0] }] }),
    `data:application/jwt,e30.${base64url(deep)}.AA`,
    of({ ...entry(named[0]), more: 'x'.repeat(20_000) }),
  ]
  await mine(...texts.map(text => metadataSet(token, 'offer', stringToHex(text))))
  await mine(...named.map(address => transferOf(customer, address, 1n)))
  assert.equal(await takenBy(node, agent), 'nothing')
  // Of more ways to pay than an offer may have, the first sixteen count.
  await mine(paidAt(token, ...named))
  await mine(...named.map(address => transferOf(customer, address, 1n)))
  assert.equal(await takenBy(node, agent), '16 - 0, 16 by 1')
})

test('who is first to name an address has its custom, until somebody proves whose it is', async () => {
  const [first, second, payTo, buyer] = [await shop(), await shop(), someone(), someone()]
  await mine(paidAt(first.token, payTo))
  await mine(paidAt(second.token, payTo))
  await mine(transferOf(buyer, payTo, 2n))
  assert.deepEqual([await takenBy(node, first.agent), await takenBy(node, second.agent)], ['2 - 0, 1 by 1', 'nothing'])
  await mine(walletSet(second.token, payTo))
  await mine(transferOf(buyer, payTo, 3n))
  assert.deepEqual(
    [await takenBy(node, first.agent), await takenBy(node, second.agent)],
    ['2 - 0, 1 by 1', '3 - 0, 1 by 1'],
  )
})

test('to name the account of another has no effect: not on its custom, nor on what it pays', async () => {
  const [seed, thief, critic] = [await shop(), await shop(), someone()]
  await mine(paidAt(thief.token, seed.owner, critic))
  await mine(transferOf(critic, seed.owner, 8n))
  assert.deepEqual([await takenBy(node, seed.agent), await takenBy(node, thief.agent)], ['8 - 0, 1 by 1', 'nothing'])
  // The critic has paid the thief as well, which must not look like the thief paying itself.
  await mine(transferOf(critic, thief.owner, 5n))
  assert.equal(await takenBy(node, thief.agent), '5 - 0, 1 by 1')
  const { nodes } = await paymentsShown(node, { agent: thief.agent })
  assert.deepEqual(
    nodes.map(({ payee, payeeOperator, selfPayment }) => [payee, payeeOperator, selfPayment]),
    [
      [thief.owner, thief.owner, false],
      [seed.owner, seed.owner, false],
    ],
  )
  // Nor does what others pay the critic, from an address that the thief has named, look like a refund of the thief.
  const [employer, worker] = [someone(), someone()]
  await mine(paidAt(thief.token, employer))
  await mine(transferOf(worker, thief.owner, 4n), transferOf(employer, worker, 1_000n))
  assert.equal(await takenBy(node, thief.agent), '9 - 0, 2 by 2')
  await mine(transferOf(worker, employer, 3n), transferOf(employer, worker, 1_000n))
  assert.equal(await takenBy(node, thief.agent), '12 - 3, 3 by 2')
})

test('what goes round between addresses that are only claimed comes back like any other payment', async () => {
  const [{ token, agent }, one, two] = [await shop(), someone(), someone()]
  await mine(paidAt(token, one, two))
  await mine(transferOf(one, two, 10n))
  assert.equal(await takenBy(node, agent), '10 - 0, 1 by 1')
  await mine(transferOf(two, one, 13n))
  assert.equal(await takenBy(node, agent), '13 - 10, 2 by 2')
})

test('the addresses of an agent, each with what it was and whether it agreed', async () => {
  const [{ token, agent, owner }, wallet, payTo, operator, forAll] = [
    await shop(),
    someone(),
    someone(),
    someone(),
    someone(),
  ]
  const [identity, controller, claimed, buyer] = [someone(), someone(), someone(), someone()]
  const did = ethrDid(CHAIN, identity)
  await mine(
    walletSet(token, wallet),
    paidAt(token, payTo, wallet),
    approved(token, operator, owner),
    approvedForAll(owner, forAll, true),
    approvedForAll(owner, forAll, false),
    namesDid(token, ethrDid(CHAIN, claimed)),
    ownerChanged(identity, controller),
    namesAgent(identity, agent),
  )
  await mine(namesDid(token, did), transferred(token, owner, buyer))
  const { agent: shown } = await node.ask<{ agent: { addresses: { address: string; since: { logIndex: string } }[] } }>(
    'query ($id: ID!) { agent(id: $id) { addresses { address roles proven since { logIndex } } } }',
    { id: agent },
  )
  assert.deepEqual(
    shown.addresses,
    [
      [owner, ['OWNER', 'REGISTRANT'], true, 0],
      [wallet, ['PAY_TO', 'WALLET'], true, 0],
      [payTo, ['PAY_TO'], false, 1],
      [operator, ['OPERATOR'], false, 2],
      [forAll, ['OPERATOR'], false, 3],
      [identity, ['CONTROLLER'], false, 0],
      [controller, ['CONTROLLER'], false, 0],
      [buyer, ['OWNER'], false, 1],
    ].map(([address, roles, proven, since]) => ({ address, roles, proven, since: { logIndex: `${since}` } })),
  )
})

test('a callback in the mint that gives the agent away leaves it sold, and its registrant who it was', async () => {
  const [minter, friend, buyer] = [someone(), someone(), someone()]
  const token = BigInt(used++)
  const [born, ...rest] = registration(token, '', minter)
  assert.ok(born)
  await mine(born, transferred(token, minter, friend), ...rest)
  await mine(transferOf(buyer, minter, 1n), transferOf(buyer, friend, 1n))
  assert.equal(await takenBy(node, agentAt(token)), '1 - 0, 1 by 1')
})

test('every address that is bound is watched from then on', async () => {
  const rows = await node.store.read()
  const query = { sql: `select address from binding where address not in (select id from watched)`, values: [] }
  assert.deepEqual(await rows.all(query), [])
  rows.release()
})
