import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cadence } from '../../src/providers/provider.ts';
import { isUsGovernmentDay, isWeekday, nextUsGovernmentDay } from '../../src/worker/business-days.ts';
import { nextDueAt } from '../../src/worker/due.ts';
import { type FixingCadence, lastPublication, publicationAfter } from '../../src/worker/fixing.ts';
import { staleAt } from '../../src/worker/stale-at.ts';

const at = (text: string) => Date.parse(text);
const iso = (ms: number) => new Date(ms).toISOString();
const minuteMs = 60_000;

describe('the US government', () => {
  it.each([
    ['New Year', '2026-01-01'],
    ['Martin Luther King\u2019s birthday', '2026-01-19'],
    ['Washington\u2019s birthday', '2026-02-16'],
    ['Good Friday', '2026-04-03'],
    ['Memorial Day', '2026-05-25'],
    ['Juneteenth', '2026-06-19'],
    ['Independence Day, a Saturday, on Friday', '2026-07-03'],
    ['Labor Day, as in the Federal Reserve\u2019s own series', '2026-09-07'],
    ['Columbus Day', '2026-10-12'],
    ['Veterans Day', '2026-11-11'],
    ['Thanksgiving', '2026-11-26'],
    ['Christmas', '2026-12-25'],
    ['Juneteenth, a Sunday, on Monday', '2022-06-20'],
    ['Christmas, a Sunday, on Monday', '2022-12-26'],
    ['New Year, a Saturday, on the last day of the year before', '2027-12-31'],
    ['New Year, a Sunday, on Monday', '2023-01-02'],
    ['the latest Memorial Day', '2027-05-31'],
    ['the latest Thanksgiving', '2024-11-28'],
    ['a Saturday', '2026-11-21'],
    ['a Sunday', '2026-11-22'],
  ])('rests on %s', (_what, day) => {
    expect(isUsGovernmentDay(day)).toBe(false);
  });

  it.each([
    ['an ordinary Monday', '2026-11-23'],
    ['Easter Monday', '2026-04-06'],
    ['1 May', '2026-05-01'],
    ['the day after Thanksgiving', '2026-11-27'],
    ['Christmas Eve', '2026-12-24'],
    ['26 December, a Monday after a Sunday that is no holiday', '2025-12-29'],
    ['the second Monday of January', '2026-01-12'],
    ['the fourth Monday of February', '2026-02-23'],
    ['the fourth Monday of May, where there are five', '2027-05-24'],
    ['the second Monday of September', '2026-09-14'],
    ['the third Monday of October', '2026-10-19'],
    ['the Thursday before Thanksgiving', '2026-11-19'],
  ])('works on %s', (_what, day) => {
    expect(isUsGovernmentDay(day)).toBe(true);
  });

  it.each([
    ['2026-11-25', '2026-11-27'],
    ['2026-11-20', '2026-11-23'],
    ['2026-04-02', '2026-04-06'],
    ['2026-07-02', '2026-07-06'],
    ['2027-12-30', '2028-01-03'],
  ])('works after %s again on %s', (day, next) => {
    expect(nextUsGovernmentDay(day)).toBe(next);
  });

  it('rests on twelve weekdays of each year, give or take one, and never for more than four days on end', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2022, max: 2100 }), (year) => {
        const days = Array.from({ length: 366 }, (_, index) =>
          iso(Date.UTC(year, 0, 1 + index)).slice(0, 10),
        );
        const ofYear = days.filter((day) => day.startsWith(String(year)));
        const holidays = ofYear.filter((day) => isWeekday(day) && !isUsGovernmentDay(day)).length;
        // Eleven federal ones and Good Friday; a Saturday's New Year moves to the year before.
        expect(holidays).toBeGreaterThanOrEqual(11);
        expect(holidays).toBeLessThanOrEqual(13);
        for (const day of ofYear) {
          expect(at(nextUsGovernmentDay(day)) - at(day)).toBeLessThanOrEqual(4 * 86_400_000);
        }
      }),
      { numRuns: 20 },
    );
  });
});

describe('a fixing of New York', () => {
  const yields = {
    kind: 'fixing',
    calendar: 'us-government',
    zone: 'America/New_York',
    fixedAt: '15:30',
    publishedAt: '18:00',
    watchEveryMs: 15 * minuteMs,
    idleEveryMs: 60 * minuteMs,
    graceMs: 180 * minuteMs,
  } as const satisfies Cadence;

  it.each([
    ['a Wednesday before Thanksgiving', '2026-11-25T20:30:00Z', '2026-11-27T23:00:00.000Z'],
    ['a Friday', '2026-11-20T20:30:00Z', '2026-11-23T23:00:00.000Z'],
    ['a Thursday before Good Friday', '2026-04-02T19:30:00Z', '2026-04-06T22:00:00.000Z'],
    ['a Friday before the clocks change', '2026-10-30T19:30:00Z', '2026-11-02T23:00:00.000Z'],
    // Half past seven in the evening in New York is the next day in UTC.
    ['an evening that is a Friday in UTC', '2026-11-20T00:30:00Z', '2026-11-20T23:00:00.000Z'],
  ])('of %s is followed on the next working day', (_what, asOf, expected) => {
    expect(iso(publicationAfter(yields, at(asOf)))).toBe(expected);
  });

  it.each([
    ['on Monday before six', '2026-11-23T22:59:59Z', '2026-11-20T23:00:00.000Z'],
    ['on Monday at six', '2026-11-23T23:00:00Z', '2026-11-23T23:00:00.000Z'],
    ['on Thanksgiving', '2026-11-26T23:30:00Z', '2026-11-25T23:00:00.000Z'],
  ])('that is out %s', (_what, now, expected) => {
    expect(iso(lastPublication(yields, at(now)))).toBe(expected);
  });

  it('is not stale over Thanksgiving, and is three hours after the next one should have come', () => {
    const asOf = at('2026-11-25T20:30:00Z');
    expect(iso(staleAt(yields, { asOf }))).toBe('2026-11-28T02:00:00.000Z');
  });

  it('is watched for from six on, and on a holiday only looked after hourly', () => {
    const facts = { cadence: yields, failures: 0, asOf: at('2026-11-25T20:30:00Z'), chance: 0 };
    const dueAfter = (lastTry: string) =>
      (nextDueAt({ ...facts, lastTryAt: at(lastTry) }) - at(lastTry)) / minuteMs;
    expect(dueAfter('2026-11-26T23:10:30Z')).toBe(60);
    expect(dueAfter('2026-11-27T23:10:30Z')).toBe(15);
  });

  it('keeps to its own calendar: Easter Monday is one of New York\u2019s days and none of TARGET\u2019s', () => {
    const target: FixingCadence = { ...yields, calendar: 'target' };
    const thursday = at('2026-04-02T19:30:00Z');
    expect(iso(publicationAfter(yields, thursday))).toBe('2026-04-06T22:00:00.000Z');
    expect(iso(publicationAfter(target, thursday))).toBe('2026-04-07T22:00:00.000Z');
  });
});
