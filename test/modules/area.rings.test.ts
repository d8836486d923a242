import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Area, Position, Ring } from '../../src/core/offer.ts'
import { areaProblem, metresFrom } from '../../src/modules/offers/area.ts'
import { but, verdictTable } from '../support/verdicts.ts'

/** A ring through these corners, closed. */
const ring = (...corners: Position[]): Ring => [...corners, ...corners.slice(0, 1)]
const box = (west: number, south: number, east: number, north: number): Ring =>
  ring([west, south], [east, south], [east, north], [west, north])
const wound = (other: Ring): Ring => other.toReversed()
/** So many corners around a point. */
const round = (corners: number): Ring => {
  const at = (i: number) => (2 * Math.PI * i) / corners
  const digits = (cosine: number) => Number((10 * cosine).toFixed(3))
  return ring(
    ...Array.from({ length: corners }, (_, i): Position => [digits(Math.cos(at(i))), digits(Math.sin(at(i)))]),
  )
}

const polygon = (...rings: Ring[]): Area => ({ type: 'Polygon', coordinates: rings })
const polygons = (...parts: Ring[][]): Area => ({ type: 'MultiPolygon', coordinates: parts })
const bad = (area: Area) => ['bad_area', but({ area })] as const
const good = (area: Area) => ['ok', but({ area })] as const

verdictTable('a ring has an inside: it never crosses or touches itself', {
  'a bow tie': bad(polygon(ring([0, 0], [1, 1], [1, 0], [0, 1]))),
  'a bow tie smaller than a metre': bad(polygon(ring([0, 0], [0.0000002, 0.0000002], [0.0000002, 0], [0, 0.0000002]))),
  'a corner on another edge': bad(polygon(ring([0, 0], [4, 0], [2, 0], [4, 4], [0, 4]))),
  'a corner that touches an edge': bad(polygon(ring([0, 0], [4, 0], [4, 4], [2, 0], [0, 4]))),
  'a corner twice': bad(polygon(ring([0, 0], [2, 2], [4, 0], [4, 4], [2, 2], [0, 4]))),
  'a corner twice in a row': bad(polygon(ring([0, 0], [0, 0], [4, 0], [4, 4]))),
  'a spike': bad(polygon(ring([0, 0], [4, 0], [4, 4], [4, 8], [4, 4], [0, 4]))),
  'a spike at the seam': bad(polygon(ring([-2, 0], [4, 0], [4, 4], [0, 4], [0, 0]))),
  ...Object.fromEntries(
    ['012', '021', '102', '120', '201', '210'].map(way => {
      const corners = [...way].map((x): Position => [Number(x), 0])
      return [`there and back by ${way}`, bad(polygon(ring(...corners)))]
    }),
  ),
  'no area at all': bad(polygon(ring([5, 5], [5, 5], [5, 5]))),
  'an edge that misses a corner by a centimetre': good(
    polygon(ring([-170, -80], [0, 0], [170, 80], [0, 0.0000001], [-170, -79])),
  ),
  'one that meets it': bad(polygon(ring([-170, -80], [0, 0], [170, 80], [0, 0], [-170, -79]))),
  'a corner on a straight edge': good(polygon(ring([0, 0], [2, 0], [4, 0], [4, 4]))),
})

verdictTable('rings of one polygon keep apart, and its holes are in it', {
  'a hole that crosses the edge': bad(polygon(box(0, 0, 4, 4), box(3, 1, 5, 2))),
  'a hole that touches the edge': bad(polygon(box(0, 0, 4, 4), box(0, 1, 2, 2))),
  'a hole elsewhere': bad(polygon(box(0, 0, 4, 4), box(5, 5, 6, 6))),
  'a hole around the polygon': bad(polygon(box(0, 0, 4, 4), box(-1, -1, 5, 5))),
  'two holes that cross': bad(polygon(box(0, 0, 9, 9), box(1, 1, 4, 4), box(3, 3, 5, 5))),
  'the polygon as its own hole': bad(polygon(box(0, 0, 4, 4), box(0, 0, 4, 4))),
  'two holes': good(polygon(box(0, 0, 9, 9), box(1, 1, 2, 2), box(3, 3, 5, 5))),
  'two polygons that overlap': good(polygons([box(0, 0, 4, 4)], [box(3, 3, 5, 5)])),
  'a bad second one': bad(polygons([box(0, 0, 4, 4)], [ring([0, 0], [1, 1], [1, 0], [0, 1])])),
})

verdictTable('a ring may be wound either way, as readers must allow (RFC 7946 3.1.6)', {
  'as it should be': good(polygon(box(0, 0, 4, 4), wound(box(1, 1, 2, 2)))),
  'the other way': good(polygon(wound(box(0, 0, 4, 4)), box(1, 1, 2, 2))),
})

verdictTable('an area over the date line is cut there (RFC 7946 3.1.9)', {
  'not cut': bad(polygon(ring([170, -10], [-170, -10], [-170, 10], [170, 10]))),
  'drawn beyond 180': bad(polygon(box(170, -10, 190, 10))),
  'around a pole': bad(polygon(ring([0, 80], [120, 80], [-120, 80]))),
  'an edge from the date line round the world': bad(polygon(ring([-180, 0], [0.0000001, 0], [0, 10]))),
  cut: good(polygons([box(170, -10, 180, 10)], [box(-180, -10, -170, 10)])),
  'the whole world': good(polygon(box(-180, -90, 180, 90))),
  'a cap to the pole': good(polygon(box(-180, 60, 180, 90))),
  'just half the world in one edge': good(polygon(box(-90, 0, 90, 10))),
})

