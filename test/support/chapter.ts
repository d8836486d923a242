/** The eight worked offers of the format, word for word: real assets, real decimals, every way to pay. */
import type { Offer, PayEntry } from '../../src/core/offer.ts'
import type { Settings } from '../../src/core/settings.ts'
import { PAY_TO, rail } from './offers.ts'
import { addressOf, CHAIN } from './scripted.ts'

const SOLANA = 'solana:5eykt4UsFv8P8NJdTREpY1vzqKqZKvdp'
/** The assets that the offers are paid in. */
export const ASSETS = {
  USDC: 'eip155:8453/erc20:0x833589fCD6eDb6E08f4c7C32D4f71b54bdA02913',
  EURC: 'eip155:8453/erc20:0x60a3E35Cc302bFA44Cb288Bc5a4F316Fdb1adb42',
  USDCX: 'eip155:8453/erc20:0xD04383398dD2426297da660F9CCA3d439AF9ce1b',
  POLYGON: 'eip155:137/erc20:0x3c499c542cEF5E3811e1192ce70d8cC03d5c3359',
  ARBITRUM: 'eip155:42161/erc20:0xFd086bC7CD5C481DCC9C85ebE478A1C0b69FCbb9',
  SOLANA: `${SOLANA}/token:EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v`,
  BITCOIN: 'bip122:000000000019d6689c085ae165831e93/slip44:0',
  ETHER: 'eip155:8453/slip44:60',
  /** Not of the chapter: as many decimals as an offer may name. */
  DEEP: 'eip155:8453/erc20:0x000000000000000000000000000000000000dEeB',
} as const
export type Asset = keyof typeof ASSETS

const DAY = 86_400
const usd = { name: 'USD Coin', version: '2' }
const eur = { name: 'EURC', version: '2' }
const channel = { ...usd, receiverAuthorizer: PAY_TO, withdrawDelay: 900 }
const by = (via: string, ttl: number, more: Partial<PayEntry> = {}): PayEntry => ({
  via,
  asset: ASSETS.USDC,
  dec: 6,
  cur: 'USD',
  to: PAY_TO,
  ttl,
  extra: usd,
  ...more,
})
const euro = { asset: ASSETS.EURC, cur: 'EUR', extra: eur }
const box = (west: number, south: number, east: number, north: number): NonNullable<Offer['area']> => ({
  type: 'Polygon',
  coordinates: [
    [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ],
  ],
})
const point = (longitude: number, latitude: number): NonNullable<Offer['area']> => ({
  type: 'Point',
  coordinates: [longitude, latitude],
})
const [ARBITER, EVALUATOR, FEES] = ['E1', 'E2', 'F1'].map(end => `0x${end.padStart(40, '0')}`) as [
  string,
  string,
  string,
]

