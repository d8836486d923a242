/** Who paid whom: money goes to the operators whose accounts it reaches, and what comes back is taken off. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type Hex, pad, zeroAddress } from 'viem'
import { encodeCursor } from '../../src/core/page.ts'
import { ASSET, customOf, paidAt, paymentsShown, takenBy } from '../support/custom.ts'
import { account, agentAt, authorizationUsed, minted, registration, transferOf, walletSet } from '../support/facts.ts'
import { startNode } from '../support/node.ts'
import { CHAIN, type Emitted } from '../support/scripted.ts'

const node = await startNode({ settings: { tokens: [{ asset: ASSET, symbol: 'TUSD', decimals: 6 }] } })
after(() => node.close())

let used = 0
const someone = (): Hex => account(0x1000 + used++)
const mine = async (...events: Emitted[]) => {
  const { header } = node.mine(...events)
  await node.settle()
  return header
}
/** An operator with one agent. */
const shop = async (owner = someone()) => {
  const token = BigInt(used++)
  await mine(...registration(token, '', owner))
  return { token, owner, agent: agentAt(token) }
}
const MOST = (1n << 256n) - 1n

test('a payment counts for the operator of the account that it reaches', async () => {
  const [{ agent, owner }, buyer] = [await shop(), someone()]
  assert.equal(await takenBy(node, agent), 'nothing')
  const { number } = await mine(transferOf(buyer, owner, 1_500_000n), transferOf(buyer, owner, 500_000n))
  assert.equal(await takenBy(node, agent), '2000000 - 0, 2 by 1')
  await mine(transferOf(someone(), owner, 1n))
  assert.equal(await takenBy(node, agent), '2000001 - 0, 3 by 2')
  assert.equal(await takenBy(node, agent, { block: `${number}` }), '2000000 - 0, 2 by 1')
  assert.deepEqual(
    await node.ask(
      `query ($agent: ID!) { payments(filter: { agent: $agent }, first: 1) { nodes {
        amount { asset symbol atomic amount } payer payee payerOperator payeeOperator selfPayment settlement nonce
        origin { block logIndex } } pageInfo { hasNextPage } _meta { heads { number } } } }`,
      { agent },
    ),
    {
      payments: {
        nodes: [
          {
            amount: { asset: ASSET, symbol: 'TUSD', atomic: '1', amount: '0.000001' },
            payer: account(0x1000 + used - 1),
            payee: owner,
            payerOperator: null,
            payeeOperator: owner,
            selfPayment: false,
            settlement: 'TRANSFER',
            nonce: null,
            origin: { block: `${number + 1}`, logIndex: '0' },
          },
        ],
        pageInfo: { hasNextPage: true },
        _meta: { heads: [{ number: `${number + 1}` }] },
      },
    },
  )
})

test('before the registration, to others, of nothing, minted or burnt: none of it is custom', async () => {
  const [owner, buyer] = [someone(), someone()]
  await mine(transferOf(buyer, owner, 7n))
  const { agent } = await shop(owner)
  await mine(
    transferOf(buyer, someone(), 7n),
    transferOf(buyer, owner, 0n),
    transferOf(zeroAddress, owner, 7n),
    transferOf(owner, zeroAddress, 7n),
    transferOf(owner, owner, 7n),
  )
  assert.equal(await takenBy(node, agent), '1 to itself')
  assert.equal((await paymentsShown(node, { agent })).nodes.length, 4)
})

test('what the operator pays itself counts for nothing, from whichever of its accounts', async () => {
  const [{ token, agent, owner }, wallet] = [await shop(), someone()]
  await mine(walletSet(token, wallet))
  await mine(transferOf(wallet, owner, 5n), transferOf(owner, wallet, 5n), transferOf(wallet, wallet, 5n))
  assert.equal(await takenBy(node, agent), '3 to itself')
  const { nodes } = await paymentsShown(node, { agent, self: true })
  assert.deepEqual(
    nodes.map(({ payerOperator, payeeOperator, selfPayment }) => [payerOperator, payeeOperator, selfPayment]),
    [owner, owner, owner].map(operator => [operator, operator, true]),
  )
  assert.deepEqual((await paymentsShown(node, { agent, self: false })).nodes, [])
  // Nor does what another agent of the same account pays.
  const second = await shop(owner)
  await mine(transferOf(owner, wallet, 5n))
  assert.equal(await takenBy(node, second.agent), '4 to itself')
})

