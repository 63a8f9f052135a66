import { describe, expect, it } from 'vitest';
import { listings } from '../../src/demo/listings.ts';
import { type Exchange, isOpenAt, latestSession, sessionBefore } from '../../src/demo/sessions.ts';
import { fixedAt, isTargetDay, newestPublishedDay, targetDayBefore } from '../../src/demo/target-days.ts';

function exchangeOf(symbol: string): Exchange {
  const found = listings.find((listing) => listing.symbol === symbol);
  if (found === undefined) throw new Error(symbol);
  return found.exchange;
}
const isOpen = (symbol: string, at: number) => isOpenAt(latestSession(exchangeOf(symbol), at), at);

describe('sessions', () => {
  it.each([
    ['SPX', 'New York in winter', Date.UTC(2026, 10, 23, 14, 29), Date.UTC(2026, 10, 23, 14, 30)],
    ['SPX', 'New York in summer', Date.UTC(2026, 6, 6, 13, 29), Date.UTC(2026, 6, 6, 13, 30)],
    ['FTSE', 'London', Date.UTC(2026, 10, 23, 7, 59), Date.UTC(2026, 10, 23, 8, 0)],
    ['GDAXI', 'Frankfurt', Date.UTC(2026, 10, 23, 7, 59), Date.UTC(2026, 10, 23, 8, 0)],
    ['N225', 'Tokyo', Date.UTC(2026, 10, 23, 23, 59), Date.UTC(2026, 10, 24, 0, 0)],
  ])('of %s open by the wall clock of %s', (symbol, _where, before, after) => {
    expect(isOpen(symbol, before)).toBe(false);
    expect(isOpen(symbol, after)).toBe(true);
  });

  it.each([
    ['SPX', Date.UTC(2026, 10, 23, 21, 0)],
    ['FTSE', Date.UTC(2026, 10, 23, 16, 30)],
    ['GDAXI', Date.UTC(2026, 10, 23, 16, 30)],
    ['N225', Date.UTC(2026, 10, 23, 6, 0)],
  ])('of %s close at their closing minute', (symbol, close) => {
    expect(isOpen(symbol, close - 1)).toBe(true);
    expect(isOpen(symbol, close)).toBe(false);
  });

  it('of Friday stay the latest ones through the weekend and until Monday opens', () => {
    const newYork = exchangeOf('SPX');
    expect(latestSession(newYork, Date.UTC(2026, 10, 22, 18)).day).toBe('2026-11-20');
    expect(latestSession(newYork, Date.UTC(2026, 10, 23, 14, 29)).day).toBe('2026-11-20');
    expect(sessionBefore(newYork, { day: '2026-11-23' }).day).toBe('2026-11-20');
  });
});

describe('the days of the ECB', () => {
  it('leave out weekends and the six closing days of TARGET', () => {
    const closed = [
      '2026-01-01',
      '2026-04-03',
      '2026-04-06',
      '2026-05-01',
      '2026-12-25',
      '2027-03-26',
      '2027-03-29',
    ];
    const open = [
      '2026-04-02',
      '2026-04-07',
      '2026-05-14',
      '2026-12-24',
      '2026-12-28',
      '2027-03-25',
      '2027-03-30',
    ];
    expect(closed.filter(isTargetDay)).toEqual([]);
    expect(open.filter(isTargetDay)).toEqual(open);
    expect(isTargetDay('2026-11-21')).toBe(false);
    expect(targetDayBefore('2026-04-07')).toBe('2026-04-02');
  });

  it('turn at 16:00 in Frankfurt, summer and winter', () => {
    expect(newestPublishedDay(Date.UTC(2026, 10, 23, 14, 59, 59))).toBe('2026-11-20');
    expect(newestPublishedDay(Date.UTC(2026, 10, 23, 15, 0))).toBe('2026-11-23');
    expect(newestPublishedDay(Date.UTC(2026, 6, 6, 13, 59))).toBe('2026-07-03');
    expect(newestPublishedDay(Date.UTC(2026, 6, 6, 14, 0))).toBe('2026-07-06');
  });

  it('are fixed at 14:15 in Frankfurt', () => {
    expect(fixedAt('2026-11-23')).toBe(Date.UTC(2026, 10, 23, 13, 15));
  });
});
