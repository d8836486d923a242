/** What a node under soak lives through: a chain that moves, forks and reprices behind an endpoint that fails. */

import { offerOf, onBoard, person, round, signed, termsOf } from '../support/offers.ts'
import { methodsOf, type Request, startRpcServer } from '../support/rpcServer.ts'
import { addressOf, type Emitted, scriptedChain } from '../support/scripted.ts'

const SELLERS = Array.from({ length: 20 }, (_, i) => person(`seller ${i}`))
const TERMS = termsOf('Fjord Weather')

export type SoakWorld = Awaited<ReturnType<typeof startWorld>>

/** Starts the endpoint over a chain of two blocks. `random` gives numbers from 0 to 1, for all that happens by chance. */
export const startWorld = async (random: () => number) => {
  const chain = scriptedChain()
  const methods = methodsOf(chain)
  const server = await startRpcServer(methods)
  let seq = 1
  let faulty = true
  const happened = { blocks: 0, reorgs: 0, prices: 0, faults: 0 }
  const chance = (share: number) => faulty && random() < share

  server.fail((requests: readonly Request[]) => {
    if (!chance(0.03)) return null
    happened.faults += 1
    const kind = Math.floor(random() * 4)
    if (kind === 0) return 'drop'
    if (kind === 1) return { status: 429, body: '{"error":{"code":-32005,"message":"too many requests"}}' }
    if (kind === 2) return { status: 503, body: '<html>bad gateway</html>', type: 'text/html' }
    return requests.some(({ method }) => method === 'eth_getLogs') && random() < 0.2 ? 'hang' : 'drop'
  })
  server.on('eth_getBlockByNumber', params => {
    const reply = methods.eth_getBlockByNumber ?? (() => null)
    if (params[0] === 'latest' && chance(0.05)) return reply([`0x${Math.max(0, chain.head().number - 3).toString(16)}`])
    return params[0] !== 'latest' && chance(0.01) ? null : reply(params)
  })

  const announced = () =>
    chain
      .blocks()
      .reduce((sum, { logs }) => sum + logs.filter(({ address }) => address === addressOf('OfferBoard')).length, 0)
  const mine = async (): Promise<void> => {
    const events: Emitted[] = [round(10n ** 8n, BigInt(chain.head().number + 1), chain.head().time)]
    if (random() < 0.5) {
      const seller = SELLERS[Math.floor(random() * SELLERS.length)] ?? person('seller 0')
      const price = `0.000${1 + Math.floor(random() * 9)}`
      const tariff = [{ meter: 'point', unit: '{point}', rates: [{ price: { USD: price } }] }]
      seq += 1
      events.push(onBoard(await signed(seller, offerOf(seller, { ...TERMS, tariff }, { seq })), announced()))
      happened.prices += 1
    }
    chain.mine(events, 1)
    happened.blocks += 1
  }

  chain.mine()
  chain.mine()
  return {
    chain,
    server,
    happened,
    /** The next thing that happens: a block, and at times a reorg before it. */
    step: async () => {
      const before = chain.head().number
      if (random() < 0.05) chain.fork(1 + Math.floor(random() * 4))
      const depth = before - chain.head().number
      if (depth > 0) happened.reorgs += 1
      for (let i = 0; i <= depth; i += 1) await mine()
    },
    /** From now on the endpoint does not fail. */
    calm: () => {
      faulty = false
    },
  }
}
