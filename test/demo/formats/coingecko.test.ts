import { describe, expect, it } from 'vitest';
import { coins } from '../../../src/demo/coins.ts';
import { coinbase } from '../../../src/demo/formats/coinbase.ts';
import { coingecko } from '../../../src/demo/formats/coingecko.ts';
import { kraken } from '../../../src/demo/formats/kraken.ts';
import { createWorld } from '../../../src/demo/world.ts';
import { ask, bodyOf } from '../ask.ts';

const now = Date.UTC(2026, 10, 23, 14, 37, 12);
const dayMs = 86_400_000;

interface Entry {
  readonly id: string;
  readonly current_price: number;
  readonly high_24h: number;
  readonly low_24h: number;
  readonly price_change_24h: number;
  readonly price_change_percentage_24h: number;
  readonly last_updated: string;
}
interface Chart {
  readonly prices: readonly (readonly [number, number])[];
}

const markets = (query: Record<string, string>, world = createWorld(7), at = now) =>
  ask(coingecko, '/coins/markets', { vs_currency: 'usd', ...query }, { now: at, world });
const entries = (...given: Parameters<typeof markets>) => bodyOf<Entry[]>(markets(...given));
const chartOf = (coin: string, query: Record<string, string> = {}, world = createWorld(7)) =>
  ask(
    coingecko,
    '/coins/:coin/market_chart',
    { vs_currency: 'usd', days: '1', ...query },
    { now, world, params: { coin } },
  );

describe('the markets', () => {
  it('hold the coins asked for, and drop without a word what they do not know', () => {
    const ids = (text: string) => entries({ ids: text }).map(({ id }) => id);
    expect(ids('bitcoin,ripple')).toEqual(['bitcoin', 'ripple']);
    expect(ids('bitcoin,frogcoin,ethereum')).toEqual(['bitcoin', 'ethereum']);
    // The trap of the service itself: behind a blank there is no name.
    expect(ids('bitcoin, ethereum')).toEqual(['bitcoin']);
    expect(ids('frogcoin')).toEqual([]);
    expect(entries({})).toHaveLength(coins.length);
  });

  it('price each coin as Kraken and Coinbase do, within a hair', () => {
    for (const { id, ticker, pair } of coins) {
      const [entry] = entries({ ids: id });
      const price = entry?.current_price ?? 0;
      const world = createWorld(7);
      const at = Date.parse(entry?.last_updated ?? '');
      const onKraken = ask(kraken, '/0/public/Ticker', { pair: pair.symbol }, { now: at, world }).served?.[
        pair.symbol
      ];
      const product = `${ticker.toUpperCase()}-USD`;
      const onCoinbase = ask(
        coinbase,
        '/products/:product/ticker',
        {},
        { now: at, world, params: { product } },
      );
      for (const other of [onKraken, onCoinbase.served?.[product]]) {
        expect(Math.abs(price / Number(other) - 1)).toBeLessThan(0.001);
      }
    }
  });

  it('state a change that the prices bear out, and a day that holds both ends', () => {
    for (const entry of entries({})) {
      const before = entry.current_price - entry.price_change_24h;
      expect(entry.price_change_percentage_24h).toBeCloseTo((100 * entry.price_change_24h) / before, 3);
      expect(entry.high_24h).toBeGreaterThanOrEqual(Math.max(entry.current_price, before - 1e-9));
      expect(entry.low_24h).toBeLessThanOrEqual(Math.min(entry.current_price, before + 1e-9));
    }
  });

  it('are a few seconds old, and never of the future', () => {
    const [entry] = entries({ ids: 'bitcoin' });
    expect(Date.parse(entry?.last_updated ?? '')).toBe(Date.UTC(2026, 10, 23, 14, 37, 10));
  });

  it('ask for a currency', () => {
    const answer = ask(coingecko, '/coins/markets', {}, { now });
    expect([answer.status, answer.body]).toEqual([422, '{"error":"Missing parameter vs_currency"}']);
  });

  it('say what they served, as printed', () => {
    const answer = markets({ ids: 'bitcoin,dogecoin' });
    for (const [id, price] of Object.entries(answer.served ?? {})) {
      expect(answer.body).toContain(`"id":"${id}"`);
      expect(answer.body).toContain(`"current_price":${price},`);
    }
    expect(Object.keys(answer.served ?? {})).toEqual(['bitcoin', 'dogecoin']);
  });
});

describe('the chart', () => {
  it('is a day in steps of five minutes that ends on the price of the markets', () => {
    const { prices } = bodyOf<Chart>(chartOf('bitcoin'));
    const [entry] = entries({ ids: 'bitcoin' });
    const times = prices.map(([t]) => t);
    expect(prices.length).toBeGreaterThan(285);
    expect(times.at(-1)).toBe(Date.parse(entry?.last_updated ?? ''));
    expect(prices.at(-1)?.[1]).toBe(entry?.current_price);
    expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeLessThanOrEqual(dayMs);
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });

  it('is refused for an unknown coin, currency and length', () => {
    expect(chartOf('frogcoin').status).toBe(404);
    expect(chartOf('bitcoin', { vs_currency: 'eth' }).status).toBe(422);
    expect(chartOf('bitcoin', { days: '30' }).status).toBe(422);
  });
});

describe('a price set by hand', () => {
  it('stands at once in markets and chart, of that coin only, and its time never goes back', () => {
    const world = createWorld(7);
    world.set('coingecko', 'bitcoin', { value: '0.00000012', at: now });
    const answer = markets({ ids: 'bitcoin,ripple' }, world);
    expect(answer.served).toMatchObject({ bitcoin: '1.2e-7' });
    expect(answer.body).toContain('"current_price":1.2e-7');
    const unset = Number(markets({ ids: 'ripple' }).served?.ripple);
    expect(Number(answer.served?.ripple) / unset).toBeCloseTo(1, 3);
    expect(bodyOf<Chart>(chartOf('bitcoin', {}, world)).prices.at(-1)?.[1]).toBe(1.2e-7);

    const updated = (at: number) => Date.parse(entries({ ids: 'bitcoin' }, world, at)[0]?.last_updated ?? '');
    const setTime = updated(now);
    expect(setTime).toBe(now);
    world.clear('coingecko', now + 900);
    expect(updated(now + 901)).toBeGreaterThanOrEqual(setTime);
    expect(updated(now + 901)).toBeLessThanOrEqual(now + 901);
  });
});
