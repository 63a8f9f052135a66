/** Spellings of the National Weather Service's: local times with their offset, and winds by name. */
import { offsetMs } from '../../system/zone.ts';

/** `2026-11-23T07:00:00-05:00`; `at` in ms since the epoch. */
export function localIso(at: number, zone: string): string {
  const offset = offsetMs(at, zone);
  const minutes = Math.abs(offset) / 60_000;
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  const wall = new Date(at + offset).toISOString().slice(0, 19);
  return `${wall}${offset < 0 ? '-' : '+'}${two(minutes / 60)}:${two(minutes % 60)}`;
}

const points = 'N NNE NE ENE E ESE SE SSE S SSW SW WSW W WNW NW NNW'.split(' ');

/** The name of the wind that comes from so many degrees. */
export function sixteenPoints(degrees: number): string {
  return points[Math.round(degrees / 22.5) % 16] ?? 'N';
}
