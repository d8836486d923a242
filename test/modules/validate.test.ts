import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import fc from 'fast-check'
import type { Offer, Withdrawal } from '../../src/core/offer.ts'
import { run } from '../../src/store/statement.ts'
import { startNode } from '../support/node.ts'
import { offerOf, type Person, person, signed, termsOf } from '../support/offers.ts'
import { publish, validated } from '../support/publishing.ts'
import { didRegistry, mint, offerBoard } from '../support/registry.ts'
import { GENESIS_TIME } from '../support/scripted.ts'

const perHour = 100_000
const node = await startNode({
  settings: { submissions: { enabled: true, subjectsPerDid: 100_000, perHour, maxBytes: 2 ** 30 } },
})
after(() => node.close())
const announce = offerBoard()
const registry = didRegistry(node.chain.head)

const alice = person('alice')
node.mine(mint(0n, alice.address))
await node.settle()

const written = async () =>
  node.store.write(function* () {
    const tables = ['submission', 'document', 'token', 'token_document']
    const counts: unknown[] = []
    for (const table of tables) counts.push(...(yield* run(`select count(*) as n from ${table}`)))
    return counts
  })

test('a dry run says what rules, what would become of the offer, and writes nothing', async () => {
  const one = await signed(alice, offerOf(alice, termsOf('Lot 7')))
  const rival = await signed(alice, offerOf(alice, termsOf('Bay 4')))
  node.mine(announce(one))
  const at = node.chain.head().number
  await node.settle()
  const before = await written()
  const two = await signed(alice, offerOf(alice, termsOf('Lot 7'), { seq: 2 }))
  const common = { reason: null, hint: null, subject: `${alice.did}#offer`, ruling: { id: one.id }, refusal: null }
  assert.deepEqual(await validated(node, two.jwt), { verdict: 'ok', offer: two.id, wouldBe: 'IN_FORCE', ...common })
  assert.deepEqual(await validated(node, one.jwt), { verdict: 'ok', offer: one.id, wouldBe: 'IN_FORCE', ...common })
  assert.deepEqual(await validated(node, rival.jwt), {
    ...common,
    verdict: 'equivocated',
    reason: 'there are two offers of seq 1: neither counts',
    hint: 'sign again with a higher seq, and each seq once',
    offer: rival.id,
    wouldBe: 'EQUIVOCATED',
  })
  const later = await signed(alice, offerOf(alice, termsOf('Lot 7'), { nbf: GENESIS_TIME + 86_400 * 9 }))
  const { verdict, wouldBe } = await validated(node, later.jwt)
  assert.deepEqual([verdict, wouldBe], ['equivocated', 'SCHEDULED'])
  // As of a block before it nothing ruled; whether it would be taken is about now all the same.
  assert.deepEqual((await validated(node, one.jwt, { block: String(at - 1) })).ruling, null)
  assert.deepEqual(await validated(node, 'offer'), {
    verdict: 'malformed',
    reason: 'not a compact JWS of two JSON objects and a signature',
    hint: 'serve the token alone: three parts of base64url with dots between',
    offer: null,
    subject: null,
    ruling: null,
    wouldBe: null,
    refusal: {
      code: 'bad_input',
      message: 'token: malformed: not a compact JWS of two JSON objects and a signature',
      hint: 'serve the token alone: three parts of base64url with dots between',
    },
  })
  assert.deepEqual(await written(), before)
})

/** One thing that happens to a subject: a version is announced or handed in, or its key comes and goes. */
const version = fc.record({
  seq: fc.integer({ min: 1, max: 4 }),
  kind: fc.constantFrom('offer', 'another offer', 'scheduled', 'expired', 'withdrawal'),
  by: fc.constantFrom('owner', 'delegate'),
})
const step = fc.oneof(
  fc.record({ carry: fc.constantFrom('announce', 'publish', 'publish', 'publish'), version }),
  fc.constantFrom('grant' as const, 'revoke' as const),
)
const delegate = person('delegate')

test('whatever has happened, the dry run of an offer says what handing it in then does', async () => {
  let subjects = 0
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 7 }), async steps => {
      const who = person(`seller ${subjects++}`)
      node.mine(mint(BigInt(subjects), who.address))
      await node.settle()
      for (const step of steps) {
        if (typeof step === 'string') {
          const until = step === 'revoke' ? 0n : undefined
          node.mine(registry.delegate(who.address, 'veriKey', delegate.address, until))
          await node.settle()
          continue
        }
        const token = await tokenOf(who, step.version)
        const foretold = await validated(node, token.jwt)
        if (step.carry === 'announce') node.mine(announce(token))
        else if (foretold.refusal === null) await publish(node, token.jwt)
        else {
          const refused = await node.refused('mutation ($t: String!) { publishOffer(token: $t) { number } }', {
            t: token.jwt,
          })
          assert.deepEqual(refused, foretold.refusal)
          continue
        }
        await node.settle()
        if (step.carry === 'publish') assert.deepEqual(await became(token.id), foretold.wouldBe)
      }
    }),
    { numRuns: 20, seed: 33, endOnFailure: true },
  )
  assert.deepEqual(node.faults, [])
})

const tokenOf = (owner: Person, { seq, kind, by }: { seq: number; kind: string; by: string }) => {
  const who = by === 'owner' ? owner : { ...owner, signer: { ...delegate.signer, kid: `${owner.did}#delegate-1` } }
  const common = { iss: who.did, sub: `${who.did}#offer`, ver: 1, seq, iat: GENESIS_TIME } as const
  if (kind === 'withdrawal') return signed(who, { ...common, void: true } satisfies Withdrawal)
  const times: Record<string, Partial<Offer>> = {
    scheduled: { nbf: GENESIS_TIME + 86_400 * 9 },
    expired: { exp: GENESIS_TIME + 1 },
    'another offer': { name: 'another' },
  }
  return signed(who, offerOf(who, termsOf('Lot 7'), { ...common, ...times[kind] } as Partial<Offer>))
}

/** The status of the offer itself: what its newest listing says, or where that has nothing to say the status of what rules. */
const became = async (id: string): Promise<string | null> => {
  const { offer, listings } = await node.ask<{
    offer: { status: string } | null
    listings: { nodes: { code: string | null }[] }
  }>('query ($id: ID!) { offer(id: $id) { status } listings(filter: { offer: $id }) { nodes { code } } }', { id })
  return listings.nodes[0]?.code?.toUpperCase() ?? offer?.status ?? null
}
