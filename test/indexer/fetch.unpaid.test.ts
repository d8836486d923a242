/** What a host asks of one who has not paid: the answer 402, in its header or its body. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { type Fetched, fetchDocument } from '../../indexer/fetch/fetch.ts'
import { type Answer, openShops } from '../support/shops.ts'

const shops = await openShops()
after(() => shops.close())

const fetch = (path: string, unpaid = true): Promise<Fetched> =>
  fetchDocument(shops.url(path), { unpaid, maxBytes: 1_000, timeoutMs: 2_000, allowPrivate: true, allowHttp: true })

const summary = (fetched: Fetched): string =>
  fetched.verdict === 'ok'
    ? `ok ${fetched.mediaType} ${Buffer.from(fetched.bytes)}`
    : `${fetched.verdict}: ${fetched.reason}`

const base64 = (text: string): string => Buffer.from(text).toString('base64')
const asks = (header: string | string[], body = 'body'): Answer => ({
  status: 402,
  headers: { 'payment-required': header, 'content-type': 'text/plain' },
  body,
})
const NOT_BASE64 = 'malformed: The request for payment is not base64.'

test('the request for payment is read; anything else has its verdict', async () => {
  const told: readonly (readonly [answer: Answer, expected: string])[] = [
    [{ status: 200, body: '{"x402Version":2}' }, 'unpriced: The host answered with status 200.'],
    [{ status: 204 }, 'unpriced: The host answered with status 204.'],
    [{ status: 404 }, 'missing: The host answered with status 404.'],
    [{ status: 401, body: '{}' }, 'unreachable: The host answered with status 401.'],
    [{ status: 500, body: '{}' }, 'unreachable: The host answered with status 500.'],
    [
      { status: 302, headers: { location: 'https://rival.example/' } },
      'refused: The host redirects to another origin.',
    ],
    [{ status: 302, headers: { location: '/body' } }, 'ok application/json {"v":1}'],
    [asks(base64('{"v":2}')), 'ok application/json {"v":2}'],
    [asks(base64('{"v":22}').replace(/=+$/, '')), 'ok application/json {"v":22}'],
    [asks('{"v":2}'), NOT_BASE64],
    [asks('e30=='), NOT_BASE64],
    [asks('e'), NOT_BASE64],
    [asks([base64('{}'), base64('{}')]), 'malformed: The host sent more than one request for payment.'],
    [asks(base64('x'.repeat(1_001))), 'too-large: The content is larger than 1000 bytes.'],
    [asks('', 'x'.repeat(1_001)), 'ok application/json '],
    [{ status: 402, body: 'x'.repeat(1_001) }, 'too-large: The content is larger than 1000 bytes.'],
    [
      { status: 402, headers: { 'content-encoding': 'gzip' }, body: gzipSync('{}').toString('latin1') },
      'malformed: The host sent an encoded body although none was accepted.',
    ],
  ]
  shops.tell('/body', { status: 402, headers: { 'content-type': 'application/json' }, body: '{"v":1}' })
  for (const [i, [answer, expected]] of told.entries()) {
    shops.tell(`/${i}`, answer)
    assert.equal(summary(await fetch(`/${i}`)), expected)
  }
})

test('who does not want the request for payment is not given it', async () => {
  shops.tell('/asks', asks(base64('{}')))
  assert.equal(summary(await fetch('/asks', false)), 'unreachable: The host answered with status 402.')
})

test('where strangers may not lead, no request for payment is fetched', async () => {
  const before = shops.asked.length
  const fetched = await fetchDocument(shops.url('/asks'), { unpaid: true, allowHttp: true, timeoutMs: 2_000 })
  assert.equal(summary(fetched), 'refused: The host has an address that is not public.')
  assert.equal(shops.asked.length, before)
})
