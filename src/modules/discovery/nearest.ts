/** Who delivers to a place, the nearest first. */
import type { Snapshot } from '../../core/snapshot.ts'
import { metresFrom } from '../offers/area.ts'
import type { Ruling } from '../offers/tables.ts'
import type { Job } from './job.ts'
import { signedIn } from './rank.ts'

export type NearRuling = { readonly ruling: Ruling; readonly metres: number }

/** Offers of a category in force that deliver within the distance, by whole metres and then by subject. */
export const nearestOffers = async (
  snapshot: Snapshot,
  category: string,
  near: NonNullable<Job['near']>,
): Promise<NearRuling[]> => {
  const found = (await signedIn(snapshot, category)).flatMap(({ ruling, offer: { area } }) => {
    const metres = ruling.status === 'IN_FORCE' && area ? metresFrom(area, near) : null
    return metres !== null && metres <= near.withinMeters ? [{ ruling, metres }] : []
  })
  return found.sort((a, b) => compareNear(placeOf(a), placeOf(b)))
}

/** What the order of distances looks at. */
export type NearPlace = { readonly metres: number; readonly sub: string }

export const placeOf = ({ metres, ruling }: NearRuling): NearPlace => ({ metres, sub: ruling.token.sub })

/** Below zero where a is nearer than b, or as near and its subject comes first. */
export const compareNear = (a: NearPlace, b: NearPlace): number =>
  a.metres - b.metres || (a.sub < b.sub ? -1 : a.sub > b.sub ? 1 : 0)
