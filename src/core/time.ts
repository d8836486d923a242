/** Unix seconds as ISO 8601 without fractions. */
export const isoTime = (seconds: number): string =>
  new Date(Math.min(seconds, LATEST) * 1_000).toISOString().replace('.000Z', 'Z')

/** ISO 8601 in UTC as Unix seconds; null where the text is none, or the calendar has no such day. */
export const secondsOf = (text: string): number | null => {
  const sound = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/.test(text)
  const seconds = sound ? Math.floor(Date.parse(text) / 1_000) : Number.NaN
  return isDay(text.slice(0, 10)) && Number.isFinite(seconds) ? seconds : null
}

/** Whether the calendar has a day (YYYY-MM-DD): the platform reads the 30th of February as one in March. */
export const isDay = (day: string): boolean => {
  const time = Date.parse(`${day}T00:00:00Z`)
  return Number.isFinite(time) && new Date(time).toISOString().startsWith(day)
}

/** Unix seconds by the clock of this machine. */
export const clockTime = (): number => Math.floor(Date.now() / 1_000)

/** The last second that a JavaScript date can show. */
const LATEST = 8_640_000_000_000
