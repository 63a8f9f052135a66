import { describe, expect, it } from 'vitest';
import { cryptoPairs } from '../../../src/demo/crypto-pairs.ts';
import { kraken } from '../../../src/demo/formats/kraken.ts';
import { priceAt } from '../../../src/demo/walks.ts';
import { createWorld } from '../../../src/demo/world.ts';
import { ask, bodyOf, found } from '../ask.ts';

const now = Date.UTC(2026, 10, 23, 14, 37, 12);
const midnight = Date.UTC(2026, 10, 23);
const ticker = (pair: string, world = createWorld(7)) =>
  ask(kraken, '/0/public/Ticker', { pair }, { now, world });
type Row = readonly [number, string, string, string, string, string, string, number];

interface Quote {
  readonly [field: string]: readonly string[] | string;
}
const quotesOf = (answer: ReturnType<typeof ask>) =>
  bodyOf<{ error: string[]; result: Record<string, Quote> }>(answer);
const quote = (pair: string, key: string, world = createWorld(7)): Quote =>
  quotesOf(ticker(pair, world)).result[key] ?? {};
const candles = (query: Record<string, string>, world = createWorld(7)) => {
  const answer = ask(kraken, '/0/public/OHLC', query, { now, world });
  const { last, ...pairs } = bodyOf<{ result: Record<string, Row[]> & { last: number } }>(answer).result;
  return { last, rows: Object.values(pairs as Record<string, Row[]>)[0] ?? [] };
};

const pairOf = (name: string) => found(cryptoPairs, ({ symbol }) => symbol === name);

describe('the ticker', () => {
  it('answers the old pairs under their own keys and the newer ones as asked', () => {
    const names = 'XBTUSD,ETHUSD,XRPUSD,LTCUSD,XDGUSD,SOLUSD,ADAUSD,DOTUSD';
    const body = quotesOf(ticker(names));
    expect(body.error).toEqual([]);
    expect(Object.keys(body.result)).toEqual(
      'XXBTZUSD XETHZUSD XXRPZUSD XLTCZUSD XDGUSD SOLUSD ADAUSD DOTUSD'.split(' '),
    );
  });

  it('has all nine fields, strings but for the counts of trades', () => {
    const decimal = /^\d+\.\d+$/;
    expect(quote('XBTUSD', 'XXBTZUSD')).toEqual({
      a: [expect.stringMatching(decimal), expect.stringMatching(/^\d+$/), expect.stringMatching(decimal)],
      b: [expect.stringMatching(decimal), expect.stringMatching(/^\d+$/), expect.stringMatching(decimal)],
      c: [expect.stringMatching(decimal), expect.stringMatching(decimal)],
      v: [expect.stringMatching(decimal), expect.stringMatching(decimal)],
      p: [expect.stringMatching(decimal), expect.stringMatching(decimal)],
      t: [expect.any(Number), expect.any(Number)],
      l: [expect.stringMatching(decimal), expect.stringMatching(decimal)],
      h: [expect.stringMatching(decimal), expect.stringMatching(decimal)],
      o: expect.stringMatching(decimal),
    });
  });

  it('opens the day with the price of midnight in UTC and ends on the price of now', () => {
    const { o, c } = quote('XBTUSD', 'XXBTZUSD');
    expect(Number(o)).toBe(priceAt(pairOf('XBTUSD'), 7, midnight));
    expect(Number(c?.[0])).toBe(priceAt(pairOf('XBTUSD'), 7, now));
  });

  it('keeps ask above last above bid, and every extreme around it', () => {
    for (const { a, b, c, l, h, o } of Object.values(quotesOf(ticker('XBTUSD,ADAUSD,XDGUSD')).result)) {
      const [least, last, most] = [b, c, a].map((field) => Number(field?.[0]));
      expect(most).toBeGreaterThan(last ?? 0);
      expect(least).toBeLessThan(last ?? 0);
      for (const n of [0, 1]) {
        expect(Number(l?.[n])).toBeLessThanOrEqual(Math.min(last ?? 0, Number(o)));
        expect(Number(h?.[n])).toBeGreaterThanOrEqual(Math.max(last ?? 0, Number(o)));
      }
      expect(Number(h?.[1])).toBeGreaterThanOrEqual(Number(h?.[0]));
    }
  });

  it('refuses a batch with one unknown pair, under HTTP 200', () => {
    const answer = ticker('XBTUSD,NOPEUSD');
    expect(answer.status).toBe(200);
    expect(quotesOf(answer)).toEqual({ error: ['EQuery:Unknown asset pair'] });
    expect(answer.served).toBeUndefined();
  });

  it('says what it served, as printed', () => {
    const answer = ticker('XBTUSD,ETHUSD');
    const { result } = quotesOf(answer);
    expect(answer.served).toEqual({ XBTUSD: result.XXBTZUSD?.c?.[0], ETHUSD: result.XETHZUSD?.c?.[0] });
  });
});

