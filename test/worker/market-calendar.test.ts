import { describe, expect, it } from 'vitest';
import type { MarketHours } from '../../src/system/market-hours.ts';
import { daysLeft, expiresSoon, lastClose, nextOpen, sessionAt } from '../../src/worker/market-calendar.ts';
import { marketCalendar } from '../../src/worker/market-day.ts';
import { at, calendarOf, wallClock } from '../support/calendars.ts';

/** A moment of an exchange in one line, times by its own wall clock. */
function told(id: string, moment: string): string {
  const calendar = calendarOf(id);
  const when = (ms: number | undefined) => (ms === undefined ? 'never' : wallClock(calendar.hours, ms));
  const session = sessionAt(calendar, at(calendar, moment));
  switch (session.kind) {
    case 'open':
      return `open until ${when(session.closesAt)}${session.isHalfDay ? ', half day' : ''}`;
    case 'break':
      return `break until ${when(session.resumesAt)}`;
    case 'closed':
      return [session.reason, session.name, `until ${when(session.opensAt)}`].filter(Boolean).join(' ');
    case 'unknown':
      return 'unknown';
  }
}

const moments: readonly (readonly [id: string, moment: string, expected: string])[] = [
  ['nyse', '2026-11-25 09:29', 'night until 2026-11-25 09:30'],
  ['nyse', '2026-11-25 09:30', 'open until 2026-11-25 16:00'],
  ['nyse', '2026-11-25 15:59', 'open until 2026-11-25 16:00'],
  ['nyse', '2026-11-25 16:00', 'night until 2026-11-27 09:30'],
  ['nyse', '2026-11-26 12:00', 'holiday Thanksgiving Day until 2026-11-27 09:30'],
  ['nyse', '2026-11-27 12:59', 'open until 2026-11-27 13:00, half day'],
  ['nyse', '2026-11-27 13:00', 'night until 2026-11-30 09:30'],
  ['nyse', '2026-11-28 10:00', 'weekend until 2026-11-30 09:30'],
  ['nyse', '2026-12-24 12:00', 'open until 2026-12-24 13:00, half day'],
  ['nyse', '2026-07-02 15:00', 'open until 2026-07-02 16:00'],
  ['nyse', '2026-07-03 12:00', 'holiday Independence Day (observed) until 2026-07-06 09:30'],
  ['nyse', '2027-12-24 12:00', 'holiday Christmas Day (observed) until 2027-12-27 09:30'],
  ['nyse', '2027-12-31 12:00', 'open until 2027-12-31 16:00'],
  ['nyse', '2028-07-03 13:30', 'night until 2028-07-05 09:30'],
  ['nasdaq', '2026-11-27 12:59', 'open until 2026-11-27 13:00, half day'],
  ['nasdaq', '2026-04-03 12:00', 'holiday Good Friday until 2026-04-06 09:30'],
  ['tsx', '2026-11-26 12:00', 'open until 2026-11-26 16:00'],
  ['tsx', '2026-10-12 12:00', 'holiday Thanksgiving Day until 2026-10-13 09:30'],
  ['tsx', '2026-12-24 13:00', 'night until 2026-12-29 09:30'],
  ['lse', '2026-04-06 12:00', 'holiday Easter Monday until 2026-04-07 08:00'],
  ['lse', '2026-05-01 12:00', 'open until 2026-05-01 16:30'],
  ['lse', '2026-05-04 12:00', 'holiday Early May bank holiday until 2026-05-05 08:00'],
  ['lse', '2026-12-24 12:29', 'open until 2026-12-24 12:30, half day'],
  ['lse', '2026-12-24 12:30', 'night until 2026-12-29 08:00'],
  ['xetra', '2026-05-25 12:00', 'open until 2026-05-25 17:30'],
  ['xetra', '2026-12-23 17:30', 'night until 2026-12-28 09:00'],
  ['xetra', '2026-12-24 12:00', 'holiday Christmas Eve until 2026-12-28 09:00'],
  ['xetra', '2026-12-30 13:59', 'open until 2026-12-30 14:00, half day'],
  ['xetra', '2026-12-30 14:00', 'night until 2027-01-04 09:00'],
  ['euronext-paris', '2026-05-01 12:00', 'holiday Labour Day until 2026-05-04 09:00'],
  ['euronext-paris', '2026-07-14 12:00', 'open until 2026-07-14 17:30'],
  ['euronext-paris', '2026-12-31 14:00', 'open until 2026-12-31 14:05, half day'],
  ['tse', '2026-04-28 15:29', 'open until 2026-04-28 15:30'],
  ['tse', '2026-04-28 11:30', 'break until 2026-04-28 12:30'],
  ['tse', '2026-04-28 11:29', 'open until 2026-04-28 11:30'],
  ['tse', '2026-05-01 15:30', 'night until 2026-05-07 09:00'],
  ['tse', '2026-05-03 12:00', 'weekend until 2026-05-07 09:00'],
  ['tse', '2026-05-06 12:00', 'holiday Constitution Memorial Day (observed) until 2026-05-07 09:00'],
  ['tse', '2026-09-22 12:00', 'holiday National holiday until 2026-09-24 09:00'],
  ['tse', '2026-11-23 10:00', 'holiday Labour Thanksgiving Day until 2026-11-24 09:00'],
  ['tse', '2027-03-22 10:00', 'holiday Vernal Equinox Day (observed) until 2027-03-23 09:00'],
  ['tse', '2026-12-30 15:30', 'night until 2027-01-04 09:00'],
  ['hkex', '2026-02-16 11:59', 'open until 2026-02-16 12:00, half day'],
  ['hkex', '2026-02-16 12:30', 'night until 2026-02-20 09:30'],
  ['hkex', '2026-02-20 12:30', 'break until 2026-02-20 13:00'],
  ['hkex', '2027-02-05 12:00', 'night until 2027-02-10 09:30'],
  ['hkex', '2027-12-27 12:00', 'holiday The first weekday after Christmas Day until 2027-12-28 09:30'],
  ['hkex', '2026-04-07 12:00', 'holiday The day following Easter Monday until 2026-04-08 09:30'],
  ['sse', '2026-02-13 15:00', 'night until 2026-02-24 09:30'],
  ['sse', '2026-02-28 10:00', 'weekend until 2026-03-02 09:30'],
  ['sse', '2026-10-05 10:00', 'holiday National Day until 2026-10-08 09:30'],
  ['sse', '2026-11-23 12:00', 'break until 2026-11-23 13:00'],
  ['nse-india', '2026-11-23 15:29', 'open until 2026-11-23 15:30'],
  ['nse-india', '2026-11-24 12:00', 'holiday Guru Nanak Jayanti until 2026-11-25 09:15'],
  ['nse-india', '2026-01-15 12:00', 'holiday Municipal elections in Maharashtra until 2026-01-16 09:15'],
  ['nse-india', '2026-02-01 09:14', 'weekend until 2026-02-01 09:15'],
  ['nse-india', '2026-02-01 09:15', 'open until 2026-02-01 15:30'],
  ['nse-india', '2026-02-01 15:30', 'weekend until 2026-02-02 09:15'],
  ['nse-india', '2026-01-31 12:00', 'weekend until 2026-02-01 09:15'],
  ['asx', '2026-04-27 12:00', 'open until 2026-04-27 16:00'],
  ['asx', '2026-06-08 12:00', "holiday King's Birthday until 2026-06-09 10:00"],
  ['asx', '2026-12-24 14:00', 'open until 2026-12-24 14:10, half day'],
  ['b3', '2026-02-17 12:00', 'holiday Carnival until 2026-02-18 13:00'],
  ['b3', '2026-02-18 12:00', 'night until 2026-02-18 13:00'],
  ['b3', '2026-02-18 17:30', 'open until 2026-02-18 18:00, half day'],
  ['b3', '2026-03-06 17:30', 'open until 2026-03-06 18:00'],
  ['b3', '2026-03-09 17:30', 'night until 2026-03-10 10:00'],
  ['b3', '2026-11-03 17:30', 'open until 2026-11-03 18:00'],
  ['b3', '2026-11-20 12:00', 'holiday Black Awareness Day until 2026-11-23 10:00'],
  ['target', '2026-05-01 12:00', 'holiday Labour Day until 2026-05-04 02:30'],
  ['target', '2028-12-26 12:00', 'holiday 26 December until 2028-12-27 02:30'],
  ['target', '2026-12-24 12:00', 'open until 2026-12-24 18:00'],
  ['always-open', '2026-12-25 00:00', 'open until never'],
];

