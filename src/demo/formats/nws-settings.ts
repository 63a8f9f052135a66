/** What of the National Weather Service's may be set by hand: a region's temperature, a station's, or its silence. */
import { regionAt, stationById, type UsRegion } from '../us-regions.ts';
import type { World } from '../world.ts';
import { expectedPoint, pointOf } from './point.ts';

export const nwsId = 'nws';

export const expectedSetting = `${expectedPoint} near a city of the United States, or a station such as KDCA; value: degrees Celsius, or "silent"`;

/** A place stands for its region: the city's own coordinates. */
export function settingSymbol(text: string): string | undefined {
  if (stationById(text) !== undefined) return text;
  const point = pointOf(text);
  const region = point && regionAt(point.lat, point.lon);
  return region && regionSymbol(region);
}

export function settingText(value: unknown): string | undefined {
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && /^(?:-?\d{1,3}(?:\.\d{1,4})?|silent)$/.test(text) ? text : undefined;
}

export function regionSymbol({ spot }: UsRegion): string {
  return `${spot.lat},${spot.lon}`;
}

/** The temperature set for a station or a region; undefined where none is. */
export function setTemperature(world: World, ...symbols: readonly string[]): number | undefined {
  const values = symbols.map((symbol) => Number(world.override(nwsId, symbol)?.value ?? Number.NaN));
  return values.find((value) => !Number.isNaN(value));
}

/** True where any of the symbols is silenced. */
export function isSilent(world: World, ...symbols: readonly string[]): boolean {
  return symbols.some((symbol) => world.override(nwsId, symbol)?.value === 'silent');
}
