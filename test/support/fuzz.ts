/** Hostile inputs: grown from sound ones and from what has hurt parsers before. `FUZZ_RUNS` says how many. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { PortolanError } from '../../src/core/errors.ts'

const RUNS = Number(process.env.FUZZ_RUNS ?? 300)

/** Holds a property against many inputs, or against a part of as many where one input costs more than most. */
export const fuzz = <T>(
  what: fc.Arbitrary<T>,
  holds: (value: T) => void | Promise<void>,
  part = 1,
): Promise<void> | void =>
  fc.assert(
    fc.asyncProperty(what, async value => holds(value)),
    {
      numRuns: Math.max(1, Math.ceil(RUNS / part)),
      endOnFailure: true,
    },
  )

/** Inputs that are kept because they once hurt, or easily could, each with what must come of it. */
export const seeds = (name: string): { readonly in: unknown; readonly out: unknown }[] =>
  JSON.parse(readFileSync(join(import.meta.dirname, `../fuzz/seeds/${name}.json`), 'utf8'))

/** What a parser made of an input, where an error of ours is as good as a result; any other error passes through. */
export const outcome = <R>(parse: () => R): R | { readonly refused: string } => {
  try {
    return parse()
  } catch (error) {
    if (error instanceof PortolanError) return { refused: error.code }
    throw error
  }
}

const SCALARS: readonly unknown[] = [
  ...[null, true, false, 0, -0, -1, 1.5, 1e308, 5e-324, 2 ** 53, -(2 ** 53), '', ' ', '0', '-0', '1e5', '0x', '٣'],
  ...[
    '\0',
    '\ud800',
    '\udc00\ud800',
    '\u202e',
    '\ufeff',
    '__proto__',
    'constructor',
    'x'.repeat(5_000),
    '9'.repeat(400),
  ],
  ...[`0x${'f'.repeat(64)}`, `0x${'0'.repeat(39)}`, 'did:web:a.example', 'data:,', 'https://[', [], {}, [[]]],
]
const NAMES = ['__proto__', 'constructor', 'toString', 'length', '', '\0', '0']

const scalar = fc.oneof(fc.constantFrom(...SCALARS), fc.jsonValue({ maxDepth: 3 }), fc.string({ unit: 'binary' }))

type Edit = { readonly at: number; readonly how: number; readonly value: unknown; readonly name: string }
const edit: fc.Arbitrary<Edit> = fc.record({
  at: fc.nat(10_000),
  how: fc.nat(5),
  value: scalar,
  name: fc.oneof(fc.constantFrom(...NAMES), fc.string()),
})

/** JSON like that of the samples, with parts of it replaced, lost, repeated, renamed and nested. */
export const jsonLike = (...samples: readonly unknown[]): fc.Arbitrary<unknown> =>
  fc.oneof(
    { weight: 9, arbitrary: fc.tuple(fc.constantFrom(...samples), fc.array(edit, { maxLength: 4 })).map(edited) },
    { weight: 1, arbitrary: scalar },
  )

const edited = ([sample, edits]: readonly [unknown, readonly Edit[]]): unknown => {
  // Where an edit makes the whole text too long for its own reader, that is a case as well.
  let root: Record<string, unknown> = JSON.parse(JSON.stringify({ sample }))
  for (const { at, how, value, name } of edits) {
    const places: [holder: Record<string, unknown>, key: string][] = []
    const walk = (holder: Record<string, unknown>) => {
      for (const key of Object.keys(holder)) {
        places.push([holder, key])
        if (typeof holder[key] === 'object' && holder[key] !== null) walk(holder[key] as Record<string, unknown>)
      }
    }
    walk(root)
    const [holder, key] = places[at % places.length] ?? [root, 'sample']
    const before = holder[key]
    if (how === 0) holder[key] = value
    else if (how === 1 && holder !== root) delete holder[key]
    else if (how === 2) holder[key] = [before, before]
    else if (how === 3) holder[key] = Array.from({ length: at % 120 }, () => before)
    else if (how === 4) for (let depth = 0; depth < at % 60; depth += 1) holder[key] = [holder[key]]
    else if (!Array.isArray(holder))
      Object.defineProperty(holder, name, { value: before, enumerable: true, configurable: true, writable: true })
    if (JSON.stringify(root).length > 200_000) root = { sample: value }
  }
  return root.sample
}

/** Text like that of the samples: cut, doubled, spliced, or with characters of another kind among its own. */
export const textLike = (...samples: readonly string[]): fc.Arbitrary<string> => {
  const piece = fc.oneof(
    fc.constantFrom(...samples),
    fc.constantFrom(...SCALARS.filter(one => typeof one === 'string')),
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.constantFrom(...':/#?%.,;-{}[]()"\'\\=&@ \t\n'),
  )
  const spliced = fc
    .tuple(fc.constantFrom(...samples), fc.array(fc.tuple(fc.nat(400), fc.nat(4), piece), { maxLength: 3 }))
    .map(([text, cuts]) =>
      cuts.reduce((whole, [at, lost, put]) => {
        const place = at % (whole.length + 1)
        return whole.slice(0, place) + put + whole.slice(place + lost)
      }, text),
    )
  return fc.oneof(
    { weight: 6, arbitrary: spliced },
    fc.array(piece, { maxLength: 6 }).map(pieces => pieces.join('')),
  )
}

/** Bytes like those of the samples: flipped, cut, doubled, or any at all. */
export const bytesLike = (...samples: readonly Uint8Array[]): fc.Arbitrary<Uint8Array> =>
  fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc
      .tuple(fc.constantFrom(...samples), fc.array(fc.tuple(fc.nat(), fc.nat(255), fc.nat(3)), { maxLength: 6 }))
      .map(([sample, edits]) =>
        edits.reduce<Uint8Array>((bytes, [at, byte, how]) => {
          const place = bytes.length === 0 ? 0 : at % bytes.length
          if (how === 0) return bytes.slice(0, place)
          if (how === 1) return Buffer.concat([bytes.slice(0, place), bytes.slice(place), bytes.slice(place)])
          const next = Uint8Array.from(bytes)
          next[place] = byte
          return next
        }, sample),
      ),
  )

/** What is wrong with the cells of a row that a database is to take; null: nothing. */
export const unstorable = (row: Readonly<Record<string, unknown>>): string | null => {
  for (const [name, value] of Object.entries(row)) {
    if (value === null || Number.isSafeInteger(value)) continue
    if (typeof value !== 'string') return `${name} is ${String(value)}`
    if (value.includes('\0') || !value.isWellFormed()) return `${name} is text that no database keeps`
  }
  return null
}