describe('an exchange', () => {
  it.each(moments)('%s at %s: %s', (id, moment, expected) => {
    expect(told(id, moment)).toBe(expected);
  });

  it.each([
    ['nyse', '2028-12-31 23:59', 'weekend until never', '2029-01-01 00:00'],
    ['tse', '2027-12-31 23:59', 'holiday Market holiday until never', '2028-01-01 00:00'],
    ['asx', '2026-12-31 23:59', 'night until never', '2027-01-01 00:00'],
  ])('%s is known up to its last midnight and not a minute longer', (id, last, expected, beyond) => {
    expect(told(id, last)).toBe(expected);
    expect(told(id, beyond)).toBe('unknown');
    expect(told(id, '2025-12-31 23:59')).toBe('unknown');
    const calendar = calendarOf(id);
    expect(nextOpen(calendar, at(calendar, last))).toBeUndefined();
    expect(lastClose(calendar, at(calendar, beyond))).toBeUndefined();
    expect(sessionAt(calendar, Number.NaN)).toEqual({ kind: 'unknown' });
  });

  it('opens next after a break, a night and a holiday, and closed last before them', () => {
    const tokyo = calendarOf('tse');
    const turns = (moment: string) => {
      const [next, last] = [nextOpen(tokyo, at(tokyo, moment)), lastClose(tokyo, at(tokyo, moment))];
      return [last, next].map((ms) => wallClock(tokyo.hours, ms ?? 0));
    };
    expect(turns('2026-04-28 12:00')).toEqual(['2026-04-28 11:30', '2026-04-28 12:30']);
    expect(turns('2026-04-28 10:00')).toEqual(['2026-04-27 15:30', '2026-04-28 12:30']);
    expect(turns('2026-04-28 09:00')).toEqual(['2026-04-27 15:30', '2026-04-28 12:30']);
    expect(turns('2026-04-28 11:30')).toEqual(['2026-04-28 11:30', '2026-04-28 12:30']);
    expect(turns('2026-05-04 12:00')).toEqual(['2026-05-01 15:30', '2026-05-07 09:00']);
  });

  describe('with a session on a day that has none else', () => {
    const mumbai: MarketHours = {
      id: 'mumbai',
      name: 'Somewhere in Mumbai',
      zone: 'Asia/Kolkata',
      source: 'https://exchange.example/',
      from: '2026-10-01',
      until: '2026-11-30',
      sessions: [{ weekdays: [1, 2, 3, 4, 5], hours: [['09:15', '15:30']] }],
      holidays: { '2026-11-10': 'Diwali' },
      halfDays: {},
      specialSessions: {
        '2026-11-08': {
          name: 'Drill',
          hours: [
            ['09:15', '10:00'],
            ['11:30', '12:30'],
          ],
        },
        '2026-11-10': { name: 'Muhurat trading', hours: [['18:15', '19:15']] },
      },
    };
    const calendar = marketCalendar(mumbai);
    const when = (moment: string) => at(calendar, `2026-11-${moment}`);
    const sessionOf = (moment: string) => sessionAt(calendar, when(moment));

    it('is open in its hour and a holiday before and after it', () => {
      const holiday = { kind: 'closed', reason: 'holiday', name: 'Diwali' };
      expect(sessionOf('10 12:00')).toEqual({ ...holiday, opensAt: when('10 18:15') });
      const open = { kind: 'open', opensAt: when('10 18:15'), closesAt: when('10 19:15'), isHalfDay: false };
      expect([sessionOf('10 18:15'), sessionOf('10 19:14')]).toEqual([open, open]);
      expect(sessionOf('10 19:15')).toEqual({ ...holiday, opensAt: when('11 09:15') });
      expect(lastClose(calendar, when('11 08:00'))).toBe(when('10 19:15'));
    });

    it('opens on a Sunday, with its break', () => {
      expect(nextOpen(calendar, when('06 16:00'))).toBe(when('08 09:15'));
      expect(sessionOf('08 10:30')).toEqual({ kind: 'break', resumesAt: when('08 11:30') });
      expect(sessionOf('08 13:00')).toMatchObject({ reason: 'weekend', opensAt: when('09 09:15') });
    });
  });

  it('that trades from Sunday evening to Friday evening neither opens nor closes at midnight', () => {
    const hours: MarketHours = {
      id: 'fx',
      name: 'Currencies',
      zone: 'America/New_York',
      source: 'https://fx.example/',
      from: '2026-01-01',
      until: '2026-12-31',
      sessions: [
        { weekdays: [0], hours: [['17:00', '24:00']] },
        { weekdays: [1, 2, 3, 4], hours: [['00:00', '24:00']] },
        { weekdays: [5], hours: [['00:00', '17:00']] },
      ],
      holidays: {},
      halfDays: {},
    };
    const fx = marketCalendar(hours);
    // The week in which New York's clocks go forward on the Sunday.
    const [opensAt, closesAt] = [at(fx, '2026-03-08 17:00'), at(fx, '2026-03-13 17:00')];
    for (const moment of ['2026-03-08 17:00', '2026-03-09 00:00', '2026-03-10 23:59', '2026-03-13 16:59']) {
      const session = sessionAt(fx, at(fx, moment));
      expect(session).toEqual({ kind: 'open', opensAt, closesAt, isHalfDay: false });
    }
    // What comes after the last day is not known: neither is whether trading ends with it.
    const onLastDay = sessionAt(fx, at(fx, '2026-12-31 12:00'));
    expect(onLastDay).toEqual({ kind: 'open', opensAt: at(fx, '2026-12-27 17:00'), isHalfDay: false });
    expect(nextOpen(fx, at(fx, '2026-03-10 12:00'))).toBe(at(fx, '2026-03-15 17:00'));
    expect(lastClose(fx, at(fx, '2026-03-10 12:00'))).toBe(at(fx, '2026-03-06 17:00'));
  });
});

describe('the days that a calendar still covers', () => {
  it('are told once they are fewer than 60, by the date of the exchange, and below zero once it is over', () => {
    const sydney = calendarOf('asx');
    expect(expiresSoon(sydney, at(sydney, '2026-11-01 12:00'))).toBeUndefined();
    expect(expiresSoon(sydney, at(sydney, '2026-11-02 00:00'))).toBe(59);
    expect(expiresSoon(sydney, at(sydney, '2026-12-31 23:59'))).toBe(0);
    expect(expiresSoon(sydney, at(sydney, '2027-01-01 00:00'))).toBe(-1);
    // Where it is 2027 in Sydney already, New York has a day to go.
    expect(daysLeft(calendarOf('tsx'), at(sydney, '2027-01-01 08:00'))).toBe(0);
    expect(expiresSoon(calendarOf('nyse'), at(sydney, '2026-12-31 12:00'))).toBeUndefined();
  });
});
