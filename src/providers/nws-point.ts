/** The National Weather Service's lookups: a place's cell of the forecast grid, and the stations near that cell. */
import { z } from 'zod';
import { UpstreamError } from '../system/upstream-error.ts';
import { jsonBody } from './body.ts';

/** A cell of the grid of one forecast office. Offices change their grids, so it is never kept. */
export interface Cell {
  readonly office: string;
  readonly x: number;
  readonly y: number;
}

// They go into paths, so they are what these patterns say or nothing: the URLs beside them in the body are not followed.
const officePattern = /^[A-Z]{3}$/;
const stationPattern = /^[A-Z0-9]{3,8}$/;

const index = z.number().int().min(0).max(999);
const pointBody = z.looseObject({
  properties: z.looseObject({ gridId: z.string().regex(officePattern), gridX: index, gridY: index }),
});
const stationsBody = z.looseObject({
  type: z.literal('FeatureCollection'),
  features: z.array(z.looseObject({ properties: z.record(z.string(), z.unknown()) })).max(1000),
});

/** Throws an UpstreamError of kind `shape` where the body names no cell. */
export function parsePoint(text: string): Cell {
  const { gridId: office, gridX: x, gridY: y } = jsonBody(text, pointBody).properties;
  return { office, x, y };
}

/** Ids of at most `max` stations, nearest first. Throws an UpstreamError: `shape`, or `empty` where there is none. */
export function parseStations(text: string, max: number): readonly string[] {
  const ids = jsonBody(text, stationsBody).features.map(({ properties }) => properties.stationIdentifier);
  const known = ids.filter((id): id is string => typeof id === 'string' && stationPattern.test(id));
  if (known.length === 0) throw new UpstreamError('empty', 'no station near the place');
  return known.slice(0, max);
}

/** `/gridpoints/LWX/97,71`: what there is of a cell stands below it. */
export function cellPath({ office, x, y }: Cell): string {
  return `/gridpoints/${office}/${x},${y}`;
}
