/**
 * How other systems pick a seller, written from descriptions of them. Floats on purpose: theirs are. Each is given what it
 * would itself know of a seller, and says whom it picks, or prefers where it draws lots; several names are a tie.
 */

/** What a seller is known by where signed offers are not read. */
export type Listing = {
  readonly name: string
  /** Dollars for a unit, as listed; null: nothing is. */
  readonly headline: number | null
  /** The same in the smallest unit of the token it is paid in. */
  readonly raw: number
  /** The same in the seller's words. */
  readonly words: string
  /** Nobody has bought from it yet. */
  readonly isNew: boolean
  readonly latencyMs: number
  /** Shares of one. */
  readonly success: number
  readonly reputation: number
  readonly stake: number
  readonly delivered: number
  readonly received: number
  readonly lastDeliverySeconds: number
}

/** Whoever a score is highest for. */
const highest = (sellers: readonly Listing[], score: (seller: Listing) => number): string => {
  const scores = sellers.map(score)
  const most = Math.max(...scores)
  return sellers
    .filter((_, i) => Math.abs((scores[i] ?? 0) - most) <= 1e-12 * Math.abs(most))
    .map(({ name }) => name)
    .sort()
    .join(' or ')
}

const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value))

/** A product of success, latency, freshness and stake over the fee as a share of the budget; no price is a fee of 0. */
const graph = (sellers: readonly Listing[], budget: number): string => {
  const slowness = (ms: number) => 1 + Math.exp((ms - 400) / 300)
  return highest(sellers, ({ isNew, success, latencyMs, stake, headline }) => {
    const works = clamp((isNew ? 0.99 : 0.99 * success) ** 7, 1e-8, 1)
    const fast = clamp(slowness(0) / slowness(isNew ? 6 : latencyMs), 0.001, 1)
    const fresh = 1e-16 + 1.532 / (1 + Math.exp(0.021 * -30))
    const staked = 1 - Math.exp(-1.6e-5 * stake)
    return (works * fast * fresh * staked) / Math.max((headline ?? 0) / budget, 0.01)
  })
}

/** Lots by stake (0.7) and chance (0.3); the weight of the price is 0 unless somebody sets it. */
const livepeer = (sellers: readonly Listing[]): string => {
  const priced = sellers.filter(({ headline }) => headline !== null)
  const all = priced.reduce((sum, { stake }) => sum + stake, 0)
  return highest(priced, ({ stake }) => (0.7 * stake) / all + 0.3 / priced.length)
}

/** A tenth for the rate in base units of whatever token, the rest for being recent and for what was delivered. */
const olas = (sellers: readonly Listing[]): string =>
  highest(
    sellers.filter(({ headline }) => headline !== null),
    ({ raw, isNew, lastDeliverySeconds, delivered, received }) =>
      0.1 / (1 + Math.log(raw)) +
      0.45 * (isNew ? 8 / 9 : 2 ** (-lastDeliverySeconds / 3_600)) +
      0.45 * ((delivered + 8) / (received + 9)),
  )

/** Price and latency between the best and the worst of those who are there, and four more legs. */
const antseed = (sellers: readonly Listing[]): string => {
  const priced = sellers.filter(({ headline }) => headline !== null)
  const between = (value: number, all: readonly number[]) => {
    const [low, high] = [Math.min(...all), Math.max(...all)]
    return high === low ? 1 : (high - value) / (high - low)
  }
  const prices = priced.map(({ headline }) => headline ?? 0)
  const latencies = priced.map(({ latencyMs }) => latencyMs)
  return highest(
    priced,
    ({ headline, latencyMs, reputation, success }) =>
      0.3 * between(headline ?? 0, prices) +
      0.25 * between(latencyMs, latencies) +
      0.2 +
      0.1 * reputation +
      0.1 +
      0.05 * success,
  )
}

/** Lots by the inverse square of the unit price among those without an outage. */
const openrouter = (sellers: readonly Listing[]): string =>
  highest(
    sellers.filter(({ headline, success }) => headline !== null && success > 0.5),
    ({ headline }) => 1 / (headline ?? 1) ** 2,
  )

/** Words alike, by health, then buyers, then the price that is left when all but digits and points is deleted. */
const agent402 = (sellers: readonly Listing[]): string => {
  const priceOf = (words: string) => {
    const [whole = '', ...rest] = words.replace(/[^0-9.]/g, '').split('.')
    return whole === '' ? Number.POSITIVE_INFINITY : Number(`${whole}.${rest.join('')}`)
  }
  const health = ({ isNew, success }: Listing) => (isNew ? 1 : Math.round(success * 5) / 5)
  const keys = sellers.map(seller => [health(seller), seller.received, -priceOf(seller.words)] as const)
  const best = [...keys].sort((a, b) => b[0] - a[0] || b[1] - a[1] || b[2] - a[2])[0]
  return highest(sellers, seller => (keys[sellers.indexOf(seller)]?.every((key, i) => key === best?.[i]) ? 1 : 0))
}

/** Whom each would take, by its name. */
export const PEERS: Record<string, (sellers: readonly Listing[], budget: number) => string> = {
  'The Graph gateway': graph,
  Livepeer: livepeer,
  Olas: olas,
  AntSeed: antseed,
  OpenRouter: openrouter,
  Agent402: agent402,
}
