/** On which days the US Treasury publishes its yield curve, and which one is out. */
import { addDays, instantOf, localTime } from '../system/zone.ts';
import { easterSunday } from './target-days.ts';

const zone = 'America/New_York';
const [sunday, monday, thursday, friday, saturday] = [0, 1, 4, 5, 6] as const;

/** True where neither weekend nor federal holiday nor Good Friday stands in its way. */
export function isCurveDay(day: string): boolean {
  const weekday = weekdayOf(day);
  return weekday !== saturday && weekday !== sunday && !holidaysAround(day).includes(day);
}

/** The last such day before `day` (`YYYY-MM-DD`). */
export function curveDayBefore(day: string): string {
  let before = addDays(day, -1);
  while (!isCurveDay(before)) before = addDays(before, -1);
  return before;
}

/** The newest day whose curve is out at `at`: it is published at 18:00 in New York. */
export function newestCurveDay(at: number): string {
  const { day, hour } = localTime(at, zone);
  return isCurveDay(day) && hour >= 18 ? day : curveDayBefore(day);
}

/** When that day's prices were taken (15:30 in New York), ms since the epoch. */
export function quotedAt(day: string): number {
  return instantOf(day, '15:30', zone);
}

// The next year's New Year may be kept in this one.
function holidaysAround(day: string): readonly string[] {
  const year = Number(day.slice(0, 4));
  return [...holidaysOf(year), observed(`${year + 1}-01-01`)];
}

// https://www.opm.gov/policy-data-oversight/pay-leave/federal-holidays, and Good Friday, when the bond market is closed.
function holidaysOf(year: number): readonly string[] {
  return [
    ...['01-01', '06-19', '07-04', '11-11', '12-25'].map((date) => observed(`${year}-${date}`)),
    nth(3, monday, `${year}-01`),
    nth(3, monday, `${year}-02`),
    addDays(nth(1, monday, `${year}-06`), -7),
    nth(1, monday, `${year}-09`),
    nth(2, monday, `${year}-10`),
    nth(4, thursday, `${year}-11`),
    addDays(easterSunday(year), -2),
  ];
}

function observed(day: string): string {
  const weekday = weekdayOf(day);
  if (weekday === saturday) return addDays(day, friday - saturday);
  return weekday === sunday ? addDays(day, monday - sunday) : day;
}

function nth(count: number, weekday: number, month: string): string {
  const first = `${month}-01`;
  return addDays(first, ((weekday - weekdayOf(first) + 7) % 7) + (count - 1) * 7);
}

function weekdayOf(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay();
}
