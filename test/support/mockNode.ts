/** A mock of a node: answers GraphQL over HTTP with what a story says, and keeps what it was asked. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Asked = { readonly path: string; readonly query: string; readonly variables: Record<string, string> }

/** Starts it; `answer` is the body of every answer, or what makes it. */
export const mockNode = async (answer: (asked: Asked) => string | object, headers: Record<string, string> = {}) => {
  const asked: Asked[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', chunk => chunks.push(chunk))
    request.on('end', () => {
      const question = { path: request.url ?? '', ...JSON.parse(Buffer.concat(chunks).toString()) } as Asked
      asked.push(question)
      const body = answer(question)
      const status = 'location' in headers ? 307 : 200
      response.writeHead(status, { 'content-type': 'application/json', ...headers })
      response.end(typeof body === 'string' ? body : JSON.stringify(body))
    })
  })
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  const stop = () => new Promise<void>(done => void server.close(() => done()).closeAllConnections())
  return { url: `http://${host}`, host, asked, stop }
}
