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
  [/^src\/modules\/rates\//, [/^src\/core\//, /^src\/modules\/rates\//]],
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
    /^src\/modules\/trust\//,
    [/^src\/core\//, /^src\/generated\/schema/, /^src\/modules\/trust\//, /^src\/modules\/identity\/tables\.ts$/],
  ],
  [
    /^src\/modules\/discovery\//,
    [
      /^src\/core\//,
      /^src\/generated\/schema/,
      /^src\/modules\/discovery\//,
      /^src\/modules\/\w+\/tables\.ts$/,
      /^src\/modules\/offers\/(area|queries|rules|verify)\.ts$/,
    ],
  ],
  // The list, and nothing else.
  [/^src\/modules\/index\.ts$/, [/^src\/core\//, /^src\/modules\/\w+\/index\.ts$/]],
  // What runs elsewhere and asks a node.
  [/^src\/client\//, [/^src\/core\/(errors|json)\.ts$/, /^src\/client\//]],
  [/^src\/store\//, [/^src\/core\//, /^src\/store\//]],
  [/^indexer\//, [/^src\/core\//, /^src\/store\//, /^indexer\//]],
  [/^src\/api\//, [/^src\/core\//, /^src\/store\//, /^src\/generated\/schema/, /^src\/api\//]],
  [
    /^src\/demo\/(?!index)/,
    [/^src\/core\//, /^src\/generated\/contracts/, /^src\/modules\/offers\/sign\.ts$/, /^src\/demo\//],
  ],
  // Writing identities needs no node: a machine may do it alone.
  [/^src\/write\//, [/^src\/core\//, /^src\/generated\/contracts/, /^src\/write\//, /^schema\/deployments\.json$/]],
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

test('no file has more than 300 lines', () => {
  const long = [...product, ...files('test'), ...files('schema')]
    .filter(file => !file.startsWith('src/generated/'))
    .map(file => [file, readFileSync(join(ROOT, file), 'utf8').split('\n').length - 1] as const)
    .filter(([, lines]) => lines > 300)
  assert.deepEqual(long, [])
})

test('the project speaks of itself alone', () => {
  const text = [
    ...product,
    ...files('schema'),
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
