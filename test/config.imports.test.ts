/** The sources of unsigned prices, as an operator names them. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { configurations } from './support/configurations.ts'

const { read, said } = configurations()
const URL = 'https://shop.example/data'
const source = (more: object = {}) => ({ kind: 'x402', url: URL, ...more })
const file = (...imports: object[]) => ({ file: { imports } })

const WRONG: Record<string, readonly [given: ReturnType<typeof file>, key: string]> = {
  'a source of another kind': [file(source({ kind: 'rss' })), 'imports.0.kind'],
  'a source without a kind': [file({ url: URL }), 'imports.0.kind'],
  'a source without a URL': [file({ kind: 'x402' }), 'imports.0.url'],
  'a source that is no HTTP': [file(source({ url: 'ipfs://x' })), 'imports.0.url'],
  'a source that is no URL': [file(source({ url: 'https://[' })), 'imports 0 url'],
  'a source with a password': [file(source({ url: 'https://a:S3CR3T@shop.example/' })), 'imports 0 url'],
  'a source that is named twice': [file(source(), source({ categories: ['x:data'] })), 'imports 1 url'],
  'a source with a key that is not known': [file(source({ category: 'x:data' })), 'imports.0.category'],
  'a category that is none': [file(source({ categories: ['data'] })), 'imports.0.categories.0'],
  'too many categories': [file(source({ categories: [1, 2, 3, 4, 5, 6].map(i => `x:${i}`) })), 'imports.0.categories'],
  'a meter without a unit': [file(source({ meter: { name: 'point' } })), 'imports.0.meter.unit'],
  'a meter of no unit': [file(source({ meter: { name: 'point', unit: 'kWh' } })), 'imports 0 meter'],
  'a meter that is paid in any case': [file(source({ meter: { name: 'fixed', unit: '{call}' } })), 'imports 0 meter'],
  'an age of nothing': [file(source({ maxAge: 0 })), 'imports.0.maxAge'],
  'too many sources': [file(...Array.from({ length: 101 }, (_, i) => source({ url: `${URL}/${i}` }))), 'imports'],
}

for (const [what, [given, key]] of Object.entries(WRONG)) {
  test(`${what} is refused by the name of where it stands`, () => {
    const error = said(given)
    assert.deepEqual([error?.code, error?.hint === undefined], ['bad_config', false])
    assert.ok(error?.message.includes(key), `"${error?.message}" does not name ${key}`)
    assert.ok(!JSON.stringify(error).includes('S3CR3T'))
  })
}

test('a source sells calls in no category unless it says otherwise; one URL may be of two kinds', () => {
  const meter = { name: 'point', unit: '{point}' }
  const said = { kind: 'bazaar', url: URL, categories: ['x:data'], meter, maxAge: 60 }
  assert.deepEqual(read(file(source(), said)).settings.imports, [
    { ...source(), categories: [], meter: { name: 'call', unit: '{call}' }, maxAge: 21_600 },
    said,
  ])
  assert.deepEqual(read({}).settings.imports, [])
})