/** The terms of each offer, by its name in the chapter. */
export const CHAPTER = {
  weather: {
    name: 'Hourly forecast, per data point',
    cat: ['oasf:environmental_science/environmental_monitoring', 'x:weather.forecast'],
    at: { by: 'http', url: 'https://api.wx.example/v1/forecast', doc: 'https://api.wx.example/openapi.json' },
    area: box(-25, 34, 45, 72),
    spec: { grid: { v: '2.5', u: 'km' }, refresh: { v: '1', u: 'h' } },
    tariff: [{ meter: 'point', unit: '{point}', hi: '10000', rates: [{ price: { USD: '0.0001' } }] }],
    pay: [
      by('x402/exact', 60),
      by('x402/batch-settlement', 3_600, { extra: channel }),
      by('x402/exact', 60, {
        asset: ASSETS.SOLANA,
        to: '2wKupLR9q6wXYppw8Gr2NvWxKBUqm4PPJKkQfoxHDBg4',
        extra: { feePayer: 'EwWqGE4ZFKLofuestmU4LDdK7XM1N4ALgdZccwYugwGd' },
      }),
    ],
  },
  ev: {
    name: 'CCS2 150 kW, bay 4',
    cat: ['osm:amenity=charging_station', 'oasf:energy/energy_management'],
    at: { by: 'onsite', url: 'https://cpo.example/ocpi/2.2.1/locations/NO/CPO/123' },
    area: point(10.7522454, 59.9138688),
    spec: { connector: 'IEC_62196_T2_COMBO', power: { v: '150', u: 'kW' } },
    tariff: [
      { meter: 'fixed', unit: '{session}', rates: [{ price: { EUR: '0.50', USD: '0.55' } }] },
      { meter: 'energy', unit: 'kW.h', hi: '120', rates: [{ price: { EUR: '0.39', USD: '0.43' } }] },
      {
        meter: 'idle',
        unit: 'min',
        hi: '240',
        rates: [{ price: { EUR: '0', USD: '0' } }, { from: '10', price: { EUR: '0.20', USD: '0.22' } }],
      },
    ],
    min: { EUR: '1.00', USD: '1.10' },
    max: { EUR: '95.00', USD: '105.00' },
    pay: [by('x402/upto', 14_400, euro), by('x402/upto', 14_400)],
  },
  compute: {
    name: 'Edge GPU slice, 1/8 L4',
    cat: ['oasf:technology/cloud_computing', 'x:compute.gpu'],
    at: { by: 'http', url: 'https://edge.example/v1/lease' },
    area: point(4.8951679, 52.3702157),
    spec: { gpuMemory: { v: '3', u: 'GiBy' }, cold: { v: '40', u: 'ms' } },
    tariff: [{ meter: 'time', unit: 'h', rates: [{ price: { USD: '0.05' } }] }],
    pay: [
      by('superfluid/cfa', DAY, { asset: ASSETS.USDCX, dec: 18, extra: {} }),
      by('x402/batch-settlement', 3_600, { extra: channel }),
    ],
  },
  solar: {
    name: 'Roof PV surplus, 13:00-15:00',
    cat: ['oasf:energy/renewable_energy', 'x:energy.electricity'],
    at: { by: 'http', url: 'https://grid.example/meters/7' },
    area: point(151.2092955, -33.8688197),
    spec: { source: 'solar', co2: { v: '0.041', u: 'g/W.h' } },
    tariff: [
      {
        meter: 'energy',
        unit: 'W.h',
        per: '1000',
        lo: '10',
        hi: '4000',
        rates: [{ price: { USD: '0.08', XBT: '0.00000080' } }],
      },
    ],
    pay: [
      by('x402/batch-settlement', 3_600, { asset: ASSETS.POLYGON, extra: channel }),
      { via: 'l402/invoice', asset: ASSETS.BITCOIN, dec: 11, cur: 'XBT', to: 'lno1qsgqmqvgm96frzdg8m0gc6nz', ttl: 120 },
    ],
  },
  imagery: {
    name: '50 cm optical tasking',
    cat: ['oasf:technology/geospatial', 'x:imagery.optical'],
    at: { by: 'a2a', url: 'https://sat.example/.well-known/agent-card.json' },
    area: box(-180, -60, 180, 75),
    spec: { resolution: { v: '50', u: 'cm' }, bands: 'RGB+NIR', latency: { v: '48', u: 'h' } },
    tariff: [
      {
        meter: 'area',
        unit: 'km2',
        lo: '25',
        hi: '5000',
        step: '1',
        rates: [{ price: { USD: '9.50' } }, { from: '500', price: { USD: '7.25' } }],
      },
      { meter: 'cloud-free', unit: '{guarantee}', hi: '1', rates: [{ price: { USD: '60' } }] },
    ],
    min: { USD: '250' },
    pay: [
      by('x402/auth-capture', 600, {
        esc: { capture: 172_800, refund: 604_800, arbiter: ARBITER, feeBps: 100 },
        extra: {
          ...usd,
          captureAuthorizer: ARBITER,
          operatorType: 'custom',
          feeRecipient: FEES,
          minFeeBps: 0,
          maxFeeBps: 100,
        },
      }),
      {
        via: 'erc8183/job',
        asset: ASSETS.USDC,
        dec: 6,
        cur: 'USD',
        to: PAY_TO,
        ttl: 600,
        esc: { capture: 172_800, arbiter: EVALUATOR },
      },
    ],
  },
  translation: {
    name: 'Machine translation EN-NB',
    cat: ['oasf:language_processing/language_translation/translation', 'x:language.translation'],
    at: { by: 'mcp', url: 'https://mt.example/mcp', tool: 'translate' },
    spec: { from: 'en', to: 'nb', formality: 'any' },
    tariff: [
      {
        meter: 'char',
        unit: '{char}',
        per: '1000000',
        hi: '200000',
        rates: [{ price: { USD: '0', EUR: '0' } }, { from: '500', price: { USD: '18.00', EUR: '16.50' } }],
      },
    ],
    pay: [
      by('x402/exact', 60),
      by('x402/exact', 60, euro),
      by('x402/exact', 60, { asset: ASSETS.ARBITRUM, fee: '0.002', extra: { assetTransferMethod: 'permit2' } }),
    ],
  },
  parking: {
    name: 'Lot 7 parking, 15 min blocks',
    cat: ['osm:amenity=parking'],
    at: { by: 'onsite', url: 'https://park.example/lots/7' },
    area: point(-0.1277583, 51.5073509),
    tariff: [
      {
        meter: 'time',
        unit: 'min',
        step: '15',
        hi: '1440',
        rates: [{ price: { USD: '0.05' } }, { from: '120', price: { USD: '0.03' } }],
      },
    ],
    max: { USD: '24.00' },
    pay: [by('x402/upto', DAY)],
  },
  toll: {
    name: 'Bridge crossing, class B',
    cat: ['osm:barrier=toll_booth'],
    at: { by: 'onsite', url: 'https://toll.example/b/1' },
    area: point(2.2944813, 48.8583701),
    spec: { class: 'B' },
    tariff: [{ meter: 'crossing', unit: '{crossing}', hi: '1', rates: [{ price: { EUR: '2.40' } }] }],
    pay: [by('x402/exact', 30, euro)],
  },
} satisfies Record<string, Partial<Offer>>
export type Named = keyof typeof CHAPTER

