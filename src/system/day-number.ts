/** Calendar days as whole numbers, to count with; knows no zone and no clock. */

const dayMs = 86_400_000;

/** Days since 1970-01-01 of a day `YYYY-MM-DD`; NaN for what is none. */
export function dayNumber(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / dayMs;
}

/** The day `YYYY-MM-DD` of a number. Throws a RangeError for what is no day. */
export function dayOfNumber(number: number): string {
  return new Date(number * dayMs).toISOString().slice(0, 10);
}

/** 0 for Sunday. */
export function weekdayOf(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay();
}
