/** Until when the calendars that items use reach: for the status, the metrics, and one warning where dates must be entered. */
import { dayNumber } from '../system/day-number.ts';
import type { Log } from '../system/log.ts';
import type { Metrics } from '../system/metrics.ts';
import { daysLeft, expiresSoon } from './market-calendar.ts';
import { marketCalendar } from './market-day.ts';
import type { PlannedItem } from './plan.ts';

export interface CalendarStatus {
  /** The last day that it covers. */
  readonly until: string;
  /** Below zero once it is over. */
  readonly daysLeft: number;
  readonly expiresSoon: boolean;
  /** What is to be done, where it ends soon. */
  readonly todo?: string;
}

/** For whoever reads the log or the status, and never saw a calendar. */
const todo = 'enter the days that follow: docs/operations.md, "Renewing calendars"';

type Items = readonly Pick<PlannedItem, 'calendar'>[];

/** By id, of the calendars that any of the items uses; `now`: ms since the epoch. */
export function calendarStatus(items: Items, now: number): Readonly<Record<string, CalendarStatus>> {
  const used = new Map(items.flatMap(({ calendar }) => (calendar ? [[calendar.id, calendar]] : [])));
  return Object.fromEntries(
    [...used].map(([id, hours]) => {
      const calendar = marketCalendar(hours);
      const soon = expiresSoon(calendar, now) !== undefined;
      const status = { until: hours.until, daysLeft: daysLeft(calendar, now), expiresSoon: soon };
      return [id, soon ? { ...status, todo } : status];
    }),
  );
}

/** Told at each start and reload; a calendar that is no longer used leaves the metrics. */
export function createCalendarExpiry(log: Log, metrics: Metrics): (items: Items, now: number) => void {
  const until = metrics.gauge(
    'calendar_until_timestamp_seconds',
    'End of the last day that a calendar covers, in UTC',
    ['calendar'],
  );
  let told: readonly string[] = [];
  return (items, now) => {
    const all = Object.entries(calendarStatus(items, now));
    for (const calendar of told) until(undefined, { calendar });
    for (const [calendar, { until: day }] of all) until((dayNumber(day) + 1) * 86_400, { calendar });
    told = all.map(([calendar]) => calendar);
    const soon = all.filter(([, { expiresSoon: isSoon }]) => isSoon).map(([id, { until: day }]) => [id, day]);
    if (soon.length > 0) log.warn('calendars end soon', { until: Object.fromEntries(soon), todo });
  };
}
