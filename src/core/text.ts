/**
 * Strings that strangers put on chain. Solidity promises no UTF-8 and PostgreSQL stores no NUL, and two different byte
 * strings must never become one key; so bytes that are not clean text are kept as `\x` + hex, which is injective
 * (text that begins with `\x` itself is kept as hex too).
 */
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Bytes as the text they are, whatever is in it; null where they are not UTF-8. */
export const decodeUtf8 = (bytes: Uint8Array): string | null => {
  try {
    return utf8.decode(bytes)
  } catch {
    return null
  }
}

/** Bytes as storable text, without loss. */
export const textFromBytes = (bytes: Uint8Array): string => {
  const text = decodeUtf8(bytes)
  const plain = text !== null && !text.includes('\0') && !text.startsWith('\\x')
  return plain ? text : `\\x${Buffer.from(bytes).toString('hex')}`
}

/** Whether every engine stores the text and gives it back: half a character and NUL are not kept. */
export const isStorable = (text: string): boolean => text.isWellFormed() && !text.includes('\0')

/** The bytes that `textFromBytes` was given. */
export const bytesFromText = (text: string): Uint8Array =>
  text.startsWith('\\x') ? Buffer.from(text.slice(2), 'hex') : Buffer.from(text, 'utf8')

/** The order of text in a database: that of its UTF-8 bytes. */
export const compareText = (a: string, b: string): number => {
  for (let i = 0; i < a.length && i < b.length; i++) {
    const [x, y] = [a.charCodeAt(i), b.charCodeAt(i)]
    // In UTF-16 what lies beyond the basic plane comes before its last part.
    if (x !== y) return (x >= 0xd800 && y >= 0xd800 ? beyond(x) - beyond(y) : x - y) < 0 ? -1 : 1
  }
  return a.length - b.length
}

const beyond = (unit: number): number => (unit >= 0xe000 ? unit - 0x800 : unit + 0x2000)

/** Text from strangers, fit for a terminal: short, and without what would steer it. */
export const printable = (text: unknown, most = 200): string =>
  String(text)
    .slice(0, most)
    .replaceAll(/[^ -~]/g, '?')
