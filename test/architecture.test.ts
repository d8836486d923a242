/** The map of the house: which way imports point, and how large a file may be. A new arrow is drawn here, in the open. */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { test } from 'node:test'

const ROOT = resolve(import.meta.dirname, '..')

/** Part of the house -> what of ours it may import. The first pattern that matches a file is its part. */
const MAP: readonly (readonly [part: RegExp, may: readonly RegExp[]])[] = [
  [/^src\/core\//, [/^src\/core\//]],
  // Row types beside the module that owns them; offers are judged by the keys of identities.
  // An unsigned price stands in the place of an offer.
  [/^src\/modules\/imports\/tables\.ts$/, [/^src\/core\//, /^src\/modules\/offers\/tables\.ts$/]],
  [/^src\/modules\/\w+\/tables\.ts$/, [/^src\/core\//]],
  // What the fields of an answer are resolved from: types, so that generated code can name them.
  [/^src\/modules\/discovery\/parents\.ts$/, [/^src\/core\//, /^src\/modules\/discovery\//]],
  [/^src\/generated\//, [/^src\/core\//, /^src\/modules\/\w+\/(tables|parents)\.ts$/]],
  [/^src\/modules\/identity\//, [/^src\/core\//, /^src\/generated\/schema/, /^src\/modules\/identity\//]],
  [
    /^src\/modules\/links\//,
    [
      /^src\/core\//,
      /^src\/generated\/schema/,
      /^src\/modules\/links\//,
      /^src\/modules\/identity\/(tables|queries)\.ts$/,
    ],
  ],
  [
    /^src\/modules\/resolution\//,
    [
      /^src\/core\//,
      /^src\/generated\/schema/,
      /^src\/modules\/resolution\//,
      /^src\/modules\/identity\/(tables|keys)\.ts$/,
      /^src\/modules\/links\/queries\.ts$/,
    ],
  ],
  [
    /^src\/modules\/imports\//,
    [/^src\/core\//, /^src\/generated\/schema/, /^src\/modules\/imports\//, /^src\/modules\/offers\/tables\.ts$/],
  ],
  [/^src\/modules\/rates\//, [/^src\/core\//, /^src\/modules\/rates\//]],
  [/^src\/modules\/upgrades\//, [/^src\/core\//]],
  [
    /^src\/modules\/offers\//,
    [
      /^src\/core\//,
      /^src\/generated\/schema/,
      /^src\/modules\/offers\//,
      /^src\/modules\/identity\/(tables|keys)\.ts$/,
      /^schema\/json\//,
    ],
  ],
  [
    /^src\/modules\/payments\//,
    [
      /^src\/core\//,
      /^src\/generated\/schema/,
      /^src\/modules\/payments\//,
      /^src\/modules\/(identity|links)\/tables\.ts$/,
    ],
  ],
  [
    /^src\/modules\/trust\//,
    [
      /^src\/core\//,
      /^src\/generated\/schema/,
      /^src\/modules\/trust\//,
      /^src\/modules\/(identity|payments)\/tables\.ts$/,
      // Payments that feedback speaks of are held against those that were made.
      /^src\/modules\/payments\/proof\.ts$/,
      /^schema\/json\//,
    ],
  ],
  [
    /^src\/modules\/discovery\//,
    [
      /^src\/core\//,
      /^src\/generated\/schema/,
      /^src\/modules\/discovery\//,
      /^src\/modules\/\w+\/tables\.ts$/,
      /^src\/modules\/offers\/(area|queries|submissions|verify)\.ts$/,
      /^src\/modules\/imports\/candidates\.ts$/,
      // Whose agent a provider is, and what is known of it.
      /^src\/modules\/links\/verified\.ts$/,
      /^src\/modules\/trust\/(scores|since)\.ts$/,
    ],
  ],
  // The list, and nothing else.
  [/^src\/modules\/index\.ts$/, [/^src\/core\//, /^src\/modules\/\w+\/index\.ts$/]],
  // What runs elsewhere and asks a node; offers and prices it judges by the rules of the node.
  [
    /^src\/client\//,
    [
      /^src\/core\/(canonical|did|errors|ids|json|offer|rational|x402)\.ts$/,
      /^src\/modules\/discovery\/(accepts|charge|job)\.ts$/,
      /^src\/modules\/offers\/(signature|verify)\.ts$/,
      /^src\/modules\/identity\/keys\.ts$/,
      /^src\/client\//,
    ],
  ],
  [/^src\/store\//, [/^src\/core\//, /^src\/store\//]],
  [/^indexer\//, [/^src\/core\//, /^src\/store\//, /^indexer\//]],
  [/^src\/api\//, [/^src\/core\//, /^src\/store\//, /^src\/generated\/schema/, /^src\/api\//]],
  [
    /^src\/demo\/(?!index)/,
    [/^src\/core\//, /^src\/generated\/contracts/, /^src\/modules\/offers\/sign\.ts$/, /^src\/demo\//],
  ],
  // Writing identities needs no node: a machine may do it alone.
  [
    /^src\/write\/(?!offers)/,
    [/^src\/core\//, /^src\/generated\/contracts/, /^src\/write\//, /^schema\/deployments\.json$/],
  ],
  // Offers are checked by the code of a node before they are signed and paid for.
  [
    /^src\/write\/offers/,
    [
      /^src\/core\//,
      /^src\/generated\/contracts/,
      /^src\/modules\/offers\/(sign|verify)\.ts$/,
      /^src\/modules\/identity\/keys\.ts$/,
      /^src\/write\//,
      /^schema\/tokens\.json$/,
    ],
  ],
  // A chain is taken back in the store itself: no indexer is to run meanwhile.
  [/^src\/commands\/(copy|rewind)/, [/^src\/core\//, /^src\/store\//, /^src\/commands\//, /^src\/config\.ts$/]],
  // Files are exported straight from a store, as of a moment as the API understands it.
  [
    /^src\/commands\/export/,
    [/^src\/core\//, /^src\/store\//, /^src\/api\/context\.ts$/, /^src\/commands\//, /^src\/config\.ts$/],
  ],
  // Two nodes are compared by their answers, or a node and a store.
  [
    /^src\/commands\/compare/,
    [
      /^src\/core\//,
      /^src\/store\/(open|roots)\.ts$/,
      /^src\/api\/queries\.ts$/,
      /^src\/write\/offersNode\.ts$/,
      /^src\/commands\//,
      /^src\/config\.ts$/,
    ],
  ],
  [/^src\/commands\//, [/^src\/core\//, /^src\/write\//, /^src\/commands\//, /^src\/config\.ts$/]],
  // Where the parts are joined: configuration, the node, its thread, the demo and the command line.
  [/^src\/(\w+|demo\/index)\.ts$/, [/^src\//, /^indexer\//, /^schema\/(json\/)?\w/, /^package\.json$/]],
]

const files = (folder: string): string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.ts'))
    .map(name => join(folder, name))

const importsOf = (file: string, statement = /(?:from|import\(?) ?'(\.[^']+)'/g): string[] =>
  [...readFileSync(join(ROOT, file), 'utf8').matchAll(statement)].map(([, path = '']) =>
    relative(ROOT, resolve(ROOT, dirname(file), path)),
  )

const product = [...files('src'), ...files('indexer')]

test('imports point one way', () => {
  const wrong = product.flatMap(file => {
    const [, may = []] = MAP.find(([part]) => part.test(file)) ?? []
    return importsOf(file)
      .filter(path => !may.some(pattern => pattern.test(path)))
      .map(path => `${file} -> ${path}`)
  })
  assert.deepEqual(wrong, [])
})

test('no file needs itself, by whatever way round', () => {
  const needs = new Map(
    product.map(file => [file, importsOf(file, /^(?:import|export) (?!type )[^']*from '(\.[^']+)'/gm)]),
  )
  const cycleFrom = (path: readonly string[]): string[] =>
    (needs.get(path.at(-1) ?? '') ?? []).flatMap(next => {
      if (next === path[0]) return [[...path, next].join(' -> ')]
      return path.includes(next) || done.has(next) ? [] : cycleFrom([...path, next])
    })
  const done = new Set<string>()
  const cycles = product.flatMap(file => {
    const found = cycleFrom([file])
    done.add(file)
    return found
  })
  assert.deepEqual(cycles, [])
})

test('a program that buys or sells loads no part of a node, and no part of the product a payment library', () => {
  const reached = new Set(['src/index.ts'])
  for (const file of reached) {
    const loaded = importsOf(file, /^(?:import|export) (?!type )[^']*from '(\.[^']+)'/gm)
    for (const next of loaded) if (next.endsWith('.ts')) reached.add(next)
  }
  const packagesOf = (file: string) =>
    [...readFileSync(join(ROOT, file), 'utf8').matchAll(/^(?:import|export) (?!type )[^']*?'([^.'][^']*)'/gm)].map(
      ([, name = '']) => name,
    )
  const node = /^(better-sqlite3|kysely|graphql|dataloader|pino|prom-client|commander|undici)/
  assert.deepEqual(
    [...reached].filter(file => packagesOf(file).some(name => node.test(name))),
    [],
  )
  assert.deepEqual(
    product.filter(file => packagesOf(file).some(name => name.startsWith('@x402/'))),
    [],
  )
})

test('no file has more than 300 lines', () => {
  const long = [...product, ...files('test'), ...files('schema'), ...files('examples')]
    .filter(file => !file.startsWith('src/generated/'))
    .map(file => [file, readFileSync(join(ROOT, file), 'utf8').split('\n').length - 1] as const)
    .filter(([, lines]) => lines > 300)
  assert.deepEqual(long, [])
})

test('the project speaks of itself alone', () => {
  const text = [
    ...product,
    ...files('schema'),
    ...files('examples'),
    'README.md',
    'CHANGELOG.md',
    'CONTRIBUTING.md',
    'schema/README.md',
    'package.json',
    'package-lock.json',
  ]
  const paths = text.filter(file =>
    /\/work\/|\/home\/\w|\/root\/|registry\.npmjs/.test(readFileSync(join(ROOT, file), 'utf8')),
  )
  assert.deepEqual(paths, [])
})
