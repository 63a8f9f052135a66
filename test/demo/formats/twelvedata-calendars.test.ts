/** What Twelve Data's format says of a market's hours, against the calendar by which the service decides. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTwelvedata } from '../../../src/demo/formats/twelvedata.ts';
import { type Listing, tradedListings } from '../../../src/demo/listings.ts';
import { priceAt } from '../../../src/demo/walks.ts';
import { addDays } from '../../../src/system/zone.ts';
import { lastClose, sessionAt } from '../../../src/worker/market-calendar.ts';
import { at, calendarOf, shipped } from '../../support/calendars.ts';
import { ask, bodyOf, found } from '../ask.ts';
import { momentsOf } from '../calendar-moments.ts';

const twelvedata = createTwelvedata({ calendars: shipped });
const listings = tradedListings(shipped);
const dayMs = 86_400_000;
const minuteMs = 60_000;

interface Quote {
  readonly is_market_open: boolean;
  readonly datetime: string;
  readonly timestamp: number;
  readonly last_quote_at: number;
  readonly close: string;
  readonly high: string;
  readonly low: string;
  readonly volume: string;
  readonly average_volume: string;
  readonly previous_close: string;
}

const quote = (symbol: string, now: number) => bodyOf<Quote>(ask(twelvedata, '/quote', { symbol }, { now }));
/** Beginnings, oldest first. */
function candles(symbol: string, now: number, interval = '15min', outputsize = '60'): readonly number[] {
  const query = { symbol, interval, outputsize, timezone: 'UTC', order: 'ASC' };
  const body = bodyOf<{ values: { datetime: string }[] }>(ask(twelvedata, '/time_series', query, { now }));
  return body.values.map(({ datetime }) => Date.parse(`${datetime.replace(' ', 'T')}Z`));
}
const price = (listing: Listing, t: number) => priceAt(listing, 7, t);

/** One listing of each exchange. */
const exchanges = [...new Map(listings.map((listing) => [listing.exchange.name, listing])).values()];

/** By the exchange's wall clock; whether it is open then, and the last day of trading. */
const moments: readonly (readonly [symbol: string, wallClock: string, isOpen: boolean, day: string])[] = [
  ['SPX', '2026-11-26 12:00', false, '2026-11-25'],
  ['IXIC', '2026-11-26 12:00', false, '2026-11-25'],
  ['IXIC', '2026-11-27 12:59', true, '2026-11-27'],
  ['SPX', '2026-11-27 13:00', false, '2026-11-27'],
  ['SPX', '2026-11-28 12:00', false, '2026-11-27'],
  ['SPX', '2026-03-09 09:30', true, '2026-03-09'],
  ['SPX', '2026-11-02 09:29', false, '2026-10-30'],
  ['FTSE', '2026-12-24 12:29', true, '2026-12-24'],
  ['FTSE', '2026-12-28 12:00', false, '2026-12-24'],
  ['FTSE', '2026-03-30 08:00', true, '2026-03-30'],
  ['FTSE', '2026-10-26 07:59', false, '2026-10-23'],
  ['GDAXI', '2026-12-30 13:59', true, '2026-12-30'],
  ['GDAXI', '2026-12-30 14:00', false, '2026-12-30'],
  ['GDAXI', '2026-12-31 12:00', false, '2026-12-30'],
  ['GDAXI', '2026-10-26 09:00', true, '2026-10-26'],
  ['N225', '2026-11-23 10:00', false, '2026-11-20'],
  ['N225', '2026-11-24 12:00', false, '2026-11-24'],
  ['N225', '2026-11-24 15:29', true, '2026-11-24'],
  ['N225', '2026-11-24 15:30', false, '2026-11-24'],
];

function listed(symbol: string): (typeof listings)[number] {
  return found(listings, (listing) => listing.symbol === symbol);
}

