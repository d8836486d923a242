/** How far an export into a folder has come, kept beside its files, so that one that was interrupted goes on. */
import { createHash, type Hash } from 'node:crypto'
import {
  createReadStream,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import type { Value } from '../core/change.ts'
import { badInput, PortolanError } from '../core/errors.ts'
import type { Format } from '../store/cells.ts'
import { decodePin, encodePin, type Pin } from '../store/pin.ts'

/** How far one file has come. */
export type FileState = {
  readonly rows: number
  readonly bytes: number
  /** SHA-256 of these bytes. */
  readonly sha256: string
  /** The key of its last row. */
  readonly after: readonly Value[] | null
  readonly done: boolean
}

export type ExportState = {
  readonly format: Format
  readonly tables: readonly string[]
  readonly pin: Pin
  readonly files: { readonly [table: string]: FileState }
}

const STATE = 'export.state.json'
export const MANIFEST = 'manifest.json'

/** The state of the export in a folder, which is made; null: it is empty. Refuses a folder that holds anything else. */
export const stateIn = (folder: string): ExportState | null => {
  mkdirSync(folder, { recursive: true })
  if (existsSync(join(folder, MANIFEST))) {
    throw badInput('--out', `${folder} holds a complete export`, 'check it with --verify, or name another folder')
  }
  const held = readdirSync(folder)
  if (held.length === 0) return null
  if (held.includes(STATE)) return parsed(folder, readFileSync(join(folder, STATE), 'utf8'))
  throw badInput('--out', `${folder} is not empty and holds no export`, 'name another folder')
}

/** Keeps the state: the old one or the new one is there, whatever happens. */
export const keepState = (folder: string, { pin, ...state }: ExportState): void =>
  writeWhole(join(folder, STATE), JSON.stringify({ ...state, pin: encodePin(pin) }))

/** Writes a file so that it is there as a whole or not at all. */
export const writeWhole = (path: string, text: string): void => {
  writeFileSync(`${path}.new`, text, { flush: true })
  renameSync(`${path}.new`, path)
}

/** The file in which the state is kept. */
export const statePath = (folder: string): string => join(folder, STATE)

/** The hash of the first bytes of a file; throws where they are not as noted, or one that is done has more. */
export const checkedHash = async (
  path: string,
  { bytes, sha256, done }: Pick<FileState, 'bytes' | 'sha256' | 'done'>,
): Promise<Hash> => {
  const hash = createHash('sha256')
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0
  if (size >= bytes && bytes > 0) {
    for await (const chunk of createReadStream(path, { end: bytes - 1 })) hash.update(chunk as Buffer)
  }
  if (hash.copy().digest('hex') === sha256 && !(done && size > bytes)) return hash
  throw new PortolanError('bad_input', `${path} is not as it was written`, {
    hint: 'delete the folder and export again',
  })
}

const parsed = (folder: string, text: string): ExportState => {
  try {
    const { pin, ...state } = JSON.parse(text) as Omit<ExportState, 'pin'> & { pin: string }
    const held = decodePin(pin)
    if (held) return { ...state, pin: held }
  } catch {}
  throw badInput('--out', `${join(folder, STATE)} cannot be read`, 'delete the folder and export again')
}
