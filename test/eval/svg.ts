/** Charts as SVG: words and shapes, legible on light and on dark ground. */

const STYLE = `<style>
text { font: 12px sans-serif; fill: #222 }
.ground { fill: #fff }
.title { font-size: 14px; font-weight: bold }
.grid { stroke: #8888; stroke-width: 0.5 }
.ours { fill: #0b6e4f; stroke: #0b6e4f }
.other { fill: #7a7a7a; stroke: #7a7a7a }
path.ours, path.other { fill: none; stroke-width: 2 }
text.ours, text.other { stroke: none }
@media (prefers-color-scheme: dark) {
  .ground { fill: #151515 }
  text { fill: #ddd }
  .ours { fill: #4fd1a5; stroke: #4fd1a5 }
  .other { fill: #a0a0a0; stroke: #a0a0a0 }
}
</style>`

const page = (width: number, height: number, title: string, summary: string, body: readonly string[]): string =>
  [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" role="img" aria-labelledby="title summary">`,
    `<title id="title">${escaped(title)}</title>`,
    `<desc id="summary">${escaped(summary)}</desc>`,
    STYLE,
    `<rect class="ground" width="${width}" height="${height}"/>`,
    `<text class="title" x="10" y="20">${escaped(title)}</text>`,
    ...body,
    '</svg>',
    '',
  ].join('\n')

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')

const fixed = (n: number) => n.toFixed(1)

export interface Bar {
  readonly name: string
  /** What is drawn, above 0; infinite reaches the edge. */
  readonly value: number
  readonly label: string
  readonly ours: boolean
}

/** Bars from left to right on a logarithmic scale of USD, from one cent to a thousand dollars. */
export const logBars = (title: string, bars: readonly Bar[]): string => {
  const [left, top, step, decades, wide] = [220, 40, 24, 5, 78]
  const x = (value: number) => left + wide * Math.min(decades, Math.max(0, Math.log10(value) + 2))
  const bottom = top + step * bars.length
  const grid = ['1 cent', '10 cents', '$1', '$10', '$100', '$1,000'].flatMap((label, i) => [
    `<line class="grid" x1="${left + wide * i}" x2="${left + wide * i}" y1="${top - 8}" y2="${bottom}"/>`,
    `<text x="${left + wide * i}" y="${bottom + 16}" text-anchor="middle">${label}</text>`,
  ])
  const drawn = bars.flatMap(({ name, value, label, ours }, i) => {
    const y = top + step * i
    return [
      `<text x="${left - 8}" y="${y + 12}" text-anchor="end">${escaped(name)}</text>`,
      `<rect class="${ours ? 'ours' : 'other'}" x="${left}" y="${y}" width="${fixed(Math.max(1, x(value) - left))}" height="15"/>`,
      `<text x="${fixed(x(value) + 6)}" y="${y + 12}">${escaped(label)}</text>`,
    ]
  })
  const summary = bars.map(({ name, label }) => `${name}: ${label}`).join('; ')
  return page(left + wide * decades + 160, bottom + 30, title, summary, [...grid, ...drawn])
}

export interface Curve {
  readonly name: string
  readonly ours: boolean
  /** One value between 0 and 1 for each step. */
  readonly values: readonly number[]
}

/** Curves of values between 0 and 1 over named steps; each is named where it ends. */
export const curves = (title: string, steps: readonly string[], drawn: readonly Curve[]): string => {
  const [left, top, wide, high] = [50, 45, 110, 240]
  const x = (i: number) => left + wide * i
  const y = (value: number) => top + high * (1 - value)
  const right = x(steps.length - 1)
  const grid = [0, 0.25, 0.5, 0.75, 1].flatMap(value => [
    `<line class="grid" x1="${left}" x2="${right}" y1="${y(value)}" y2="${y(value)}"/>`,
    `<text x="${left - 6}" y="${y(value) + 4}" text-anchor="end">${value}</text>`,
  ])
  const labels = steps.map((step, i) => `<text x="${x(i)}" y="${top + high + 18}" text-anchor="middle">${step}</text>`)
  // Names that would lie on each other are pushed apart.
  let lowest = Number.NEGATIVE_INFINITY
  const byEnd = [...drawn].sort((a, b) => (b.values.at(-1) ?? 0) - (a.values.at(-1) ?? 0))
  const lines = byEnd.flatMap(({ name, ours, values }, i) => {
    const style = ours ? 'ours' : 'other'
    const d = values.map((value, k) => `${k === 0 ? 'M' : 'L'}${fixed(x(k))} ${fixed(y(value))}`).join(' ')
    const at = Math.max(y(values.at(-1) ?? 0) + 4, lowest + 14)
    lowest = at
    const dashes = ours ? '' : ` stroke-dasharray="${2 + 2 * i} ${2 + i}"`
    return [
      `<path class="${style}"${dashes} d="${d}"/>`,
      `<text class="${style}" x="${right + 8}" y="${fixed(at)}">${escaped(name)}</text>`,
    ]
  })
  const summary = byEnd.map(({ name, values }) => `${name}: ${values.map(v => v.toFixed(3)).join(', ')}`).join('; ')
  const height = Math.max(top + high + 30, lowest + 10)
  return page(right + 220, Math.ceil(height), title, summary, [...grid, ...labels, ...lines])
}
