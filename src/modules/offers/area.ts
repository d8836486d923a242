/** Areas of delivery: GeoJSON (RFC 7946) in WGS 84, longitude before latitude. */
import type { Area, Ring } from '../../core/offer.ts'

/** What is wrong with the coordinates of an area, or null. The JSON Schema leaves them open. */
export const areaProblem = (area: { readonly type: string; readonly coordinates: unknown }): string | null => {
  if (area.type === 'Point') return positionProblem(area.coordinates)
  const polygons = area.type === 'Polygon' ? [area.coordinates] : area.coordinates
  if (!Array.isArray(polygons) || polygons.length === 0) return 'there are no polygons'
  for (const rings of polygons) {
    if (!Array.isArray(rings) || rings.length === 0) return 'a polygon has no ring'
    for (const ring of rings) {
      const problem = ringProblem(ring)
      if (problem) return problem
    }
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
  const [first, last] = [ring[0], ring.at(-1)] as [number, number][]
  return first?.[0] === last?.[0] && first?.[1] === last?.[1] ? null : 'a ring is not closed'
}

export type Place = { readonly longitude: number; readonly latitude: number }

/**
 * How far a place lies from an area in whole metres (great circle, mean radius 6371008.8 m); 0 inside a polygon and on its
 * border, null outside: a polygon says where delivery ends. Rounded before anything is compared, so that engines agree.
 */
export const metresFrom = (area: Area, place: Place): number | null => {
  if (area.type === 'Point') return greatCircle(area.coordinates, [place.longitude, place.latitude])
  const polygons = area.type === 'Polygon' ? [area.coordinates] : area.coordinates
  return polygons.some(rings => spellings(place, rings).some(spelling => delivers(rings, spelling))) ? 0 : null
}

const delivers = ([outer, ...holes]: readonly Ring[], place: Place): boolean =>
  outer !== undefined && sideOf(outer, place) !== 'outside' && !holes.some(hole => sideOf(hole, place) === 'inside')

/** A tenth of a millimetre, in degrees. */
const BESIDE = 1e-9

/**
 * The places of the plane of degrees that stand for a place. The date line is both edges of the plane, and a pole is a
 * whole edge: there it is the nearest places of the plane that say what a polygon holds, on either side or in any direction.
 */
const spellings = (place: Place, rings: readonly Ring[]): readonly Place[] => {
  const { longitude, latitude } = place
  if (Math.abs(latitude) === 90) {
    const beside = latitude - Math.sign(latitude) * BESIDE
    const directions = rings.flatMap(ring => ring.flatMap(([at]) => [at - BESIDE, at + BESIDE]))
    return directions.map(direction => ({ longitude: direction, latitude: beside }))
  }
  if (Math.abs(longitude) !== 180) return [place]
  return [180 - BESIDE, BESIDE - 180].map(beside => ({ longitude: beside, latitude }))
}

const EARTH_RADIUS = 6_371_008.8
const radians = (degrees: number): number => (degrees * Math.PI) / 180

/** Haversine. */
const greatCircle = ([aLon, aLat]: readonly [number, number], [bLon, bLat]: readonly [number, number]): number => {
  const [dLat, dLon] = [radians(bLat - aLat), radians(bLon - aLon)]
  const h = Math.sin(dLat / 2) ** 2 + Math.cos(radians(aLat)) * Math.cos(radians(bLat)) * Math.sin(dLon / 2) ** 2
  return Math.round(2 * EARTH_RADIUS * Math.asin(Math.min(1, Math.sqrt(h))))
}

/** Even-odd rule on the plane of degrees, as RFC 7946 draws edges; rings that cross the date line are to be cut there. */
const sideOf = (ring: Ring, { longitude: x, latitude: y }: Place): 'inside' | 'border' | 'outside' => {
  let within = false
  for (const [i, [ax, ay]] of ring.entries()) {
    const [bx, by] = ring[(i + 1) % ring.length] ?? [ax, ay]
    const between = Math.min(ax, bx) <= x && x <= Math.max(ax, bx) && Math.min(ay, by) <= y && y <= Math.max(ay, by)
    if (between && (bx - ax) * (y - ay) === (x - ax) * (by - ay)) return 'border'
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) within = !within
  }
  return within ? 'inside' : 'outside'
}
