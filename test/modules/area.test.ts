import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Area, Position, Ring } from '../../src/core/offer.ts'
import { metresFrom } from '../../src/modules/offers/area.ts'

const point = (longitude: number, latitude: number): Area => ({ type: 'Point', coordinates: [longitude, latitude] })
const from = (area: Area, longitude: number, latitude: number) => metresFrom(area, { longitude, latitude })

/** A rectangle from its south-west corner to its north-east one. */
const box = (west: number, south: number, east: number, north: number): Ring => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
  [west, south],
]

test('great-circle distances on the mean sphere, in whole metres', () => {
  assert.deepEqual(
    [
      from(point(10.7522454, 59.9138688), 10.7522454, 59.9138688),
      // A degree of latitude, a degree of longitude at 60 north, a quarter of the Earth, and half of it.
      from(point(0, 0), 0, 1),
      from(point(0, 60), 1, 60),
      from(point(0, 0), 0, 90),
      from(point(0, 0), 180, 0),
      // The short way across the date line and over the pole.
      from(point(179.9, 0), -179.9, 0),
      from(point(0, 89.9), 180, 89.9),
      // Oslo to Bergen.
      from(point(10.7522454, 59.9138688), 5.3221, 60.3913),
    ],
    [0, 111_195, 55_597, 10_007_557, 20_015_114, 22_239, 22_239, 305_070],
  )
})

test('inside an area there is no distance, outside there is no delivery', () => {
  const town: Area = { type: 'Polygon', coordinates: [box(0, 0, 10, 10), box(4, 4, 6, 6)] }
  const towns: Area = { type: 'MultiPolygon', coordinates: [[box(0, 0, 1, 1)], [box(5, 5, 8, 8), box(6, 6, 7, 7)]] }
  // A ring that bends inward: in its bay one is outside.
  const bay: Area = {
    type: 'Polygon',
    coordinates: [
      [
        [0, 0],
        [10, 0],
        [10, 10],
        [5, 2],
        [0, 10],
        [0, 0],
      ],
    ],
  }
  const places: readonly [Area, number, number, number | null][] = [
    [town, 1, 1, 0],
    [town, 9.9999999, 5, 0],
    [town, 5, 5, null],
    [town, 3.9999999, 5, 0],
    [town, 10.0000001, 5, null],
    [town, -0.0000001, 5, null],
    [town, 5, -1, null],
    [town, 5, 11, null],
    [towns, 0.5, 0.5, 0],
    [towns, 5.5, 5.5, 0],
    [towns, 6.5, 6.5, null],
    [towns, 3, 3, null],
    [bay, 5, 1, 0],
    [bay, 5, 5, null],
    [bay, 1, 5, 0],
    [bay, 9, 5, 0],
  ]
  assert.deepEqual(
    places.map(([area, longitude, latitude]) => from(area, longitude, latitude)),
    places.map(([, , , metres]) => metres),
  )
})

test('the border belongs to the area, and the border of a hole too', () => {
  const town: Area = { type: 'Polygon', coordinates: [box(0, 0, 10, 10), box(4, 4, 6, 6)] }
  const slope: Area = {
    type: 'Polygon',
    coordinates: [
      [
        [0, 0],
        [8, 0],
        [0, 4],
        [0, 0],
      ],
    ],
  }
  const on: readonly [Area, number, number][] = [
    [town, 0, 0],
    [town, 10, 10],
    [town, 10, 5],
    [town, 5, 10],
    [town, 0, 5],
    [town, 4, 5],
    [town, 6, 6],
    [town, 5, 4],
    [slope, 4, 2],
    [slope, 2, 3],
  ]
  assert.deepEqual(
    on.map(([area, longitude, latitude]) => from(area, longitude, latitude)),
    on.map(() => 0),
  )
  assert.deepEqual([from(slope, 4.0000001, 2), from(slope, 8.0000001, 0), from(slope, -1, 4)], [null, null, null])
})

