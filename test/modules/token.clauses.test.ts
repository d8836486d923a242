/** The published schema of offers, clause by clause: each refuses something that nothing else in it refuses. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Ajv2020 } from 'ajv/dist/2020.js'
import schema from '../../schema/json/offer.v1.json' with { type: 'json' }
import { EUR } from '../support/offers.ts'
import { base, exact, point } from '../support/verdicts.ts'

/** An offer that says all that can be said, and the withdrawal of one. */
const FULL = {
  ...base,
  nbf: base.iat,
  at: {
    by: 'mcp',
    url: 'https://x.example',
    tool: 't',
    doc: 'https://x.example/doc',
    sum: `sha256-${'A'.repeat(43)}=`,
  },
  area: { type: 'Point', coordinates: [0, 0] },
  spec: { power: { v: '150', u: 'kW' }, plug: 'Type 2' },
  tariff: [{ ...point, per: '1', step: '1', lo: '1', rates: [{ from: '0', price: { USD: '1', [EUR]: '1' } }] }],
  min: { USD: '1' },
  max: { USD: '2' },
  pay: [{ ...exact, fee: '0.1', esc: { capture: 1, refund: 2, arbiter: '0x', feeBps: 1 }, extra: {} }],
}
const VOID = { iss: base.iss, sub: base.sub, ver: 1, seq: 2, iat: base.iat, void: true }

const NONE = undefined
const long = (length: number) => 'x'.repeat(length)
const many = (length: number, item: unknown = 'x') => Array.from({ length }, () => item)
const record = (length: number, value: unknown, key = (i: number) => `p${i}`) =>
  Object.fromEntries(Array.from({ length }, (_, i) => [key(i), value]))
const letters = (i: number) => `AA${String.fromCharCode(65 + i)}`
const required = (...names: string[]) => names.map(name => [name, NONE] as const)

/** Where in the offer, and what stands there instead. */
const OFFER: readonly (readonly [place: string, value: unknown])[] = [
  ...required('iss', 'sub', 'ver', 'seq', 'iat', 'exp', 'name', 'cat', 'at', 'tariff', 'pay'),
  ...[1, 'did:x', `did:x:${long(256)}`].map(value => ['iss', value] as const),
  ...[1, 'did:x:y', `did:x:${long(320)}#a`].map(value => ['sub', value] as const),
  ...[0, 2 ** 53, '1', 1.5].map(value => ['seq', value] as const),
  ...[-1, 253_402_300_800, '1'].map(value => ['iat', value] as const),
  ['ver', 2],
  ['more', 1],
  ...[1, '', long(81)].map(value => ['name', value] as const),
  ...['x:a', [], ['x:a', 'x:b', 'x:c', 'x:d', 'x:e', 'x:f'], ['x:a', 'x:a'], [1], ['a']].map(
    value => ['cat', value] as const,
  ),
  ...required('at.by', 'at.url'),
  ['at', 'https://x.example'],
  ['at.by', 'ftp'],
  ...[1, long(2_049)].flatMap(value => [['at.url', value] as const, ['at.doc', value] as const]),
  ...[1, long(129)].map(value => ['at.tool', value] as const),
  ...[1, 'sha256-A='].map(value => ['at.sum', value] as const),
  ['at.more', 1],
  ...required('area.type', 'area.coordinates'),
  ['area', 'here'],
  ['area.type', 'LineString'],
  ['area.coordinates', '0,0'],
  ['area.more', 1],
  ...['x', record(25, 'x'), { P: 'x' }, { p: long(129) }, { p: 1 }, { p: [] }].map(value => ['spec', value] as const),
  ...required('spec.power.v', 'spec.power.u'),
  ['spec.power.more', 1],
  ['spec.power.v', 1],
  ['spec.power.u', 1],
  ...['x', [], many(9, FULL.tariff[0]), [1]].map(value => ['tariff', value] as const),
  ...required('tariff.0.meter', 'tariff.0.unit', 'tariff.0.rates'),
  ['tariff.0.more', 1],
  ...[1, 'Point'].map(value => ['tariff.0.meter', value] as const),
  ...[1, 'k W'].map(value => ['tariff.0.unit', value] as const),
  ...[1, '.5'].map(value => ['tariff.0.per', value] as const),
  ...['x', [], many(9, FULL.tariff[0]?.rates[0]), [1]].map(value => ['tariff.0.rates', value] as const),
  ['tariff.0.rates.0.price', NONE],
  ['tariff.0.rates.0.more', 1],
  ...['1', {}, record(9, '1', letters), { usd: '1' }].map(value => ['min', value] as const),
  ...['x', [], many(17, FULL.pay[0]), [1]].map(value => ['pay', value] as const),
  ...required('pay.0.via', 'pay.0.asset', 'pay.0.dec', 'pay.0.cur', 'pay.0.to', 'pay.0.ttl'),
  ['pay.0.more', 1],
  ...[1, 'x402'].flatMap(value => [['pay.0.via', value] as const, ['pay.0.asset', value] as const]),
  ...[1, 'usd'].map(value => ['pay.0.cur', value] as const),
  ...[-1, 37, '6'].map(value => ['pay.0.dec', value] as const),
  ...[1, '', long(513)].map(value => ['pay.0.to', value] as const),
  ...[0, 31_536_001, '60'].map(value => ['pay.0.ttl', value] as const),
  ['pay.0.extra', 'x'],
  ...required('pay.0.esc.capture'),
  ['pay.0.esc', 1],
  ['pay.0.esc.more', 1],
  ...[0, '1'].flatMap(value => [['pay.0.esc.capture', value] as const, ['pay.0.esc.refund', value] as const]),
  ['pay.0.esc.arbiter', 1],
  ...[-1, 10_001, '1'].map(value => ['pay.0.esc.feeBps', value] as const),
]
const WITHDRAWAL: readonly (readonly [place: string, value: unknown])[] = [
  ...required('iss', 'sub', 'ver', 'seq', 'iat'),
  ['ver', 2],
  ['void', false],
  ['more', 1],
]

