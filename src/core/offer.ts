/** The signed offer as `schema/json/offer.v1.json` defines it. Decimals are text here and rationals where they count. */

/** Currency (ISO 4217 or CAIP-19) -> decimal. */
export type Prices = { readonly [currency: string]: string }

export type Measure = { readonly v: string; readonly u: string }

export type TariffLine = {
  readonly meter: string
  readonly unit: string
  readonly per?: string
  readonly step?: string
  readonly lo?: string
  readonly hi?: string
  readonly rates: readonly { readonly from?: string; readonly price: Prices }[]
}

export type PayEntry = {
  /** protocol/scheme */
  readonly via: string
  /** CAIP-19 */
  readonly asset: string
  readonly dec: number
  readonly cur: string
  readonly to: string
  /** Seconds to pay in. A signed offer always says. */
  readonly ttl?: number
  readonly fee?: string
  readonly esc?: {
    readonly capture: number
    readonly refund?: number
    readonly arbiter?: string
    readonly feeBps?: number
  }
  readonly extra?: { readonly [key: string]: unknown }
}

export type Area =
  | { readonly type: 'Point'; readonly coordinates: Position }
  | { readonly type: 'Polygon'; readonly coordinates: readonly Ring[] }
  | { readonly type: 'MultiPolygon'; readonly coordinates: readonly (readonly Ring[])[] }
/** Longitude, latitude (WGS 84). */
export type Position = readonly [number, number]
export type Ring = readonly Position[]

type Common = {
  readonly iss: string
  readonly sub: string
  readonly ver: 1
  readonly seq: number
  readonly iat: number
}

export type Offer = Common & {
  readonly nbf?: number
  readonly exp: number
  readonly name: string
  readonly cat: readonly string[]
  readonly at: {
    readonly by: 'http' | 'mcp' | 'a2a' | 'onsite'
    readonly url: string
    readonly tool?: string
    readonly doc?: string
    readonly sum?: string
  }
  readonly area?: Area
  readonly spec?: { readonly [key: string]: string | Measure }
  readonly tariff: readonly TariffLine[]
  readonly min?: Prices
  readonly max?: Prices
  readonly pay: readonly PayEntry[]
}

/** What is sold and for how much, whoever says so. */
export type Terms = Omit<Offer, keyof Common | 'nbf' | 'exp'>

export type Withdrawal = Common & { readonly void: true }

/** The meter of a price that is paid once per purchase. */
export const FIXED = 'fixed'

/** The meter of a price that is paid per request, and its unit. */
export const CALL = { name: 'call', unit: '{call}' }
