/** Whether a place lies in the area of a warning: GeoJSON's Polygon and MultiPolygon (RFC 7946, section 3.1.6). */
import { z } from 'zod';
import type { Place } from './provider.ts';

// Longitude first; a height may follow.
const position = z.tuple([z.number(), z.number()], z.unknown());
const ring = z.array(position).min(4).max(50_000);
const polygon = z.array(ring).min(1);

/** Any other shape is refused: a warning whose area cannot be read might be for every place. */
export const areaShape = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Polygon'), coordinates: polygon }),
  z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(polygon).min(1) }),
]);

export type AreaShape = z.infer<typeof areaShape>;
type Ring = z.infer<typeof ring>;

/** True inside the outer ring of any polygon and outside of its holes. */
export function isInside(shape: AreaShape, place: Pick<Place, 'lat' | 'lon'>): boolean {
  const polygons = shape.type === 'Polygon' ? [shape.coordinates] : shape.coordinates;
  return polygons.some((rings) => rings.filter((each) => surrounds(each, place)).length % 2 === 1);
}

/** Even-odd rule: a line due east from the place crosses the ring an odd number of times. */
function surrounds(ring: Ring, { lat, lon }: Pick<Place, 'lat' | 'lon'>): boolean {
  let inside = false;
  let [fromLon, fromLat] = ring.at(-1) ?? [0, 0];
  for (const [toLon, toLat] of ring) {
    const crosses = fromLat > lat !== toLat > lat;
    if (crosses && lon < fromLon + ((lat - fromLat) / (toLat - fromLat)) * (toLon - fromLon))
      inside = !inside;
    [fromLon, fromLat] = [toLon, toLat];
  }
  return inside;
}
