/** Places that have several longitudes: the date line and the poles, where an offer is found as by looking at all of them. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { job, startPolicies, terms } from '../support/policies.ts'

const box = (west: number, south: number, east: number, north: number) => ({
  type: 'Polygon' as const,
  coordinates: [
    [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ] as const,
  ],
})

test('an area that ends at the date line or a pole is found there, whichever longitude the place is given by', async () => {
  const node = await startPolicies({
    west: terms('place', { area: box(170, -5, 180, 5) }),
    cap: terms('place', { area: box(0, 80, 10, 90) }),
  })
  after(() => node.close())
  const at = (longitude: string, latitude: string) =>
    node.outcome(job('place', { near: { longitude, latitude, withinMeters: 1_000 } }))
  const outside = 'TOO_FAR: the place is outside the area of delivery'
  assert.deepEqual(
    [
      await at('180', '2'),
      await at('-180', '2'),
      await at('-77.5', '90'),
      await at('5', '90'),
      await at('-179.9', '2'),
    ],
    [`2; ${outside}`, `2; ${outside}`, `2; ${outside}`, `2; ${outside}`, `${outside}; ${outside}`],
  )
})
