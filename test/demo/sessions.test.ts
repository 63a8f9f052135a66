import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isOpenAt, latestSession, sessionBefore, tradedUntil } from '../../src/demo/sessions.ts';
import type { MarketHours } from '../../src/system/market-hours.ts';
import { instantOf } from '../../src/system/zone.ts';
import { lastClose, sessionAt } from '../../src/worker/market-calendar.ts';
import { marketCalendar } from '../../src/worker/market-day.ts';
import { at, calendarOf, shipped } from '../support/calendars.ts';
import { momentsOf } from './calendar-moments.ts';

const dayMs = 86_400_000;
const minuteMs = 60_000;
const isOpen = (hours: MarketHours, moment: number) => isOpenAt(latestSession(hours, moment), moment);

/** Calendar, the exchange's own wall clock, whether it trades, and why. */
const moments: readonly (readonly [id: string, wallClock: string, isOpen: boolean, why: string])[] = [
  ['nyse', '2026-11-23 09:29', false, 'before the opening'],
  ['nyse', '2026-11-23 09:30', true, 'the opening in winter'],
  ['nyse', '2026-07-06 09:30', true, 'the opening in summer'],
  ['nyse', '2026-11-23 15:59', true, 'the last minute'],
  ['nyse', '2026-11-23 16:00', false, 'the close'],
  ['nyse', '2026-11-26 12:00', false, 'Thanksgiving'],
  ['nasdaq', '2026-11-26 12:00', false, 'Thanksgiving'],
  ['nasdaq', '2026-11-27 12:59', true, 'a half day before its close'],
  ['nyse', '2026-11-27 13:00', false, 'a half day after its close'],
  ['nyse', '2026-11-22 12:00', false, 'Sunday'],
  ['nyse', '2026-03-06 09:30', true, 'the last day before summer time'],
  ['nyse', '2026-03-09 09:30', true, 'the first day of summer time'],
  ['nyse', '2026-11-02 09:29', false, 'the first day of winter time'],
  ['lse', '2026-12-28 12:00', false, 'Boxing Day, observed'],
  ['lse', '2026-12-24 12:29', true, 'Christmas Eve before its close'],
  ['lse', '2026-12-24 12:30', false, 'Christmas Eve after its close'],
  ['lse', '2026-03-30 08:00', true, 'the first day of summer time'],
  ['lse', '2026-10-26 07:59', false, 'the first day of winter time'],
  ['xetra', '2026-12-24 12:00', false, 'Christmas Eve'],
  ['xetra', '2026-12-30 14:00', false, 'the last day of the year after its close'],
  ['xetra', '2026-10-26 09:00', true, 'the first day of winter time'],
  ['tse', '2026-11-23 10:00', false, 'Labour Thanksgiving Day'],
  ['tse', '2026-11-24 11:29', true, 'the last minute before lunch'],
  ['tse', '2026-11-24 11:30', false, 'lunch'],
  ['tse', '2026-11-24 12:30', true, 'the afternoon'],
  ['tse', '2026-11-24 15:29', true, 'the last minute'],
  ['tse', '2026-11-24 15:30', false, 'the close'],
  ['hkex', '2026-11-24 12:30', false, 'lunch'],
  ['hkex', '2026-12-24 13:30', false, 'an afternoon that a half day leaves out'],
  ['sse', '2026-11-24 12:00', false, 'lunch'],
  ['sse', '2026-10-01 10:00', false, 'National Day'],
  ['b3', '2026-02-18 12:59', false, 'Ash Wednesday before its late opening'],
  ['b3', '2026-02-18 13:00', true, 'Ash Wednesday'],
];

describe('a session', () => {
  it.each(moments)('of %s at %s: open is %s, as the calendar says (%s)', (id, wallClock, open) => {
    const calendar = calendarOf(id);
    const moment = at(calendar, wallClock);
    expect(isOpen(calendar.hours, moment)).toBe(open);
    expect(sessionAt(calendar, moment).kind === 'open').toBe(open);
  });

  it('stays the latest one through a night, a weekend and a holiday, until the next one opens', () => {
    const nyse = calendarOf('nyse');
    const latestDay = (wallClock: string) => latestSession(nyse.hours, at(nyse, wallClock)).day;
    expect(latestDay('2026-11-22 12:00')).toBe('2026-11-20');
    expect(latestDay('2026-11-23 09:29')).toBe('2026-11-20');
    expect(latestDay('2026-11-26 12:00')).toBe('2026-11-25');
    expect(latestDay('2026-11-27 09:30')).toBe('2026-11-27');
    expect(sessionBefore(nyse.hours, { day: '2026-11-27' }).day).toBe('2026-11-25');
  });

  it('is the same one in its lunch break, of which nothing was traded', () => {
    const tse = calendarOf('tse');
    const noon = at(tse, '2026-11-24 12:00');
    const morning = { openAt: at(tse, '2026-11-24 09:00'), closeAt: at(tse, '2026-11-24 11:30') };
    const session = latestSession(tse.hours, noon);
    expect(session).toMatchObject({ day: '2026-11-24', openAt: morning.openAt });
    expect(session.closeAt).toBe(at(tse, '2026-11-24 15:30'));
    expect(tradedUntil(session, noon)).toEqual([morning]);
    expect(tradedUntil(session, morning.openAt + minuteMs)).toEqual([
      { ...morning, closeAt: morning.openAt + minuteMs },
    ]);
  });

  it('keeps plain weekday hours beyond the end of a calendar, where the service knows none', () => {
    const { hours } = calendarOf('tse');
    const ended = { ...hours, until: '2026-12-31', holidays: { '2026-12-31': 'Market holiday' } };
    const friday = instantOf('2027-01-01', '10:00', hours.zone);
    expect(isOpen(ended, friday)).toBe(true);
    expect(isOpen(ended, friday + 2 * 60 * minuteMs)).toBe(false);
    expect(isOpen(ended, friday + dayMs)).toBe(false);
    expect(sessionAt(marketCalendar(ended), friday)).toEqual({ kind: 'unknown' });
    expect(latestSession(ended, friday - dayMs).day).toBe('2026-12-30');
  });

  it('is refused where there never was one, instead of being looked for without end', () => {
    const { hours } = calendarOf('nyse');
    const later = hours.sessions.map((each) => ({ ...each, from: '2026-06-01' }));
    expect(() => latestSession({ ...hours, sessions: later }, Date.UTC(2026, 4, 20))).toThrow(RangeError);
  });
});

describe.each([...shipped.values()])('at any moment that the calendar $id covers', (hours) => {
  const calendar = marketCalendar(hours);

  it('trades where the calendar does, and has its last close where the calendar has', () => {
    fc.assert(
      fc.property(momentsOf(hours), (moment) => {
        const { kind } = sessionAt(calendar, moment);
        if (kind === 'unknown') return;
        const session = latestSession(hours, moment);
        expect(isOpenAt(session, moment)).toBe(kind === 'open');
        const closed = lastClose(calendar, moment);
        if (kind === 'open' || closed === undefined) return;
        expect(tradedUntil(session, moment).at(-1)?.closeAt).toBe(closed);
        const before = lastClose(calendar, session.openAt);
        if (before !== undefined) expect(sessionBefore(hours, session).closeAt).toBe(before);
      }),
      { numRuns: 300 },
    );
  });
});
