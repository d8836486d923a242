/** Recorded real data: kept outside the project, found where PORTOLAN_DATA points. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { gunzipSync } from 'node:zlib'

const folder = process.env.PORTOLAN_DATA

/**
 * A test over recorded data; CI counts them by the first word of their names. Skipped, and says so, where there is no
 * data; a folder without the file is a failure.
 */
export const realTest = (story: string, told: (t: TestContext) => Promise<void> | void): void => {
  const why = 'PORTOLAN_DATA is not set: it names the folder with the recorded real data that this test reads'
  test(`recorded: ${story}`, { skip: folder === undefined ? why : false, timeout: 600_000 }, told)
}

const textOf = (file: string): string => {
  const bytes = readFileSync(join(folder ?? '.', file))
  return (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
}

/** A recorded JSON file. */
export const readJson = <R>(file: string): R => JSON.parse(textOf(file)) as R

/** The lines of a recorded file of one JSON value a line, inflated where it is packed. */
export const readLines = <R>(file: string): R[] =>
  textOf(file)
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line) as R)

/** The rows of a recorded CSV file (RFC 4180), by the names in its first line. */
export const readCsv = <Column extends string>(file: string): Record<Column, string>[] => {
  const [names = [], ...rows] = textOf(file).trimEnd().split(/\r?\n/).map(cells)
  return rows.map(row => Object.fromEntries(names.map((name, i) => [name, row[i] ?? ''])) as Record<Column, string>)
}

const cells = (line: string): string[] =>
  [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
  )