const feed = (base: Asset, decimals: number): NonNullable<Settings['feeds']>[number] => ({
  chain: CHAIN,
  contract: addressOf('TestPriceFeed'),
  base: ASSETS[base],
  quote: 'USD',
  decimals,
  heartbeat: 86_400,
})
const dollars: readonly Asset[] = ['DEEP', 'USDC', 'USDCX', 'POLYGON', 'ARBITRUM', 'SOLANA']

/** The market of the chapter. One aggregator prices it: its 99,991,000 are 0.99991 dollars, and 9.9991 for a euro. */
export const chapterSettings: Partial<Settings> = {
  feeds: [...dollars.map(asset => feed(asset, 8)), feed('EURC', 7), feed('BITCOIN', 3), feed('ETHER', 5)],
  rails: [
    rail('x402/exact', { chain: 'eip155:8453', floor: 1_000n }),
    rail('x402/batch-settlement', { chain: 'eip155:*', seconds: 0 }),
    rail('x402/exact', { chain: SOLANA, seconds: 1 }),
    rail('x402/exact', { chain: 'eip155:42161' }),
    ...['x402/upto', 'x402/auth-capture', 'erc8183/job', 'superfluid/cfa'].map(via => rail(via, { chain: 'eip155:*' })),
    rail('l402/invoice', { chain: 'bip122:*' }),
  ],
  tokens: Object.entries(ASSETS).map(([symbol, asset]) => ({
    asset,
    symbol,
    decimals: { BITCOIN: 11, USDCX: 18, ETHER: 18, DEEP: 36 }[symbol] ?? 6,
  })),
}
