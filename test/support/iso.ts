/** Unix seconds as the API writes them. */
export const iso = (seconds: number | bigint): string =>
  new Date(Number(seconds) * 1_000).toISOString().replace('.000', '')
