/** The demo's forecast grid: one cell for each hundredth of a degree, counted from the corner of its region. */
import type { Spot } from '../climate.ts';
import { reachDegrees, type UsRegion, usRegions } from '../us-regions.ts';

/** Hundredths, in which weather is told apart, too. */
const perDegree = 100;
const corner = reachDegrees * perDegree;

export interface Cell {
  readonly region: UsRegion;
  readonly x: number;
  readonly y: number;
}

export function cellAt(region: UsRegion, lat: number, lon: number): Cell {
  return {
    region,
    x: steps(lon) - steps(region.spot.lon) + corner,
    y: steps(lat) - steps(region.spot.lat) + corner,
  };
}

/** The cell of a path such as `LWX/200,200`; undefined for another office or a cell outside of its grid. */
export function cellOf(office: string, numbers: string): Cell | undefined {
  const region = usRegions.find((each) => each.office === office);
  const [, x = '', y = ''] = /^(\d{1,3}),(\d{1,3})$/.exec(numbers) ?? [];
  if (region === undefined || x === '') return undefined;
  return Math.max(Number(x), Number(y)) > 2 * corner ? undefined : { region, x: Number(x), y: Number(y) };
}

/** The middle of a cell, at the height of its city. */
export function spotOf({ region, x, y }: Cell): Spot {
  const { lat, lon, altitude } = region.spot;
  return {
    lat: (steps(lat) + y - corner) / perDegree,
    lon: (steps(lon) + x - corner) / perDegree,
    altitude,
  };
}

/** `/gridpoints/LWX/200,200`. */
export function cellPath({ region, x, y }: Cell): string {
  return `/gridpoints/${region.office}/${x},${y}`;
}

function steps(degrees: number): number {
  return Math.round(degrees * perDegree);
}
