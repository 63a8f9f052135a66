import { describe, expect, it } from 'vitest';
import { coinbase } from '../../../src/demo/formats/coinbase.ts';
import { createWorld } from '../../../src/demo/world.ts';
import { ask, bodyOf } from '../ask.ts';

const now = Date.UTC(2026, 10, 23, 14, 37, 13, 500);
const dayMs = 86_400_000;
type What = 'ticker' | 'stats' | 'candles';
type Row = readonly [number, number, number, number, number, number];

const get = (
  what: What,
  query: Record<string, string> = {},
  { product = 'BTC-USD', world = createWorld(7) } = {},
) => ask(coinbase, `/products/:product/${what}`, query, { now, world, params: { product } });
const textsOf = (...given: Parameters<typeof get>) => bodyOf<Record<string, string>>(get(...given));
const lastDay = {
  granularity: '900',
  start: new Date(now - dayMs).toISOString(),
  end: new Date(now).toISOString(),
};

describe('the ticker', () => {
  it('prints prices as text, ask above bid, and the time of the last trade in microseconds', () => {
    const { price, ask: above, bid, time } = textsOf('ticker');
    expect(price).toMatch(/^\d+\.\d\d$/);
    expect(Number(above)).toBeGreaterThan(Number(bid));
    expect(time).toBe('2026-11-23T14:37:12.000000Z');
  });

  it('takes either case, and does not know what is not there', () => {
    expect(textsOf('ticker', {}, { product: 'eth-usd' }).price).toBe(
      textsOf('ticker', {}, { product: 'ETH-USD' }).price,
    );
    const unknown = get('ticker', {}, { product: 'FROG-USD' });
    expect([unknown.status, unknown.body]).toEqual([404, '{"message":"NotFound"}']);
  });

  it('says what it served, as printed', () => {
    expect(get('ticker').served).toEqual({ 'BTC-USD': textsOf('ticker').price });
  });
});

describe('the stats', () => {
  it('end on the price of the ticker, and hold both ends of the day', () => {
    const { open, high, low, last } = textsOf('stats');
    expect(last).toBe(textsOf('ticker').price);
    expect(Number(high)).toBeGreaterThanOrEqual(Math.max(Number(open), Number(last)));
    expect(Number(low)).toBeLessThanOrEqual(Math.min(Number(open), Number(last)));
    expect(open).not.toBe(last);
  });
});

describe('the candles', () => {
  const rows = (query: Record<string, string> = lastDay, world = createWorld(7)) =>
    bodyOf<Row[]>(get('candles', query, { world }));

  it('begin with the newest, low before high, and run without a gap', () => {
    const all = rows();
    expect(all).toHaveLength(96);
    expect(all[0]?.[0]).toBe(Date.UTC(2026, 10, 23, 14, 30) / 1000);
    all.forEach(([t, low, high, open, close], n) => {
      expect(low).toBeLessThanOrEqual(Math.min(open, close));
      expect(high).toBeGreaterThanOrEqual(Math.max(open, close));
      if (n > 0) expect(t).toBe((all[n - 1]?.[0] ?? 0) - 900);
    });
  });

  it('close with the price of the ticker', () => {
    expect(rows()[0]?.[4]).toBe(Number(textsOf('ticker').price));
  });

  it('take times in seconds, and by themselves give the newest three hundred', () => {
    const seconds = {
      ...lastDay,
      start: String(Math.floor((now - dayMs) / 1000)),
      end: String(Math.floor(now / 1000)),
    };
    expect(rows(seconds).map(([t]) => t)).toEqual(rows().map(([t]) => t));
    expect(rows({ granularity: '60' })).toHaveLength(300);
  });

  it('are refused for a length that Coinbase has not, and for too many', () => {
    expect(get('candles', { ...lastDay, granularity: '1800' }).status).toBe(400);
    expect(get('candles', { ...lastDay, granularity: '60' }).status).toBe(400);
  });
});

describe('a price set by hand', () => {
  it('is the last price everywhere, of that product only, and its time never goes back', () => {
    const world = createWorld(7);
    world.set('coinbase', 'BTC-USD', { value: '123456.7', at: now });
    expect(get('ticker', {}, { world }).served).toEqual({ 'BTC-USD': '123456.70' });
    expect(textsOf('stats', {}, { world })).toMatchObject({ last: '123456.70', high: '123456.70' });
    expect(bodyOf<Row[]>(get('candles', lastDay, { world }))[0]?.[4]).toBe(123_456.7);
    expect(Date.parse(textsOf('ticker', {}, { world }).time ?? '')).toBe(now);
    const other = { product: 'ETH-USD' };
    expect(textsOf('ticker', {}, { ...other, world }).price).toBe(textsOf('ticker', {}, other).price);
  });

  it('is known by the product, in either case', () => {
    expect(coinbase.symbolOf('btc-usd')).toBe('BTC-USD');
    expect(coinbase.symbolOf('BTC-EUR')).toBeUndefined();
  });
});
