/** Machines by who may sign for them, and the tree of who rules whom. */
import assert from 'node:assert/strict'
import { ECDH } from 'node:crypto'
import { after, test } from 'node:test'
import { getAddress, type Hex, stringToHex } from 'viem'
import { ALICE, account, BOB, CAROL } from '../support/facts.ts'
import { addressIn, didOf, startFleets } from '../support/fleets.ts'
import { iso } from '../support/iso.ts'
import { CHAIN } from '../support/scripted.ts'
import { edwardsKey, koblitzKey, p256Key } from '../support/tokens.ts'

// Rows are bounded also where the cost of questions is not.
const node = await startFleets({ costMax: Number.MAX_SAFE_INTEGER })
after(() => node.close())
const { ask, refused, registry, said, fleet } = node

let machines = 0x200000
const machine = () => account(machines++)
let signers = 0x300000
const signer = () => account(signers++)
const next = () => BigInt(node.chain.head().time + 12)
const trusting = (signer: string, asOf: object | null = null) => fleet({ signer }, { asOf })
const at = ({ number }: { number: number }) => ({ block: String(number) })

test('a delegate signs for those that made it veriKey or sigAuth, each listed once; other types are no signature', async () => {
  const who = signer()
  const [a, b, c, d] = [machine(), machine(), machine(), machine()]
  await said(
    registry.delegate(c, 'sigAuth', who),
    registry.delegate(a, 'veriKey', who),
    registry.delegate(a, 'sigAuth', who),
    registry.delegate(b, 'enc', who),
    registry.delegate(d, 'veriKey', signer()),
    registry.attribute(d, 'veriKey', who as Hex),
    registry.attribute(d, 'did/svc/veriKey', who as Hex),
    registry.attribute(d, 'did/pub/Secp256k1/veriKey', who as Hex),
  )
  assert.deepEqual(await trusting(who), [a, c])
  assert.deepEqual(await trusting(getAddress(who)), [a, c])
  assert.deepEqual(await fleet({ signer: who, controller: c }), [c])
  assert.deepEqual(await fleet({ signer: who, chain: CHAIN, deactivated: false }), [a, c])
  for (const filter of [{ controller: b }, { chain: 'eip155:1' }, { deactivated: true }, { hardwareBound: true }]) {
    assert.deepEqual(await fleet({ signer: who, ...filter }), [])
  }
})

test('what an earlier owner left behind does not sign, until the new one sets it again', async () => {
  const [who, it, other] = [signer(), machine(), machine()]
  const before = await said(registry.delegate(it, 'veriKey', who), registry.delegate(other, 'veriKey', who))
  const sale = await said(registry.owner(it, BOB))
  assert.deepEqual(await trusting(who), [other])
  const again = await said(registry.owner(it, BOB), registry.delegate(it, 'veriKey', who))
  assert.deepEqual(await trusting(who), [it, other])
  await said(registry.owner(it, CAROL), registry.owner(it, BOB))
  assert.deepEqual(await trusting(who), [other])
  const asOf = await Promise.all([before, sale, again].map(block => trusting(who, at(block))))
  assert.deepEqual(asOf, [[it, other], [other], [it, other]])
})

test('a delegate ends by revocation, by its time alone, and with the identity', async () => {
  const [who, revoked, late, gone, staying] = [signer(), machine(), machine(), machine(), machine()]
  const until = next() + 20n
  const set = await said(
    ...[revoked, gone, staying].map(it => registry.delegate(it, 'veriKey', who)),
    registry.delegate(late, 'sigAuth', who, until),
  )
  await said()
  const all = [revoked, late, gone, staying]
  for (const [time, found] of [
    [until - 1n, all],
    [until, all.filter(it => it !== late)],
  ] as const) {
    assert.deepEqual(await trusting(who, { time: iso(time) }), found)
  }
  const ended = await said(registry.delegate(revoked, 'veriKey', who, next()), registry.deactivated(gone))
  assert.deepEqual(await trusting(who, at(ended)), [staying])
  assert.deepEqual(await trusting(who), [staying])
  // Neither a delegate of the deactivated nor a revocation of nothing is any more than that.
  await said(registry.delegate(gone, 'veriKey', who), registry.delegate(late, 'veriKey', who, 0n))
  assert.deepEqual(await trusting(who), [staying])
  await said(registry.delegate(revoked, 'veriKey', who))
  assert.deepEqual(await trusting(who), [revoked, staying])
  // Set and revoked within a block, and the other way round.
  await said(
    registry.delegate(revoked, 'veriKey', who, 0n),
    registry.delegate(staying, 'veriKey', who, 0n),
    registry.delegate(staying, 'veriKey', who),
  )
  assert.deepEqual(await trusting(who), [staying])
  assert.deepEqual(await trusting(who, at(set)), all)
})

