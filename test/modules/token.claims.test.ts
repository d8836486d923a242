import { EUR, person, USD } from '../support/offers.ts'
import { GENESIS_TIME } from '../support/scripted.ts'
import { alice, base, but, CAPITALS, exact, line, ok, pay, point, verdictTable } from '../support/verdicts.ts'

const withdrawal = { iss: base.iss, sub: base.sub, ver: 1, seq: 2, iat: GENESIS_TIME, void: true }
const without = (claim: string) => Object.fromEntries(Object.entries(base).filter(([name]) => name !== claim))
const price = (price: unknown) => line({ rates: [{ price: { USD: price } }] })
const many = (length: number, item: object | string) => Array.from({ length }, () => item)
const schema = (claims: object) => ['schema', claims] as const

verdictTable('claims of the wrong shape', {
  'an unknown claim': schema(but({ prise: '1' })),
  'an audience': schema(but({ aud: 'did:web:registry.example' })),
  'a withdrawal and an offer at once': schema(but({ void: true })),
  'void, but not': schema(but({ void: false })),
  'a withdrawal with a price': schema({ ...withdrawal, tariff: [point] }),
  'a withdrawal that expires': schema({ ...withdrawal, exp: GENESIS_TIME + 1 }),
  'a withdrawal in words': schema({ ...withdrawal, void: 'true' }),
  'no expiry': schema(without('exp')),
  'no sequence': schema(without('seq')),
  'no payment': schema(without('pay')),
  'no category': schema(without('cat')),
  'no endpoint': schema(without('at')),
  'sequence zero': schema(but({ seq: 0 })),
  'sequence 2^53': schema(but({ seq: 2 ** 53 })),
  'half a sequence': schema(but({ seq: 1.5 })),
  'a sequence in words': schema(but({ seq: '1' })),
  'a time before the epoch': schema(but({ iat: -1 })),
  'a time in milliseconds': schema(but({ exp: 1e15 })),
  'half a second': schema(but({ exp: base.exp + 0.5 })),
  'a name of nothing': schema(but({ name: '' })),
  'a name of 81 letters': schema(but({ name: 'x'.repeat(81) })),
  'no categories': schema(but({ cat: [] })),
  'six categories': schema(but({ cat: ['x:a', 'x:b', 'x:c', 'x:d', 'x:e', 'x:f'] })),
  'a category twice': schema(but({ cat: ['x:a', 'x:a'] })),
  'a category without a vocabulary': schema(but({ cat: ['parking'] })),
  'an endpoint of another kind': schema(but({ at: { by: 'ftp', url: 'ftp://x.example' } })),
  'a sum that is none': schema(but({ at: { by: 'http', url: 'https://x.example', sum: 'sha256-short=' } })),
  'an area that is a line': schema(but({ area: { type: 'LineString', coordinates: [] } })),
  'an area with more to it': schema(but({ area: { type: 'Point', coordinates: [0, 0], bbox: [] } })),
  '25 properties': schema(but({ spec: Object.fromEntries(Array.from({ length: 25 }, (_, i) => [`p${i}`, 'x'])) })),
  'a property in numbers': schema(but({ spec: { power: 150 } })),
  'a property of another name': schema(but({ spec: { Power: '150' } })),
  'iss that is no DID': schema(but({ iss: 'alice', sub: 'alice#offer' })),
  'iss that names a key': schema(but({ iss: alice.signer.kid, sub: base.sub })),
  'self-issued': schema(but({ iss: 'https://self-issued.me/v2' })),
  'a subject without a name': schema(but({ sub: alice.did })),
  'a subject named at length': schema(but({ sub: `${alice.did}#${'x'.repeat(65)}` })),
})

verdictTable('prices and quantities of the wrong shape', {
  'a price as a number': schema(price(0.0001)),
  'a price as an integer': schema(price(1)),
  'a price below zero': schema(price('-1')),
  'a price with an exponent': schema(price('1e-4')),
  'a price that begins with a point': schema(price('.5')),
  'a price that ends in one': schema(price('1.')),
  'a price with a leading zero': schema(price('01')),
  'a price of 31 digits': schema(price('1'.repeat(31))),
  'a price of 19 decimals': schema(price(`0.${'0'.repeat(18)}1`)),
  'a price of nothing': schema(price('')),
  'no price': schema(line({ rates: [{}] })),
  'a price in no currency': schema(line({ rates: [{ price: {} }] })),
  'a price in a currency of four letters': schema(line({ rates: [{ price: { USDC: '1' } }] })),
  'a price in lower case': schema(line({ rates: [{ price: { usd: '1' } }] })),
  'no rates': schema(line({ rates: [] })),
  'nine rates': schema(line({ rates: many(9, { price: { USD: '1' } }) })),
  'no tariff': schema(but({ tariff: [] })),
  'nine lines': schema(but({ tariff: many(9, point) })),
  'a bound as a number': schema(line({ hi: 10_000 })),
  'a step as a number': schema(line({ step: 1 })),
  'a meter in capitals': schema(line({ meter: 'Point' })),
  'a unit with a space': schema(line({ unit: '1 kB' })),
  'a unit that is not ASCII': schema(line({ unit: 'µs' })),
  'a unit of 41 letters': schema(line({ unit: 'm'.repeat(41) })),
  'no way to pay': schema(but({ pay: [] })),
  '17 ways to pay': schema(but({ pay: many(17, exact) })),
  'a rail without a scheme': schema(pay({ via: 'x402' })),
  'an asset that is a symbol': schema(pay({ asset: 'USDC' })),
  '37 decimals': schema(pay({ dec: 37 })),
  'half a decimal': schema(pay({ dec: 6.5 })),
  'no time to pay': schema(pay({ ttl: 0 })),
  'a year and a second to pay': schema(pay({ ttl: 31_536_001 })),
  'nobody to pay': schema(pay({ to: '' })),
  'a fee as a number': schema(pay({ fee: 0.002 })),
  'an escrow without a deadline': schema(pay({ esc: { refund: 1 } })),
  'an unknown member of a way to pay': schema(pay({ price: '1' })),
})

