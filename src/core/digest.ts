import { createHash } from 'node:crypto'

/** SHA-256 of text (UTF-8) or bytes, as 64 lower-case hex digits. */
export const digest = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex')
