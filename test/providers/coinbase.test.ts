/** Coinbase's provider: a product at a time, the change over 24 hours, one that fails beside others, the line. */
import { describe, expect, it } from 'vitest';
import { coinbase } from '../../src/providers/coinbase.ts';
import { parseStats } from '../../src/providers/coinbase-product.ts';
import { parseProducts } from '../../src/providers/coinbase-products.ts';
import { parseTrades } from '../../src/providers/coinbase-trades.ts';
import type { Ask } from '../../src/providers/provider.ts';
import { UpstreamError } from '../../src/system/upstream-error.ts';
import { type Body, fakeNetwork, noon } from './fake-http.ts';

const ask = (symbol: string): Ask => ({ id: `quote:${symbol}`, symbol });
const path = (product: string, what: string) => `/products/${product}/${what}`;
const ticker = (price: string, time = '2026-11-23T11:59:58.123456Z') =>
  JSON.stringify({ trade_id: 7, price, size: '0.1', bid: '1', ask: '2', volume: '12.5', time });
const stats = (open: string, last = '1') =>
  JSON.stringify({ open, high: '9', low: '1', last, volume: '3', volume_30day: '90' });
const product = (id: string, price: string, open: string): Record<string, Body> => ({
  [path(id, 'ticker')]: ticker(price),
  [path(id, 'stats')]: stats(open),
});

const fetchFrom = (bodies: Readonly<Record<string, Body>>, ...symbols: string[]) =>
  coinbase.fetch(symbols.map(ask), fakeNetwork(bodies).context);

describe('a product', () => {
  it('is the price of its last trade against 24 hours ago, to the last digit', async () => {
    expect(await fetchFrom(product('BTC-USD', '4417.01000000', '4400.5'), 'BTC-USD')).toEqual([
      {
        id: 'quote:BTC-USD',
        ok: true,
        observation: {
          asOf: Date.UTC(2026, 10, 23, 11, 59, 58, 123),
          value: {
            kind: 'quote',
            price: '4417.01000000',
            basis: 'rolling24h',
            reference: '4400.5',
            change: '16.51000000',
            changePct: '0.3752',
          },
        },
      },
    ]);
  });

  it.each<[string, Body]>([
    ['are missing', new UpstreamError('timeout', 'late')],
    ['open at zero', stats('0.00000000')],
    [
      'are of the older form, without a last price',
      '{"open":"254.04","high":"255","low":"244","volume":"7697"}',
    ],
    ['are no stats', '{"message":"busy"}'],
  ])('stands without a change where its stats %s', async (_what, body) => {
    const bodies = { [path('BTC-USD', 'ticker')]: ticker('5.0'), [path('BTC-USD', 'stats')]: body };
    const [only] = await fetchFrom(bodies, 'BTC-USD');
    expect(only?.ok && only.observation.value).toEqual({ kind: 'quote', price: '5.0' });
  });

  it('is asked for after the one before it, so that few requests come at once', async () => {
    const bodies = { ...product('BTC-USD', '1', '1'), ...product('ETH-USD', '2', '1') };
    const { context, asked } = fakeNetwork(bodies);
    await coinbase.fetch(['BTC-USD', 'ETH-USD'].map(ask), context);
    expect(asked.map((each) => each.path)).toEqual([
      '/products/BTC-USD/ticker',
      '/products/BTC-USD/stats',
      '/products/ETH-USD/ticker',
      '/products/ETH-USD/stats',
    ]);
  });

  it.each(['btc-usd', 'BTC/USD', 'BTC-USD/..', '../BTC-USD', 'BTC', 'BTC-USD?x=1', ''])(
    'that is none is not asked for: %j',
    async (symbol) => {
      const { context, asked } = fakeNetwork({});
      expect(await coinbase.fetch([ask(symbol)], context)).toMatchObject([
        { refusal: { kind: 'not-found' } },
      ]);
      expect(asked).toEqual([]);
    },
  );
});

