/** On which days the ECB fixes its reference rates: the closing days of TARGET, and which publication is out. */
import { addDays, instantOf, localTime } from '../system/zone.ts';

const zone = 'Europe/Berlin';
// https://www.ecb.europa.eu/paym/target: closed on 1 January, Good Friday, Easter Monday, 1 May, 25 and 26 December.
const fixedClosings: ReadonlySet<string> = new Set(['01-01', '05-01', '12-25', '12-26']);

/** True where TARGET works on `day` (`YYYY-MM-DD`). */
export function isTargetDay(day: string): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  if (weekday === 0 || weekday === 6 || fixedClosings.has(day.slice(5))) return false;
  const easter = easterSunday(Number(day.slice(0, 4)));
  return day !== addDays(easter, -2) && day !== addDays(easter, 1);
}

/** The last TARGET day before `day`. */
export function targetDayBefore(day: string): string {
  let before = addDays(day, -1);
  while (!isTargetDay(before)) before = addDays(before, -1);
  return before;
}

/** The newest day whose rates are out at `at`: they are published at 16:00 Frankfurt time. */
export function newestPublishedDay(at: number): string {
  const { day, hour } = localTime(at, zone);
  return isTargetDay(day) && hour >= 16 ? day : targetDayBefore(day);
}

/** When that day's rates were set (14:15 Frankfurt time), ms since the epoch. */
export function fixedAt(day: string): number {
  return instantOf(day, '14:15', zone);
}

/** When that day's rates came out (16:00 Frankfurt time), ms since the epoch. */
export function publishedAt(day: string): number {
  return instantOf(day, '16:00', zone);
}

/** `YYYY-MM-DD`; the Gregorian computus as given anonymously in Nature, 20 April 1876. */
export function easterSunday(year: number): string {
  const a = year % 19;
  const [b, c] = [Math.floor(year / 100), year % 100];
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - Math.floor(b / 4) - g + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 19 * l) / 433);
  const month = Math.floor((h + l - 7 * m + 90) / 25);
  const day = (h + l - 7 * m + 33 * month + 19) % 32;
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
