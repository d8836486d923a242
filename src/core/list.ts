/** The places of a list in a statement. Few sizes, so that few statements are prepared: a longer list repeats its last. */
export const listOf = <V>(values: readonly V[]): { readonly places: string; readonly values: readonly V[] } => {
  const size = 2 ** Math.ceil(Math.log2(Math.max(1, values.length)))
  const last = values.at(-1) as V
  const padded = Array.from({ length: size }, (_, i) => values[i] ?? last)
  return { places: padded.map(() => '?').join(','), values: padded }
}