/** The document with another value, or none, at one place. */
const changed = (document: object, [place, value]: readonly [string, unknown]): unknown => {
  const copy = structuredClone(document) as Record<string, unknown>
  const names = place.split('.')
  const last = names.pop() ?? ''
  const parent = names.reduce((at, name) => at[name] as Record<string, unknown>, copy)
  if (value === NONE) delete parent[last]
  else parent[last] = value
  return copy
}

const validate = new Ajv2020({ strict: true, allErrors: true, verbose: true }).compile(schema)

/** Every part of the schema, by where it stands. */
const partsOf = (node: object, path = '#'): [object, string][] => [
  [node, path],
  ...Object.entries(node).flatMap(([key, value]) =>
    typeof value === 'object' && value !== null && key !== 'if' ? partsOf(value, `${path}/${key}`) : [],
  ),
]
const places = new Map(partsOf(schema))

/** The clauses that a document breaks. */
const brokenBy = (document: unknown): string[] => {
  validate(document)
  const told = (validate.errors ?? []).filter(({ keyword }) => keyword !== 'if')
  return told.map(({ parentSchema = {}, keyword, params }) => {
    const clause = `${places.get(parentSchema)}/${keyword}`
    return keyword === 'required' ? `${clause}/${params.missingProperty}` : clause
  })
}

const STRUCTURE = ['$schema', '$id', '$ref', '$defs', 'title', 'description', 'if', 'then', 'else']
const CONTAINERS = /\/(\$defs|properties|anyOf|required|enum)$/

/** Every clause of the schema: each keyword, each required name. */
const clauses = [...places].flatMap(([part, path]) => {
  if (CONTAINERS.test(path)) return []
  return Object.entries(part).flatMap(([key, value]) => {
    const clause = `${path}/${key}`
    if (key === 'required') return (value as string[]).map(name => `${clause}/${name}`)
    const isRule = key === 'anyOf' || key === 'enum' || key === 'propertyNames' || typeof value !== 'object'
    return isRule && !STRUCTURE.includes(key) ? [clause] : []
  })
})

/** A token holds an object before its schema is asked; a withdrawal without void is an offer. */
const SAID_ALREADY = ['#/type', '#/$defs/offer/type', '#/$defs/void/type', '#/$defs/void/required/void']

test('an offer that says all that can be said is taken, and so is a withdrawal', () => {
  assert.deepEqual([brokenBy(FULL), brokenBy(VOID)], [[], []])
})

test('every change breaks one clause, or the ones of an alternative', () => {
  const several = [
    ...OFFER.map(change => [FULL, change] as const),
    ...WITHDRAWAL.map(change => [VOID, change] as const),
  ]
    .map(([document, change]) => [change, brokenBy(changed(document, change))] as const)
    .filter(([, broken]) => broken.length !== 1 && !broken.some(clause => /(anyOf|propertyNames)$/.test(clause)))
  assert.deepEqual(several, [])
})

test('every clause is broken by a change', () => {
  const broken = [
    ...OFFER.flatMap(change => brokenBy(changed(FULL, change))),
    ...WITHDRAWAL.flatMap(change => brokenBy(changed(VOID, change))),
  ]
  assert.equal(clauses.length > 100, true)
  const idle = clauses.filter(clause => !broken.includes(clause) && !SAID_ALREADY.includes(clause))
  assert.deepEqual(idle, [])
})
