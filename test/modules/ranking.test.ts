import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { allowed, among, bayOf, bays, job, jobOf, marketOf, quick, settings, slow, subjects } from '../support/bays.ts'
import { EUR, offerOf, person, signed, USD } from '../support/offers.ts'
import { atomic, type Fraction, frac, order, price, sum, text, times } from '../support/oracle.ts'
import { COIN, claimsOf, type Job, type Quoted, type Quotes, quotes } from '../support/quotes.ts'

const market = await marketOf(bays)
after(() => market.close())

test('property: offers and inputs alone give the same ranking, to the last digit', async () => {
  const check = async (job: Job, some: readonly number[], reference: string) => {
    const answer = await quotes(market, job, { ...allowed(some), reference })
    const rates = new Map(
      answer.inputs.rates.map(({ base, answer }) => [base, frac(text([BigInt(answer), 10n ** 8n]))]),
    )
    const rateOf = (base: string): Fraction => rates.get(base) ?? [1n, 1n]
    const [per, euro] = [rateOf('EUR')[1], rateOf('EUR')[0]]
    const inDollars: Record<string, Fraction> = {
      [USD]: rateOf(USD),
      [COIN]: rateOf(COIN),
      [EUR]: times(rateOf(EUR), rateOf('EUR')),
    }
    const worth = (asset: string): Fraction => {
      if (reference === 'USD') return inDollars[asset] ?? [0n, 1n]
      return asset === EUR ? rateOf(EUR) : times(inDollars[asset] ?? [0n, 1n], [per, euro])
    }
    const needs = Object.fromEntries(
      job.quantities.map(({ meter, value, unit }) => [meter, { value: frac(value), unit }]),
    )
    const n = BigInt(job.purchases ?? 1)
    const landed = ({ offer, rail, total, settlement }: Quoted): Fraction => {
      const claims = claimsOf(offer.token)
      const entry = claims.pay.find(({ via, asset }) => via === rail && asset === total.asset)
      assert.ok(entry)
      const paid: Fraction = [atomic(price(claims, needs, entry), entry) * n, 10n ** BigInt(entry.dec)]
      const gas: Fraction = [BigInt(settlement.gas) * BigInt(settlement.gasPrice ?? 0), 10n ** 18n]
      return sum([times(paid, worth(entry.asset)), times(gas, worth(COIN))])
    }
    const costs = answer.nodes.map(quoted => ({ quoted, cost: landed(quoted) }))
    const ranked = costs.toSorted(
      (a, b) =>
        order(a.cost, b.cost) ||
        a.quoted.settlement.seconds - b.quoted.settlement.seconds ||
        (a.quoted.offer.subject < b.quoted.offer.subject ? -1 : 1),
    )
    assert.deepEqual(
      answer.nodes.map(({ rank, offer, landed }) => [rank, offer.subject, landed.amount]),
      ranked.map(({ quoted, cost }, i) => [i + 1, quoted.offer.subject, text(cost)]),
    )
    assert.equal(answer.nodes.length + answer.exclusions.nodes.length, bays.length)
  }
  await fc.assert(fc.asyncProperty(job, among, fc.constantFrom('USD', 'EUR'), check), { numRuns: 40 })
})

test('property: each offer is quoted by the cheapest of its ways to pay', async () => {
  const check = async (job: Job) => {
    const [all, ...single] = await Promise.all(
      [undefined, ...settings.rails.map(({ via }) => [via])].map(rails => quotes(market, job, rails ? { rails } : {})),
    )
    const costOf = (answer: Quotes | undefined, subject: string) =>
      answer?.nodes.find(({ offer }) => offer.subject === subject)?.landed.amount
    for (const subject of all ? subjects(all) : []) {
      const ways = single.flatMap(answer => costOf(answer, subject) ?? []).map(frac)
      assert.equal(costOf(all, subject), text(ways.toSorted(order)[0] ?? [0n, 1n]))
    }
  }
  await fc.assert(fc.asyncProperty(job, check), { numRuns: 15 })
})

test('property: whoever is added or taken away, the others keep their costs and their order', async () => {
  const check = async (job: Job, some: readonly number[], others: readonly number[]) => {
    const few = await quotes(market, job, allowed(some))
    const all = await quotes(market, job, allowed([...some, ...others]))
    const shown = ({ nodes }: Quotes) => nodes.map(({ rank: _, ...quoted }) => quoted)
    const known = new Set(subjects(few))
    assert.deepEqual(
      shown(all).filter(({ offer }) => known.has(offer.subject)),
      shown(few),
    )
    // The winner of the many wins among any few of them that it is one of.
    const [winner] = subjects(all)
    if (winner !== undefined && known.has(winner)) assert.equal(subjects(few)[0], winner)
  }
  await fc.assert(fc.asyncProperty(job, among, among, check), { numRuns: 40 })
})