test('a key is found however it is spelt, on either side, and only where it may assert', async () => {
  const [k1, p1, e1] = [koblitzKey('fleet'), p256Key('fleet'), edwardsKey('fleet')]
  const bare = (hex: string): Hex => `0x${hex}`
  const long = (curve: string, hex: string) => bare(ECDH.convertKey(hex, curve, 'hex', 'hex', 'uncompressed') as string)
  const it = Array.from({ length: 8 }, machine) as [Hex, Hex, Hex, Hex, Hex, Hex, Hex, Hex]
  await said(
    registry.attribute(it[0], 'did/pub/Secp256k1/veriKey', bare(k1.publicKey)),
    registry.attribute(it[1], 'did/pub/Secp256k1/sigAuth/hex', long('secp256k1', k1.publicKey)),
    registry.attribute(it[2], 'did/pub/Multikey', bare(k1.multicodec)),
    registry.attribute(it[3], 'did/pub/Multikey/veriKey', bare(p1.multicodec)),
    registry.attribute(it[4], 'did/pub/Ed25519/veriKey/base64', bare(e1.publicKey)),
    registry.attribute(it[5], 'did/pub/Multikey/sigAuth', bare(e1.multicodec)),
    registry.attribute(it[6], 'did/pub/Secp256k1/enc', bare(k1.publicKey)),
    registry.attribute(it[6], 'did/pub/Multikey/enc', bare(p1.multicodec)),
    registry.attribute(it[7], 'did/pub/X25519/veriKey', bare(e1.publicKey)),
    registry.attribute(it[7], 'did/pub/Secp256k1/a/b/c', bare(k1.publicKey)),
    registry.attribute(it[7], 'did/svc/Key', bare(k1.publicKey)),
  )
  const asked: [signer: string, found: string[]][] = [
    [bare(k1.publicKey), it.slice(0, 3)],
    [bare(k1.publicKey).toUpperCase().replace('0X', '0x'), it.slice(0, 3)],
    [long('secp256k1', k1.publicKey), it.slice(0, 3)],
    [bare(k1.multicodec), it.slice(0, 3)],
    [bare(p1.multicodec), [it[3]]],
    [bare(p1.publicKey), [it[3]]],
    [long('prime256v1', p1.publicKey), [it[3]]],
    [bare(e1.publicKey), it.slice(4, 6)],
    [bare(e1.multicodec), it.slice(4, 6)],
    [bare(koblitzKey('nobody').publicKey), []],
  ]
  for (const [signer, found] of asked) assert.deepEqual([signer, await trusting(signer)], [signer, found])

  // Machines whose keys a secure element may hold.
  assert.deepEqual(await fleet({ hardwareBound: true }), [it[3]])
  assert.deepEqual(await fleet({ hardwareBound: true, controller: it[3] }), [it[3]])
  assert.deepEqual(await fleet({ hardwareBound: true, controller: it[2] }), [])
  assert.deepEqual(await fleet({ hardwareBound: false, controller: it[3] }), [])
  const rest = await fleet({ hardwareBound: false })
  assert.deepEqual([rest.includes(it[3]), rest.includes(it[2])], [false, true])
  const held = await said(registry.owner(it[3], ALICE))
  assert.deepEqual(await fleet({ hardwareBound: true }), [])
  assert.deepEqual(await fleet({ hardwareBound: true, controller: ALICE }), [])
  assert.deepEqual(await fleet({ hardwareBound: false, controller: ALICE }), [it[3]])
  assert.deepEqual(await fleet({ hardwareBound: true }, { asOf: { block: String(held.number - 1) } }), [it[3]])
})

test('the pages of a signer are its fleet once, in either order, although it is named twice by each', async () => {
  const [who, fleetOf] = [signer(), Array.from({ length: 240 }, machine)]
  await said(...fleetOf.flatMap(it => [registry.delegate(it, 'veriKey', who), registry.delegate(it, 'sigAuth', who)]))
  const whole = node.chain.head().number
  await said(...fleetOf.slice(100).map(it => registry.owner(it, BOB)))
  for (const first of [100, 7]) {
    assert.deepEqual(await fleet({ signer: who }, { first }), fleetOf.slice(0, 100))
    const asOf = { block: String(whole) }
    assert.deepEqual(await fleet({ signer: who }, { first, asOf, orderBy: 'ID_DESC' }), fleetOf.toReversed())
  }
})

