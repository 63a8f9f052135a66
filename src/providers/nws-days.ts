/** Hours and days out of the National Weather Service's hourly periods, the days as the place's own calendar has them. */
import type { DayDetail, HourDetail } from '../protocol/snapshot.ts';
import { addDays, instantOf, localTime } from '../system/zone.ts';
import type { Period } from './nws-hourly.ts';

// A day that starts at noon has no morning low: three quarters is the least that may be called a day.
const leastCover = 0.75;
const midday = '12:00';

/** All periods whose temperature is known, oldest first. */
export function hoursOf(periods: readonly Period[]): readonly HourDetail[] {
  return periods.flatMap(({ start: t, tempC, condition, isDay, windMs }) => {
    if (tempC === undefined) return [];
    return [
      {
        t,
        tempC,
        ...(condition && { condition }),
        ...(isDay !== undefined && { isDay }),
        ...(windMs !== undefined && { windMs }),
      },
    ];
  });
}

/** Days of `zone` that the periods cover for the most part, oldest first; of rain the forecast names no amounts. */
export function daysOf(periods: readonly Period[], zone: string): readonly DayDetail[] {
  return [...byDay(periods, zone)].flatMap(([day, ofDay]) => dayOf(day, ofDay, zone) ?? []);
}

/** The periods by the day of `zone` (`YYYY-MM-DD`) on which they begin. */
export function byDay(periods: readonly Period[], zone: string): ReadonlyMap<string, readonly Period[]> {
  const days = new Map<string, Period[]>();
  for (const period of periods) {
    const { day } = localTime(period.start, zone);
    const held = days.get(day);
    if (held) held.push(period);
    else days.set(day, [period]);
  }
  return days;
}

/** Lowest and highest; undefined where there is none, or one whose temperature is unknown: it might be either. */
export function rangeOf(
  temperatures: readonly (number | undefined)[],
): { readonly lowC: number; readonly highC: number } | undefined {
  const known = temperatures.filter((tempC) => tempC !== undefined);
  if (known.length === 0 || known.length < temperatures.length) return undefined;
  return { lowC: Math.min(...known), highC: Math.max(...known) };
}

function dayOf(day: string, ofDay: readonly Period[], zone: string): DayDetail | undefined {
  const [from, to] = [instantOf(day, '00:00', zone), instantOf(addDays(day, 1), '00:00', zone)];
  const range = rangeOf(ofDay.map(({ tempC }) => tempC));
  const coveredMs = ofDay.reduce((sum, { start, end }) => sum + Math.max(0, Math.min(end, to) - start), 0);
  if (range === undefined || coveredMs < leastCover * (to - from)) return undefined;
  const noon = instantOf(day, midday, zone);
  const condition = ofDay.find(({ start, end }) => start <= noon && noon < end)?.condition;
  return { day, ...range, ...(condition && { condition }) };
}
