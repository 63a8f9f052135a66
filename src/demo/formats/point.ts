/** A place as text: `lat,lon` in degrees with at most four decimals. */

export interface Point {
  readonly lat: number;
  readonly lon: number;
  /** The one spelling of it, without zeros at the end. */
  readonly symbol: string;
}

export const expectedPoint = '"lat,lon" in degrees with at most 4 decimals, such as "38.9072,-77.0369"';

/** Undefined for what is no place on earth. */
export function pointOf(text: string): Point | undefined {
  const [lat = '', lon = '', ...rest] = text.split(',').map((part) => part.trim());
  if (rest.length > 0 || !isCoordinate(lat, 90) || !isCoordinate(lon, 180)) return undefined;
  return { lat: Number(lat), lon: Number(lon), symbol: `${Number(lat)},${Number(lon)}` };
}

function isCoordinate(text: string, most: number): boolean {
  return /^-?\d{1,3}(\.\d{1,4})?$/.test(text) && Math.abs(Number(text)) <= most;
}
