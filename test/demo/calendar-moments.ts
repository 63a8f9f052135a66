/** Moments at which a property of an exchange's hours is worth a try. */
import fc from 'fast-check';
import { dayNumber, dayOfNumber } from '../../src/system/day-number.ts';
import type { MarketHours } from '../../src/system/market-hours.ts';
import { instantOf } from '../../src/system/zone.ts';

const dayMs = 86_400_000;
const nearMs = 60_000;
/** One calendar is written for the rest of the century, and no year of it differs from another. */
const lastDay = '2028-12-31';

/** Any moment of the days that are covered, half of them within a minute of an opening or a close, lunch included. */
export function momentsOf(calendar: MarketHours): fc.Arbitrary<number> {
  const { zone, from, until, sessions, halfDays, specialSessions = {} } = calendar;
  const halves = Object.values(halfDays).flatMap(({ open = [], close = [] }) => [open, close].flat());
  const regular = [...sessions, ...Object.values(specialSessions)].flatMap(({ hours }) => hours.flat());
  const times = [...new Set([...regular, ...halves])];
  const days = fc.integer({ min: dayNumber(from), max: Math.min(dayNumber(until), dayNumber(lastDay)) });
  const anywhere = fc.integer({ min: 0, max: dayMs - 1 }).map((since) => ['00:00', since] as const);
  const nearby = fc.tuple(fc.constantFrom(...times), fc.integer({ min: -nearMs, max: nearMs }));
  return fc
    .tuple(days, fc.oneof(anywhere, nearby))
    .map(([number, [hhmm, since]]) => instantOf(dayOfNumber(number), hhmm, zone) + since);
}
