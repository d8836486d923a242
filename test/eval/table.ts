/** Tables as Markdown, and the places in a document where they go. */

export interface Table {
  readonly title: string
  readonly head: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** A table in Markdown under its title. */
export const markdown = ({ title, head, rows }: Table): string =>
  [`**${title}**`, '', line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')

const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`

/** A document with the text between `<!-- name -->` and `<!-- /name -->` replaced. Throws where there is no such place. */
export const filledIn = (document: string, name: string, text: string): string => {
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`]
  const [from, to] = [document.indexOf(open), document.indexOf(close)]
  if (from < 0 || to < from) throw new Error(`the document has no place for ${name}`)
  return `${document.slice(0, from + open.length)}\n\n${text}\n\n${document.slice(to)}`
}

/** USD to the cent where cents count. */
export const usd = (amount: number): string => {
  if (!Number.isFinite(amount)) return 'never'
  return amount < 10 ? amount.toFixed(2) : amount.toFixed(0)
}
