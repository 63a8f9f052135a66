/** Where services warn at all, in boxes: outside of them an empty list would be no news. Knows no service's format. */
import type { Place } from './provider.ts';

/** Degrees; a box never crosses the date line. */
export interface Box {
  readonly south: number;
  readonly north: number;
  readonly west: number;
  readonly east: number;
}

/**
 * The states and territories that NWS offices serve, with their waters. Boxes take in strips of neighbours, too: there
 * the operator's own choice counts.
 */
export const nwsArea: readonly Box[] = [
  { south: 23, north: 50, west: -129, east: -65 },
  { south: 50, north: 73, west: -180, east: -129 },
  // Southeast Alaska, and the Aleutians beyond the date line.
  { south: 54, north: 61, west: -139, east: -129 },
  { south: 50, north: 56, west: 170, east: 180 },
  // Hawaii; Puerto Rico and the Virgin Islands.
  { south: 18, north: 30, west: -179, east: -153 },
  { south: 16.5, north: 20, west: -69, east: -63 },
  // Guam, the Marianas and Micronesia; American Samoa.
  { south: 0, north: 22, west: 130, east: 173 },
  { south: -16, north: -10, west: -173, east: -167 },
];

/** Norway from south to north, Jan Mayen and Svalbard, each with its waters. */
export const norway: readonly Box[] = [
  { south: 56.5, north: 64, west: 0, east: 13 },
  { south: 64, north: 68, west: 0, east: 17 },
  { south: 68, north: 74, west: 5, east: 32 },
  { south: 70, north: 72, west: -10, east: -6 },
  { south: 74, north: 81.5, west: 5, east: 36 },
];

export function isWithin(area: readonly Box[], { lat, lon }: Pick<Place, 'lat' | 'lon'>): boolean {
  return area.some(
    ({ south, north, west, east }) => lat >= south && lat <= north && lon >= west && lon <= east,
  );
}
