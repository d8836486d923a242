/** Exports as a client of HTTP sees them. */
import assert from 'node:assert/strict'

export type End = {
  readonly table: string
  readonly complete: boolean
  readonly sha256?: string
  readonly changes?: string | null
  readonly error?: { readonly code: string; readonly message: string }
  readonly rows: number
  readonly after: readonly unknown[] | null
}

/** The answer to a GET, whole. */
export const get = async (url: string) => {
  // A busy test would find that the node has given up on an idle connection.
  const response = await fetch(url, { headers: { connection: 'close' } })
  return { status: response.status, headers: response.headers, text: await response.text() }
}

/** The lines of rows of an NDJSON export, and what its last line says. */
export const linesOf = (text: string): { readonly lines: string[]; readonly end: End } => {
  const lines = text.trimEnd().split('\n')
  const { $end } = JSON.parse(lines.pop() ?? '') as { $end: End }
  assert.ok($end, 'the last line says that it is the last')
  return { lines, end: $end }
}

/** An export of NDJSON, its rows parsed. */
export const rowsOf = async <R = Record<string, unknown>>(url: string) => {
  const { status, headers, text } = await get(url)
  assert.equal(status, 200, text)
  const { lines, end } = linesOf(text)
  return { rows: lines.map(line => JSON.parse(line) as R), lines, end, moment: headers.get('portolan-moment') ?? '' }
}

/** Why an address is refused. */
export const refusal = async (url: string) => {
  const { status, text } = await get(url)
  const { code, message } = JSON.parse(text) as { code: string; message: string }
  return `${status} ${code}: ${message}`
}
