/** Areas of delivery: GeoJSON (RFC 7946) in WGS 84, longitude before latitude. */
import type { Area, Position, Ring } from '../../core/offer.ts'
import { corner, meetsItself, sideOf } from './ring.ts'

/** The most positions that the rings of an area have together. */
export const POSITIONS_MAX = 500

/** What is wrong with the coordinates of an area, or null. The JSON Schema leaves them open. */
export const areaProblem = (area: { readonly type: string; readonly coordinates: unknown }): string | null => {
  if (area.type === 'Point') return positionProblem(area.coordinates)
  const polygons = area.type === 'Polygon' ? [area.coordinates] : area.coordinates
  if (!Array.isArray(polygons) || polygons.length === 0) return 'there are no polygons'
  let positions = 0
  for (const rings of polygons) {
    if (!Array.isArray(rings) || rings.length === 0) return 'a polygon has no ring'
    for (const ring of rings) {
      if (Array.isArray(ring)) positions += ring.length
      if (positions > POSITIONS_MAX) return `the rings have more than ${POSITIONS_MAX} positions`
      const problem = ringProblem(ring)
      if (problem) return problem
    }
    const problem = polygonProblem(rings)
    if (problem) return problem
  }
  return null
}

const positionProblem = (position: unknown): string | null => {
  if (!Array.isArray(position) || position.length !== 2) return 'a position is not [longitude, latitude]'
  const [longitude, latitude] = position as unknown[]
  if (!isDegrees(longitude, 180) || !isDegrees(latitude, 90))
    return 'a position is off the globe or finer than 7 decimals'
  return null
}

/** Seven decimals are a centimetre, and the same number as an integer: nothing drifts. */
const isDegrees = (value: unknown, bound: number): value is number =>
  typeof value === 'number' && Math.abs(value) <= bound && Number(value.toFixed(7)) === value

const ringProblem = (ring: unknown): string | null => {
  if (!Array.isArray(ring) || ring.length < 4) return 'a ring has fewer than four positions'
  for (const position of ring) {
    const problem = positionProblem(position)
    if (problem) return problem
  }
  const positions: Ring = ring
  const [first, last] = [positions[0], positions.at(-1)]
  if (first?.[0] !== last?.[0] || first?.[1] !== last?.[1]) return 'a ring is not closed'
  const torn = positions.some((position, i) => i > 0 && runsRound(positions[i - 1] ?? position, position))
  return torn
    ? 'an edge spans more than 180 degrees: cut the area at the date line (RFC 7946 3.1.9), or add a position between'
    : null
}

/**
 * Whether an edge is more likely meant to go the short way, over the date line, which no ring does. Those that lead from
 * one side of the date line to the other are what is left where an area was cut there.
 */
const runsRound = ([a]: Position, [b]: Position): boolean =>
  Math.abs(a - b) > 180 && !(Math.abs(a) === 180 && Math.abs(b) === 180)

/** Rings may be wound either way: RFC 7946 3.1.6 asks readers not to refuse what it forbids to write. */
const polygonProblem = (rings: readonly Ring[]): string | null => {
  if (meetsItself(rings.map(ring => ring.map(corner)))) {
    return 'the rings of a polygon cross or touch themselves or each other'
  }
  const [outer = [], ...holes] = rings
  const outside = holes.some(([start = [0, 0]]) => sideOf(outer, corner(start)) !== 'inside')
  return outside ? 'a hole is not inside its polygon' : null
}

export type Place = { readonly longitude: number; readonly latitude: number }

/**
 * How far a place lies from an area in whole metres (great circle, mean radius 6371008.8 m); 0 inside a polygon and on
 * its edge, null outside: a polygon says where delivery ends. Rounded before anything is compared, so that engines agree.
 */
export const metresFrom = (area: Area, place: Place): number | null => {
  if (area.type === 'Point') return greatCircle(area.coordinates, [place.longitude, place.latitude])
  const polygons = area.type === 'Polygon' ? [area.coordinates] : area.coordinates
  return polygons.some(rings => covers(rings, place)) ? 0 : null
}

const EARTH_RADIUS = 6_371_008.8
const radians = (degrees: number): number => (degrees * Math.PI) / 180

/** Haversine. */
const greatCircle = ([aLon, aLat]: Position, [bLon, bLat]: Position): number => {
  const [dLat, dLon] = [radians(bLat - aLat), radians(bLon - aLon)]
  const h = Math.sin(dLat / 2) ** 2 + Math.cos(radians(aLat)) * Math.cos(radians(bLat)) * Math.sin(dLon / 2) ** 2
  return Math.round(2 * EARTH_RADIUS * Math.asin(Math.min(1, Math.sqrt(h))))
}

/** On the plane of degrees, as RFC 7946 draws edges. The date line has two longitudes there, and a pole has them all. */
const covers = ([outer = [], ...holes]: readonly Ring[], { longitude, latitude }: Place): boolean => {
  if (Math.abs(latitude) === 90) return outer.some(([, at]) => at === latitude)
  const longitudes = Math.abs(longitude) === 180 ? [180, -180] : [longitude]
  return longitudes.some(longitude => {
    const place = corner([longitude, latitude])
    return sideOf(outer, place) !== 'outside' && !holes.some(hole => sideOf(hole, place) === 'inside')
  })
}
