/** The parts of the United States that the demo knows: a city, its forecast office and its weather stations. */
import type { Spot } from './climate.ts';

/** A region is what lies within `reachDegrees` of its city. */
export interface UsRegion {
  readonly city: string;
  readonly state: string;
  readonly spot: Spot;
  /** The office's three letters, which name its forecast grid. */
  readonly office: string;
  readonly zone: string;
  /** Nearest to the city first. */
  readonly stations: readonly [string, string, string];
}

export const reachDegrees = 2;

function region(
  [city, state]: readonly [string, string],
  [lat, lon, altitude]: readonly [number, number, number],
  [office, zone]: readonly [string, string],
  stations: UsRegion['stations'],
): UsRegion {
  return { city, state, spot: { lat, lon, altitude }, office, zone, stations };
}

// Coordinates and heights as in the cities' own lists, so that two services asked for one place tell one weather.
export const usRegions: readonly UsRegion[] = [
  region(
    ['Washington', 'DC'],
    [38.9072, -77.0369, 22],
    ['LWX', 'America/New_York'],
    ['KDCA', 'KADW', 'KIAD'],
  ),
  region(['New York', 'NY'], [40.7128, -74.006, 10], ['OKX', 'America/New_York'], ['KNYC', 'KLGA', 'KJFK']),
  region(['Boston', 'MA'], [42.3601, -71.0589, 14], ['BOX', 'America/New_York'], ['KBOS', 'KBED', 'KOWD']),
  region(['Miami', 'FL'], [25.7617, -80.1918, 2], ['MFL', 'America/New_York'], ['KMIA', 'KOPF', 'KFLL']),
  region(['Chicago', 'IL'], [41.8781, -87.6298, 181], ['LOT', 'America/Chicago'], ['KMDW', 'KORD', 'KPWK']),
  region(['Houston', 'TX'], [29.7604, -95.3698, 15], ['HGX', 'America/Chicago'], ['KMCJ', 'KHOU', 'KIAH']),
  region(['Denver', 'CO'], [39.7392, -104.9903, 1609], ['BOU', 'America/Denver'], ['KBKF', 'KBJC', 'KDEN']),
  region(
    ['Los Angeles', 'CA'],
    [34.0522, -118.2437, 89],
    ['LOX', 'America/Los_Angeles'],
    ['KCQT', 'KBUR', 'KLAX'],
  ),
  region(
    ['San Francisco', 'CA'],
    [37.7749, -122.4194, 16],
    ['MTR', 'America/Los_Angeles'],
    ['KSFO', 'KOAK', 'KHWD'],
  ),
  region(
    ['Seattle', 'WA'],
    [47.6062, -122.3321, 53],
    ['SEW', 'America/Los_Angeles'],
    ['KBFI', 'KRNT', 'KSEA'],
  ),
  region(
    ['Anchorage', 'AK'],
    [61.2181, -149.9003, 31],
    ['AER', 'America/Anchorage'],
    ['PAMR', 'PALH', 'PANC'],
  ),
  region(['Honolulu', 'HI'], [21.3069, -157.8583, 6], ['HFO', 'Pacific/Honolulu'], ['PHNL', 'PHJR', 'PHNG']),
];

/** Degrees. Undefined where no region reaches. */
export function regionAt(lat: number, lon: number): UsRegion | undefined {
  const isNear = ({ spot }: UsRegion) =>
    Math.abs(spot.lat - lat) < reachDegrees && Math.abs(spot.lon - lon) < reachDegrees;
  const distance = ({ spot }: UsRegion) => Math.hypot(spot.lat - lat, spot.lon - lon);
  return usRegions.filter(isNear).sort((a, b) => distance(a) - distance(b))[0];
}

/** The region and the rank of one of its stations, 0 for the nearest. */
export function stationById(id: string): { readonly region: UsRegion; readonly rank: number } | undefined {
  for (const region of usRegions) {
    const rank = region.stations.indexOf(id);
    if (rank >= 0) return { region, rank };
  }
  return undefined;
}
