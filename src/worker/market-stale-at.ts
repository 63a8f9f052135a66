/** Pure: until when an exchange's price may look live, by the exchange's own hours. Knows no feed and no cadence. */
import type { Observation } from '../providers/provider.ts';
import { dayNumber } from '../system/day-number.ts';
import { addDays, instantOf, localTime } from '../system/zone.ts';
import { isWeekday } from './business-days.ts';
import { lastClose, type MarketSession, nextOpen, sessionAt } from './market-calendar.ts';
import type { MarketCalendar } from './market-day.ts';

/** Times are ms since the epoch. */
export interface QuoteTimes extends Pick<Observation, 'asOf' | 'marketOpen' | 'delay'> {
  /** How old a price may be while its market is open: the feed's delay and a few of its turns. */
  readonly staleAfterMs: number;
}

/** An end-of-day price is out this long after the close at the latest; the fixings' grace, for want of a better source. */
const endOfDayGraceMs = 3 * 3_600_000;

/**
 * ms since the epoch, or undefined where the calendar cannot say: beyond what it covers, or where the provider sees a
 * session that the calendar does not know, or none where it knows one. Then the rule without a calendar holds.
 *
 * A price that was fresh when trading ended holds until trading begins again, and `staleAfterMs` longer, as the feed is
 * no quicker on a first price than on any other. One that was stale by then is not made fresh by the close.
 */
export function staleAtOf(
  calendar: MarketCalendar,
  times: QuoteTimes,
  now: number,
  session = agreedSession(calendar, times, now),
): number | undefined {
  if (times.delay === 'eod') return endOfDayStaleAt(calendar, times.asOf);
  if (session.kind === 'unknown') return undefined;
  const closedAt = lastClose(calendar, now);
  const byAge = times.asOf + times.staleAfterMs;
  const isOpen = session.kind === 'open';
  // With no known end, trading has gone on for ever, or the calendar began in this pause.
  if (closedAt === undefined) return isOpen ? byAge : undefined;
  if (byAge < closedAt) return byAge;
  const beginsAt = isOpen ? session.opensAt : nextOpen(calendar, now);
  if (beginsAt === undefined) return isOpen ? byAge : endOfUnknownWeekday(calendar);
  return Math.max(byAge, beginsAt + times.staleAfterMs);
}

/**
 * Until when a close holds where the calendar ends in the pause that follows it: all that is sure then is that the first
 * weekday which it does not cover has gone by without a newer one.
 */
function endOfUnknownWeekday({ hours: { until, zone } }: MarketCalendar): number {
  let day = addDays(until, 1);
  while (!isWeekday(day)) day = addDays(day, 1);
  return instantOf(day, '24:00', zone);
}

/**
 * The calendar's session, but `unknown` where the provider contradicts it: an exchange may close for a day of mourning or
 * open for an hour on a holiday, and the provider's word stands against the calendar then. That it calls the market open
 * counts only with a price from after the close: some know no holidays. That it calls it closed counts once the session is
 * as old as a price may be: the first answers after an opening are from before it.
 */
export function agreedSession(calendar: MarketCalendar, times: QuoteTimes, now: number): MarketSession {
  const session = sessionAt(calendar, now);
  return isContradicted(calendar, session, times, now) ? { kind: 'unknown' } : session;
}

function isContradicted(
  calendar: MarketCalendar,
  session: MarketSession,
  { asOf, marketOpen, staleAfterMs }: QuoteTimes,
  now: number,
): boolean {
  if (session.kind === 'open') return marketOpen === false && now >= (session.opensAt ?? 0) + staleAfterMs;
  if (session.kind !== 'closed' || marketOpen !== true) return false;
  const closedAt = lastClose(calendar, now);
  return closedAt !== undefined && asOf > closedAt;
}

/** Stale once the close after its own should be out; undefined for a day that the calendar does not cover. A day without a time is its first instant in UTC. */
function endOfDayStaleAt(calendar: MarketCalendar, asOf: number): number | undefined {
  const { zone } = calendar.hours;
  const isBareDay = asOf % 86_400_000 === 0;
  const own = calendar.day(isBareDay ? asOf / 86_400_000 : dayNumber(localTime(asOf, zone).day));
  if (own === undefined) return undefined;
  const opensAt = nextOpen(calendar, own.endsAt - 1);
  const closedAt = opensAt === undefined ? undefined : calendar.dayAt(opensAt)?.sittings.at(-1)?.closesAt;
  return closedAt === undefined ? endOfUnknownWeekday(calendar) : closedAt + endOfDayGraceMs;
}
