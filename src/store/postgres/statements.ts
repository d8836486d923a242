/** Statements as PostgreSQL's driver takes them, and its values as the rest of the house knows them. */
import pg from 'pg'
import type { Value } from '../../core/change.ts'
import { textFromBytes } from '../../core/text.ts'

/** A statement in PostgreSQL's spelling; `name` where it is worth preparing. */
export type Prepared = { readonly name: string; readonly text: string }

/** `?` as `$1`, `$2`, ..., wherever it is a placeholder: not in a literal, a quoted name or a comment. */
export const numbered = (sql: string): string => {
  let n = 0
  return sql.replace(/'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\?/g, part => (part === '?' ? `$${++n}` : part))
}

/** Texts that are remembered. A connection prepares no more than these, and is left for a new one when they change. */
const REMEMBERED = 1_000

/** Gives each text a name of its own, the same one each time, as long as it remembers it. */
export const preparing = () => {
  let texts = new Map<string, Prepared>()
  let named = 0
  let generation = 0
  return {
    prepared: (sql: string): Prepared => {
      let known = texts.get(sql)
      if (!known) {
        if (texts.size >= REMEMBERED) {
          texts = new Map()
          generation += 1
        }
        named += 1
        known = { name: `p${named}`, text: numbered(sql) }
        texts.set(sql, known)
      }
      return known
    },
    /** Rises when everything was forgotten: connections of before hold statements that nobody will name again. */
    generation: () => generation,
  }
}
export type Preparing = ReturnType<typeof preparing>

/** Values as they are sent: PostgreSQL's text holds no NUL, so text with one is kept as `\x` and hex. */
export const sent = (values: readonly Value[]): Value[] =>
  values.map(value =>
    typeof value === 'string' && value.includes('\0') ? textFromBytes(Buffer.from(value, 'utf8')) : value,
  )

const [BOOL, INT8, NUMERIC] = [16, 20, 1700]

/** The types of results: whole numbers are numbers, as SQLite gives them; one that no number holds is a fault. */
export const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format: 'text' | 'binary') => {
    if (oid === INT8 || oid === NUMERIC) return whole
    if (oid === BOOL) return (text: string) => (text === 't' ? 1 : 0)
    return pg.types.getTypeParser(oid, format as 'text')
  }) as typeof pg.types.getTypeParser,
}

const whole = (text: string): number => {
  const number = Number(text)
  if (!Number.isSafeInteger(number)) throw new RangeError(`the database gave ${text}, which no number here holds`)
  return number
}
