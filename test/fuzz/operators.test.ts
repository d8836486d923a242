/** What operators and buyers write: configurations, trust policies, questions. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { readConfig } from '../../src/config.ts'
import { readJob, readPolicy } from '../../src/modules/discovery/job.ts'
import { readTrustPolicy } from '../../src/trustFile.ts'
import { chain, feed, ONE, rail, TWO } from '../support/configurations.ts'
import { fuzz, jsonLike, outcome, seeds, textLike } from '../support/fuzz.ts'

const folder = mkdtempSync(join(tmpdir(), 'portolan-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const path = join(folder, 'file.json')
const written = (text: string): string => {
  writeFileSync(path, text)
  return path
}

const config = {
  ...chain({ finality: 3, contracts: { identityRegistry: [ONE] }, subjects: { [TWO]: ONE } }),
  ...{
    store: 'a.db',
    port: 1,
    logLevel: 'info',
    feeds: [feed],
    rails: [rail],
    coins: { 'eip155:1': 'eip155:1/slip44:60' },
  },
  ...{ tokens: [{ asset: `eip155:1/erc20:${ONE}`, symbol: 'A', decimals: 6 }], networks: { home: 'eip155:5' } },
  imports: [{ kind: 'x402', url: 'https://a.example/', categories: ['x:a'], meter: { name: 'call', unit: '{call}' } }],
  documents: { maxBytes: 1, gateways: ['https://a.example'], requestsPerHour: 1 },
  submissions: { enabled: false, perHour: 1 },
}
const policy = {
  seeds: [`eip155:1:${ONE}/7`],
  assets: [{ asset: `eip155:1/erc20:${ONE}`, unitsPerMicroUsd: '1' }],
  validators: [{ address: ONE, credit: 1 }],
  strict: true,
  parameters: { halfLife: 30 },
}
const one = { numerator: 1n, denominator: 1n }
const job = {
  category: 'unspsc:1',
  quantities: [{ meter: 'call', value: one, unit: '{call}' }],
  near: { longitude: one, latitude: one, withinMeters: 5 },
  spec: [
    { key: 'a', equals: 'b' },
    { key: 'c', min: one, unit: 'kW.h' },
  ],
  purchases: 1,
}
const wishes = {
  reference: 'USD',
  chains: ['eip155:1'],
  assets: [`eip155:1/erc20:${ONE}`],
  rails: ['x402/exact'],
  allow: ['did:key:z6Mk'],
  minTrust: 1,
}

const parsers: Record<string, (text: string) => unknown> = {
  config: text => outcome(() => (readConfig({ config: written(text) }, {}) ? 'ok' : null)),
  trust: text => outcome(() => (readTrustPolicy(written(text)) ? 'ok' : null)),
}

test('the kept files are read or refused as they were', () => {
  const kept = seeds('operators')
  const found = kept.map(({ in: given }) => {
    const [parser, text] = given as [string, string]
    return parsers[parser]?.(text)
  })
  assert.deepEqual(
    found,
    kept.map(({ out }) => out),
  )
})

test('any file is a configuration, or says in one error of ours what is wrong', () =>
  fuzz(
    fc.oneof(
      jsonLike(config).map(value => JSON.stringify(value) ?? ''),
      textLike(JSON.stringify(config)),
    ),
    text => {
      const read = parsers.config?.(text)
      assert.ok(read === 'ok' || (read as { refused: string }).refused === 'bad_config', JSON.stringify(read))
    },
    2,
  ))

test('any file is a trust policy, or says so', () =>
  fuzz(
    fc.oneof(
      jsonLike(policy).map(value => JSON.stringify(value) ?? ''),
      textLike(JSON.stringify(policy)),
    ),
    text => {
      const read = parsers.trust?.(text)
      assert.ok(read === 'ok' || (read as { refused: string }).refused === 'bad_config', JSON.stringify(read))
    },
    2,
  ))

/** The texts and lists of a question, bent within the types that GraphQL lets through. */
const bent = <T extends object>(sound: T): fc.Arbitrary<T> => {
  const texts = textLike(
    'unspsc:1',
    'USD',
    'eip155:1',
    `eip155:1/erc20:${ONE}`,
    'x402/exact',
    'call',
    '{call}',
    '1.5',
    'did:web:a.example',
  )
  return fc.array(fc.tuple(fc.nat(), texts, fc.nat(150)), { minLength: 1, maxLength: 4 }).map(edits => {
    const copy = structuredClone(sound)
    for (const [at, text, times] of edits) {
      const places: (() => void)[] = []
      const walk = (holder: Record<string, unknown>) => {
        for (const [key, value] of Object.entries(holder)) {
          if (typeof value === 'string') places.push(() => Object.assign(holder, { [key]: text }))
          else if (typeof value === 'number')
            places.push(() => Object.assign(holder, { [key]: [-1, 0, 2 ** 31 - 1, -(2 ** 31)][times % 4] }))
          else if (typeof value === 'bigint')
            places.push(() =>
              Object.assign(holder, { [key]: value === 1n && key === 'numerator' ? BigInt(times) - 2n : value }),
            )
          else if (Array.isArray(value)) {
            places.push(() =>
              Object.assign(holder, {
                [key]: Array.from({ length: value.length > 0 ? times : 0 }, (_, i) => value[i % value.length]),
              }),
            )
            value.forEach((one, i) => {
              if (typeof one === 'string') places.push(() => Object.assign(value, { [i]: text }))
              else walk(one as Record<string, unknown>)
            })
          } else if (value) walk(value as Record<string, unknown>)
        }
      }
      walk(copy as Record<string, unknown>)
      places[at % places.length]?.()
    }
    return copy
  })
}

test('any question is read, or told which argument is wrong', () =>
  fuzz(fc.tuple(bent(job), bent(wishes)), ([job, wishes]) => {
    for (const read of [outcome(() => readJob(job as never)), outcome(() => readPolicy(wishes as never))])
      assert.ok(!('refused' in read) || ['bad_input', 'too_large'].includes(read.refused), JSON.stringify(job.category))
  }))
