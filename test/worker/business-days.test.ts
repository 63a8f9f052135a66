import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { easterSunday, isTargetDay, isWeekday, nextTargetDay } from '../../src/worker/business-days.ts';

describe('Easter', () => {
  it.each([
    '2020-04-12',
    '2021-04-04',
    '2022-04-17',
    '2023-04-09',
    '2024-03-31',
    '2025-04-20',
    '2026-04-05',
    '2027-03-28',
    '2028-04-16',
    '2029-04-01',
    '2030-04-21',
    '2031-04-13',
    '2032-03-28',
    '2033-04-17',
    '2034-04-09',
    '2035-03-25',
    // The earliest and the latest day on which it can fall.
    '1818-03-22',
    '2038-04-25',
  ])('falls on %s', (day) => {
    expect(easterSunday(Number(day.slice(0, 4)))).toBe(day);
  });

  it('is a Sunday from 22 March to 25 April in every year', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1583, max: 4099 }), (year) => {
        const day = easterSunday(year);
        expect(new Date(`${day}T00:00:00Z`).getUTCDay()).toBe(0);
        expect(day >= `${year}-03-22` && day <= `${year}-04-25`).toBe(true);
      }),
    );
  });
});

describe('TARGET', () => {
  it.each([
    ['New Year', '2026-01-01'],
    ['Good Friday', '2026-04-03'],
    ['Easter Monday', '2026-04-06'],
    ['Labour Day', '2026-05-01'],
    ['Christmas Day', '2026-12-25'],
    ['26 December, a Saturday', '2026-12-26'],
    ['26 December, a Monday', '2022-12-26'],
    ['a Saturday', '2026-11-21'],
    ['a Sunday', '2026-11-22'],
    ['Good Friday in March', '2035-03-23'],
  ])('is closed on %s', (_what, day) => {
    expect(isTargetDay(day)).toBe(false);
  });

  it.each([
    ['an ordinary Monday', '2026-11-23'],
    ['Maundy Thursday', '2026-04-02'],
    ['the Tuesday after Easter', '2026-04-07'],
    ['Ascension Day', '2026-05-14'],
    ['Whit Monday', '2026-05-25'],
    ['Germany\u2019s day of unity, a Friday in 2025', '2025-10-03'],
    ['Christmas Eve', '2026-12-24'],
    ['2 January', '2026-01-02'],
    ['a US holiday, Thanksgiving', '2026-11-26'],
  ])('is open on %s', (_what, day) => {
    expect(isTargetDay(day)).toBe(true);
  });

  it.each([
    ['2026-11-19', '2026-11-20'],
    ['2026-11-20', '2026-11-23'],
    ['2026-11-21', '2026-11-23'],
    ['2026-04-02', '2026-04-07'],
    ['2026-12-24', '2026-12-28'],
    ['2026-12-31', '2027-01-04'],
    ['2021-12-31', '2022-01-03'],
  ])('opens after %s on %s', (day, next) => {
    expect(nextTargetDay(day)).toBe(next);
  });
});

it('takes Monday to Friday for weekdays, holidays or not', () => {
  const week = ['22', '23', '24', '25', '26', '27', '28'].map((day) => isWeekday(`2026-11-${day}`));
  expect(week).toEqual([false, true, true, true, true, true, false]);
  expect(isWeekday('2026-12-25')).toBe(true);
});
