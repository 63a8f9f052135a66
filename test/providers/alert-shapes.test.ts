/** Whether a place lies in a warning's area, and whether a service warns there at all. */
import { describe, expect, it } from 'vitest';
import { isWithin, norway, nwsArea } from '../../src/providers/alert-areas.ts';
import { areaShape, isInside } from '../../src/providers/alert-shapes.ts';

const ring = (west: number, south: number, east: number, north: number) => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
  [west, south],
];
const polygon = areaShape.parse({
  type: 'Polygon',
  coordinates: [ring(10, 59, 12, 61), ring(10.5, 59.5, 11, 60)],
});
const islands = areaShape.parse({
  type: 'MultiPolygon',
  coordinates: [[ring(4, 60, 5, 61)], [ring(20, 69, 21, 70)]],
});

describe('a place', () => {
  it.each([
    ['within the outer ring', 60.5, 11.5, true],
    ['in the hole', 59.7, 10.7, false],
    ['beside the hole', 59.7, 11.3, true],
    ['north of it', 61.1, 11, false],
    ['west of it', 60, 9.9, false],
    ['east of it', 60, 12.1, false],
    ['at those figures with latitude and longitude the wrong way round', 11, 60.5, false],
  ])('%s is inside: %s, %s → %s', (_name, lat, lon, inside) => {
    expect(isInside(polygon, { lat, lon })).toBe(inside);
  });

  it('is inside of several polygons where it is inside of one', () => {
    expect(isInside(islands, { lat: 60.5, lon: 4.5 })).toBe(true);
    expect(isInside(islands, { lat: 69.5, lon: 20.5 })).toBe(true);
    expect(isInside(islands, { lat: 65, lon: 12 })).toBe(false);
  });

  it('follows slanting sides', () => {
    const triangle = areaShape.parse({
      type: 'Polygon',
      coordinates: [
        [
          [0, 0, 5],
          [10, 0, 5],
          [0, 10, 5],
          [0, 0, 5],
        ],
      ],
    });
    expect(isInside(triangle, { lat: 4.9, lon: 5 })).toBe(true);
    expect(isInside(triangle, { lat: 5.1, lon: 5 })).toBe(false);
  });
});

describe('an area', () => {
  it.each([
    [null],
    [{ type: 'Point', coordinates: [10, 60] }],
    [{ type: 'Polygon', coordinates: [] }],
    [{ type: 'Polygon', coordinates: [[[10, 59]]] }],
    [
      {
        type: 'Polygon',
        coordinates: [
          [
            ['10', '59'],
            [1, 2],
            [3, 4],
            [5, 6],
          ],
        ],
      },
    ],
    [{ type: 'MultiPolygon', coordinates: [ring(1, 2, 3, 4)] }],
  ])('that cannot be read is refused: %j', (shape) => {
    expect(areaShape.safeParse(shape).success).toBe(false);
  });
});

describe('the area of a service', () => {
  it.each([
    ['Washington', 38.9072, -77.0369],
    ['Key West', 24.55, -81.78],
    ['Anchorage', 61.22, -149.9],
    ['Juneau', 58.3, -134.42],
    ['Honolulu', 21.31, -157.86],
    ['San Juan', 18.47, -66.1],
    ['Guam', 13.44, 144.78],
    ['Pago Pago', -14.28, -170.7],
  ])('of the United States has %s', (_name, lat, lon) => {
    expect(isWithin(nwsArea, { lat, lon })).toBe(true);
    expect(isWithin(norway, { lat, lon })).toBe(false);
  });

  it.each([
    ['Oslo', 59.91, 10.75],
    ['Bergen', 60.39, 5.32],
    ['Tromsø', 69.65, 18.96],
    ['Vardø', 70.37, 31.11],
    ['Longyearbyen', 78.22, 15.65],
  ])('of Norway has %s', (_name, lat, lon) => {
    expect(isWithin(norway, { lat, lon })).toBe(true);
    expect(isWithin(nwsArea, { lat, lon })).toBe(false);
  });

  it.each([
    ['La Paz', -16.4957, -68.1335],
    ['London', 51.5074, -0.1278],
    ['Berlin', 52.52, 13.405],
    ['Stockholm', 59.33, 18.07],
    ['Tokyo', 35.6762, 139.6503],
  ])('of neither has %s', (_name, lat, lon) => {
    expect(isWithin(nwsArea, { lat, lon }) || isWithin(norway, { lat, lon })).toBe(false);
  });
});