describe('the candles', () => {
  const sinceMidnight = { pair: 'XBTUSD', interval: '30', since: String(midnight / 1000 - 1) };

  it('start after `since` and run without a gap to the one under way', () => {
    const { rows, last } = candles(sinceMidnight);
    const starts = rows.map(([start]) => start);
    expect(starts[0]).toBe(midnight / 1000);
    expect(starts.at(-1)).toBe(Date.UTC(2026, 10, 23, 14, 30) / 1000);
    expect(starts).toHaveLength(30);
    expect(last).toBe(Date.UTC(2026, 10, 23, 14, 0) / 1000);
    expect(candles({ ...sinceMidnight, since: String(midnight / 1000) }).rows).toHaveLength(29);
  });

  it('agree with the ticker: the first opens as the day does, the last closes at the last price', () => {
    const { rows } = candles(sinceMidnight);
    const { o, c, h } = quote('XBTUSD', 'XXBTZUSD');
    expect(rows[0]?.[1]).toBe(o);
    expect(rows.at(-1)?.[4]).toBe(c?.[0]);
    const highest = Math.max(...rows.map((row) => Number(row[2])));
    expect(highest).toBeLessThanOrEqual(Number(h?.[0]));
  });

  it('close where the next one opens and hold open and close between low and high', () => {
    const { rows } = candles({ ...sinceMidnight, pair: 'SOLUSD' });
    rows.forEach((row, n) => {
      const [open, high, low, close] = row.slice(1, 5).map(Number);
      expect(high).toBeGreaterThanOrEqual(Math.max(open ?? 0, close ?? 0));
      expect(low).toBeLessThanOrEqual(Math.min(open ?? 0, close ?? 0));
      if (n > 0) expect(row[1]).toBe(rows[n - 1]?.[4]);
    });
  });

  it('have eight fields: start, five prices and the volume as text, the count of trades', () => {
    const row = candles(sinceMidnight).rows[3];
    const text = expect.stringMatching(/^\d+\.\d+$/);
    expect(row).toEqual([expect.any(Number), text, text, text, text, text, text, expect.any(Number)]);
  });

  it('are never more than 720', () => {
    expect(candles({ pair: 'XBTUSD', interval: '1', since: '0' }).rows).toHaveLength(720);
  });

  it('refuse an unknown pair and an odd interval in the same way as the ticker', () => {
    const refused = (query: Record<string, string>) =>
      bodyOf<{ error: string[] }>(ask(kraken, '/0/public/OHLC', query, { now })).error;
    expect(refused({ pair: 'NOPEUSD' })).toEqual(['EQuery:Unknown asset pair']);
    expect(refused({ pair: 'XBTUSD', interval: '7' })).toEqual(['EGeneral:Invalid arguments']);
  });
});

describe('a price set by hand', () => {
  it('is the last price at once, widens the day and closes the candle under way', () => {
    const world = createWorld(7);
    world.set('kraken', 'XBTUSD', { value: '123456.7', at: now });
    const answer = ticker('XBTUSD,ETHUSD', world);
    const { c, h, o } = quotesOf(answer).result.XXBTZUSD ?? {};
    expect(c?.[0]).toBe('123456.70000');
    expect(h?.[0]).toBe('123456.70000');
    expect(o).toBe(quote('XBTUSD', 'XXBTZUSD').o);
    expect(answer.served?.XBTUSD).toBe('123456.70000');
    expect(answer.served?.ETHUSD).toBe(ticker('ETHUSD').served?.ETHUSD);
    const halfHours = { pair: 'XBTUSD', interval: '30', since: '0' };
    expect(candles(halfHours, world).rows.at(-1)?.[4]).toBe('123456.70000');
    expect(candles(halfHours, world).rows.at(-2)).toEqual(candles(halfHours).rows.at(-2));
  });
});
