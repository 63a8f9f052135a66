/** Pure: the days of an exchange's calendar as instants, each worked out once. Knows no now and no value. */
import { dayNumber, dayOfNumber } from '../system/day-number.ts';
import { hoursOn, type MarketHours, regularHours } from '../system/market-hours.ts';
import { instantOf } from '../system/zone.ts';

/** Trading without a break, ms since the epoch; `closesAt` is no longer part of it. */
export interface Sitting {
  readonly opensAt: number;
  readonly closesAt: number;
}

/** One day from midnight to midnight in the exchange's zone, ms since the epoch. */
export interface MarketDay {
  /** Days since 1970-01-01 by the exchange's calendar. */
  readonly number: number;
  readonly startsAt: number;
  readonly endsAt: number;
  /** `weekend`: a weekday without regular sessions. On it and on a holiday there may be a special one all the same. */
  readonly kind: 'regular' | 'half' | 'weekend' | 'holiday';
  /** What the holiday, the half day or else the special session is called. */
  readonly name?: string;
  readonly sittings: readonly Sitting[];
}

/** An exchange's hours, ready to be asked. Remembers the days that were asked for: at most those that it covers. */
export interface MarketCalendar {
  readonly hours: MarketHours;
  /** Undefined outside of what the calendar covers. */
  day(number: number): MarketDay | undefined;
  /** The day that the exchange's own wall clock shows at an instant (ms since the epoch). */
  dayAt(at: number): MarketDay | undefined;
}

/** Items of one exchange share one, with all the days that it remembers. */
const made = new WeakMap<MarketHours, MarketCalendar>();

/** The same for the same hours. Throws a RangeError, when asked, for a zone that the platform does not know. */
export function marketCalendar(hours: MarketHours): MarketCalendar {
  const calendar = made.get(hours) ?? calendarOver(hours);
  made.set(hours, calendar);
  return calendar;
}

function calendarOver(hours: MarketHours): MarketCalendar {
  const [first, last] = [dayNumber(hours.from), dayNumber(hours.until)];
  const days = new Map<number, MarketDay>();
  const day = (number: number): MarketDay | undefined => {
    if (!(number >= first && number <= last)) return undefined;
    const known = days.get(number);
    if (known !== undefined) return known;
    const worked = marketDay(hours, number);
    days.set(number, worked);
    return worked;
  };
  const dayAt = (at: number): MarketDay | undefined => {
    // No zone is more than 14 hours away from UTC: its day is UTC's or a neighbour of it.
    const utc = Math.floor(at / 86_400_000);
    for (const number of [utc, utc - 1, utc + 1]) {
      const found = day(number);
      if (found !== undefined && at >= found.startsAt && at < found.endsAt) return found;
    }
    return undefined;
  };
  return { hours, day, dayAt };
}

function marketDay(hours: MarketHours, number: number): MarketDay {
  const day = dayOfNumber(number);
  const at = (time: string) => instantOf(day, time, hours.zone);
  const sittings = hoursOn(hours, day).map(([open, close]) => ({ opensAt: at(open), closesAt: at(close) }));
  return { number, startsAt: at('00:00'), endsAt: at('24:00'), ...kindOf(hours, day), sittings };
}

function kindOf(hours: MarketHours, day: string): Pick<MarketDay, 'kind' | 'name'> {
  const holiday = hours.holidays[day];
  const name = holiday ?? hours.halfDays[day]?.name ?? hours.specialSessions?.[day]?.name;
  const named = name === undefined ? {} : { name };
  if (regularHours(hours, day).length === 0) return { kind: 'weekend', ...named };
  if (holiday !== undefined) return { kind: 'holiday', ...named };
  return { kind: hours.halfDays[day] === undefined ? 'regular' : 'half', ...named };
}
