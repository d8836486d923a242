/** What goes on in the market: sellers reprice, rates move, and now and then the chain changes its mind. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Address } from 'viem'
import type { TariffLine } from '../core/offer.ts'
import { decimal, multiply, rational, toDecimal } from '../core/rational.ts'
import { type Deployment, FEED_ANSWERS, type LocalClient, postRate } from './deploy.ts'
import type { Market, Merchant } from './market.ts'

const EVERY_MS = 4_000
const BLOCK_SECONDS = 2
/** Of so many events one is a reorg, another a new rate. */
const CYCLE = 10
const REORG_DEPTH = 2

/** Plays until the signal is aborted; says what it does. */
export const play = async (
  client: LocalClient,
  on: Deployment,
  market: Market,
  carrier: Address,
  say: (what: string) => void,
  signal: AbortSignal,
): Promise<void> => {
  await client.setIntervalMining({ interval: BLOCK_SECONDS })
  const restless = market.merchants.filter(merchant => merchant.restless)
  for (let turn = 1; !signal.aborted; turn++) {
    await sleep(EVERY_MS, undefined, { signal }).catch(() => {})
    if (signal.aborted) return
    const merchant = restless[turn % restless.length]
    if (turn % CYCLE === 0) {
      await client.request({ method: 'anvil_reorg', params: [REORG_DEPTH, []] } as never)
      say(`the chain drops its newest ${REORG_DEPTH} blocks and goes on without them`)
    } else if (turn % CYCLE === 5) {
      const answer = FEED_ANSWERS.dollar + BigInt(turn % 7)
      await postRate(client, carrier, on.feeds.dollar, answer)
      say(`the test dollar is now worth ${toDecimal(rational(answer, 10n ** 8n))} USD`)
    } else if (merchant) {
      say(await reprice(market, merchant, turn))
    }
  }
}

/** Announces the offer anew, up to a fifth dearer or cheaper than at first. */
const reprice = async (market: Market, merchant: Merchant, turn: number): Promise<string> => {
  const factor = rational(BigInt(80 + ((turn * 7) % 41)), 100n)
  const tariff = merchant.terms.tariff.map(
    (line): TariffLine => ({
      ...line,
      rates: line.rates.map(rate => ({
        ...rate,
        price: Object.fromEntries(
          Object.entries(rate.price).map(([currency, price]) => [
            currency,
            toDecimal(multiply(decimal(price), factor), 12),
          ]),
        ),
      })),
    }),
  )
  await market.announce(merchant, { ...merchant.terms, tariff })
  return `${merchant.name} reprices to ${JSON.stringify(tariff[0]?.rates[0]?.price)}`
}
