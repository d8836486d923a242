/** Whether the files of an export are those of its manifest. */
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { badInput, PortolanError } from '../core/errors.ts'
import { isObject } from '../core/json.ts'
import { checkedHash, MANIFEST } from './exportState.ts'
import { readText } from './input.ts'

/** Reads every file of an exported folder. Throws for the first that is missing, longer, shorter or other. */
export const verifyExport = async (folder: string): Promise<{ readonly files: number; readonly bytes: number }> => {
  let total = 0
  const files = manifestIn(folder)
  for (const { file, bytes, sha256 } of files) {
    const path = join(folder, file)
    const size = statSync(path, { throwIfNoEntry: false })?.size
    if (size === undefined) throw wrong(`${path} is missing`)
    if (size !== bytes) throw wrong(`${path} has ${size} bytes, its manifest says ${bytes}`)
    await checkedHash(path, { bytes, sha256, done: true })
    total += bytes
  }
  return { files: files.length, bytes: total }
}

type Named = { readonly file: string; readonly bytes: number; readonly sha256: string }

const manifestIn = (folder: string): Named[] => {
  const path = join(folder, MANIFEST)
  if (!existsSync(path))
    throw badInput('--verify', `${folder} has no ${MANIFEST}`, 'an export that is not complete has none')
  const files = filesIn(readText('--verify', path))
  if (files) return files
  throw badInput('--verify', `${path} is not the manifest of an export`)
}

const filesIn = (text: string): Named[] | null => {
  try {
    const manifest: unknown = JSON.parse(text)
    const files: unknown = isObject(manifest) ? manifest.files : null
    return Array.isArray(files) && files.every(isNamed) ? files : null
  } catch {
    return null
  }
}

/** A manifest may come from a stranger: it names files of its own folder alone. */
const isNamed = (file: unknown): file is Named =>
  isObject(file) &&
  /^[a-z_]+\.(ndjson|csv)$/.test(`${file.file}`) &&
  Number.isSafeInteger(file.bytes) &&
  typeof file.sha256 === 'string'

const wrong = (what: string): PortolanError =>
  new PortolanError('bad_input', what, { hint: 'delete the folder and export again' })
