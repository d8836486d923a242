/** A web server of strangers for stories: each path answers what it was last told to. */
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { digest } from '../../src/core/digest.ts'
import type { PaymentRequirements } from '../../src/core/x402.ts'
import { PAY_TO, USD } from './offers.ts'
import { CHAIN } from './scripted.ts'

export type Answer = {
  readonly status: number
  readonly headers?: Record<string, string | string[]>
  readonly body?: string
}

/** Starts the server on loopback. What no path was told is 404. */
export const openShops = async () => {
  const answers = new Map<string, Answer>()
  const asked: string[] = []
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    asked.push(request.url ?? '')
    const { status, headers = {}, body = '' } = answers.get(request.url ?? '') ?? { status: 404 }
    response.writeHead(status, headers).end(body)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    origin,
    asked,
    url: (path: string) => `${origin}${path}`,
    tell: (path: string, answer: Answer) => answers.set(path, answer),
    close: () => server.close().closeAllConnections(),
  }
}
export type Shops = Awaited<ReturnType<typeof openShops>>

const base64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64')

/** A request for payment of version 2, as servers send it: in the header, with an empty object as the body. */
export const asking402 = (accepts: unknown, more: object = {}): Answer => ({
  status: 402,
  headers: {
    'payment-required': base64({ x402Version: 2, resource: { url: 'https://x.example/' }, accepts, ...more }),
    'content-type': 'application/json',
  },
  body: '{}',
})

export const json = (value: unknown, status = 200): Answer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: typeof value === 'string' ? value : JSON.stringify(value),
})

export const DOLLAR = USD.slice(USD.indexOf('0x'))

/** One way to pay so many atomic units of the test dollar. */
export const dollars = (amount: string, more: Partial<PaymentRequirements> = {}): PaymentRequirements => ({
  scheme: 'exact',
  network: CHAIN,
  amount,
  asset: DOLLAR,
  payTo: PAY_TO,
  maxTimeoutSeconds: 60,
  extra: { name: 'Test Dollar', version: '2' },
  ...more,
})

/** The same as version 1 would say it. */
export const ofVersion1 = (network: string, { amount, ...rest }: PaymentRequirements = dollars('100')) => ({
  ...rest,
  network,
  maxAmountRequired: amount,
  resource: 'https://x.example/',
  description: '',
  mimeType: 'application/json',
})

/** An item of a Bazaar listing. */
export const item = (resource: unknown, accepts: unknown, more: object = {}) => ({
  resource,
  type: 'http',
  x402Version: 2,
  accepts,
  lastUpdated: '2026-11-22T00:00:00.000Z',
  ...more,
})

/** Bytes as a reader of documents is given them. */
export const fetched = (content: unknown, uri = 'https://shop.example/data') => {
  const bytes = Buffer.from(typeof content === 'string' ? content : JSON.stringify(content))
  return { uri, bytes, sha256: digest(bytes) }
}
