/** Pure: whether an exchange trades at a moment, since when and until when. Knows no value and no feed. */
import { dayNumber } from '../system/day-number.ts';
import { localTime } from '../system/zone.ts';
import type { MarketCalendar, MarketDay } from './market-day.ts';

/** What an exchange does at a moment. All times are ms since the epoch. */
export type MarketSession =
  /**
   * Since `opensAt` and until `closesAt`, lunch counted as an end. Either is absent where it is more than a week away
   * or lies outside of what the calendar covers.
   */
  | {
      readonly kind: 'open';
      readonly opensAt?: number;
      readonly closesAt?: number;
      readonly isHalfDay: boolean;
    }
  | { readonly kind: 'break'; readonly resumesAt: number }
  /** `opensAt` is absent where the calendar does not reach that far. `name`: the holiday's. */
  | {
      readonly kind: 'closed';
      readonly reason: 'night' | 'weekend' | 'holiday';
      readonly name?: string;
      readonly opensAt?: number;
    }
  /** Outside of what the calendar covers: nothing may be called closed or stale by it. */
  | { readonly kind: 'unknown' };

/** Trading that goes on for longer than this has no end worth telling. */
const maxRunDays = 7;
/** Longer than any holidays of the exchanges here: Shanghai's Spring Festival of 2020 took eleven days with its weekends. */
const maxPauseDays = 31;

export function sessionAt(calendar: MarketCalendar, at: number): MarketSession {
  const day = calendar.dayAt(at);
  if (day === undefined) return { kind: 'unknown' };
  const { sittings } = day;
  if (sittings.some(({ opensAt, closesAt }) => at >= opensAt && at < closesAt)) {
    return openSession(calendar, day, at);
  }
  const next = sittings.find(({ opensAt }) => opensAt > at);
  const first = sittings[0];
  return next !== undefined && first !== undefined && first.closesAt <= at
    ? { kind: 'break', resumesAt: next.opensAt }
    : closedSession(calendar, day, at);
}

/** When trading begins next after `at`, be it after a break; undefined where the calendar does not reach that far. */
export function nextOpen(calendar: MarketCalendar, at: number): number | undefined {
  return nextTurn(calendar, at, maxPauseDays, 'opensAt');
}

/** When trading ended last, at or before `at`, be it for a break; undefined where that is not known. */
export function lastClose(calendar: MarketCalendar, at: number): number | undefined {
  return lastTurn(calendar, at, maxPauseDays, 'closesAt');
}

/** Whole days that the calendar covers after the one on which `at` falls; below zero once it is over. */
export function daysLeft({ hours: { until, zone } }: MarketCalendar, at: number): number {
  return dayNumber(until) - dayNumber(localTime(at, zone).day);
}

/** Exchanges publish a year's dates two months ahead of it at the latest: then it is time to enter them. */
const warnDays = 60;

/** The days left where they are fewer than 60, else undefined. */
export function expiresSoon(calendar: MarketCalendar, at: number): number | undefined {
  const left = daysLeft(calendar, at);
  return left < warnDays ? left : undefined;
}

function openSession(calendar: MarketCalendar, { kind }: MarketDay, at: number): MarketSession {
  const opensAt = lastTurn(calendar, at, maxRunDays, 'opensAt');
  const closesAt = nextTurn(calendar, at, maxRunDays, 'closesAt');
  return {
    kind: 'open',
    ...(opensAt === undefined ? {} : { opensAt }),
    ...(closesAt === undefined ? {} : { closesAt }),
    isHalfDay: kind === 'half',
  };
}

function closedSession(calendar: MarketCalendar, { kind, name }: MarketDay, at: number): MarketSession {
  const opensAt = nextOpen(calendar, at);
  return {
    kind: 'closed',
    reason: kind === 'holiday' || kind === 'weekend' ? kind : 'night',
    ...(kind === 'holiday' && name !== undefined ? { name } : {}),
    ...(opensAt === undefined ? {} : { opensAt }),
  };
}

type Turn = 'opensAt' | 'closesAt';

/** The first turn after `at`. */
function nextTurn(calendar: MarketCalendar, at: number, maxDays: number, turn: Turn): number | undefined {
  const today = calendar.dayAt(at);
  for (let ahead = 0; today !== undefined && ahead <= maxDays; ahead += 1) {
    const day = calendar.day(today.number + ahead);
    if (day === undefined) return undefined;
    const found = day.sittings.find((each) => each[turn] > at && isTurn(calendar, day, each[turn], turn));
    if (found !== undefined) return found[turn];
  }
  return undefined;
}

/** The last turn at or before `at`. */
function lastTurn(calendar: MarketCalendar, at: number, maxDays: number, turn: Turn): number | undefined {
  const today = calendar.dayAt(at);
  for (let back = 0; today !== undefined && back <= maxDays; back += 1) {
    const day = calendar.day(today.number - back);
    if (day === undefined) return undefined;
    const found = day.sittings.findLast(
      (each) => each[turn] <= at && isTurn(calendar, day, each[turn], turn),
    );
    if (found !== undefined) return found[turn];
  }
  return undefined;
}

/** False at a midnight over which trading goes on, or of which the calendar does not know the other side. */
function isTurn(calendar: MarketCalendar, day: MarketDay, at: number, turn: Turn): boolean {
  if (turn === 'closesAt') {
    if (at < day.endsAt) return true;
    const after = calendar.day(day.number + 1);
    return after !== undefined && after.sittings[0]?.opensAt !== at;
  }
  if (at > day.startsAt) return true;
  const before = calendar.day(day.number - 1);
  return before !== undefined && before.sittings.at(-1)?.closesAt !== at;
}