const DAY = 86_400
const lines = (...more: object[]) => but({ tariff: more.map(line => ({ ...point, ...line })) })
const rates = (...from: (string | undefined)[]) =>
  line({ rates: from.map(from => ({ ...(from === undefined ? {} : { from }), price: { USD: '1' } })) })

verdictTable('an offer must mean something', {
  'as it is': ok(base),
  'a withdrawal': ok(withdrawal),
  'a subject of another issuer': ['bad_sub', but({ sub: `${person('bob').did}#offer` })],
  'a subject of a longer DID': ['bad_sub', but({ sub: `${alice.did}00#offer` })],
  'an issuer by did:web': ['bad_kid', but({ iss: 'did:web:x.example', sub: 'did:web:x.example#offer' })],
  'it ends as it begins': ['bad_period', but({ exp: base.iat })],
  'it ends before it begins': ['bad_period', but({ exp: base.iat - 1 })],
  'it ends as its schedule begins': ['bad_period', but({ nbf: base.iat + DAY, exp: base.iat + DAY })],
  'it ends before it was made, and began earlier still': [
    'bad_period',
    but({ nbf: base.iat - DAY, exp: base.iat - 1 }),
  ],
  '400 days': ok(but({ exp: base.iat + 400 * DAY })),
  '400 days and a second': ['bad_period', but({ exp: base.iat + 400 * DAY + 1 })],
  '400 days from a later schedule': ['bad_period', but({ nbf: base.iat + DAY, exp: base.iat + 401 * DAY })],
  'a unit that is not one': ['bad_unit', line({ unit: 'kWh' })],
  'a unit of temperature': ['bad_unit', line({ unit: 'Cel' })],
  'a property in a unit that is not one': ['bad_unit', but({ spec: { power: { v: '150', u: 'KW' } } })],
  'a way to pay in a currency without prices': ['unpriced_currency', pay({ cur: 'EUR' })],
  'a currency that one rate leaves out': [
    'unpriced_currency',
    line({ rates: [{ price: { USD: '1' } }, { from: '5', price: { EUR: '1' } }] }),
  ],
  'a currency that one line leaves out': [
    'unpriced_currency',
    lines({}, { meter: 'fixed', rates: [{ price: { EUR: '1' } }] }),
  ],
  'a price in atomic units of the asset': ok(
    but({
      tariff: [{ ...point, rates: [{ price: { [EUR]: '5' } }] }],
      pay: [{ ...exact, asset: EUR, dec: 0, cur: EUR }],
    }),
  ),
  'rates that begin at nothing': ok(rates('0', '5', '5.1')),
  'a first rate from 0.00': ok(rates('0.00')),
  'a first rate from 1': ['bad_tariff', rates('1')],
  'two rates from the same': ['bad_tariff', rates(undefined, '5', '5.0')],
  'rates that descend': ['bad_tariff', rates(undefined, '10', '9')],
  'two rates from nothing': ['bad_tariff', rates(undefined, undefined)],
  'per nothing': ['bad_tariff', line({ per: '0.0' })],
  'steps of nothing': ['bad_tariff', line({ step: '0' })],
  'at least more than at most': ['bad_tariff', line({ lo: '5', hi: '4.9' })],
  'one meter in two lines': ['bad_tariff', lines({}, {})],
  'a floor above the cap': ['bad_tariff', but({ min: { USD: '2' }, max: { USD: '1.99' } })],
  'decimals that the token has not': ['wrong_decimals', pay({ dec: 18 })],
  'decimals of a token spelt otherwise': ['wrong_decimals', pay({ dec: 5, asset: USD.replace(/d1$/, 'D1') })],
  'decimals of a token that is configured in capitals': ['wrong_decimals', pay({ dec: 18, asset: CAPITALS })],
  'decimals of a token that nobody knows': ok(but({ pay: [{ ...exact, asset: EUR, dec: 18 }] })),
  'an ERC-20 that is no address': ['bad_asset', pay({ asset: 'eip155:31337/erc20:usdc' })],
  'an ERC-20 of Solana': ['bad_asset', pay({ asset: 'solana:5eykt4UsFv8P8NJdTREpY1vzqKqZKvdp/erc20:0x00' })],
  'a rail that nobody knows': ok(pay({ via: 'acme/later' })),
})