describe('a quote', () => {
  it.each(moments)('of %s at %s: open is %s, the day is %s', (symbol, wallClock, isOpen, day) => {
    const calendar = calendarOf(listed(symbol).exchange.calendar);
    const now = at(calendar, wallClock);
    expect(sessionAt(calendar, now).kind === 'open').toBe(isOpen);
    expect(quote(symbol, now)).toMatchObject({ is_market_open: isOpen, datetime: day });
  });

  it('stands still in a lunch break, at the price and the minute at which it began', () => {
    const tse = calendarOf('tse');
    const lunchAt = at(tse, '2026-11-24 11:30');
    const body = quote('N225', lunchAt);
    expect(quote('N225', at(tse, '2026-11-24 12:29'))).toEqual(body);
    expect(Number(body.close)).toBe(price(listed('N225'), lunchAt));
    expect(body.last_quote_at).toBe(lunchAt / 1000 - 60);
    expect(body.timestamp).toBe(at(tse, '2026-11-24 09:00') / 1000);
    const afternoon = quote('N225', at(tse, '2026-11-24 12:30'));
    expect(afternoon.last_quote_at).toBe(at(tse, '2026-11-24 12:30') / 1000);
    // Two and a half of five and a half hours.
    expect(Number(body.volume) / Number(body.average_volume)).toBeCloseTo(2.5 / 5.5, 6);
  });

  it('has the extremes of what was traded, not of what the price did in the break', () => {
    const tse = calendarOf('tse');
    const day = (number: number) =>
      new Date(Date.UTC(2026, 5, 1) + number * dayMs).toISOString().slice(0, 10);
    const days = Array.from({ length: 90 }, (_, number) => day(number));
    const beyond = days.flatMap((each) => {
      const now = at(tse, `${each} 15:30`);
      if (quote('N225', now).datetime !== each) return [];
      const { low, high } = quote('N225', now);
      const noon = price(listed('N225'), at(tse, `${each} 12:00`));
      return noon < Number(low) || noon > Number(high) ? [each] : [];
    });
    expect(beyond).not.toEqual([]);
  });

  it('has the close of the last session before, whatever lies between', () => {
    const nyse = calendarOf('nyse');
    const spx = listed('SPX');
    const previous = (wallClock: string) => Number(quote('SPX', at(nyse, wallClock)).previous_close);
    expect(previous('2026-11-27 12:00')).toBe(price(spx, at(nyse, '2026-11-25 16:00')));
    expect(previous('2026-11-30 12:00')).toBe(price(spx, at(nyse, '2026-11-27 13:00')));
  });
});

describe('a series', () => {
  it('has no candle in a lunch break, on a holiday or after a half day', () => {
    const times = (symbol: string, wallClock: string, count: string) => {
      const calendar = calendarOf(listed(symbol).exchange.calendar);
      return candles(symbol, at(calendar, wallClock), '30min', count).map((start) =>
        new Date(start).toISOString().slice(5, 16),
      );
    };
    // Tokyo is nine hours ahead of UTC, New York five behind.
    expect(times('N225', '2026-11-24 13:10', '8')).toEqual([
      '11-20T06:00',
      ...['11-24T00:00', '11-24T00:30', '11-24T01:00', '11-24T01:30', '11-24T02:00'],
      ...['11-24T03:30', '11-24T04:00'],
    ]);
    expect(times('SPX', '2026-11-30 09:30', '9')).toEqual([
      '11-25T20:30',
      ...['11-27T14:30', '11-27T15:00', '11-27T15:30', '11-27T16:00', '11-27T16:30', '11-27T17:00'],
      ...['11-27T17:30', '11-30T14:30'],
    ]);
  });
});

describe.each(exchanges)('$exchange.name at any moment that its calendar covers', ({ symbol, exchange }) => {
  const calendar = calendarOf(exchange.calendar);
  const isOpen = (moment: number) => sessionAt(calendar, moment).kind === 'open';
  // The first weeks are left to the sessions before them.
  const moments = momentsOf({ ...calendar.hours, from: addDays(calendar.hours.from, 21) });

  it('says of its market and its times what the calendar says', () => {
    fc.assert(
      fc.property(moments, (now) => {
        const body = quote(symbol, now);
        expect(body.is_market_open).toBe(isOpen(now));
        expect(isOpen(body.last_quote_at * 1000)).toBe(true);
        const closed = lastClose(calendar, now);
        if (!body.is_market_open) expect((body.last_quote_at + 60) * 1000).toBe(closed);
        const before = lastClose(calendar, body.timestamp * 1000) ?? 0;
        expect(Number(body.previous_close)).toBe(price(listed(symbol), before));
      }),
      { numRuns: 100 },
    );
  });

  it.each(['1min', '15min', '1h'])('has candles of %s in trading only, and none left out', (interval) => {
    const steps: Record<string, number> = { '1min': minuteMs, '15min': 15 * minuteMs, '1h': 60 * minuteMs };
    const stepMs = steps[interval] ?? 0;
    fc.assert(
      fc.property(moments, (now) => {
        const starts = candles(symbol, now, interval);
        expect(starts).toHaveLength(60);
        expect(starts.filter((start) => !isOpen(start))).toEqual([]);
        for (const [index, start] of starts.slice(1).entries()) {
          const previous = starts[index] ?? 0;
          // Either trading went on from the one before, or it had ended by then.
          if (start - previous !== stepMs) expect(lastClose(calendar, start)).toBeGreaterThan(previous);
        }
        expect(now - (starts.at(-1) ?? 0) < stepMs || !isOpen(now)).toBe(true);
      }),
      { numRuns: 30 },
    );
  });
});
