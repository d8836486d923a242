/** Tables as of a moment into files of a folder, straight from a store. Its last act is to write the manifest. */
import { createHash } from 'node:crypto'
import { rmSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { join } from 'node:path'
import { badInput } from '../core/errors.ts'
import { isoTime } from '../core/time.ts'
import type { Catalogue, ListedTable } from '../store/catalogue.ts'
import { type Format, printer } from '../store/cells.ts'
import { feedCursorAt } from '../store/feed.ts'
import { encodeFeedCursor } from '../store/feedCursor.ts'
import { reading, type Store } from '../store/open.ts'
import { holds, type Pin, rulesOf } from '../store/pin.ts'
import { scan } from '../store/scan.ts'
import {
  checkedHash,
  type ExportState,
  type FileState,
  keepState,
  MANIFEST,
  stateIn,
  statePath,
  writeWhole,
} from './exportState.ts'

export type ExportRequest = {
  readonly out: string
  readonly format: Format
  /** Names; null: every table. */
  readonly tables: readonly string[] | null
  /** The moment that was asked for, to be pinned; null: that of the folder, or else the newest. */
  readonly asked: Pin | null
  readonly newest: () => Promise<Pin>
  readonly version: string
  /** The policy that the scores are of; null: there are none. */
  readonly policyId: string | null
  /** Rows after which it is noted how far a file has come. */
  readonly noted?: number
  /** Hears of each file as it grows. */
  readonly report: (table: string, rows: number, done: boolean) => void
}

export type Manifest = {
  readonly portolan: string
  readonly policyId: string | null
  readonly rules: { readonly [sort: string]: string }
  readonly format: Format
  readonly heads: readonly {
    readonly chain: string
    readonly number: number
    readonly hash: string
    readonly time: string
  }[]
  /** Where the feed of changes goes on from here; null where no fact table was exported. */
  readonly changes: string | null
  readonly files: readonly {
    readonly table: string
    readonly file: string
    readonly rows: number
    readonly bytes: number
    readonly sha256: string
  }[]
}

/** Exports, or goes on with what was interrupted. Throws `bad_input` where the folder holds something else. */
export const exportFiles = async (store: Store, catalogue: Catalogue, request: ExportRequest): Promise<Manifest> => {
  const { out, report, version, policyId } = request
  let state = await begun(store, catalogue, request)
  for (const name of state.tables) {
    const table = catalogue.get(name)
    if (!table) throw badInput('--out', `${out} holds ${name.slice(0, 80)}, which this version does not know`)
    for await (const file of writing(store, table, request, state)) {
      state = { ...state, files: { ...state.files, [name]: file } }
      keepState(out, state)
      report(name, file.rows, file.done)
    }
  }
  const { pin, format, tables, files } = state
  const facts = tables.flatMap(name => catalogue.get(name) ?? []).filter(table => table.sort === 'fact')
  const manifest = await reading(store, async (reader): Promise<Manifest> => {
    await holds(reader, pin)
    return {
      portolan: version,
      policyId,
      rules: await rulesOf(reader),
      format,
      heads: pin.heads.map(({ chain, number, hash, time }) => ({ chain, number, hash, time: isoTime(time) })),
      changes: facts.length === 0 ? null : encodeFeedCursor(await feedCursorAt(reader, pin.heads, facts)),
      files: tables.map(table => {
        const { rows, bytes, sha256 } = files[table] as FileState
        return { table, file: `${table}.${format}`, rows, bytes, sha256 }
      }),
    }
  })
  writeWhole(join(out, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`)
  rmSync(statePath(out))
  return manifest
}

/** The state of the folder, where it is of what is asked for, or a new one. What is there is read again. */
const begun = async (store: Store, catalogue: Catalogue, request: ExportRequest): Promise<ExportState> => {
  const { out, format, asked } = request
  const unknown = request.tables?.find(name => !catalogue.has(name))
  if (unknown !== undefined) {
    throw badInput(
      '--tables',
      `there is no table ${unknown.slice(0, 80)}`,
      `there are ${[...catalogue.keys()].join(', ')}`,
    )
  }
  const tables = [...catalogue.keys()].filter(name => request.tables?.includes(name) ?? true)
  const held = stateIn(out)
  if (!held) {
    const state = { format, tables, pin: asked ?? (await request.newest()), files: {} }
    keepState(out, state)
    return state
  }
  const other = (what: string, is: string) =>
    badInput('--out', `${out} holds the beginning of an export of ${what}: ${is}`, 'name another folder')
  if (held.format !== format) throw other('another format', held.format)
  if (request.tables && held.tables.join() !== tables.join()) throw other('other tables', held.tables.join(', '))
  if (asked && momentOf(asked) !== momentOf(held.pin)) throw other('another moment', momentOf(held.pin))
  await reading(store, reader => holds(reader, held.pin))
  for (const [name, file] of Object.entries(held.files)) {
    // One that goes on is read when it does.
    if (file.done) await checkedHash(join(out, `${name}.${format}`), file)
  }
  return held
}

const momentOf = ({ heads }: Pin): string =>
  heads.map(({ chain, number, hash }) => `${chain} block ${number} (${hash.slice(0, 10)})`).join(', ')

const NOTED = 20_000

/** Writes what is missing of a file. Yields each time that so much of it is on the disk. */
async function* writing(
  store: Store,
  table: ListedTable,
  { out, noted = NOTED }: ExportRequest,
  { format, pin, files }: ExportState,
): AsyncGenerator<FileState> {
  const before = files[table.name]
  if (before?.done) return
  const path = join(out, `${table.name}.${format}`)
  const hash = before ? await checkedHash(path, before) : createHash('sha256')
  const file = await open(path, before ? 'r+' : 'w')
  try {
    const { head, line } = printer(table, format)
    let { rows, bytes, after } = before ?? { rows: 0, bytes: 0, after: null }
    await file.truncate(bytes)
    const write = async (text: string): Promise<void> => {
      const piece = Buffer.from(text)
      hash.update(piece)
      await writeAt(file, piece, bytes)
      bytes += piece.length
    }
    const written = async (done: boolean): Promise<FileState> => {
      await file.sync()
      return { rows, bytes, sha256: hash.copy().digest('hex'), after, done }
    }
    if (!before) await write(head)
    let last = rows
    for await (const page of scan(store, table, pin, after)) {
      await write(page.rows.map(line).join(''))
      rows += page.rows.length
      const row = page.rows.at(-1)
      after = table.key.map(column => row?.[column] ?? null)
      if (rows - last < noted) continue
      last = rows
      yield await written(false)
    }
    yield await written(true)
  } finally {
    await file.close()
  }
}

const writeAt = async (file: FileHandle, piece: Buffer, position: number): Promise<void> => {
  for (let done = 0; done < piece.length; ) {
    done += (await file.write(piece, done, piece.length - done, position + done)).bytesWritten
  }
}
