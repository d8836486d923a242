import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { ethrDid } from '../../src/core/did.ts'
import type { Offer } from '../../src/core/offer.ts'
import type { Settings } from '../../src/core/settings.ts'
import { run } from '../../src/store/statement.ts'
import { flood } from '../support/flood.ts'
import { startNode, type TestNode } from '../support/node.ts'
import { offerOf, type Person, person, signed, termsOf } from '../support/offers.ts'
import { publish, unpublished, validated } from '../support/publishing.ts'
import { didRegistry, mint, offerBoard, onAgent } from '../support/registry.ts'
import { CHAIN, GENESIS_TIME } from '../support/scripted.ts'
import { edwardsKey } from '../support/tokens.ts'

const limited = async (submissions: Partial<Settings['submissions']>): Promise<TestNode> => {
  const node = await startNode({
    settings: {
      submissions: { enabled: true, subjectsPerDid: 1_000, perHour: 100_000, maxBytes: 2 ** 30, ...submissions },
    },
  })
  after(() => node.close())
  return node
}
/** A person of this node who owns an agent. */
const registered = async (node: TestNode, name: string, token = 0n): Promise<Person> => {
  const who = person(name)
  node.mine(mint(token, who.address))
  await node.settle()
  return who
}
const offer = (who: Person, seq = 1, more: Partial<Offer> = {}) =>
  signed(who, offerOf(who, termsOf('Lot 7'), { seq, ...more }))
const named = ({ did }: Person, name: string) => ({ sub: `${did}#${name}` })
const withdrawal = (who: Person, seq: number, name = 'offer') =>
  signed(who, { iss: who.did, ...named(who, name), ver: 1, seq, iat: GENESIS_TIME, void: true })

test('an identity that no chain has heard of must announce first', async () => {
  const node = await limited({})
  const agent = await registered(node, 'somebody else')
  const dids = didRegistry(node.chain.head)
  const board = offerBoard()
  const names = ['registered', 'owner', 'wallet', 'announcer', 'announced', 'by an agent'] as const
  const [reg, owner, wallet, announcer, announced, byAgent] = names.map(name => person(name)) as [
    Person,
    Person,
    Person,
    Person,
    Person,
    Person,
  ]
  const tokens = await Promise.all([reg, owner, wallet, announcer, announced, byAgent].map(who => offer(who)))
  const codes = async () =>
    Promise.all(tokens.map(async ({ jwt }) => (await validated(node, jwt)).refusal?.code ?? null))
  assert.deepEqual(await codes(), Array(6).fill('no_presence'))
  const { code, hint, foretold } = await unpublished(node, tokens[0]?.jwt ?? '')
  assert.deepEqual([code, foretold], ['no_presence', true])
  assert.match(String(hint), /announce one offer on a board/)

  const [strangers] = [await offer(agent)]
  node.mine(
    dids.delegate(reg.address, 'veriKey', agent.address),
    mint(1n, owner.address),
    mint(2n, agent.address),
    {
      by: 'TestIdentityRegistry',
      event: 'MetadataSet',
      args: {
        agentId: 2n,
        indexedMetadataKey: 'agentWallet',
        metadataKey: 'agentWallet',
        metadataValue: wallet.address,
      },
    },
    board(strangers, { by: announcer.address }),
    board(await offer(announced)),
    onAgent(2n, (await offer(byAgent, 1, named(byAgent, 'another'))).uri),
  )
  await node.settle()
  assert.deepEqual(await codes(), Array(6).fill(null))
})

