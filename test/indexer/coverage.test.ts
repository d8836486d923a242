/** Coverage without holes: what was read of a contract, and what lies between. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { uncovered } from '../../src/store/coverage.ts'

test('what is not covered is what no range holds, block by block', () => {
  const range = fc.tuple(fc.nat(40), fc.nat(10)).map(([from, more]) => ({ from, to: from + more }))
  fc.assert(
    fc.property(fc.array(range, { maxLength: 6 }), fc.nat(30), fc.nat(20), (ranges, from, more) => {
      const to = from + more
      const found = uncovered(ranges, from, to)
      const holds = (some: readonly { from: number; to: number }[], block: number) =>
        some.some(range => range.from <= block && block <= range.to)
      for (let block = from - 2; block <= to + 2; block += 1) {
        assert.equal(holds(found, block), block >= from && block <= to && !holds(ranges, block), `block ${block}`)
      }
      // No two of them touch: each is as long as it can be.
      for (const [i, range] of found.entries()) assert.ok(i === 0 || range.from > (found[i - 1]?.to ?? 0) + 1)
    }),
    { endOnFailure: true },
  )
})
