import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, test } from 'node:test'
import fc from 'fast-check'
import type { Offer, TariffLine, Withdrawal } from '../../src/core/offer.ts'
import { run } from '../../src/store/statement.ts'
import { startNode } from '../support/node.ts'
import { offerOf, person, signed, termsOf } from '../support/offers.ts'
import { offerBoard } from '../support/registry.ts'
import { GENESIS_TIME } from '../support/scripted.ts'

const node = await startNode()
after(() => node.close())
const announce = offerBoard()

const sells = (name: string, terms: Partial<Offer>, more: Partial<Offer> = {}) =>
  signed(person(name), offerOf(person(name), terms, more))
const leaves = (name: string): ReturnType<typeof signed> => {
  const { did } = person(name)
  const claims: Withdrawal = { iss: did, sub: `${did}#offer`, ver: 1, seq: 2, iat: GENESIS_TIME, void: true }
  return signed(person(name), claims)
}
const line = (meter: string, unit: string): TariffLine => ({ meter, unit, rates: [{ price: { USD: '1', EUR: '1' } }] })
const inHours = { cat: ['x:gpu'], tariff: [line('time', 'h')], pay: termsOf('Lot 7').pay.slice(0, 1) }

/** Mines what was signed, and gives the block. */
const mine = async (...offers: ReturnType<typeof signed>[]) => {
  const { number } = node.mine(...(await Promise.all(offers)).map(offer => announce(offer))).header
  await node.settle()
  return number
}
const first = await mine(
  sells('bay', termsOf('Bay 4')),
  sells('harbour', { ...termsOf('Harbour'), tariff: [...termsOf('Harbour').tariff, line('parking', 'h')] }),
  sells('gone', { ...termsOf('Lot 7'), cat: ['x:gone', 'osm:amenity=parking'] }),
  sells('moved', { ...termsOf('Lot 7'), cat: ['x:left', 'osm:amenity=parking'] }),
)
await mine(
  leaves('gone'),
  sells('moved', { ...termsOf('Lot 7'), cat: ['acme:lots', 'osm:amenity=parking'] }, { seq: 2 }),
  sells('later', { ...termsOf('Lot 7'), cat: ['x:later'] }, { nbf: GENESIS_TIME + 86_400 }),
  sells('hours', { ...termsOf('Edge AMS'), ...inHours, tariff: [{ ...line('time', 'h'), hi: '9' }] }),
  sells('minutes', { ...termsOf('Edge AMS'), ...inHours, tariff: [{ ...line('time', 'min'), hi: '9' }] }),
  sells('seconds', { ...termsOf('Edge AMS'), ...inHours, tariff: [{ ...line('time', 's'), hi: '9' }] }),
  sells('hours too', { ...termsOf('Edge AMS'), ...inHours, tariff: [{ ...line('time', 'h'), hi: '9' }] }),
)

const CATEGORIES = `query ($filter: CategoryFilter, $first: Int, $after: String, $asOf: AsOf) {
  categories(filter: $filter, first: $first, after: $after, asOf: $asOf) {
    edges { cursor node { category } }
    nodes { category vocabulary term source offers complete meters { meter unit offers } }
    pageInfo { hasNextPage endCursor }
    _meta { now }
  }
}`
type Asked = {
  readonly categories: {
    readonly nodes: readonly {
      readonly category: string
      readonly vocabulary: string
      readonly term: string
      readonly source: string | null
      readonly offers: number
      readonly complete: boolean
      readonly meters: readonly { readonly meter: string; readonly unit: string; readonly offers: number }[]
    }[]
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
  }
}
const asked = async (variables: object = {}) => (await node.ask<Asked>(CATEGORIES, variables)).categories
/** Each category with its number of offers and what is priced in it. */
const told = async (variables: object = {}) =>
  (await asked(variables)).nodes.map(({ category, offers, meters }) =>
    [`${category} ${offers}`, ...meters.map(({ meter, unit, offers }) => `${meter} ${unit} ${offers}`)].join(', '),
  )

test('what is no filter or no page is refused', async () => {
  const refusals = [
    { filter: { vocabulary: 'OSM' } },
    { filter: { vocabulary: 'osm:' } },
    { filter: { vocabulary: '' } },
    { filter: { prefix: 'osm:amenity parking' } },
    { filter: { prefix: '~' } },
    { filter: { prefix: 'x'.repeat(110) } },
    { first: -1 },
    { first: 101 },
    { after: 'x' },
    { after: Buffer.from('["a","b"]').toString('base64url') },
  ].map(async variables => {
    const { code, message } = await node.refused(CATEGORIES, variables)
    return `${code} ${message.split(':')[0]}`
  })
  assert.deepEqual(await Promise.all(refusals), [
    ...Array(3).fill('bad_input filter.vocabulary'),
    ...Array(3).fill('bad_input filter.prefix'),
    ...Array(2).fill('bad_input first'),
    ...Array(2).fill('bad_input after'),
  ])
})

