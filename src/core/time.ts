/** Unix seconds as ISO 8601 without fractions. */
export const isoTime = (seconds: number): string =>
  new Date(Math.min(seconds, LATEST) * 1_000).toISOString().replace('.000Z', 'Z')

/** Unix seconds by the clock of this machine. */
export const clockTime = (): number => Math.floor(Date.now() / 1_000)

/** The last second that a JavaScript date can show. */
const LATEST = 8_640_000_000_000
