/** What calendars and wall clocks show in an IANA time zone, by the platform's own zone data. */

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(zone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(zone);
  if (formatter === undefined) {
    formatter = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      calendar: 'iso8601',
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    formatters.set(zone, formatter);
  }
  return formatter;
}

/** Wall-clock fields at an instant: `day` as `YYYY-MM-DD`, `weekday` 0 for Sunday. */
export interface LocalTime {
  readonly day: string;
  readonly weekday: number;
  readonly hour: number;
  readonly minute: number;
}

/** Throws a RangeError for an unknown zone. */
export function localTime(at: number, zone: string): LocalTime {
  const shifted = new Date(at + offsetMs(at, zone));
  return {
    day: shifted.toISOString().slice(0, 10),
    weekday: shifted.getUTCDay(),
    hour: shifted.getUTCHours(),
    minute: shifted.getUTCMinutes(),
  };
}

/** What the zone's wall clock is ahead of UTC at an instant, in ms. */
export function offsetMs(at: number, zone: string): number {
  const parts: Record<string, number> = {};
  for (const { type, value } of formatterOf(zone).formatToParts(at)) parts[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  const local = Date.UTC(year, month - 1, day, hour, minute, second);
  return local - Math.floor(at / 1000) * 1000;
}

/**
 * The instant at which the zone's wall clock shows `hhmm` on `day`. A time that the clock skips in spring is taken
 * with the offset before the change; of one that comes twice in autumn, the first.
 */
export function instantOf(day: string, hhmm: string, zone: string): number {
  const wall = Date.parse(`${day}T${hhmm}:00Z`);
  if (Number.isNaN(wall)) throw new RangeError(`not a day and time: ${day} ${hhmm}`);
  const before = wall - offsetMs(wall - 86_400_000, zone);
  if (before + offsetMs(before, zone) === wall) return before;
  const after = wall - offsetMs(wall + 86_400_000, zone);
  return after + offsetMs(after, zone) === wall ? after : before;
}

/** `YYYY-MM-DD` some days later (or earlier). */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** True where the platform knows the zone. */
export function isZone(zone: string): boolean {
  try {
    formatterOf(zone);
    return true;
  } catch {
    return false;
  }
}
