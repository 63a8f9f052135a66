/** What no body of Coinbase's can do to a reader: show a figure that an honest body would not have shown. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coinbase } from '../../src/providers/coinbase.ts';
import { parseCandles } from '../../src/providers/coinbase-candles.ts';
import { parseProducts } from '../../src/providers/coinbase-products.ts';
import { parseTrades } from '../../src/providers/coinbase-trades.ts';
import { UpstreamError } from '../../src/system/upstream-error.ts';
import { fakeNetwork, noon } from './fake-http.ts';
import { mutationsOf, withUnknownFields } from './mutations.ts';

const ticker = { trade_id: 7, price: '4417.01', bid: '4417', time: '2026-11-23T11:59:58.123456Z' };
const stats = { open: '4400.50', high: '5000', last: '4417.01', volume: '3' };

async function read(tickerText: string, statsText: string) {
  const { context } = fakeNetwork({
    '/products/BTC-USD/ticker': tickerText,
    '/products/BTC-USD/stats': statsText,
  });
  return coinbase.fetch([{ id: 'quote:BTC', symbol: 'BTC-USD' }], context);
}
const [honest] = await read(JSON.stringify(ticker), JSON.stringify(stats));

/** What `parse` makes of it; undefined where it refuses. Any other error fails the test. */
function attempt<T>(parse: () => T): T | undefined {
  try {
    return parse();
  } catch (error) {
    if (error instanceof UpstreamError) return undefined;
    throw error;
  }
}

describe('a product', () => {
  it('is read at all', () => {
    expect(honest).toMatchObject({ ok: true, observation: { value: { change: '16.51' } } });
  });

  it('reads the same with any field that is not known', async () => {
    const name = fc
      .string()
      .filter((text) => !['__proto__', ...Object.keys(ticker), ...Object.keys(stats)].includes(text));
    await fc.assert(
      fc.asyncProperty(name, fc.jsonValue(), async (key, value) => {
        const texts = [ticker, stats].map((body) => withUnknownFields(body, key, value));
        expect(await read(texts[0] ?? '', texts[1] ?? '')).toEqual([honest]);
      }),
    );
  });

  it('is refused where its ticker is broken, never read otherwise', async () => {
    await fc.assert(
      fc.asyncProperty(mutationsOf(ticker), async ({ text }) => {
        const answers = await read(text, JSON.stringify(stats)).catch((error: unknown) => {
          expect(error).toBeInstanceOf(UpstreamError);
          return [];
        });
        for (const answer of answers) expect(answer).toEqual(honest);
      }),
      { numRuns: 300 },
    );
  });

  it('loses no more than its change where its stats are broken', async () => {
    const bare = { kind: 'quote', price: '4417.01' };
    await fc.assert(
      fc.asyncProperty(mutationsOf(stats), async ({ text }) => {
        const [answer] = await read(JSON.stringify(ticker), text);
        const value = answer?.ok && answer.observation.value;
        expect([bare, honest?.ok && honest.observation.value]).toContainEqual(value);
      }),
      { numRuns: 300 },
    );
  });
});

describe('candles, trades and products', () => {
  it('draw nothing that an honest body would not have drawn, and nothing ahead of now', () => {
    const rows = [1, 2, 3].map((n) => [noon / 1000 - n * 900, 1, 9, 2 + n / 8, 3 + n / 8, 12]);
    const line = parseCandles(JSON.stringify(rows), noon);
    const opens = rows.map(([t = 0, , , open = 0]) => ({ t: t * 1000, price: String(open) }));
    fc.assert(
      fc.property(mutationsOf(rows), ({ text }) => {
        for (const point of attempt(() => parseCandles(text, noon)) ?? []) {
          expect([...line, ...opens]).toContainEqual(point);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('are read as they are or not at all', () => {
    const trade = { product_id: 'BTC-USD', price: '68923.67', time: '2026-04-07T00:28:58.544778Z', ask: '' };
    const trades = { trades: [trade], best_bid: '1' };
    const product = {
      id: 'A-B',
      base_currency: 'A',
      quote_currency: 'B',
      quote_increment: '0.01',
      status: 'online',
    };
    const expected = parseTrades(JSON.stringify(trades), 'BTC-USD');
    fc.assert(
      fc.property(mutationsOf(trades), ({ text }) => {
        expect([expected, undefined]).toContainEqual(attempt(() => parseTrades(text, 'BTC-USD')));
      }),
    );
    fc.assert(
      fc.property(mutationsOf([product], [0]), ({ text, path, how }) => {
        const [read] = attempt(() => parseProducts(text)) ?? [];
        // Names are free text: another one is another product, but a step of the price is a number.
        if (path.at(-1) === 'quote_increment' && how !== 'delete') expect(read).toBeUndefined();
      }),
    );
  });
});
