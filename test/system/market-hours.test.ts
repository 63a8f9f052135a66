import { describe, expect, it } from 'vitest';
import { dayNumber, dayOfNumber, weekdayOf } from '../../src/system/day-number.ts';
import {
  type Hours,
  hoursOn,
  type MarketHours,
  regularHours,
  shortened,
} from '../../src/system/market-hours.ts';

const weekdays = [1, 2, 3, 4, 5];
const full: readonly Hours[] = [
  ['09:30', '12:00'],
  ['13:00', '16:00'],
];

describe('the hours of a day', () => {
  const sessions = [
    { from: '2026-11-02', weekdays, hours: [['10:00', '18:00']] },
    { weekdays, hours: [['10:00', '18:30']] },
    { from: '2026-03-09', weekdays: [1, 2, 3, 4], hours: [['10:00', '17:00']] },
  ] as const;

  it.each([
    ['2026-03-06', '18:30'],
    ['2026-03-09', '17:00'],
    ['2026-03-13', '18:30'],
    ['2026-10-29', '17:00'],
    ['2026-11-02', '18:00'],
    ['2026-11-07', undefined],
  ])('of %s are the newest that hold for its weekday, in whatever order they are given', (day, close) => {
    expect(regularHours({ sessions }, day)[0]?.[1]).toBe(close);
  });

  it.each([
    ['an early close in the afternoon', { close: '15:00' }, '09:30-12:00 13:00-15:00'],
    ['an early close at lunch', { close: '12:00' }, '09:30-12:00'],
    ['a late open', { open: '13:30' }, '13:30-16:00'],
    ['both', { open: '11:00', close: '14:00' }, '11:00-12:00 13:00-14:00'],
    ['nothing but lunch', { open: '12:00', close: '13:00' }, ''],
  ])('are cut by %s', (_what, half, expected) => {
    expect(
      shortened(full, { name: 'Eve', ...half })
        .map((hours) => hours.join('-'))
        .join(' '),
    ).toBe(expected);
  });
});

describe('the hours on a day', () => {
  const hours: MarketHours = {
    id: 'somewhere',
    name: 'Somewhere',
    zone: 'Asia/Kolkata',
    source: 'https://exchange.example/',
    from: '2026-01-01',
    until: '2026-12-31',
    sessions: [{ weekdays, hours: full }],
    holidays: { '2026-11-10': 'Diwali', '2026-12-25': 'Christmas' },
    halfDays: { '2026-12-24': { name: 'Eve', close: '12:00' } },
  };
  const evening = { name: 'Muhurat trading', hours: [['18:00', '19:00']] } as const;
  const specialSessions = { '2026-11-10': evening, '2026-11-08': evening };

  it.each([
    ['a weekday', '2026-11-09', full],
    ['a weekend', '2026-11-07', []],
    ['a holiday', '2026-12-25', []],
    ['a half day', '2026-12-24', [['09:30', '12:00']]],
    ['a holiday with a special session', '2026-11-10', evening.hours],
    ['a Sunday with a special session', '2026-11-08', evening.hours],
  ])('of %s are those that are listed', (_what, day, expected) => {
    expect(hoursOn({ ...hours, specialSessions }, day)).toEqual(expected);
  });

  it('are none on a holiday where there are no special sessions', () => {
    expect(hoursOn(hours, '2026-11-10')).toEqual([]);
  });
});

describe('a day as a number', () => {
  it('counts from 1970-01-01 and back', () => {
    expect(dayNumber('1970-01-01')).toBe(0);
    expect(dayNumber('2026-11-23')).toBe(20_780);
    expect(dayOfNumber(20_780)).toBe('2026-11-23');
    expect([weekdayOf('2026-11-22'), weekdayOf('2026-11-23')]).toEqual([0, 1]);
    expect(dayNumber('soon')).toBeNaN();
  });
});