test('a DID of an account elsewhere, and one that is only a key, are as present as what they stand for', async () => {
  const node = await limited({ perHour: 2 })
  const alice = await registered(node, 'alice')
  const elsewhere = { ...alice, did: ethrDid('eip155:8453', alice.address) }
  const account = { ...alice, did: `did:pkh:${CHAIN}:${alice.address}` }
  const by = (who: Person, fragment: string) => ({ ...who, signer: { ...who.signer, kid: `${who.did}#${fragment}` } })
  await publish(node, (await offer(by(elsewhere, 'controller'))).jwt)
  await publish(node, (await offer(by(account, 'blockchainAccountId'))).jwt)
  // What one account hands in counts together, by whatever DID.
  assert.equal((await unpublished(node, (await offer(alice)).jwt)).code, 'too_fast')
  const bare = edwardsKey('meter')
  const meter = { ...alice, did: bare.did, signer: { ...bare, alg: bare.alg as 'ES256K' } }
  const token = await offer(meter)
  assert.equal((await unpublished(node, token.jwt)).code, 'no_presence')
  node.mine(offerBoard()(token))
  await node.settle()
  assert.equal((await publish(node, token.jwt)).isNew, true)
})

test('so many an hour by the clock of the node, withdrawals included', async () => {
  const node = await limited({ perHour: 2 })
  const [bob, carol] = [await registered(node, 'bob'), await registered(node, 'carol', 1n)]
  const tokens = await Promise.all([1, 2, 3].map(seq => offer(bob, seq)))
  await publish(node, tokens[0]?.jwt ?? '')
  await publish(node, tokens[1]?.jwt ?? '')
  const { code, message, hint, foretold } = await unpublished(node, tokens[2]?.jwt ?? '')
  assert.deepEqual(
    [code, message, foretold],
    ['too_fast', `${bob.address} has handed in 2 offers within an hour`, true],
  )
  assert.match(String(hint), /^the next one is taken at \d{4}-/)
  assert.equal((await unpublished(node, (await withdrawal(bob, 4)).jwt)).code, 'too_fast')
  assert.equal((await publish(node, tokens[1]?.jwt ?? '')).isNew, false)
  assert.equal((await publish(node, (await offer(carol)).jwt)).isNew, true)
  await node.store.write(() => run('update submission set received_at = received_at - 3600'))
  assert.equal((await publish(node, tokens[2]?.jwt ?? '')).number, '4')
})

test('a log that is full takes nothing more, but for withdrawals of what it holds', async () => {
  const tokens = await Promise.all(['a', 'b', 'c'].map(name => offer(person('dave'), 1, named(person('dave'), name))))
  const [first, second, third] = tokens
  // Room for two of the three, to the byte.
  const node = await limited({ maxBytes: (first?.jwt.length ?? 0) + (second?.jwt.length ?? 0) })
  const dave = await registered(node, 'dave')
  await publish(node, first?.jwt ?? '')
  await publish(node, second?.jwt ?? '')
  const { code, foretold } = await unpublished(node, third?.jwt ?? '')
  assert.deepEqual([code, foretold], ['full', true])
  assert.equal((await unpublished(node, (await withdrawal(dave, 2, 'c')).jwt)).code, 'full')
  assert.equal((await publish(node, (await withdrawal(dave, 2, 'a')).jwt)).number, '3')
})

test('new versions take no more room among the subjects of a DID', async () => {
  const node = await limited({ subjectsPerDid: 2 })
  const gil = await registered(node, 'gil')
  const of = async (name: string, seq: number) => (await offer(gil, seq, named(gil, name))).jwt
  for (const token of [await of('a', 1), await of('a', 2), await of('a', 3), await of('b', 1), await of('a', 4)]) {
    await publish(node, token)
  }
  const { code, message, foretold } = await unpublished(node, await of('c', 1))
  assert.deepEqual(
    [code, message, foretold],
    ['too_many', `${gil.address} has 2 subjects in the log, as many as this node takes`, true],
  )
})

test('a node may take no submissions at all', async () => {
  const node = await limited({ enabled: false })
  const erin = await registered(node, 'erin')
  const { code, hint, foretold } = await unpublished(node, (await offer(erin)).jwt)
  assert.deepEqual([code, foretold], ['closed', true])
  assert.match(String(hint), /announce/)
})

test('the log takes as many subjects of one DID as it says, and then only news of those', async () => {
  const node = await limited({ subjectsPerDid: 20 })
  assert.deepEqual(await flood(node, 60), [
    ['taken', 20],
    ['too_many', 40],
  ])
})
