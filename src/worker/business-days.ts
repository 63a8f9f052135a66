/** Pure: the days on which fixings are made: TARGET's, and so the ECB's, and the US government's. Knows days, not hours. */
import { addDays } from '../system/zone.ts';

/**
 * Monday to Friday but for 1 January, Good Friday, Easter Monday, 1 May, 25 and 26 December: TARGET's closing days for
 * every year since 2002 (ECB press release of 14 December 2000).
 */
export function isTargetDay(day: string): boolean {
  if (!isWeekday(day)) return false;
  if (['01-01', '05-01', '12-25', '12-26'].includes(day.slice(5))) return false;
  const easter = easterSunday(Number(day.slice(0, 4)));
  return day !== addDays(easter, -2) && day !== addDays(easter, 1);
}

/** TARGET's first open day after `day`. */
export function nextTargetDay(day: string): string {
  return nextDay(day, isTargetDay);
}

/** New Year, Juneteenth, Independence Day, Veterans Day, Christmas. */
const fixedHolidays: readonly string[] = ['01-01', '06-19', '07-04', '11-11', '12-25'];

/** Month, weekday (0 is Sunday) and the first day of the month that it can be: the third Monday is one from the 15th to the 21st. */
const movingHolidays: readonly (readonly [month: string, weekday: number, earliest: number])[] = [
  ['01', 1, 15], // Martin Luther King's birthday
  ['02', 1, 15], // Washington's birthday
  ['05', 1, 25], // Memorial Day
  ['09', 1, 1], // Labor Day
  ['10', 1, 8], // Columbus Day
  ['11', 4, 22], // Thanksgiving
];

/**
 * Monday to Friday but for the federal holidays (5 U.S.C. § 6103), on Friday for a Saturday and on Monday for a Sunday,
 * and Good Friday, when the bond market rests (SIFMA's recommendations). In some years Treasury publishes on such a
 * Friday all the same: then it comes before it is expected, which harms nobody.
 */
export function isUsGovernmentDay(day: string): boolean {
  if (!isWeekday(day) || isObserved(day)) return false;
  const [month, dayOfMonth, weekday] = [day.slice(5, 7), Number(day.slice(8)), weekdayOf(day)];
  const isMoving = movingHolidays.some(
    ([holidayMonth, holidayWeekday, earliest]) =>
      month === holidayMonth &&
      weekday === holidayWeekday &&
      dayOfMonth >= earliest &&
      dayOfMonth < earliest + 7,
  );
  return !isMoving && day !== addDays(easterSunday(Number(day.slice(0, 4))), -2);
}

/** The US government's first working day after `day`. */
export function nextUsGovernmentDay(day: string): string {
  return nextDay(day, isUsGovernmentDay);
}

/** Monday to Friday: all that is known of an exchange without its calendar. */
export function isWeekday(day: string): boolean {
  const weekday = weekdayOf(day);
  return weekday !== 0 && weekday !== 6;
}

function isObserved(day: string): boolean {
  const weekday = weekdayOf(day);
  const stoodFor = [day];
  if (weekday === 1) stoodFor.push(addDays(day, -1));
  if (weekday === 5) stoodFor.push(addDays(day, 1));
  return stoodFor.some((each) => fixedHolidays.includes(each.slice(5)));
}

function weekdayOf(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay();
}

function nextDay(day: string, isOpen: (day: string) => boolean): string {
  let next = addDays(day, 1);
  while (!isOpen(next)) next = addDays(next, 1);
  return next;
}

/** Western Easter by the anonymous Gregorian algorithm (Nature, 20 April 1876; Meeus, Astronomical Algorithms, ch. 8). */
export function easterSunday(year: number): string {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = Math.floor(b / 4);
  const e = b % 4;
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - d - g + 15) % 30;
  const i = Math.floor(c / 4);
  const k = c % 4;
  const l = (32 + 2 * e + 2 * i - h - k) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const month = Math.floor((h + l - 7 * m + 114) / 31);
  const dayOfMonth = ((h + l - 7 * m + 114) % 31) + 1;
  return `${year}-${String(month).padStart(2, '0')}-${String(dayOfMonth).padStart(2, '0')}`;
}
