/** The book of a category: every token that may be quoted in it, as numbers. No text of an offer is kept. */
import { parseDid, registryId } from '../../core/did.ts'
import type { Area, Offer } from '../../core/offer.ts'
import { makeShelf, type Shelf } from './bookShelf.ts'
import { high, termsOf } from './bookTerms.ts'
import { column, hash32, hash53 } from './columns.ts'
import type { Live } from './ledger.ts'
import type { BookToken } from './queries.ts'

/** Seven decimals of a degree are an integer. */
export const DEGREE = 10_000_000

/** Where an offer is delivered: nowhere in particular, at a point, or within these bounds. */
export const [NOWHERE, POINT, AREA] = [0, 1, 2]

export type Book = ReturnType<typeof makeBook>

/** An empty book, whose trust is that of the present. */
export const makeBook = (live: Live) => {
  const numbers = column(Uint32Array)
  const subjects = column(Uint32Array)
  const [owners, orders] = [column(Float64Array), column(Float64Array)]
  /** Lower bounds of scores, -1 where trust is unknown; and what forging it costs, never less. */
  const [trusts, forgeCosts] = [column(Int32Array), column(Float64Array)]
  const places = column(Uint8Array)
  const bounds = [column(Int32Array), column(Int32Array), column(Int32Array), column(Int32Array)] as const
  /** What was found of its standing: 0 nothing, 1 in force, 2 not; in which moment, and until when it holds. */
  const [states, moments, untils] = [column(Uint8Array), column(Uint32Array), column(Uint32Array)]
  const shelves = new Map<string, Shelf[]>()
  let size = 0
  let prefix: string | undefined
  let trusted = live.version()

  const add = ({ nr, issuer, sub, payload }: BookToken) => {
    const offer: Offer = JSON.parse(payload)
    const known = termsOf(offer)
    if (!known) return
    prefix ??= sub.slice(0, sub.lastIndexOf(':') + 3)
    numbers.push(nr)
    subjects.push(hash32(sub))
    owners.push(ownerOf(issuer))
    orders.push(orderOf(sub, prefix))
    trusts.push(-1)
    forgeCosts.push(0)
    trust(size, issuer)
    const box = boxOf(offer.area)
    places.push(offer.area === undefined ? NOWHERE : offer.area.type === 'Point' ? POINT : AREA)
    for (const [side, bound] of bounds.entries()) bound.push(box[side] ?? 0)
    for (const found of [states, moments, untils]) found.push(0)
    for (const { way, cost, terms } of known.ways) {
      const shelf = shelfFor(known.shape, way, cost.lines.length)
      shelf.add(size, cost, terms)
    }
    size += 1
  }

  const trust = (row: number, issuer: string) => {
    const { lower, forgeCost } = live.of(issuer) ?? UNKNOWN
    trusts.values[row] = lower
    forgeCosts.values[row] = high(Number(forgeCost))
  }

  const shelfFor = (shape: string, way: Shelf['way'], lines: number): Shelf => {
    const those = shelves.get(shape) ?? []
    shelves.set(shape, those)
    const known = those.find(
      ({ way: { via, asset, dec } }) => via === way.via && asset === way.asset && dec === way.dec,
    )
    const shelf = known ?? makeShelf(way, lines, trusts)
    if (!known) those.push(shelf)
    return shelf
  }

  return {
    add,
    /** Brings like prices together, once a batch of tokens is in. */
    arrange: () => {
      for (const those of shelves.values()) for (const shelf of those) shelf.arrange()
    },
    /** Brings the trust of every row up to the present. */
    retrust: () => {
      const others = new Map(live.since(trusted).map(did => [ownerOf(did), did]))
      trusted = live.version()
      if (others.size === 0) return
      const some = new Uint8Array(SOME)
      for (const owner of others.keys()) some[owner % SOME] = 1
      let found = 0
      for (let row = 0; row < size; row += 1) {
        const owner = owners.values[row] as number
        const did = some[owner % SOME] === 1 ? others.get(owner) : undefined
        if (did === undefined) continue
        trust(row, did)
        found += 1
      }
      if (found > 0) for (const those of shelves.values()) for (const shelf of those) shelf.retrust()
    },
    /** The version of the trust of its rows. */
    trusted: () => trusted,
    size: () => size,
    /** The offers of a shape, by way to pay. */
    shelves: (shape: string): readonly Shelf[] => shelves.get(shape) ?? [],
    /** The columns, for those who look at many rows. */
    rows: { numbers, subjects, owners, orders, trusts, forgeCosts, places, bounds, states, moments, untils },
    /** Where a subject stands in the order of all: of two subjects the one with the greater number comes later. */
    orderOf: (sub: string): number => orderOf(sub, prefix ?? ''),
  }
}

const UNKNOWN = { lower: -1, forgeCost: 0n }

/** Most rows are passed over by a number below this. */
const SOME = 65_536

/** The identity behind a DID, however the DID spells it. */
export const ownerOf = (did: string): number => {
  const parsed = parseDid(did)
  return hash53((parsed && registryId(parsed)) ?? did)
}

/** A number that never falls as subjects rise: what follows the common beginning, as a fraction in base 128. */
const orderOf = (sub: string, prefix: string): number => {
  if (!sub.startsWith(prefix)) return sub < prefix ? -1 : 128 ** 7
  let order = 0
  for (let i = 0; i < 7; i += 1) order = order * 128 + Math.min(127, sub.charCodeAt(prefix.length + i) || 0)
  return order
}

/** West, south, east and north in units of `DEGREE`; of an area, the outermost. */
const boxOf = (area: Area | undefined): readonly number[] => {
  if (!area) return []
  const rings =
    area.type === 'Point'
      ? [[area.coordinates]]
      : (area.coordinates.flat(area.type === 'Polygon' ? 0 : 1) as [number, number][][])
  const box = [180, 90, -180, -90]
  for (const ring of rings) {
    for (const [longitude, latitude] of ring) {
      box[0] = Math.min(box[0] ?? 0, longitude)
      box[1] = Math.min(box[1] ?? 0, latitude)
      box[2] = Math.max(box[2] ?? 0, longitude)
      box[3] = Math.max(box[3] ?? 0, latitude)
    }
  }
  return box.map(degrees => Math.round(degrees * DEGREE))
}
