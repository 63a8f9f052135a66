import { describe, expect, it } from 'vitest';
import { type QuoteTimes, staleAtOf } from '../../src/worker/market-stale-at.ts';
import { at, calendarOf, wallClock } from '../support/calendars.ts';

const staleAfterMs = 20 * 60_000;

/** By the exchange's own wall clock: when a price as of a moment, seen at another, turns stale. */
function stale(id: string, asOf: string, now: string, rest: Partial<QuoteTimes> = {}): string | undefined {
  const calendar = calendarOf(id);
  const times = { asOf: at(calendar, asOf), staleAfterMs, ...rest };
  const found = staleAtOf(calendar, times, at(calendar, now));
  return found === undefined ? undefined : wallClock(calendar.hours, found);
}

describe('a price of an exchange', () => {
  it.each([
    ['is stale by its age while trading goes on', '2026-11-25 11:00', '2026-11-25 11:01', '2026-11-25 11:20'],
    ['so near the close that it may be the last', '2026-11-25 15:50', '2026-11-25 15:55', '2026-11-25 16:10'],
    ['holds from the close to the next open', '2026-11-25 16:00', '2026-11-25 16:01', '2026-11-27 09:50'],
    ['holds though its feed lags a little', '2026-11-25 15:45', '2026-11-25 16:01', '2026-11-27 09:50'],
    ['holds over Thanksgiving', '2026-11-25 16:00', '2026-11-26 12:00', '2026-11-27 09:50'],
    ['of the half day holds over the weekend', '2026-11-27 13:00', '2026-11-27 13:05', '2026-11-30 09:50'],
    ['holds for its grace once trading begins', '2026-11-25 16:00', '2026-11-27 09:31', '2026-11-27 09:50'],
    ['of the first minute is stale by its age', '2026-11-27 09:31', '2026-11-27 09:32', '2026-11-27 09:51'],
    ['that a frozen feed left is no close', '2026-11-25 12:00', '2026-11-25 18:00', '2026-11-25 12:20'],
    ['of the day before is no close', '2026-11-24 16:00', '2026-11-25 18:00', '2026-11-24 16:20'],
    ['of the day before is old at noon', '2026-11-24 16:00', '2026-11-25 12:00', '2026-11-25 09:50'],
    [
      'is the same where the provider agrees',
      '2026-11-25 16:00',
      '2026-11-25 16:01',
      '2026-11-27 09:50',
      false,
    ],
    [
      'holds though the provider knows no holidays',
      '2026-11-25 16:00',
      '2026-11-26 12:00',
      '2026-11-27 09:50',
      true,
    ],
    [
      'goes by no calendar where one trades on a holiday',
      '2026-11-26 12:00',
      '2026-11-26 12:01',
      undefined,
      true,
    ],
    [
      'goes by no calendar where the exchange mourns',
      '2026-11-24 16:00',
      '2026-11-25 12:00',
      undefined,
      false,
    ],
  ] as const)('of New York %s', (_what, asOf, now, expected, marketOpen?: boolean) => {
    expect(stale('nyse', asOf, now, marketOpen === undefined ? {} : { marketOpen })).toBe(expected);
  });

  it.each([
    ['tse', 'over lunch', '2026-11-24 11:30', '2026-11-24 11:45', '2026-11-24 12:50'],
    ['tse', 'over Golden Week', '2026-05-01 15:30', '2026-05-04 12:00', '2026-05-07 09:20'],
    ['sse', 'over the week of the National Day', '2026-09-30 15:00', '2026-10-05 12:00', '2026-10-08 09:50'],
    ['lse', 'over the change to winter time', '2026-10-23 16:30', '2026-10-25 12:00', '2026-10-26 08:20'],
    ['nyse', 'over the change to summer time', '2026-03-06 16:00', '2026-03-08 12:00', '2026-03-09 09:50'],
    ['b3', 'over Carnival', '2026-02-13 18:00', '2026-02-17 12:00', '2026-02-18 13:20'],
  ])('of %s holds %s', (id, _when, asOf, now, expected) => {
    expect(stale(id, asOf, now)).toBe(expected);
  });

  it('goes by its age for ever where trading never ends', () => {
    expect(stale('always-open', '2026-12-25 11:00', '2026-12-26 11:01')).toBe('2026-12-25 11:20');
  });

  it.each([
    ['tsx', '2026-12-31 16:00', '2026-12-31 16:01'],
    ['b3', '2026-12-30 18:00', '2026-12-30 18:01'],
    ['b3', '2026-12-30 18:00', '2026-12-31 23:59'],
  ])(
    'of %s as of %s holds in the pause that the calendar ends in until a weekday is over',
    (id, asOf, now) => {
      expect(stale(id, asOf, now)).toBe('2027-01-02 00:00');
    },
  );

  it('goes by no calendar beyond what the calendar covers, and a frozen one is no close in the last pause', () => {
    expect(stale('tsx', '2026-12-31 16:00', '2027-01-01 12:00')).toBeUndefined();
    expect(stale('tsx', '2026-12-31 12:00', '2026-12-31 18:00')).toBe('2026-12-31 12:20');
    expect(stale('tsx', '2026-12-31 15:00', '2026-12-31 15:01')).toBe('2026-12-31 15:20');
  });

  it('that comes once a day is stale once the next close should be out', () => {
    const endOfDay = (id: string, day: string) => {
      const calendar = calendarOf(id);
      const asOf = Date.parse(`${day}T00:00:00Z`);
      const found = staleAtOf(calendar, { asOf, delay: 'eod', staleAfterMs }, asOf);
      return found === undefined ? undefined : wallClock(calendar.hours, found);
    };
    expect(endOfDay('nyse', '2026-11-24')).toBe('2026-11-25 19:00');
    expect(endOfDay('nyse', '2026-11-25')).toBe('2026-11-27 16:00');
    expect(endOfDay('nyse', '2026-11-27')).toBe('2026-11-30 19:00');
    expect(endOfDay('tse', '2026-05-01')).toBe('2026-05-07 18:30');
    expect(endOfDay('tsx', '2026-12-31')).toBe('2027-01-02 00:00');
    expect(endOfDay('tsx', '2027-01-04')).toBeUndefined();
  });
});
