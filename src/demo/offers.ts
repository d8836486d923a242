/** The offers of the demo market: the worked examples of the offer format, and rivals that make a market of them. */
import type { Offer, PayEntry, Prices } from '../core/offer.ts'
import type { Deployment } from './deploy.ts'

/** An offer without what its seller adds: identity, sequence and times. */
export type Terms = Omit<Offer, 'iss' | 'sub' | 'ver' | 'seq' | 'iat' | 'nbf' | 'exp'>

/** How a seller gets its offer on chain. */
export type Carrier = 'board' | 'did' | 'agent'

export type Seller = {
  readonly name: string
  /** The fragment of the offer's subject. */
  readonly fragment: string
  readonly carrier: Carrier
  readonly terms: Terms
  /** Whether its prices change while the demo runs. */
  readonly restless?: boolean
}

const day = 86_400

/** The market on a deployment; `payTo` is where every seller is paid. */
export const sellers = ({ dollar, euro }: Deployment, chain: string, payTo: string): readonly Seller[] => {
  const [usd, eur] = [`${chain}/erc20:${dollar}`, `${chain}/erc20:${euro}`]
  const [usdExtra, eurExtra] = [
    { name: 'Test Dollar', version: '2' },
    { name: 'Test Euro', version: '2' },
  ]
  const by = (via: string, ttl: number, more: Partial<PayEntry> = {}): PayEntry => ({
    via,
    asset: usd,
    dec: 6,
    cur: 'USD',
    to: payTo,
    ttl,
    extra: usdExtra,
    ...more,
  })
  const byEuro = (via: string, ttl: number): PayEntry => ({
    via,
    asset: eur,
    dec: 6,
    cur: 'EUR',
    to: payTo,
    ttl,
    extra: eurExtra,
  })
  const channel = by('x402/batch-settlement', 3_600, {
    extra: { ...usdExtra, receiverAuthorizer: payTo, withdrawDelay: 900 },
  })

  const weather = (price: string): Terms => ({
    name: 'Hourly forecast, per data point',
    cat: ['oasf:environmental_science/environmental_monitoring', 'x:weather.forecast'],
    at: { by: 'http', url: 'https://api.wx.example/v1/forecast', doc: 'https://api.wx.example/openapi.json' },
    area: {
      type: 'Polygon',
      coordinates: [
        [
          [-25, 34],
          [45, 34],
          [45, 72],
          [-25, 72],
          [-25, 34],
        ],
      ],
    },
    spec: { grid: { v: '2.5', u: 'km' }, refresh: { v: '1', u: 'h' } },
    tariff: [{ meter: 'point', unit: '{point}', hi: '10000', rates: [{ price: { USD: price } }] }],
    pay: [by('x402/exact', 60), channel],
  })

  const charger = (
    name: string,
    place: readonly [number, number],
    session: Prices,
    energy: Prices,
    idle: Prices,
  ): Terms => ({
    name,
    cat: ['osm:amenity=charging_station', 'oasf:energy/energy_management'],
    at: { by: 'onsite', url: 'https://cpo.example/ocpi/2.2.1/locations/NO/CPO/123' },
    area: { type: 'Point', coordinates: place },
    spec: { connector: 'IEC_62196_T2_COMBO', power: { v: '150', u: 'kW' } },
    tariff: [
      { meter: 'fixed', unit: '{session}', rates: [{ price: session }] },
      { meter: 'energy', unit: 'kW.h', hi: '120', rates: [{ price: energy }] },
      {
        meter: 'idle',
        unit: 'min',
        hi: '240',
        rates: [{ price: { EUR: '0', USD: '0' } }, { from: '10', price: idle }],
      },
    ],
    min: { EUR: '1.00', USD: '1.10' },
    max: { EUR: '95.00', USD: '105.00' },
    pay: [byEuro('x402/upto', 14_400), by('x402/upto', 14_400)],
  })

  const compute = (price: string): Terms => ({
    name: 'Edge GPU slice, 1/8 L4',
    cat: ['oasf:technology/cloud_computing', 'x:compute.gpu'],
    at: { by: 'http', url: 'https://edge.example/v1/lease' },
    area: { type: 'Point', coordinates: [4.8951679, 52.3702157] },
    spec: { gpuMemory: { v: '3', u: 'GiBy' }, cold: { v: '40', u: 'ms' } },
    tariff: [{ meter: 'time', unit: 'h', rates: [{ price: { USD: price } }] }],
    pay: [by('superfluid/cfa', day, { extra: {} }), channel],
  })

  const solar = (price: string): Terms => ({
    name: 'Roof PV surplus',
    cat: ['oasf:energy/renewable_energy', 'x:energy.electricity'],
    at: { by: 'http', url: 'https://grid.example/meters/7' },
    area: { type: 'Point', coordinates: [151.2092955, -33.8688197] },
    spec: { source: 'solar', co2: { v: '0.041', u: 'g/W.h' } },
    tariff: [
      {
        meter: 'energy',
        unit: 'W.h',
        per: '1000',
        lo: '10',
        hi: '4000',
        rates: [{ price: { USD: price, XBT: '0.00000080' } }],
      },
    ],
    pay: [
      channel,
      {
        via: 'l402/invoice',
        asset: 'bip122:000000000019d6689c085ae165831e93/slip44:0',
        dec: 11,
        cur: 'XBT',
        to: 'lno1demo',
        ttl: 120,
      },
    ],
  })

  const imagery = (near: string, far: string): Terms => ({
    name: '50 cm optical tasking',
    cat: ['oasf:technology/geospatial', 'x:imagery.optical'],
    at: { by: 'a2a', url: 'https://sat.example/.well-known/agent-card.json' },
    area: {
      type: 'Polygon',
      coordinates: [
        [
          [-180, -60],
          [180, -60],
          [180, 75],
          [-180, 75],
          [-180, -60],
        ],
      ],
    },
    spec: { resolution: { v: '50', u: 'cm' }, bands: 'RGB+NIR', latency: { v: '48', u: 'h' } },
    tariff: [
      {
        meter: 'area',
        unit: 'km2',
        lo: '25',
        hi: '5000',
        step: '1',
        rates: [{ price: { USD: near } }, { from: '500', price: { USD: far } }],
      },
      { meter: 'cloud-free', unit: '{guarantee}', hi: '1', rates: [{ price: { USD: '60' } }] },
    ],
    min: { USD: '250' },
    pay: [
      by('x402/auth-capture', 600, {
        esc: { capture: 2 * day, refund: 7 * day, arbiter: ARBITER, feeBps: 100 },
        extra: {
          ...usdExtra,
          captureAuthorizer: ARBITER,
          operatorType: 'custom',
          feeRecipient: ARBITER,
          minFeeBps: 0,
          maxFeeBps: 100,
        },
      }),
    ],
  })

  const translate = (usdPrice: string, eurPrice: string, fee?: string): Terms => ({
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
        rates: [{ price: { USD: '0', EUR: '0' } }, { from: '500', price: { USD: usdPrice, EUR: eurPrice } }],
      },
    ],
    pay: [by('x402/exact', 60, fee === undefined ? {} : { fee }), byEuro('x402/exact', 60)],
  })

  const parking: Terms = {
    name: 'Lot 7 parking, 15 min blocks',
    cat: ['osm:amenity=parking'],
    at: { by: 'onsite', url: 'https://park.example/lots/7' },
    area: { type: 'Point', coordinates: [-0.1277583, 51.5073509] },
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
    pay: [by('x402/upto', day)],
  }

  const toll: Terms = {
    name: 'Bridge crossing, class B',
    cat: ['osm:barrier=toll_booth'],
    at: { by: 'onsite', url: 'https://toll.example/b/1' },
    area: { type: 'Point', coordinates: [2.2944813, 48.8583701] },
    spec: { class: 'B' },
    tariff: [{ meter: 'crossing', unit: '{crossing}', hi: '1', rates: [{ price: { EUR: '2.40' } }] }],
    pay: [byEuro('x402/exact', 30)],
  }

  return [
    { name: 'Fjord Weather', fragment: 'weather', carrier: 'board', terms: weather('0.0001') },
    { name: 'Nimbus', fragment: 'weather', carrier: 'did', terms: weather('0.00012') },
    { name: 'Skies', fragment: 'wx', carrier: 'agent', terms: weather('0.00009'), restless: true },
    {
      name: 'Bay 4',
      fragment: 'ccs-150',
      carrier: 'board',
      terms: charger(
        'CCS2 150 kW, bay 4',
        [10.7522454, 59.9138688],
        { EUR: '0.50', USD: '0.55' },
        { EUR: '0.39', USD: '0.43' },
        { EUR: '0.20', USD: '0.22' },
      ),
    },
    {
      name: 'Harbour',
      fragment: 'ccs-50',
      carrier: 'board',
      terms: charger(
        'CCS2 50 kW, harbour',
        [10.7401, 59.9065],
        { EUR: '0', USD: '0' },
        { EUR: '0.49', USD: '0.53' },
        { EUR: '0.10', USD: '0.11' },
      ),
    },
    {
      name: 'Ring 3',
      fragment: 'ccs-300',
      carrier: 'agent',
      terms: charger(
        'CCS2 300 kW, ring 3',
        [10.8, 59.94],
        { EUR: '2.00', USD: '2.20' },
        { EUR: '0.32', USD: '0.35' },
        { EUR: '0.50', USD: '0.55' },
      ),
    },
    {
      name: 'Bergen',
      fragment: 'ccs-150',
      carrier: 'board',
      terms: charger(
        'CCS2 150 kW, Bergen',
        [5.3221, 60.3913],
        { EUR: '0', USD: '0' },
        { EUR: '0.20', USD: '0.22' },
        { EUR: '0', USD: '0' },
      ),
    },
    { name: 'Edge AMS', fragment: 'edge-gpu', carrier: 'board', terms: compute('0.05') },
    { name: 'Edge AMS 2', fragment: 'edge-gpu', carrier: 'board', terms: compute('0.065'), restless: true },
    { name: 'Roof 41', fragment: 'roof', carrier: 'did', terms: solar('0.08') },
    { name: 'Roof 42', fragment: 'roof', carrier: 'did', terms: solar('0.09'), restless: true },
    { name: 'Tasking', fragment: 'tasking', carrier: 'agent', terms: imagery('9.50', '7.25') },
    { name: 'Tasking 2', fragment: 'tasking', carrier: 'agent', terms: imagery('8.00', '8.00') },
    { name: 'Oversett', fragment: 'mt', carrier: 'agent', terms: translate('18.00', '16.50') },
    { name: 'Tolk', fragment: 'mt', carrier: 'board', terms: translate('18.00', '17.00', '0.002') },
    { name: 'Lot 7', fragment: 'p-lot', carrier: 'board', terms: parking },
    { name: 'Bridge', fragment: 'bridge', carrier: 'board', terms: toll },
  ]
}

const ARBITER = '0x00000000000000000000000000000000000000e1'
