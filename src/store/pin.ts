/** A moment held fast: what is copied page by page, each page in a read transaction of its own, is all of this moment. */
import { PortolanError } from '../core/errors.ts'
import { isObject } from '../core/json.ts'
import type { ChainHead, Reader } from '../core/snapshot.ts'
import type { Catalogue } from './catalogue.ts'
import { makingOf } from './undone.ts'

export type Pin = {
  readonly heads: readonly ChainHead[]
  /** Which making of the tables it is about. */
  readonly facts: string
  readonly claims: string
  /** The last number of each claim table. */
  readonly numbers: { readonly [table: string]: number }
}

/** Pins these heads, which the reader has, and the claims that are known now. */
export const pinOf = async (reader: Reader, heads: readonly ChainHead[], catalogue: Catalogue): Promise<Pin> => {
  const numbers: Record<string, number> = {}
  for (const { name, sort } of catalogue.values()) {
    if (sort !== 'claim') continue
    const sql = `select coalesce(max(nr), 0) as last from ${name}`
    numbers[name] = (await reader.all<{ last: number }>({ sql, values: [] }))[0]?.last ?? 0
  }
  return { heads, facts: await makingOf(reader, 'facts'), claims: await makingOf(reader, 'claims'), numbers }
}

/** Throws where the store no longer holds the moment: `reorged` or `refolded`. */
export const holds = async (reader: Reader, pin: Pin): Promise<void> => {
  if ((await makingOf(reader, 'facts')) !== pin.facts || (await makingOf(reader, 'claims')) !== pin.claims) {
    throw new PortolanError(
      'refolded',
      'the tables were made anew since this moment was chosen, or it is of another store',
      {
        hint: 'begin again as of a moment of this store',
      },
    )
  }
  for (const { chain, number, hash } of pin.heads) {
    if ((await hashAt(reader, chain, number)) === hash) continue
    throw new PortolanError('reorged', `block ${number} (${hash}) has left ${chain}`, {
      hint: 'begin again; what was read so far is of a branch that is no more',
    })
  }
}

/** The hash of a stored block; null where no header is stored. */
export const hashAt = async (reader: Reader, chain: string, number: number): Promise<string | null> => {
  const sql = 'select hash from block where chain = ? and number = ?'
  return (await reader.all<{ hash: string }>({ sql, values: [chain, number] }))[0]?.hash ?? null
}

/** A pin as text that a client keeps. */
export const encodePin = ({ heads, facts, claims, numbers }: Pin): string => {
  const blocks = heads.map(({ chain, number, hash, time }) => [chain, number, hash, time])
  return Buffer.from(JSON.stringify({ heads: blocks, facts, claims, numbers })).toString('base64url')
}

/** The pin that `encodePin` made; null where the text is none. */
export const decodePin = (text: string): Pin | null => {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
    return isObject(value) ? pinIn(value) : null
  } catch {
    return null
  }
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0

const pinIn = ({ heads, facts, claims, numbers }: Record<string, unknown>): Pin | null => {
  if (!Array.isArray(heads) || typeof facts !== 'string' || typeof claims !== 'string' || !isObject(numbers))
    return null
  const blocks = heads.flatMap((head: unknown): ChainHead[] => {
    const [chain, number, hash, time] = Array.isArray(head) ? head : []
    const sound = typeof chain === 'string' && isCount(number) && typeof hash === 'string' && isCount(time)
    return sound ? [{ chain, number, hash, time }] : []
  })
  const sound = blocks.length === heads.length && Object.values(numbers).every(isCount)
  return sound ? { heads: blocks, facts, claims, numbers: numbers as Record<string, number> } : null
}

/** The fingerprints of the rules that the tables were made by: two stores that agree in them and in the heads agree in all. */
export const rulesOf = async (reader: Reader): Promise<{ readonly [sort: string]: string }> => {
  const sql = 'select name, fingerprint from rules order by name'
  const rows = await reader.all<{ name: string; fingerprint: string }>({ sql, values: [] })
  return Object.fromEntries(rows.map(({ name, fingerprint }) => [name, fingerprint]))
}
