import type { IncomingMessage, ServerResponse } from 'node:http'

/** Says which pages may read the answer. Nothing is kept in cookies, so none is sent credentials. Gives whether that was all that was asked. */
export const cors = (request: IncomingMessage, response: ServerResponse, origins: readonly string[]): boolean => {
  const { origin, 'access-control-request-headers': headers } = request.headers
  if (!origins.includes('*')) response.setHeader('vary', 'origin')
  const allowed = origins.includes('*') ? '*' : origins.find(one => one === origin)
  if (allowed === undefined) return false
  response.setHeader('access-control-allow-origin', allowed)
  response.setHeader('access-control-expose-headers', 'portolan-moment, retry-after')
  if (request.method !== 'OPTIONS') return false
  response.writeHead(204, {
    'access-control-allow-methods': 'GET, POST, OPTIONS',
    'access-control-max-age': '86400',
    ...(headers === undefined ? {} : { 'access-control-allow-headers': headers }),
  })
  response.end()
  return true
}
