/** The 402 of a server that stands on the published packages, from its URL to a quote that its client can pay. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { Server } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { after, test } from 'node:test'
import { decodePaymentRequiredHeader } from '@x402/core/http'
import type { FacilitatorClient } from '@x402/core/server'
import { ExactEvmScheme } from '@x402/evm/exact/server'
import { paymentMiddleware, x402ResourceServer } from '@x402/express'
import { bazaarResourceServerExtension, declareDiscoveryExtension } from '@x402/extensions/bazaar'
import { startNode } from '../support/node.ts'
import { marketSettings, PAY_TO, round } from '../support/offers.ts'
import { quotes } from '../support/quotes.ts'
import { CHAIN, GENESIS_TIME } from '../support/scripted.ts'
import { DOLLAR } from '../support/shops.ts'
import { job, sourceAt } from '../support/unsigned.ts'

/** Says which kinds of payment it could settle, and is never asked to. */
const facilitator = {
  getSupported: async () => ({
    kinds: [{ x402Version: 2, scheme: 'exact', network: CHAIN }],
    extensions: [],
    signers: {},
  }),
} as unknown as FacilitatorClient

const price = (amount: string) => ({
  scheme: 'exact',
  network: CHAIN,
  payTo: PAY_TO,
  maxTimeoutSeconds: 60,
  price: { asset: DOLLAR, amount, extra: { name: 'Test Dollar', version: '2' } },
})
/** The package has no types: this is what of it is used here. */
type App = {
  use(handler: unknown): void
  get(path: string, handler: (request: unknown, response: { json(value: object): void }) => void): void
  listen(port: number, host: string): Server
}
const app: App = createRequire(import.meta.url)('express')()
app.use(
  paymentMiddleware(
    {
      'GET /data': {
        accepts: [price('200'), price('150')] as never,
        description: 'An hour of weather',
        mimeType: 'application/json',
        extensions: declareDiscoveryExtension({ input: { city: 'Oslo' } }),
      },
    },
    new x402ResourceServer(facilitator)
      .register(CHAIN as never, new ExactEvmScheme())
      .registerExtension(bazaarResourceServerExtension),
  ),
)
app.get('/data', (_, response) => {
  response.json({ celsius: 7 })
})
const server = app.listen(0, '127.0.0.1')
await once(server, 'listening')
const url = (path: string) => `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`
const node = await startNode({ settings: { ...marketSettings, imports: [sourceAt(url)('x402', '/data')] } })
after(async () => {
  await node.close()
  server.close().closeAllConnections()
})
node.mine(round(100_000_000n, 1n, GENESIS_TIME))
await node.settle()

test('what the server asks is what is quoted, entry by entry, the cheaper first', async () => {
  const asks = decodePaymentRequiredHeader((await fetch(url('/data'))).headers.get('payment-required') ?? '')
  const [dear, cheap] = asks.accepts
  const { nodes, exclusions } = await quotes(node, job(), { unsigned: true })
  assert.deepEqual(
    nodes.map(({ landed, rail, accepts }) => [landed.amount, rail, accepts]),
    [
      ['0.00015', 'x402/exact', [cheap]],
      ['0.0002', 'x402/exact', [dear]],
    ],
  )
  assert.deepEqual([exclusions.nodes, node.faults], [[], []])
})
