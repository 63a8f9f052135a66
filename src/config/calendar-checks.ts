/** Pure: what a calendar file says that does not fit together. */
import { dayNumber } from '../system/day-number.ts';
import { type Hours, type RegularSessions, regularHours, shortened } from '../system/market-hours.ts';
import type { CalendarContent } from './calendar-schema.ts';
import type { Keys } from './config-lines.ts';

/** Takes a problem down: its keys, the rule that is broken, and what stands there instead. */
export type Say = (keys: Keys, rule: string, received: unknown) => void;

/** Far more than any exchange publishes; each day that is asked for is remembered. */
const maxDays = 36_525;

export function checkCalendar(calendar: CalendarContent, say: Say): void {
  checkCover(calendar, say);
  checkSessions(calendar, say);
  checkHolidays(calendar, say);
  checkHalfDays(calendar, say);
  checkSpecialSessions(calendar, say);
}

function checkCover({ from, until }: CalendarContent, say: Say): void {
  const days = dayNumber(until) - dayNumber(from);
  if (days < 0) say(['until'], 'must not be before `from`', until);
  if (days > maxDays) say(['until'], 'must be within a hundred years of `from`', until);
}

function checkSessions(calendar: CalendarContent, say: Say): void {
  calendar.sessions.forEach((session, index) => {
    const at = (...keys: PropertyKey[]) => ['sessions', index, ...keys];
    if (session.from !== undefined && !isCovered(calendar, session.from)) {
      say(at('from'), outside(calendar), session.from);
    }
    if (new Set(session.weekdays).size < session.weekdays.length) {
      say(at('weekdays'), 'must not name a weekday twice', session.weekdays.length);
    }
    checkHours(session.hours, (number, rule, received) => say(at('hours', number), rule, received));
    if (calendar.sessions.slice(0, index).some((earlier) => isSameTime(earlier, session))) {
      say(at('weekdays'), 'must not overlap with sessions above that begin to hold on the same day', index);
    }
  });
}

function checkHours(
  hours: readonly Hours[],
  say: (index: number, rule: string, received: unknown) => void,
): void {
  hours.forEach(([open, close], index) => {
    if (close <= open) say(index, 'must close after it opens', [open, close]);
    const before = hours[index - 1];
    if (before !== undefined && open < before[1])
      say(index, 'must not overlap the one before', [open, close]);
  });
}

function isSameTime(a: RegularSessions, b: RegularSessions): boolean {
  return a.from === b.from && a.weekdays.some((weekday) => b.weekdays.includes(weekday));
}

function checkHolidays(calendar: CalendarContent, say: Say): void {
  for (const [day, name] of Object.entries(calendar.holidays)) {
    if (!isCovered(calendar, day)) say(['holidays', day], outside(calendar), name);
  }
}

function checkHalfDays(calendar: CalendarContent, say: Say): void {
  for (const [day, half] of Object.entries(calendar.halfDays)) {
    const at = (...keys: PropertyKey[]) => ['halfDays', day, ...keys];
    const { open, close, name } = half;
    if (!isCovered(calendar, day)) say(at(), outside(calendar), name);
    if (calendar.holidays[day] !== undefined) say(at(), 'must not be a holiday as well', name);
    if (open === undefined && close === undefined) say(at(), 'must have an `open` or a `close`', name);
    const regular = regularHours(calendar, day);
    const [opens, closes] = [regular[0]?.[0], regular.at(-1)?.[1]];
    if (opens === undefined || closes === undefined) {
      say(at(), 'must be a day that has regular sessions', name);
      continue;
    }
    const rule = `must be within the regular hours, ${opens} to ${closes}`;
    if (open !== undefined && (open <= opens || open >= closes)) say(at('open'), rule, open);
    else if (close !== undefined && (close <= opens || close >= closes)) say(at('close'), rule, close);
    else if (shortened(regular, half).length === 0)
      say(at('close'), 'must leave some trading', close ?? open);
  }
}

function checkSpecialSessions(calendar: CalendarContent, say: Say): void {
  for (const [day, { name, hours }] of Object.entries(calendar.specialSessions)) {
    const at = (...keys: PropertyKey[]) => ['specialSessions', day, ...keys];
    if (!isCovered(calendar, day)) say(at(), outside(calendar), name);
    if (calendar.holidays[day] === undefined && regularHours(calendar, day).length > 0) {
      say(at(), 'must be a holiday, or a day that has no regular sessions', name);
    }
    checkHours(hours, (number, rule, received) => say(at('hours', number), rule, received));
  }
}

function isCovered({ from, until }: CalendarContent, day: string): boolean {
  return day >= from && day <= until;
}

function outside({ from, until }: CalendarContent): string {
  return `must be within what the file covers, ${from} to ${until}`;
}
