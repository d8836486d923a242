/** `type/subtype` of a content type, lower case and without parameters (RFC 6838 names, at most 127 characters each). */
export const mediaTypeOf = (contentType: string): string | null => {
  const essence = contentType.slice(0, 1024).split(';', 1)[0]?.trim().toLowerCase() ?? ''
  return restrictedNames.test(essence) ? essence : null
}

const restrictedNames = /^[a-z0-9][a-z0-9!#$&^_.+-]{0,126}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}$/
