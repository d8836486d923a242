/** JSON from strangers: bounded in depth before it is parsed. */

/** What `parseJson` made of the bytes. */
export type ParsedJson =
  | { readonly verdict: 'ok'; readonly value: unknown }
  | { readonly verdict: 'not-json' | 'too-deep'; readonly reason: string }

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** Parses UTF-8 JSON of at most `maxDepth` nested arrays and objects. The caller bounds the bytes. */
export const parseJson = (bytes: Uint8Array, maxDepth = 32): ParsedJson => {
  let text: string
  try {
    text = utf8.decode(bytes)
  } catch {
    return { verdict: 'not-json', reason: 'the bytes are not UTF-8' }
  }
  if (depthOf(text) > maxDepth) return { verdict: 'too-deep', reason: `nested deeper than ${maxDepth}` }
  try {
    return { verdict: 'ok', value: JSON.parse(text) }
  } catch {
    return { verdict: 'not-json', reason: 'the text is not JSON' }
  }
}

const depthOf = (text: string): number => {
  let depth = 0
  let deepest = 0
  let inString = false
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i)
    if (inString) {
      if (c === 0x5c) i++
      else if (c === 0x22) inString = false
    } else if (c === 0x22) inString = true
    else if (c === 0x5b || c === 0x7b) deepest = Math.max(deepest, ++depth)
    else if (c === 0x5d || c === 0x7d) depth--
  }
  return deepest
}

/** Whether the value is a JSON object. */
export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
