/** Seconds of a UTC day. */
export const DAY = 86_400

/** The UTC day of a Unix second. */
export const dayOf = (time: number): number => Math.floor(time / DAY)
