/** How far the offers of a book are from the place of a job, as far as numbers say. */
import { metresFrom } from '../offers/area.ts'
import { AREA, type Book, DEGREE, NOWHERE } from './book.ts'
import { low, near as nearTo } from './bookTerms.ts'
import type { Job, Policy } from './job.ts'

/** Less than a degree of latitude measures anywhere on the sphere of `metresFrom`. */
const METRES_A_DEGREE = 111_000

/** What the way to a row costs at least, in the reference currency; infinite where it is certainly too far. */
export const wayTo = (book: Book, { near, purchases }: Job, { perKilometer }: Policy): ((row: number) => number) => {
  if (!near) return () => 0
  const { places, bounds } = book.rows
  const [wests, souths, easts, norths] = bounds
  const { longitude, latitude, withinMeters } = near
  const [x, y] = [longitude * DEGREE, latitude * DEGREE]
  // There a place has more longitudes than the one that it is given by.
  const turns = Math.abs(longitude) === 180 || Math.abs(latitude) === 90
  const perMetre = perKilometer ? low((nearTo(perKilometer) * Number(purchases)) / 1_000) : 0
  return row => {
    const place = places.values[row]
    const [west, south] = [wests.values[row] as number, souths.values[row] as number]
    if (place === NOWHERE) return Number.POSITIVE_INFINITY
    if (place === AREA) {
      // A unit more on every side: the corners are rounded.
      const [east, north] = [easts.values[row] as number, norths.values[row] as number]
      const aside = !turns && (x < west - 1 || x > east + 1)
      return aside || y < south - 1 || y > north + 1 ? Number.POSITIVE_INFINITY : 0
    }
    if (Math.abs(y - south) * (METRES_A_DEGREE / DEGREE) > withinMeters + 1) return Number.POSITIVE_INFINITY
    const metres = metresFrom({ type: 'Point', coordinates: [west / DEGREE, south / DEGREE] }, near) ?? 0
    return metres > withinMeters ? Number.POSITIVE_INFINITY : low(metres * perMetre)
  }
}