test('a refund is taken off, and so is a kickback from another account, or before the payment', async () => {
  const [{ token, agent, owner }, wallet, buyer, supplier] = [await shop(), someone(), someone(), someone()]
  await mine(transferOf(buyer, owner, 100n), transferOf(owner, buyer, 30n))
  assert.equal(await takenBy(node, agent), '100 - 30, 1 by 1')
  await mine(walletSet(token, wallet))
  await mine(transferOf(wallet, buyer, 20n))
  assert.equal(await takenBy(node, agent), '100 - 50, 1 by 1')
  assert.deepEqual((await customOf(node, agent)).flags, ['WASH_PAYMENTS'])
  // Who only ever supplies is no customer, and more than was paid does not come back.
  await mine(transferOf(owner, supplier, 1_000n), transferOf(owner, buyer, 1_000n))
  assert.equal(await takenBy(node, agent), '100 - 100, 1 by 1')
  const friend = someone()
  await mine(transferOf(wallet, friend, 40n))
  await mine(transferOf(friend, owner, 60n))
  assert.equal(await takenBy(node, agent), '160 - 140, 2 by 2')
})

test('a wallet that signed for two operators is of the first, and a registrant stays its own', async () => {
  const [first, second, wallet, buyer] = [await shop(), await shop(), someone(), someone()]
  await mine(walletSet(first.token, wallet))
  await mine(walletSet(second.token, wallet), walletSet(second.token, first.owner))
  await mine(transferOf(buyer, wallet, 3n), transferOf(buyer, first.owner, 4n))
  assert.equal(await takenBy(node, first.agent), '7 - 0, 2 by 1')
  assert.equal(await takenBy(node, second.agent), 'nothing')
  // What the wallet registers is of the operator that it is of.
  const third = await shop(wallet)
  assert.equal(await takenBy(node, third.agent), '7 - 0, 2 by 1')
})

test('the wallet that a registration writes is no proof, and none is after a sale', async () => {
  const [{ token, agent, owner }, buyer, wallet, customer] = [await shop(), someone(), someone(), someone()]
  await mine(walletSet(token, '0x'), minted(BigInt(used++), someone()))
  const sale: Emitted = {
    by: 'TestIdentityRegistry',
    event: 'Transfer',
    args: { from: owner, to: buyer, tokenId: token },
  }
  await mine(sale)
  await mine(walletSet(token, wallet), paidAt(token, someone()))
  await mine(transferOf(customer, wallet, 5n), transferOf(customer, buyer, 5n), transferOf(customer, owner, 6n))
  assert.equal(await takenBy(node, agent), '6 - 0, 1 by 1')
  assert.deepEqual((await customOf(node, agent)).flags, ['SOLD'])
})

test('a lying token ends at the greatest amount there is', async () => {
  const [{ agent, owner }, liar] = [await shop(), someone()]
  await mine(transferOf(liar, owner, MOST), transferOf(liar, owner, MOST))
  assert.equal(await takenBy(node, agent), `${MOST} - 0, 2 by 1`)
  await mine(transferOf(owner, liar, MOST))
  assert.equal(await takenBy(node, agent), `${MOST} - ${MOST}, 2 by 1`)
})

test('a flood of dust from one address is one payer, and one row of a day', async () => {
  const [{ agent, owner }, flooder] = [await shop(), someone()]
  await mine(...Array.from({ length: 2_000 }, () => transferOf(flooder, owner, 1n)))
  assert.equal(await takenBy(node, agent), '2000 - 0, 2000 by 1')
})

test('windows are whole days of block time that end with the moment asked for', async () => {
  const [{ agent, owner }, early, late] = [await shop(), someone(), someone()]
  const { number } = await mine(transferOf(early, owner, 10n))
  node.chain.mine([transferOf(late, owner, 1n), transferOf(owner, early, 4n)], 7 * 86_400)
  await node.settle()
  const shown = async (asOf: object | null = null) =>
    (await customOf(node, agent, asOf)).windows.map(({ days, assets }) => {
      const [only] = assets
      return `${days}: ${only ? `${only.volume.atomic} - ${only.returned.atomic}, ${only.count} by ${only.payers}` : '-'}`
    })
  assert.deepEqual(await shown(), [
    '1: 1 - 4, 1 by 1',
    '7: 1 - 4, 1 by 1',
    '30: 11 - 4, 2 by 2',
    '90: 11 - 4, 2 by 2',
    'null: 11 - 4, 2 by 2',
  ])
  assert.deepEqual(
    await shown({ block: `${number}` }),
    [1, 7, 30, 90, null].map(days => `${days}: 10 - 0, 1 by 1`),
  )
})