verdictTable('an area has at most 500 positions', {
  500: good(polygon(round(499))),
  501: bad(polygon(round(500))),
  '501 in two parts': bad(polygons([round(400)], [round(99)])),
  '500 in two parts': good(polygons([round(400)], [round(98)])),
})

test('each problem is told in words of its own', () => {
  const told = [
    polygon(ring([170, -10], [-170, -10], [-170, 10])),
    polygon(ring([0, 0], [1, 1], [1, 0], [0, 1])),
    polygon(box(0, 0, 4, 4), box(5, 5, 6, 6)),
    polygon(round(500)),
    polygon(box(0, 0, 1, 1)),
  ].map(areaProblem)
  assert.deepEqual(told, [
    'an edge spans more than 180 degrees: cut the area at the date line (RFC 7946 3.1.9), or add a position between',
    'the rings of a polygon cross or touch themselves or each other',
    'a hole is not inside its polygon',
    'the rings have more than 500 positions',
    null,
  ])
})

test('an edge belongs to its area, the date line has two longitudes, a pole has all', () => {
  const town = polygon(box(0, 0, 10, 10), box(4, 4, 6, 6))
  const straits = polygons([box(170, -10, 180, 10)], [box(-180, -10, -170, 10)])
  const east = polygon(box(170, -10, 180, 10))
  const [north, south] = [polygon(box(-180, 60, 180, 90)), polygon(box(10, -90, 20, -80))]
  const places: readonly [Area, number, number, number | null][] = [
    [town, 0, 5, 0],
    [town, 10, 5, 0],
    [town, 5, 0, 0],
    [town, 5, 10, 0],
    [town, 10, 10, 0],
    [town, 4, 5, 0],
    [town, 6, 6, 0],
    [town, 5.9999999, 5, null],
    [straits, 180, 0, 0],
    [straits, -180, 0, 0],
    [straits, 169.9999999, 0, null],
    [east, -180, 0, 0],
    [east, -179.9999999, 0, null],
    [north, 0, 90, 0],
    [north, -180, 90, 0],
    [north, 77, 60, 0],
    [north, 77, 59.9999999, null],
    [north, 0, -90, null],
    [south, 123, -90, 0],
    [south, 123, -89.9999999, null],
  ]
  assert.deepEqual(
    places.map(([area, longitude, latitude]) => metresFrom(area, { longitude, latitude })),
    places.map(([, , , metres]) => metres),
  )
})

type Whole = readonly [bigint, bigint]

/** Whether two edges share a point, by the plain formula on integers of any size. */
const share = (a: Whole, b: Whole, c: Whole, d: Whole): boolean => {
  const turn = ([ax, ay]: Whole, [bx, by]: Whole, [x, y]: Whole) => {
    const cross = (bx - ax) * (y - ay) - (by - ay) * (x - ax)
    return cross > 0n ? 1 : cross < 0n ? -1 : 0
  }
  const within = (low: bigint, high: bigint, x: bigint) => (low < high ? low <= x && x <= high : high <= x && x <= low)
  const on = (a: Whole, b: Whole, c: Whole) =>
    turn(a, b, c) === 0 && within(a[0], b[0], c[0]) && within(a[1], b[1], c[1])
  if (on(a, b, c) || on(a, b, d) || on(c, d, a) || on(c, d, b)) return true
  return turn(a, b, c) !== turn(a, b, d) && turn(c, d, a) !== turn(c, d, b)
}

test('property: a ring of four corners is refused exactly where opposite edges meet or three corners fold', () => {
  // Near and far corners: small ones meet often, great ones need every bit of a product.
  const digits = (most: number) => fc.integer({ min: -most, max: most })
  const near = fc.tuple(digits(3), digits(3))
  const far = fc.tuple(digits(899_999_999), digits(899_999_999))
  const beside = near.map(([x, y]) => [x + 899_999_990, y + 899_999_990] as [number, number])
  const corner = fc.oneof(near, far, beside)
  fc.assert(
    fc.property(fc.tuple(corner, corner, corner, corner), corners => {
      const [a, b, c, d] = corners.map(([x, y]): Whole => [BigInt(x), BigInt(y)]) as [Whole, Whole, Whole, Whole]
      const adjacent = [
        [a, b, c],
        [b, c, d],
        [c, d, a],
        [d, a, b],
      ] as const
      const folds = adjacent.some(
        ([p, q, r]) =>
          (q[0] - p[0]) * (r[1] - q[1]) === (q[1] - p[1]) * (r[0] - q[0]) &&
          (q[0] - p[0]) * (r[0] - q[0]) + (q[1] - p[1]) * (r[1] - q[1]) <= 0n,
      )
      const meets = folds || share(a, b, c, d) || share(b, c, d, a)
      const drawn = ring(...corners.map(([x, y]): Position => [x / 1e7, y / 1e7]))
      assert.equal(areaProblem(polygon(drawn)) !== null, meets)
    }),
    { numRuns: 2_000 },
  )
})
