import { parseAgentId } from './ids.ts'

const COLONS = /^(eip155:\d{1,32}:0x[0-9a-fA-F]{40}):(\d{1,78})$/
const LONGEST = 200

/** The agent that the text names: as we write ids, as CAIP-19 does, or with a colon before the token. Null: none. */
export const namedAgent = (text: string): string | null => {
  if (text.length > LONGEST) return null
  try {
    return parseAgentId(text.replace(COLONS, '$1/$2'))
  } catch {
    return null
  }
}
