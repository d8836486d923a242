import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Offer } from '../../src/core/offer.ts'
import { edited, explain } from '../support/explained.ts'
import { clean, first, only, startLosers, subject } from '../support/losers.ts'
import { person, signed } from '../support/offers.ts'
import { job } from '../support/policies.ts'
import { claimsOf } from '../support/quotes.ts'

const node = await startLosers()
after(() => node.close())

const OFFER = 'query ($id: ID!) { offer(id: $id) { token sequence } }'

test('claims with the edits made and announced have the rank that was told, and a step more in price has not', async () => {
  const cases: readonly [string, object][] = [
    ['dear', {}],
    ['slow', {}],
    ['tiers', { quantities: [...job('market').quantities, clean('0')] }],
    ['floored', {}],
    ['short', {}],
    ['long', {}],
    ['more', {}],
    ['old', {}],
    ['later', {}],
    ['floor', {}],
    ['nowhere', {}],
  ]
  let tried = 0
  for (const [name, more] of cases) {
    const rivals = name === 'tiers' ? only(name, 'more') : only(name, first)
    const { changes } = await explain(node, subject(name), job('market', more), rivals)
    const before = (await node.ask<{ offer: { token: string; sequence: string } }>(OFFER, { id: subject(name) })).offer
    let { sequence } = before
    const publish = async (claims: Offer) => {
      sequence = `${Number(sequence) + 1}`
      node.mine(node.announce(await signed(person(name), { ...claims, seq: Number(sequence) })))
      await node.settle()
      return (await explain(node, subject(name), job('market', more), rivals)).rank
    }
    for (const { kind, edits, rank } of changes) {
      if (kind === 'TRUST') continue
      const claims = edited(claimsOf(before.token), edits)
      assert.equal(await publish(claims), rank, `${name} ${kind}`)
      tried++
      const [edit] = edits
      if (kind !== 'PRICE' || edits.length > 1 || !edit) continue
      const [whole = '', part = ''] = String(edit.to).split('.')
      const step = (BigInt(whole + part.padEnd(18, '0')) + 1n).toString().padStart(19, '0')
      const higher = `${step.slice(0, -18)}.${step.slice(-18)}`
      assert.notEqual(
        await publish(edited(claimsOf(before.token), [{ ...edit, to: higher }])),
        rank,
        `${name} ${higher}`,
      )
    }
  }
  assert.ok(tried >= 20, `${tried} changes`)
})