test('operators that pay each other in a ring are shown, the strangers that pay them are not', async () => {
  const [a, b, c, d] = [await shop(), await shop(), await shop(), await shop()]
  const [x, y, z] = [a.owner, b.owner, c.owner]
  await mine(transferOf(x, y, 9n), transferOf(someone(), x, 1n), transferOf(d.owner, x, 1n))
  assert.deepEqual((await customOf(node, a.agent)).circular, [])
  await mine(transferOf(y, z, 8n))
  const { number } = await mine(transferOf(z, x, 7n))
  assert.deepEqual((await customOf(node, a.agent)).circular, [[x, y, z]])
  assert.deepEqual((await customOf(node, c.agent)).circular, [[z, x, y]])
  assert.deepEqual((await customOf(node, d.agent)).circular, [])
  assert.deepEqual((await customOf(node, a.agent)).flags, ['CIRCULAR_PAYMENTS'])
  await mine(transferOf(y, x, 1n))
  assert.deepEqual((await customOf(node, a.agent)).circular, [
    [x, y],
    [x, y, z],
  ])
  assert.deepEqual((await customOf(node, a.agent, { block: `${number - 1}` })).circular, [])
})

test('a transfer that a signature authorized shows its nonce, and the next one does not', async () => {
  const [{ agent, owner }, buyer] = [await shop(), someone()]
  const [one, two] = [pad('0x01', { size: 32 }), pad('0x02', { size: 32 })]
  await mine(
    authorizationUsed(buyer, one, 1),
    transferOf(buyer, owner, 1n, 1),
    transferOf(buyer, owner, 2n, 1),
    authorizationUsed(buyer, two, 1),
    transferOf(buyer, owner, 3n, 1),
    transferOf(buyer, owner, 4n, 2),
  )
  const { nodes } = await paymentsShown(node, { agent })
  assert.deepEqual(
    nodes.map(({ amount, settlement, nonce }) => [amount.atomic, settlement, nonce]),
    [
      ['4', 'TRANSFER', null],
      ['3', 'EIP3009', two],
      ['2', 'TRANSFER', null],
      ['1', 'EIP3009', one],
    ],
  )
})

test('a branch that is abandoned takes its payments, proofs and claims along', async () => {
  const [{ token, agent, owner }, wallet, payTo, buyer] = [await shop(), someone(), someone(), someone()]
  await mine(transferOf(buyer, owner, 1n))
  node.mine(walletSet(token, wallet), paidAt(token, payTo))
  node.mine(transferOf(buyer, wallet, 10n), transferOf(buyer, payTo, 100n), transferOf(owner, buyer, 1n))
  await node.settle()
  assert.equal(await takenBy(node, agent), '111 - 1, 3 by 1')
  node.chain.fork(2)
  node.mine()
  node.mine()
  await mine(transferOf(buyer, wallet, 10n), transferOf(buyer, payTo, 100n))
  assert.equal(await takenBy(node, agent), '1 - 0, 1 by 1')
  assert.deepEqual((await paymentsShown(node, { payee: wallet })).nodes, [])
})

test('what cannot be asked', async () => {
  const ask = (filter: object, more: object = {}) =>
    node.refused(
      `query ($filter: PaymentFilter, $first: Int, $after: String) {
      payments(filter: $filter, first: $first, after: $after) { nodes { payer } } }`,
      { filter, ...more },
    )
  const refusals = await Promise.all([
    ask({ self: true }),
    ask({ agent: agentAt(0), operator: account(1) }),
    ask({ agent: 'agent 7' }),
    ask({ payer: 'alice' }),
    ask({ asset: 'USD' }),
    ask({ asset: `${CHAIN}/slip44:60` }),
    ask({}, { first: 101 }),
    ask({}, { after: 'x' }),
    ask({}, { after: encodeCursor(['soon', CHAIN, '0']) }),
  ])
  assert.deepEqual(
    refusals.map(({ code, message }) => `${code}: ${message}`),
    [
      'bad_input: filter: self says nothing alone',
      'bad_input: filter: agent and operator are two ways to name an operator',
      'bad_input: id: agent 7 is not an agent id',
      'bad_input: filter: payer is alice, which is not an address',
      'bad_input: filter: USD is not a token',
      `bad_input: filter: ${CHAIN}/slip44:60 is not a token`,
      'bad_input: first: 101 is not between 0 and 100',
      'bad_input: after: not a cursor of this list',
      'bad_input: after: not a cursor of this list',
    ],
  )
})
