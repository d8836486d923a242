/** A market on a local chain, from nothing to the first answer, and then a life of its own. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { Report } from '../../indexer/chain.ts'
import { aborted } from '../aborted.ts'
import type { Config } from '../config.ts'
import { DAY } from '../core/day.ts'
import { messageOf, PortolanError } from '../core/errors.ts'
import { agentId, evmChain } from '../core/ids.ts'
import type { Settings } from '../core/settings.ts'
import { PARAMETERS, trustPolicy } from '../core/trustPolicy.ts'
import { startIndexThread } from '../indexThread.ts'
import { serve } from '../node.ts'
import { described } from '../progress.ts'
import { startAnvil } from './anvil.ts'
import { openCustom, SEEDS } from './custom.ts'
import { type Deployment, deploy, FEED_ANSWERS, localClient, postRate } from './deploy.ts'
import { type Market, openMarket } from './market.ts'
import { play } from './play.ts'
import { ask, FIRST_QUESTION, type FirstAnswer, table } from './question.ts'

const CHAIN = evmChain(31_337)
/** Gas at a hundredth of a gwei, so that the first answer is the same each time. */
const BASE_FEE = 10_000_000n
const FINAL_DEPTH = 16
/** The chain began so long ago: the custom of a day counts from the next. */
const DAYS_AGO = 2
const HEARTBEAT = 86_400
const PATIENCE_MS = 60_000

export type DemoRun = {
  readonly config: Config
  readonly log: Logger
  readonly report: Report
  readonly signal: AbortSignal
}

/** Runs the demo until the signal is aborted. */
export const runDemo = async ({ config, log, report, signal }: DemoRun): Promise<void> => {
  const say = (text: string) => void process.stdout.write(`${text}\n`)
  const folder = mkdtempSync(join(tmpdir(), 'portolan-demo-'))
  const begun = Math.floor(Date.now() / 1_000) - DAYS_AGO * DAY
  const anvil = await startAnvil({ args: ['--timestamp', `${begun}`] }).catch(cause => {
    throw new PortolanError('bad_config', `no local chain: ${messageOf(cause)}`, {
      hint: 'npm install brings @foundry-rs/anvil; is it there?',
      cause,
    })
  })
  const closing: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true }), () => anvil.stop()]
  try {
    say(`local chain ${CHAIN} at ${anvil.url}`)
    const client = localClient(anvil.url)
    const [carrier, ...customers] = await client.getAddresses()
    if (!carrier) throw new Error('the local chain has no accounts')
    const on = await deploy(client, carrier)
    say('registries, tokens and price feeds deployed')
    const market = await openMarket(client, CHAIN, on, carrier, async merchants => {
      await openCustom(client, on, merchants, customers)
      // Payments make credit from the day after.
      await client.setNextBlockTimestamp({ timestamp: BigInt(begun + DAYS_AGO * DAY) })
      for (const name of Object.keys(on.feeds) as (keyof typeof on.feeds)[])
        await postRate(client, carrier, on.feeds[name], FEED_ANSWERS[name])
    })
    say(
      `${market.merchants.length} sellers registered, each with a signed offer on chain; ${customers.length} customers paid and spoke`,
    )
    await client.setNextBlockBaseFeePerGas({ baseFeePerGas: BASE_FEE })
    await client.mine({ blocks: 1 })

    const own = demoConfig(config, anvil.url, join(folder, 'demo.db'), on, market)
    const thread = startIndexThread(own, report)
    closing.push(() => thread.stop())
    await thread.ready
    const node = serve(own, error => log.error(described(error), 'a fault in an answer'))
    closing.push(() => node.close())
    const server = await node.api.listen(own.port, own.host)
    closing.push(() => server.close())
    const url = `${server.url}/graphql`
    await Promise.race([known(url, market.merchants.length), thread.done])

    say('\nWho charges a car with 32.4 kWh and 25 idle minutes near Oslo for the least money in total?\n')
    say(table(await ask<FirstAnswer>(url, FIRST_QUESTION)))
    say(`\nAsk it yourself at ${url} (GraphiQL in a browser). Prices now change; Ctrl-C ends it.\n`)
    const playing = play(client, on, market, carrier, say, signal).catch(ending(signal))
    await Promise.race([playing, thread.done, aborted(signal)])
  } finally {
    for (const close of closing.reverse()) await close()
  }
}

/** A chain that is gone fails whatever is under way: of no interest once we are ending. */
const ending = (signal: AbortSignal) => (error: unknown) => {
  if (!signal.aborted) throw error
}

/** Waits until every seller's offer is in force. */
const known = async (url: string, offers: number): Promise<void> => {
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await sleep(100)) {
    const { offers: found } = await ask<{ offers: { nodes: { id: string }[] } }>(
      url,
      '{ offers(first: 100) { nodes { id } } }',
    )
    if (found.nodes.length >= offers) return
  }
  throw new Error(`not all ${offers} offers were indexed within ${PATIENCE_MS / 1_000} s`)
}

const demoConfig = (config: Config, rpc: string, store: string, on: Deployment, market: Market): Config => {
  const address = (of: string) => of.toLowerCase()
  const identity = address(on.identity)
  const itself = (kind: string, at: string) => ({ kind, address: address(at), subject: address(at) })
  return {
    ...config,
    store,
    chains: [
      {
        chain: CHAIN,
        rpc: [rpc],
        contracts: [
          itself('identityRegistry', on.identity),
          { kind: 'reputationRegistry', address: address(on.reputation), subject: identity },
          { kind: 'validationRegistry', address: address(on.validation), subject: identity },
          itself('didRegistry', on.dids),
          itself('offerBoard', on.board),
          itself('paymentAsset', on.dollar),
          ...Object.values(on.feeds).map(feed => itself('priceFeed', feed)),
        ],
        start: 0,
        finality: { depth: FINAL_DEPTH },
        pollMs: 250,
        maxRange: 10_000,
      },
    ],
    settings: demoSettings(config.settings, on, market),
  }
}

const demoSettings = (settings: Settings, on: Deployment, { merchants }: Market): Settings => {
  const asset = (token: string) => `${CHAIN}/erc20:${token.toLowerCase()}`
  const coin = `${CHAIN}/slip44:60`
  const feed = (contract: string, base: string) => ({
    chain: CHAIN,
    contract: contract.toLowerCase(),
    base,
    quote: 'USD',
    decimals: 8,
    heartbeat: HEARTBEAT,
  })
  return {
    ...settings,
    feeds: [
      feed(on.feeds.dollar, asset(on.dollar)),
      feed(on.feeds.euro, asset(on.euro)),
      feed(on.feeds.ether, coin),
      feed(on.feeds.eurUsd, 'EUR'),
    ],
    // A stream locks a buffer and takes a transaction to open; the figure is an illustration.
    rails: [
      { via: 'superfluid/cfa', chain: CHAIN, setupGas: 420_000n, gas: 0n, seconds: 4, floor: 0n, escrow: false },
      ...settings.rails,
    ],
    tokens: [
      { asset: asset(on.dollar), symbol: 'TUSD', decimals: 6 },
      { asset: asset(on.euro), symbol: 'TEUR', decimals: 6 },
    ],
    coins: { [CHAIN]: coin },
    trust: trustPolicy({
      parameters: PARAMETERS,
      seeds: merchants
        .filter(({ name }) => SEEDS.includes(name))
        .map(({ agent }) => agentId(CHAIN, on.identity.toLowerCase(), agent)),
      assets: [{ asset: asset(on.dollar), unitsPerMicroUsd: 1n }],
      validators: [],
      strict: false,
    }),
  }
}
