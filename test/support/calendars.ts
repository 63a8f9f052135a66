/** The calendars that the project ships, and how tests write a moment of an exchange. */
import { fileURLToPath } from 'node:url';
import { loadCalendars } from '../../src/config/calendars.ts';
import type { MarketHours } from '../../src/system/market-hours.ts';
import { instantOf } from '../../src/system/zone.ts';
import { type MarketCalendar, marketCalendar } from '../../src/worker/market-day.ts';

/** Read once for all tests of a file: they do not change. */
export const shipped: ReadonlyMap<string, MarketHours> = await loadCalendars(
  fileURLToPath(new URL('../../config/calendars', import.meta.url)),
);

export function calendarOf(id: string): MarketCalendar {
  const hours = shipped.get(id);
  if (hours === undefined) throw new Error(`there is no calendar ${id}`);
  return marketCalendar(hours);
}

/** `2026-11-27 13:00` by the exchange's own wall clock, as ms since the epoch. */
export function at({ hours }: MarketCalendar, wallClock: string): number {
  const [day = '', time = ''] = wallClock.split(' ');
  return instantOf(day, time, hours.zone);
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** The exchange's own wall clock at a moment, as `at` takes it, by the platform's formatter alone. */
export function wallClock({ zone }: Pick<MarketHours, 'zone'>, moment: number): string {
  const formatter =
    formatters.get(zone) ??
    new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
  formatters.set(zone, formatter);
  return formatter.format(moment);
}