describe('one product that fails', () => {
  it('leaves the others, and says why', async () => {
    const bodies = {
      ...product('BTC-USD', '1', '1'),
      [path('ETH-USD', 'ticker')]: new UpstreamError('timeout', 'late'),
      [path('SOL-USD', 'ticker')]: '{"message":"busy"}',
    };
    expect(await fetchFrom(bodies, 'ETH-USD', 'BTC-USD', 'SOL-USD', 'FROG-USD')).toMatchObject([
      { id: 'quote:ETH-USD', refusal: { kind: 'timeout' } },
      { id: 'quote:BTC-USD', ok: true },
      { id: 'quote:SOL-USD', refusal: { kind: 'shape' } },
      { id: 'quote:FROG-USD', refusal: { kind: 'not-found' } },
    ]);
  });

  it('is the trouble of the whole request where no product has a price, the first one first', async () => {
    const late = new UpstreamError('timeout', 'late');
    const throttled = new UpstreamError('throttled', 'slow down');
    const bodies = { [path('ETH-USD', 'ticker')]: late, [path('SOL-USD', 'ticker')]: throttled };
    await expect(fetchFrom(bodies, 'ETH-USD', 'SOL-USD')).rejects.toBe(late);
    await expect(fetchFrom(bodies, 'FROG-USD', 'SOL-USD')).rejects.toBe(throttled);
  });

  it('because it is unknown has been answered', async () => {
    expect(await fetchFrom({}, 'FROG-USD')).toMatchObject([{ refusal: { kind: 'not-found' } }]);
  });

  it('through a fault of ours is not passed off as the upstream\u2019s', async () => {
    const broken = () => {
      throw new TypeError('a bug');
    };
    await expect(fetchFrom({ [path('BTC-USD', 'ticker')]: broken }, 'BTC-USD')).rejects.toThrow(TypeError);
  });
});

describe('the line of 24 hours', () => {
  const at = (minutes: number) => noon / 1000 + minutes * 60;
  const candle = (minutes: number, open: string, close: string) =>
    `[${at(minutes)},0.1,9.9,${open},${close},12.5]`;
  const historyOf = async (body: Body) => {
    const { context, asked } = fakeNetwork({ [path('BTC-USD', 'candles')]: body });
    const lines = await coinbase.history?.(['FROG-USD', 'frog/..', 'BTC-USD'].map(ask), context);
    return { lines, asked };
  };

  it('turns the newest candle first into the oldest point first, each close at the end of its candle', async () => {
    const { lines } = await historyOf(
      `[${[candle(-5, '1.2', '1.30'), candle(-30, '1.0', '1.1'), candle(-15, '1.1', '1.2'), candle(-1455, '7', '7')].join(',')}]`,
    );
    expect(lines).toEqual([
      {
        id: 'quote:BTC-USD',
        series: [
          { t: noon - 30 * 60_000, price: '1.0' },
          { t: noon - 15 * 60_000, price: '1.1' },
          { t: noon, price: '1.2' },
          { t: noon, price: '1.30' },
        ],
      },
    ]);
  });

  it('asks for quarters of an hour, since halves are none of its lengths', async () => {
    const { asked } = await historyOf('[]');
    expect(asked.at(-1)?.query).toEqual({
      granularity: '900',
      start: '2026-11-22T12:00:00.000Z',
      end: '2026-11-23T12:00:00.000Z',
    });
  });

  it('leaves out candles that cannot be read, and is missing where none can', async () => {
    const { lines } = await historyOf(`[[1,2],${candle(-30, '1.0', 'null')},${candle(-15, '1.1', '1.2')}]`);
    expect(lines?.[0]?.series.map(({ price }) => price)).toEqual(['1.1', '1.2']);
    expect((await historyOf('[]')).lines).toEqual([]);
  });
});

describe('other answers of Coinbase', () => {
  it('are never read for a price where they have none: open is yesterday\u2019s', () => {
    expect(() => parseStats('{"open":"254.04","high":"255.47","low":"244.29","volume":"7697"}')).toThrow(
      UpstreamError,
    );
    expect(parseStats(stats('2.0', '3.0'))).toEqual({ open: '2.0', last: '3.0' });
  });

  it('are the newest trade of the product', () => {
    const trade = (product_id: string, price: string, time: string) => ({ product_id, price, time, bid: '' });
    const text = JSON.stringify({
      trades: [
        trade('ETH-USD', '9', '2026-04-07T00:29:00Z'),
        trade('BTC-USD', '1', '2026-04-07T00:28:57.1Z'),
        trade('BTC-USD', '2', '2026-04-07T00:28:58.544778Z'),
      ],
    });
    expect(parseTrades(text, 'BTC-USD')).toEqual({ price: '2', at: Date.UTC(2026, 3, 7, 0, 28, 58, 544) });
    expect(() => parseTrades(text, 'SOL-USD')).toThrow(UpstreamError);
    expect(() => parseTrades('{"trades":{}}', 'BTC-USD')).toThrow(UpstreamError);
  });

  it('are the products and whether they trade', () => {
    const entry = { id: 'LTC-EUR', base_currency: 'LTC', quote_currency: 'EUR', quote_increment: '0.01' };
    const text = JSON.stringify([
      { ...entry, status: 'online' },
      { ...entry, status: 'delisted' },
    ]);
    expect(parseProducts(text)).toEqual([
      { id: 'LTC-EUR', base: 'LTC', quote: 'EUR', increment: '0.01', online: true },
      { id: 'LTC-EUR', base: 'LTC', quote: 'EUR', increment: '0.01', online: false },
    ]);
    expect(() => parseProducts('[{"id":"LTC-EUR"}]')).toThrow(UpstreamError);
  });
});
