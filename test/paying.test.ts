/** Paying for real: what the examples do, with the published packages, where money moves. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { after, test } from 'node:test'
import { decodePaymentRequiredHeader } from '@x402/core/http'
import { ExactEvmScheme } from '@x402/evm/exact/client'
import {
  createJWSOfferReceiptIssuer,
  type EIP712SignedOffer,
  type SignedOffer,
  verifyOfferSignatureJWS,
} from '@x402/extensions/offer-receipt'
import { wrapFetchWithPayment, x402Client } from '@x402/fetch'
import { parseEther, parseEventLogs } from 'viem'
import { buy } from '../examples/agent.ts'
import { contracts } from '../src/generated/contracts.ts'
import { breach, readKey } from '../src/index.ts'
import { accountOf, keyOf, startPaying } from './support/paying.ts'
import { CHAIN } from './support/scripted.ts'

const market = await startPaying()
after(market.close)
const { by, on, purse } = market
const till = (name: string) => accountOf(`till of ${name}`).address
const per = (price: Record<string, string>) => [{ meter: 'fixed', unit: '{call}', rates: [{ price }] }]

// The cheapest of all, whom the buyer shuns.
const shunned = await market.open('shunned', { tariff: per({ USD: '0.001' }), pay: [by('dollar', till('shunned'))] })
// The first of its two ways to pay is the dearer one.
const north = await market.open('north', {
  tariff: per({ EUR: '0.003', USD: '0.002' }),
  pay: [by('euro', till('north')), by('dollar', till('north'))],
})
// The smallest number, of the dearer coin.
await market.open('south', { tariff: per({ EUR: '0.0018' }), pay: [by('euro', till('south'))] })

const account = await market.buyer('buyer')
let signatures = 0
const errand = {
  node: market.url,
  job: { category: 'x:air.quality', quantities: [] },
  policy: { rails: ['x402/exact'], deny: [shunned.claims.iss], maxTotal: '0.01' },
  account: {
    ...account,
    signTypedData: typed => {
      signatures += 1
      return account.signTypedData(typed)
    },
  } as typeof account,
  purse: [on.dollar, on.euro].map(asset => ({ network: CHAIN, asset, maxAmountPerPayment: '5000' }) as const),
}

/** Runs the errand, and tells what moved: atomic dollars and euros from the buyer and into the till, and what was signed. */
const moved = async <R>(errand: () => Promise<R>) => {
  const before = [await purse(account.address), await purse(till('north')), signatures] as const
  const result = await errand()
  const [buyer, seller] = [await purse(account.address), await purse(till('north'))]
  return {
    result,
    moved: {
      spent: [before[0].dollars - buyer.dollars, before[0].euros - buyer.euros],
      earned: [seller.dollars - before[1].dollars, seller.euros - before[1].euros],
      signed: signatures - before[2],
    },
  }
}
const nothing = { spent: [0n, 0n], earned: [0n, 0n], signed: 0 }

/** North's 402 from now on: another price or payee for the dollar way. */
const asks = (change: { amount?: string; payTo?: string }) =>
  north.ask(north.accepts.map((way, i) => (i === 1 ? { ...way, ...change } : way)))

test('an agent buys from the cheapest that its policy allows, for exactly the quoted amount', async () => {
  const { result, moved: money } = await moved(() => buy(errand))
  assert.ok('data' in result)
  const { data, paid, receipt, settled } = result
  assert.deepEqual(money, { spent: [2_000n, 0n], earned: [2_000n, 0n], signed: 1 })
  assert.deepEqual([data, paid], [{ from: 'north' }, north.accepts[1]])
  assert.deepEqual(
    { ...receipt, issuedAt: undefined },
    { version: 1, network: CHAIN, resourceUrl: north.at, payer: account.address, issuedAt: undefined, transaction: '' },
  )
  const { logs } = await market.client.getTransactionReceipt({ hash: settled.transaction as `0x${string}` })
  const transfers = parseEventLogs({ abi: contracts.TestToken.abi, eventName: 'Transfer', logs })
  assert.deepEqual(
    transfers.map(({ args }) => args),
    [{ from: account.address, to: till('north'), value: 2_000n }],
  )
})

test('a 402 brings the signed offer along', async () => {
  const { headers, status } = await fetch(north.at)
  const { extensions = {} } = decodePaymentRequiredHeader(headers.get('payment-required') ?? '')
  assert.deepEqual([status, Object.keys(extensions)], [402, ['offer-receipt', 'portolan-offer']])
  assert.deepEqual((extensions['portolan-offer'] as { info: object }).info, { offer: north.signed.jwt })
})

test('the stock client pays the first way of the same 402, which costs more', async () => {
  const client = new x402Client()
    .register(CHAIN, new ExactEvmScheme(errand.account))
    .setSpendControls({ allowedAssets: errand.purse })
  const { moved: money } = await moved(() => wrapFetchWithPayment(fetch, client)(north.at))
  assert.deepEqual(money, { spent: [0n, 3_000n], earned: [0n, 3_000n], signed: 1 })
})

