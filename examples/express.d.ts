/** The little of express that the provider uses; the package brings no types. */
declare module 'express' {
  import type { IncomingMessage, ServerResponse } from 'node:http'

  export type Request = IncomingMessage & { readonly body: unknown; readonly query: Record<string, string> }
  export type Response = ServerResponse & { json(value: unknown): void; status(code: number): Response }
  export type NextFunction = (error?: unknown) => void
  type Handler = (request: Request, response: Response, next: NextFunction) => unknown
  type Express = ((request: IncomingMessage, response: ServerResponse) => void) & {
    use(handler: Handler): Express
    get(path: string, handler: Handler): Express
    post(path: string, handler: Handler): Express
  }
  const express: { (): Express; json(): Handler }
  export default express
}