const CHARGING = 'osm:amenity=charging_station 2, energy kW.h 2, idle min 2, parking h 1'
const ENERGY = 'oasf:energy/energy_management 2, energy kW.h 2, idle min 2, parking h 1'

test('every category that offers are in force in, with what they price and by which units', async () => {
  assert.deepEqual(await told(), [
    'acme:lots 1, time min 1',
    ENERGY,
    CHARGING,
    'osm:amenity=parking 1, time min 1',
    'x:gpu 4, time h 2, time min 1, time s 1',
  ])
})

test('as of a block, the categories of that block', async () => {
  assert.deepEqual(await told({ asOf: { block: `${first}` } }), [
    ENERGY,
    CHARGING,
    'osm:amenity=parking 2, time min 2',
    'x:gone 1, time min 1',
    'x:left 1, time min 1',
  ])
  assert.deepEqual(await told({ asOf: { block: `${first - 1}` } }), [])
})

test('by vocabulary, by what they begin with, by both', async () => {
  const filters = [
    { vocabulary: 'osm' },
    { prefix: 'osm:amenity=p' },
    { prefix: 'osm:amenity=parking' },
    { prefix: 'osm:amenity=parking.' },
    { prefix: '' },
    { prefix: 'o' },
    { vocabulary: 'osm', prefix: 'osm:amenity=c' },
    { vocabulary: 'osm', prefix: 'os' },
    { vocabulary: 'osm', prefix: 'x:' },
    { vocabulary: 'os' },
    { vocabulary: null, prefix: null },
  ]
  const found = filters.map(async filter => (await asked({ filter })).nodes.map(({ category }) => category))
  const [charging, parking] = ['osm:amenity=charging_station', 'osm:amenity=parking']
  const all = ['acme:lots', 'oasf:energy/energy_management', charging, parking, 'x:gpu']
  assert.deepEqual(await Promise.all(found), [
    [charging, parking],
    [parking],
    [parking],
    [],
    all,
    all.slice(1, 4),
    [charging],
    [charging, parking],
    [],
    [],
    all,
  ])
})

test('a category says where its terms are defined, if anybody defined them', async () => {
  const { nodes } = await asked({ filter: { prefix: 'osm:amenity=p' } })
  assert.deepEqual(nodes, [
    {
      category: 'osm:amenity=parking',
      vocabulary: 'osm',
      term: 'amenity=parking',
      source: 'https://wiki.openstreetmap.org/wiki/Map_features',
      offers: 1,
      complete: true,
      meters: [{ meter: 'time', unit: 'min', offers: 1 }],
    },
  ])
  const sources = (await asked()).nodes.map(({ vocabulary, source }) => [vocabulary, source !== null])
  assert.deepEqual(Object.fromEntries(sources), { acme: false, oasf: true, osm: true, x: false })
})

test('the published vocabularies have examples that are categories', () => {
  const file = new URL('../../schema/json/categories.v1.json', import.meta.url)
  const { vocabularies } = JSON.parse(readFileSync(file, 'utf8')) as {
    vocabularies: Record<string, { example: string; source: string | null }>
  }
  const read = Object.entries(vocabularies).map(([name, { example }]) => [name, example.split(':')[0]])
  assert.deepEqual(read, [
    ['oasf', 'oasf'],
    ['osm', 'osm'],
    ['x', 'x'],
  ])
})

test('property: page by page every category comes once', async () => {
  const all = (await asked()).nodes
  const check = async (sizes: readonly number[]) => {
    const walked = []
    for (let i = 0, after: string | null = null; i < 20; i++) {
      const page: Asked['categories'] = await asked({ first: sizes[i % sizes.length], after })
      walked.push(...page.nodes)
      if (!page.pageInfo.hasNextPage) break
      after = page.pageInfo.endCursor
    }
    assert.deepEqual(walked, all)
  }
  const sizes = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 3 })
  await fc.assert(fc.asyncProperty(sizes, check), { numRuns: 10 })
  assert.deepEqual(node.faults, [])
})

test('categories that nobody sells in any more are passed over, so many at a time', async () => {
  await node.store.write(() =>
    run(`insert into token_category with recursive n(i) as (select 100 union all select i + 1 from n where i < 599)
      select 'x:dead' || i, token, sub from n, token_category where category = 'x:gone'`),
  )
  const first = await asked({ filter: { prefix: 'x:dead' } })
  const second = await asked({ filter: { prefix: 'x:dead' }, after: first.pageInfo.endCursor })
  assert.deepEqual(
    [first, second].map(({ nodes, pageInfo }) => [nodes.length, pageInfo.hasNextPage]),
    [
      [0, true],
      [0, false],
    ],
  )
  const rest = await asked({ filter: { vocabulary: 'x' }, after: first.pageInfo.endCursor })
  assert.deepEqual(
    rest.nodes.map(({ category }) => category),
    ['x:gpu'],
  )
})