const refusal = async () => {
  const { result, moved: money } = await moved(() => buy(errand))
  assert.ok('refused' in result)
  const { refused, token, demands } = result
  assert.deepEqual([money, token], [nothing, north.signed.jwt])
  // The euro is the first of the ways, and what is signed for it is as promised.
  const [, demand] = demands as [SignedOffer, EIP712SignedOffer]
  return { refused, token, demand }
}

/** What the proof of a breach says beside the contradiction. */
const proof = ({ payload: { version: _, ...demand } }: EIP712SignedOffer) => ({
  offerId: north.signed.id,
  subject: north.claims.sub,
  seq: 1,
  demand,
  window: { from: north.claims.iat + 60, to: north.claims.exp },
})

/** What north signed for one atomic unit too many. */
let dearer: EIP712SignedOffer

test('a seller that asks one atomic unit more than it signed gets no signature, and is convicted by its own two', async () => {
  asks({ amount: '2001' })
  const { refused, token, demand } = await refusal()
  dearer = demand
  assert.deepEqual(refused, {
    verdict: 'overcharge',
    live: { ...north.accepts[1], amount: '2001' },
    asked: 2_001n,
    promised: 2_000n,
  })
  assert.deepEqual(await breach({ offers: [token], demand }), {
    verdict: 'overcharge',
    asked: 2_001n,
    promised: 2_000n,
    ...proof(demand),
  })
})

test('nor does one that names another payee', async () => {
  const thief = till('somebody else')
  asks({ payTo: thief })
  const { refused, token, demand } = await refusal()
  assert.deepEqual(refused, {
    verdict: 'other_payee',
    live: { ...north.accepts[1], payTo: thief },
    promise: north.accepts[1],
  })
  assert.deepEqual(await breach({ offers: [token], demand }), {
    verdict: 'other_payee',
    asked: thief,
    promised: [till('north')],
    ...proof(demand),
  })
})

test('a seller that asks less than it signed is paid what it asks', async () => {
  asks({ amount: '1500' })
  const { result, moved: money } = await moved(() => buy(errand))
  assert.deepEqual(
    ['data' in result && result.data, money],
    [{ from: 'north' }, { spent: [1_500n, 0n], earned: [1_500n, 0n], signed: 1 }],
  )
})

test('stock clients refuse the kid of a did:ethr in a JWS, which proves a breach here all the same', async () => {
  const { kid, signer } = readKey('secp256k1', keyOf('north'), CHAIN)
  const issuer = createJWSOfferReceiptIssuer(kid, {
    kid,
    format: 'jws',
    algorithm: 'ES256K',
    sign: async bytes => String(await signer(bytes)),
  })
  const { version: _, validUntil: __, resourceUrl, ...way } = dearer.payload
  const demand = await issuer.issueOffer(resourceUrl, { ...way, acceptIndex: 1, offerValiditySeconds: 60 })
  assert.ok(demand.format === 'jws')
  await assert.rejects(verifyOfferSignatureJWS(demand), /Unsupported DID method/)
  assert.partialDeepStrictEqual(await breach({ offers: [north.signed.jwt], demand }), {
    verdict: 'overcharge',
    asked: 2_001n,
    promised: 2_000n,
    subject: north.claims.sub,
  })
})

test('the two programs, as a reader starts them', async () => {
  const [place, asset] = [createServer().listen(0, '127.0.0.1'), by('dollar', account.address).asset]
  await once(place, 'listening')
  const { port } = place.address() as AddressInfo
  place.close()
  await market.client.setBalance({ address: accountOf('reader').address, value: parseEther('1') })
  const start = (program: string, env: object) =>
    spawn(process.execPath, [resolve(import.meta.dirname, '../examples', program)], {
      env: { ...process.env, ASSET: asset, ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
  const AT = `http://127.0.0.1:${port}/air`
  const { rpc: RPC, facilitator: FACILITATOR } = market
  const NAME = 'Test Dollar'
  const provider = start('provider.ts', {
    KEY: keyOf('reader'),
    NAME,
    PRICE: '0.0005',
    AT,
    RPC,
    BOARD: on.board,
    FACILITATOR,
  })
  try {
    const ended = once(provider, 'exit').then(() => assert.fail('the provider ended'))
    const [told] = await Promise.race([once(provider.stdout, 'data'), ended])
    ended.catch(() => {})
    assert.match(`${told}`, /^did:ethr:0x7a69:0x[0-9a-f]{40}#goods sells at http:\S+\n$/)
    await market.settled(Number(await market.client.getBlockNumber()))
    const agent = start('agent.ts', { KEY: keyOf('buyer'), NODE: market.url, MOST: '500' })
    const { data, receipt } = JSON.parse(await text(agent.stdout))
    assert.deepEqual([data, receipt.resourceUrl, receipt.payer], [{ pm25: 4.2 }, AT, account.address])
    assert.equal((await purse(accountOf('reader').address)).dollars, 500n)
  } finally {
    provider.kill()
  }
})
