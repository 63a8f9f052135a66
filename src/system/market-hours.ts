/** What a calendar says of an exchange's hours, by its own wall clock, and which of them hold on a day. Knows no instant. */
import { weekdayOf } from './day-number.ts';

/** Wall clock, `HH:MM` from 00:00 to 24:00; trading goes on from the first until just before the second. */
export type Hours = readonly [open: string, close: string];

/** The hours of some weekdays; two pairs where there is a lunch break. */
export interface RegularSessions {
  /** The first day (`YYYY-MM-DD`) on which they hold in place of earlier ones; absent: from the start. */
  readonly from?: string | undefined;
  /** 0 for Sunday. */
  readonly weekdays: readonly number[];
  /** In their order, none overlapping. Trading that goes on over midnight ends at 24:00 and begins at 00:00. */
  readonly hours: readonly Hours[];
}

/** A day that begins later or ends sooner than others; wall clock, `HH:MM`. */
export interface HalfDay {
  readonly name: string;
  readonly open?: string | undefined;
  readonly close?: string | undefined;
}

/** Trading on a day that has none else, such as an hour on the evening of a holiday; wall clock, as in `Hours`. */
export interface SpecialSession {
  readonly name: string;
  readonly hours: readonly Hours[];
}

/** All that is known of one exchange. Days are `YYYY-MM-DD` in its own zone; outside of `from` to `until` nothing is. */
export interface MarketHours {
  /** Stem of its file, such as `nyse`. */
  readonly id: string;
  readonly name: string;
  /** IANA zone of its wall clock. */
  readonly zone: string;
  /** The exchange's own page that the dates are from. */
  readonly source: string;
  readonly from: string;
  /** The last day that is known. */
  readonly until: string;
  readonly sessions: readonly RegularSessions[];
  /** By day, the name of the holiday. */
  readonly holidays: Readonly<Record<string, string>>;
  readonly halfDays: Readonly<Record<string, HalfDay>>;
  /** By day: a holiday, or one whose weekday has no sessions. */
  readonly specialSessions?: Readonly<Record<string, SpecialSession>>;
}

/** When there is trading on a day, holidays, half days and special sessions considered; empty where there is none. */
export function hoursOn(hours: MarketHours, day: string): readonly Hours[] {
  const special = hours.specialSessions?.[day];
  if (special !== undefined) return special.hours;
  if (hours.holidays[day] !== undefined) return [];
  const half = hours.halfDays[day];
  const regular = regularHours(hours, day);
  return half === undefined ? regular : shortened(regular, half);
}

/** The hours of a day were it neither a holiday nor a half day; empty where its weekday has none. */
export function regularHours({ sessions }: Pick<MarketHours, 'sessions'>, day: string): readonly Hours[] {
  const weekday = weekdayOf(day);
  let newest: RegularSessions | undefined;
  for (const each of sessions) {
    if (!each.weekdays.includes(weekday) || (each.from ?? '') > day) continue;
    if (newest === undefined || (each.from ?? '') > (newest.from ?? '')) newest = each;
  }
  return newest?.hours ?? [];
}

/** What a half day leaves of a day's hours. */
export function shortened(hours: readonly Hours[], { open = '00:00', close = '24:00' }: HalfDay): Hours[] {
  return hours
    .map(([from, to]): Hours => [from < open ? open : from, to > close ? close : to])
    .filter(([from, to]) => from < to);
}