const TREE = `query ($did: ID!, $asOf: AsOf, $first: Int, $after: String) {
  identity(did: $did, asOf: $asOf) {
    controllerIdentity { did controllerIdentity { did } }
    controls(first: $first, after: $after) {
      nodes { did controls { nodes { did controls { nodes { did } } } } }
      pageInfo { hasNextPage endCursor }
    }
  }
}`
type Node = { did: string; controls?: { nodes: Node[] } }
type Tree = {
  identity: {
    controllerIdentity: { did: string; controllerIdentity: { did: string } | null } | null
    controls: { nodes: Node[]; pageInfo: { hasNextPage: boolean; endCursor: string } }
  }
}
const tree = async (identity: string, more: object = {}) => {
  const { controllerIdentity: up, controls } = (await ask<Tree>(TREE, { did: didOf(identity), ...more })).identity
  const down = (nodes: Node[]): unknown[] =>
    nodes.map(({ did, controls }) => (controls ? { [addressIn(did)]: down(controls.nodes) } : addressIn(did)))
  return { up: up && [up.did, up.controllerIdentity?.did ?? null], down: down(controls.nodes) }
}

test('an operator, its owner and its machines are a tree that is seen from each of them, at any block', async () => {
  const [holding, operator] = [machine(), machine()]
  const arms = [machine(), machine()] as [Hex, Hex]
  const before = await said(registry.owner(operator, holding), ...arms.map(it => registry.owner(it, operator)))
  assert.deepEqual(await tree(holding), {
    up: null,
    down: [{ [operator]: [{ [arms[0]]: [] }, { [arms[1]]: [] }] }],
  })
  assert.deepEqual(await tree(arms[0]), { up: [didOf(operator), didOf(holding)], down: [] })
  await said(registry.owner(arms[0], holding), registry.deactivated(arms[1]))
  assert.deepEqual(await tree(holding), { up: null, down: [{ [operator]: [] }, { [arms[0]]: [] }] })
  assert.deepEqual(await tree(arms[1]), { up: null, down: [] })
  assert.deepEqual(await tree(arms[1], { asOf: at(before) }), { up: [didOf(operator), didOf(holding)], down: [] })
  const account = `did:pkh:${CHAIN}:${getAddress(operator)}`
  const asked = 'query ($did: ID!) { identity(did: $did) { controllerIdentity { did } controls { nodes { did } } } }'
  assert.deepEqual(await ask(asked, { did: `did:pkh:${CHAIN}:${getAddress(holding)}` }), {
    identity: { controllerIdentity: null, controls: { nodes: [{ did: didOf(operator) }, { did: didOf(arms[0]) }] } },
  })
  const nothing = { identity: { controllerIdentity: null, controls: { nodes: [] } } }
  const key = 'did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK'
  for (const did of [account, key, 'did:web:a.example', `did:ethr:0x1:${holding}`]) {
    assert.deepEqual(await ask(asked, { did }), nothing)
  }
})

test('those that rule each other, or themselves, are no harm', async () => {
  const [a, b, own] = [machine(), machine(), machine()]
  await said(registry.owner(a, b), registry.owner(b, a), registry.attribute(own, 'did/svc/Hub', stringToHex('x')))
  assert.deepEqual(await tree(a), { up: [didOf(b), didOf(a)], down: [{ [b]: [{ [a]: [b] }] }] })
  assert.deepEqual(await tree(own), { up: null, down: [] })
  assert.deepEqual(await fleet({ controller: own }), [own])
})

test('a question that goes up and down a fleet without end is refused, not answered', async () => {
  const [owner, fleetOf] = [machine(), Array.from({ length: 150 }, machine)]
  await said(...fleetOf.map(it => registry.owner(it, owner)))
  const zigzag = (steps: number): string =>
    steps === 0 ? 'did' : `controls(first: 100) { nodes { controllerIdentity { ${zigzag(steps - 1)} } } }`
  const query = (steps: number) => `query ($did: ID!) { identity(did: $did) { ${zigzag(steps)} } }`
  assert.ok(await ask(query(2), { did: didOf(owner) }))
  assert.deepEqual(await refused(query(4), { did: didOf(owner) }), {
    code: 'too_large',
    message: 'the answer takes more than 10000 rows of fleets and histories',
    hint: 'ask for less at a time',
  })
  const { errors } = (await (await node.raw(query(4), { did: didOf(owner) })).json()) as { errors: unknown[] }
  assert.ok(errors.length <= 10_000, `${errors.length} errors`)
})