const upto = { ...exact, via: 'x402/upto' }
const open = { ...point, hi: undefined }
const fixed = { meter: 'fixed', unit: '{session}', rates: [{ price: { USD: '1' } }] }
const stream = { ...exact, via: 'superfluid/cfa' }
const hourly = { meter: 'time', unit: 'h', rates: [{ price: { USD: '0.05' } }] }
const streamed = (more: object, ...tariff: object[]) => but({ ...more, pay: [stream], tariff })

verdictTable('a rail may ask for more', {
  'a ceiling of every line': ok(but({ pay: [upto] })),
  'a ceiling of the whole': ok(but({ pay: [upto], tariff: [open], max: { USD: '5' } })),
  'a price paid once has a ceiling': ok(but({ pay: [upto], tariff: [fixed] })),
  'no ceiling': ['no_ceiling', but({ pay: [upto], tariff: [open] })],
  'one line without a ceiling': ['no_ceiling', but({ pay: [upto], tariff: [point, { ...open, meter: 'extra' }] })],
  'a ceiling in another currency': ['no_ceiling', but({ pay: [upto], tariff: [open], max: { EUR: '5' } })],
  'an escrow without a ceiling': ['no_ceiling', but({ pay: [{ ...upto, via: 'x402/auth-capture' }], tariff: [open] })],
  'the second way to pay without one': ['no_ceiling', but({ pay: [exact, upto], tariff: [open] })],
  'a stream of time': ok(streamed({}, hourly)),
  'a stream by the day': ok(streamed({}, { ...hourly, unit: 'd' })),
  'a stream of points': ['not_streamable', streamed({}, point)],
  'a stream of two lines': ['not_streamable', streamed({}, hourly, fixed)],
  'a stream of two rates': [
    'not_streamable',
    streamed({}, { ...hourly, rates: [...hourly.rates, { from: '5', price: { USD: '0.04' } }] }),
  ],
  'a stream in steps': ['not_streamable', streamed({}, { ...hourly, step: '1' })],
  'a stream with a floor': ['not_streamable', streamed({ min: { USD: '1' } }, hourly)],
  'a stream with a cap': ['not_streamable', streamed({ max: { USD: '1' } }, hourly)],
})

const area = (type: string, coordinates: unknown) => but({ area: { type, coordinates } })
const square = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 1],
  [0, 0],
]
const bad = (claims: object) => ['bad_area', claims] as const

verdictTable('an area must lie on the globe and be closed', {
  'the farthest points': ok(
    area('MultiPolygon', [
      [
        [
          [-180, -90],
          [180, -90],
          [180, 90],
          [-180, -90],
        ],
      ],
    ]),
  ),
  'seven decimals': ok(area('Point', [-0.1277583, 51.5073509])),
  'eight decimals': bad(area('Point', [0.00000001, 0])),
  'latitude first': bad(area('Point', [59.9, 110.75])),
  'too far east': bad(area('Point', [180.0000001, 0])),
  'in words': bad(area('Point', ['0', '0'])),
  'with a height': bad(area('Point', [0, 0, 10])),
  nowhere: bad(area('Point', [])),
  'a polygon that is a ring': bad(area('Polygon', square)),
  'a polygon without a ring': bad(area('Polygon', [])),
  'a ring of three': bad(
    area('Polygon', [
      [
        [0, 0],
        [1, 0],
        [0, 0],
      ],
    ]),
  ),
  'a ring left open': bad(
    area('Polygon', [
      [
        [0, 0],
        [1, 0],
        [1, 1],
        [0, 1],
      ],
    ]),
  ),
  'a hole left open': bad(
    area('Polygon', [
      square,
      [
        [0.2, 0.2],
        [0.4, 0.2],
        [0.4, 0.4],
        [0.2, 0.4],
      ],
    ]),
  ),
  'a polygon with a hole': ok(
    area('Polygon', [
      square,
      [
        [0.2, 0.2],
        [0.4, 0.2],
        [0.4, 0.4],
        [0.2, 0.2],
      ],
    ]),
  ),
  'no polygons': bad(area('MultiPolygon', [])),
  'a second polygon off the globe': bad(
    area('MultiPolygon', [
      [square],
      [
        [
          [0, 0],
          [1, 0],
          [1, 91],
          [0, 0],
        ],
      ],
    ]),
  ),
  'a hundred deep': ['malformed', area('MultiPolygon', JSON.parse('['.repeat(50) + ']'.repeat(50)))],
})
