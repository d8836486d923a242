import canonicalize from 'canonicalize'

/** Whether JSON text is the canonical form (RFC 8785) of the value that was parsed from it. */
export const isCanonical = (text: string, value: unknown): boolean =>
  isPlainlyCanonical(text, value) || canonicalOf(value) === text

/** The common case, without building the text again: as the platform writes it, and its members were in order. */
const isPlainlyCanonical = (text: string, value: unknown): boolean =>
  // Half a character is written as an escape by the platform and is not canonical at all.
  !text.includes('\\ud') && JSON.stringify(value) === text && isOrdered(value)

const isOrdered = (value: unknown): boolean => {
  if (typeof value !== 'object' || value === null) return true
  if (Array.isArray(value)) return value.every(isOrdered)
  let before = ''
  for (const [name, member] of Object.entries(value)) {
    if (name < before || !isOrdered(member)) return false
    before = name
  }
  return true
}

/** The canonical form (RFC 8785) of a JSON value; null where it has none, as half a character has not. */
export const canonicalOf = (value: unknown): string | null => {
  try {
    return canonicalize(value) ?? null
  } catch {
    return null
  }
}