test('property: more of anything never costs less', async () => {
  const costs = async (job: Job) => {
    const { nodes } = await quotes(market, job)
    return new Map(nodes.map(({ offer, landed }) => [offer.subject, frac(landed.amount)]))
  }
  const check = async (energy: bigint, idle: bigint, more: bigint, which: number) => {
    const part = (n: bigint) => text([n, 1_000n])
    const [less, greater] = await Promise.all([
      costs(jobOf(part(energy), part(idle), 2)),
      costs(
        jobOf(part(which === 0 ? energy + more : energy), part(which === 1 ? idle + more : idle), which === 2 ? 3 : 2),
      ),
    ])
    assert.deepEqual([less.size, greater.size], [bays.length, bays.length])
    for (const [subject, cost] of less) assert.ok(order(cost, greater.get(subject) ?? [-1n, 1n]) <= 0, subject)
  }
  const milli = fc.bigInt({ min: 0n, max: 250_000n })
  await fc.assert(fc.asyncProperty(milli, milli, milli, fc.constantFrom(0, 1, 2), check), { numRuns: 30 })
})

test('a market told in another order gives the same answer, ties and all', async () => {
  const shuffled = await marketOf([7, 2, 11, 0, 5, 3, 10, 8, 1, 9, 4, 6])
  after(() => shuffled.close())
  for (const job of [jobOf('32.4', '25'), jobOf('0', '0', 5), jobOf('500', '400')]) {
    const [one, other] = [await quotes(market, job), await quotes(shuffled, job)]
    assert.equal(one.nodes.length, bays.length)
    assert.deepEqual(other, one)
  }
})

test('what costs the same is ordered by its seconds, and then by its subject', async () => {
  const parking = { category: 'x:tie', quantities: [{ meter: 'time', value: '1', unit: 'h' }] }
  const { nodes } = await quotes(market, parking)
  assert.deepEqual(
    nodes.map(({ offer, rail, settlement }) => [offer.subject, rail, settlement.seconds]),
    [
      [`${quick?.did}#offer`, 'x402/quick', 1],
      [`${slow?.did}#offer`, 'x402/exact', 2],
    ],
  )
  const twins = Map.groupBy((await quotes(market, jobOf('10', '0'))).nodes, ({ landed }) => landed.amount)
  const same = [...twins.values()]
    .filter(group => group.length > 1)
    .map(group => group.map(({ offer }) => offer.subject))
  assert.equal(same.length, 3)
  assert.deepEqual(
    same,
    same.map(group => group.toSorted()),
  )
})

type Page = { readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null } }

/** Every item of a list, page by page, with the sizes given in turn. */
const walked = async <P extends Page>(
  read: (first: number, after: string | null) => Promise<P>,
  itemsOf: (page: P) => readonly string[],
  sizes: readonly number[],
): Promise<string[]> => {
  const items: string[] = []
  for (let i = 0, after: string | null = null; i < 50; i++) {
    const page: P = await read(sizes[i % sizes.length] ?? 1, after)
    items.push(...itemsOf(page))
    if (!page.pageInfo.hasNextPage) return items
    after = page.pageInfo.endCursor
  }
  throw new Error('the pages never end')
}

test('property: page by page every quote and every exclusion comes once', async () => {
  const check = async (job: Job, maxTotal: bigint, sizes: readonly number[]) => {
    const policy = { maxTotal: text([maxTotal, 100n]) }
    const all = await quotes(market, job, policy)
    const quoted = await walked(
      (first, after) => quotes(market, job, policy, { first, after }),
      page => page.nodes.map(({ rank, offer }) => `${rank} ${offer.subject}`),
      sizes,
    )
    const excluded = await walked(
      async (firstExcluded, afterExcluded) => {
        const { exclusions } = await quotes(market, job, policy, { firstExcluded, afterExcluded })
        assert.equal(exclusions.totalCount, bays.length - all.nodes.length)
        return exclusions
      },
      page => page.nodes.map(({ offer }) => offer.subject),
      sizes,
    )
    assert.deepEqual(
      [quoted, excluded],
      [
        all.nodes.map(({ rank, offer }) => `${rank} ${offer.subject}`),
        all.exclusions.nodes.map(({ offer }) => offer.subject),
      ],
    )
  }
  const sizes = fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 3 })
  await fc.assert(fc.asyncProperty(job, fc.bigInt({ min: 0n, max: 20_000n }), sizes, check), { numRuns: 15 })
  const { nodes, pageInfo } = await quotes(market, jobOf('1', '1'), {}, { first: 0 })
  assert.deepEqual([nodes, pageInfo], [[], { hasNextPage: true, endCursor: null }])
})

test('a page stays where it was when something cheaper comes before it', async () => {
  const job = jobOf('32.4', '25')
  const before = subjects(await quotes(market, job))
  const first = await quotes(market, job, {}, { first: 5 })
  const cheapest = await signed(
    person('late'),
    offerOf(person('late'), { ...bayOf(0), min: { USD: '0', EUR: '0' }, max: { USD: '0.01', EUR: '0.01' } }),
  )
  market.mine(market.announce(cheapest))
  await market.settle()
  const rest = await quotes(market, job, {}, { after: first.pageInfo.endCursor })
  assert.deepEqual([...subjects(first), ...subjects(rest)], before)
  assert.deepEqual(subjects(await quotes(market, job)), [`${person('late').did}#offer`, ...before])
})
