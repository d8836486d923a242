/** One seller with more offers than anybody needs. */
import assert from 'node:assert/strict'
import { createHash, createPrivateKey, sign } from 'node:crypto'
import { type OfferSigner, signOffer } from '../../src/modules/offers/sign.ts'
import type { Answer, TestNode } from './node.ts'
import { offerOf, person, termsOf } from './offers.ts'
import { PUBLISH, publish, unpublished } from './publishing.ts'
import { offerBoard } from './registry.ts'
import { GENESIS_TIME } from './scripted.ts'
import { edwardsKey } from './tokens.ts'

/** A did:key that signs by the platform, as thousands of signatures are wanted. */
const seller = (name: string): { readonly did: string; readonly signer: OfferSigner } => {
  const bare = edwardsKey(name)
  const seed = createHash('sha256').update(name).digest('hex')
  const pkcs8 = Buffer.from(`302e020100300506032b657004220420${seed}`, 'hex')
  const key = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' })
  const signer = async (input: string | Uint8Array) => sign(null, Buffer.from(input), key).toString('base64url')
  return { did: bare.did, signer: { kid: bare.kid, alg: bare.alg, signer } }
}

/**
 * Hands in so many offers of one DID, each of a subject of its own, and counts what became of them, in the order in which
 * each outcome came first. New versions and withdrawals of those that were taken must be taken still.
 */
export const flood = async (node: TestNode, count: number): Promise<[outcome: string, times: number][]> => {
  const { did, signer } = seller('flood')
  const sub = (i: number) => ({ sub: `${did}#${i}` })
  const offer = (i: number, seq = 1) =>
    signOffer(offerOf({ ...person('flood'), did }, termsOf('Lot 7'), { seq, ...sub(i) }), signer)
  node.mine(offerBoard()(await offer(0)))
  await node.settle()

  const outcomes = new Map<string, number>()
  const handIn = async (i: number) => {
    const { jwt } = await offer(i)
    const { errors } = (await (await node.raw(PUBLISH, { token: jwt })).json()) as Answer<unknown>
    const outcome = String(errors?.[0]?.extensions.code ?? 'taken')
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
  }
  for (let i = 0; i < count; i += 20) await Promise.all(Array.from({ length: 20 }, (_, n) => handIn(i + n)))

  assert.equal((await publish(node, (await offer(1, 2)).jwt)).isNew, true)
  assert.equal((await unpublished(node, (await offer(count, 1)).jwt)).code, 'too_many')
  const end = await signOffer({ iss: did, ...sub(2), ver: 1, seq: 2, iat: GENESIS_TIME, void: true }, signer)
  assert.equal((await publish(node, end.jwt)).isNew, true)
  return [...outcomes]
}
