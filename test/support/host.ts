import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A host on this machine that serves whatever `body` is; null: nothing but failure. */
export const startHost = async () => {
  const host = { body: '' as string | null, url: '', close: () => {} }
  const server = createServer((_, response) => {
    if (host.body === null) response.statusCode = 503
    response.end(host.body ?? '')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  host.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/offer`
  host.close = () => server.close()
  return host
}