test('the date line is one line, whichever way it is written', () => {
  // An area across the line, cut there as RFC 7946 (3.1.9) asks; its halves alone; and a band around the Earth.
  const across: Area = { type: 'MultiPolygon', coordinates: [[box(170, -5, 180, 5)], [box(-180, -5, -170, 5)]] }
  const west: Area = { type: 'Polygon', coordinates: [box(170, -5, 180, 5)] }
  const east: Area = { type: 'Polygon', coordinates: [box(-180, -5, -170, 5)] }
  const band: Area = { type: 'Polygon', coordinates: [box(-180, -5, 180, 5)] }
  for (const longitude of [180, -180]) {
    assert.deepEqual(
      [across, west, east, band].map(area => [2, 5, 5.0000001, 0].map(latitude => from(area, longitude, latitude))),
      [
        [0, 0, null, 0],
        [0, 0, null, 0],
        [0, 0, null, 0],
        [0, 0, null, 0],
      ],
    )
  }
  assert.deepEqual([from(west, -179.9999999, 0), from(east, 179.9999999, 0)], [null, null])
})

test('a pole is one place, whatever its longitude', () => {
  const cap: Area = { type: 'Polygon', coordinates: [box(-180, 80, 180, 90)] }
  const slice: Area = { type: 'Polygon', coordinates: [box(0, 80, 10, 90)] }
  const below: Area = { type: 'Polygon', coordinates: [box(-180, 80, 180, 89.9999999)] }
  const rest: Area = { type: 'Polygon', coordinates: [box(-180, -90, 180, 85)] }
  const wedge: Area = {
    type: 'Polygon',
    coordinates: [
      [
        [-20, 70],
        [20, 70],
        [0, 90],
        [-20, 70],
      ],
    ],
  }
  for (const longitude of [-180, -77.5, 0, 5, 180]) {
    assert.deepEqual(
      [cap, slice, below, rest, wedge].map(area => from(area, longitude, 90)),
      [0, 0, null, null, 0],
    )
    assert.deepEqual(
      [cap, rest].map(area => from(area, longitude, -90)),
      [null, 0],
    )
    assert.equal(from(point(-60, 90), longitude, 90), 0)
  }
})

test('opposite places are half the Earth apart', () => {
  for (const [longitude, latitude] of [
    [0, 0],
    [90, 0],
    [10.7522454, 59.9138688],
    [-179.9999999, -89.9999999],
    [0, 90],
  ] as const) {
    const opposite = longitude > 0 ? longitude - 180 : longitude + 180
    assert.equal(from(point(longitude, latitude), opposite, -latitude), 20_015_114)
  }
})

/** The angle between two directions from the centre of the Earth, by their vectors. */
const metresBetween = ([aLon, aLat]: Position, [bLon, bLat]: Position): number => {
  const vector = (longitude: number, latitude: number): readonly [number, number, number] => {
    const [l, p] = [(longitude * Math.PI) / 180, (latitude * Math.PI) / 180]
    return [Math.cos(p) * Math.cos(l), Math.cos(p) * Math.sin(l), Math.sin(p)]
  }
  const [[ax, ay, az], [bx, by, bz]] = [vector(aLon, aLat), vector(bLon, bLat)]
  const cross = Math.hypot(ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx)
  return Math.atan2(cross, ax * bx + ay * by + az * bz) * 6_371_008.8
}

test('property: a distance is the angle between two directions, and the same both ways', () => {
  const position = fc.record({
    longitude: fc.integer({ min: -1_800_000_000, max: 1_800_000_000 }).map(n => n / 1e7),
    latitude: fc.integer({ min: -900_000_000, max: 900_000_000 }).map(n => n / 1e7),
  })
  fc.assert(
    fc.property(position, position, (a, b) => {
      const there = from(point(a.longitude, a.latitude), b.longitude, b.latitude) ?? Number.NaN
      assert.equal(there, from(point(b.longitude, b.latitude), a.longitude, a.latitude))
      const expected = metresBetween([a.longitude, a.latitude], [b.longitude, b.latitude])
      // Near the antipode the two formulas lose some of their last digits.
      assert.ok(Math.abs(there - expected) < 1.5, `${there} is not ${expected}`)
    }),
  )
})
