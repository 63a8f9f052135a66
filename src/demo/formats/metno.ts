/** MET Norway's locationforecast 2.0 compact as a service: who may ask, for which places, and how precisely. */
import type { Spot } from '../climate.ts';
import type { World } from '../world.ts';
import type { DemoAnswer, DemoProvider, DemoRequest } from './answer.ts';
import { forecastOf, metnoId, symbolAt } from './metno-body.ts';

// Heights stand in for the terrain model by which the service fills in a missing altitude.
const knownHeights: readonly Spot[] = [
  { lat: -16.4957, lon: -68.1335, altitude: 3640 },
  { lat: 38.9072, lon: -77.0369, altitude: 22 },
  { lat: 40.7128, lon: -74.006, altitude: 10 },
  { lat: 51.5074, lon: -0.1278, altitude: 25 },
  { lat: 52.52, lon: 13.405, altitude: 34 },
  { lat: 35.6762, lon: 139.6503, altitude: 40 },
];

/** `expiresMs`: how far ahead `Expires` stands; the service itself says about half an hour. */
export function createMetno({ expiresMs }: { readonly expiresMs: number }): DemoProvider {
  const answer = (request: DemoRequest, world: World) => answerForecast(request, world, expiresMs);
  return {
    id: metnoId,
    expects: '"lat,lon" in degrees with at most 4 decimals, such as "-16.4957,-68.1335"',
    symbolOf(text) {
      const [lat = '', lon = '', ...rest] = text.split(',').map((part) => part.trim());
      return rest.length === 0 && isCoordinate(lat, 90) && isCoordinate(lon, 180)
        ? symbolAt(Number(lat), Number(lon))
        : undefined;
    },
    routes: [{ path: '/weatherapi/locationforecast/2.0/compact', answer }],
  };
}

function answerForecast(request: DemoRequest, world: World, expiresMs: number): DemoAnswer {
  const { lat = '', lon = '', altitude } = request.query;
  // Its terms of service: a User-Agent must name the site and a contact.
  if (!/@|https?:\/\//.test(request.userAgent)) return refusal(403, 'Identify yourself in User-Agent');
  if ([lat, lon].some((text) => /\.\d{5,}/.test(text))) return refusal(403, 'At most four decimals');
  if (!isCoordinate(lat, 90) || !isCoordinate(lon, 180)) return refusal(400, 'Coordinates are needed');
  if (altitude !== undefined && !/^-?\d{1,4}$/.test(altitude)) return refusal(400, 'Altitude in metres');
  const spot = { lat: Number(lat), lon: Number(lon), altitude: heightOf(lat, lon, altitude) };
  return forecastOf(spot, request.now, world, expiresMs);
}

function heightOf(lat: string, lon: string, altitude: string | undefined): number {
  if (altitude !== undefined) return Number(altitude);
  const near = knownHeights.find(
    (spot) => Math.abs(spot.lat - Number(lat)) < 0.1 && Math.abs(spot.lon - Number(lon)) < 0.1,
  );
  return near?.altitude ?? 0;
}

function isCoordinate(text: string, most: number): boolean {
  return /^-?\d{1,3}(\.\d{1,4})?$/.test(text) && Math.abs(Number(text)) <= most;
}

function refusal(status: number, text: string): DemoAnswer {
  const body = `<html><head><title>${status}</title></head><body><h1>${text}</h1></body></html>`;
  return { status, headers: { 'content-type': 'text/html; charset=utf-8' }, body };
}
