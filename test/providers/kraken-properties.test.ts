/** What no body of Kraken's can do to a reader: show a figure that an honest body would not have shown. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kraken } from '../../src/providers/kraken.ts';
import { parseCandles } from '../../src/providers/kraken-candles.ts';
import type { Answer } from '../../src/providers/provider.ts';
import { UpstreamError } from '../../src/system/upstream-error.ts';
import { noon, sameEverywhere } from './fake-http.ts';
import { mutationsOf, withUnknownFields } from './mutations.ts';

const entry = (last: string, open: string) => ({
  a: ['2.1', '1', '1.000'],
  c: [last, '0.5'],
  t: [58, 2757],
  o: open,
});
const body = { error: [], result: { XXBTZUSD: entry('2.10', '2.00'), XETHZUSD: entry('1.10', '1.00') } };
const asks = [
  { id: 'quote:BTC', symbol: 'XBTUSD' },
  { id: 'quote:ETH', symbol: 'ETHUSD' },
] as const;

const read = (text: string): Promise<readonly Answer[]> => kraken.fetch(asks, sameEverywhere(text));
const honest = await read(JSON.stringify(body));

describe('tickers', () => {
  it('read the same with any field that is not known', async () => {
    const name = fc
      .string()
      .filter((text) => !['__proto__', 'error', 'result', 'a', 'c', 't', 'o'].includes(text));
    await fc.assert(
      fc.asyncProperty(name, fc.jsonValue(), async (key, value) => {
        expect(await read(withUnknownFields(body, key, value))).toEqual(honest);
      }),
    );
  });

  it('are refused where one is broken, never read otherwise, and the other one stays', async () => {
    await fc.assert(
      fc.asyncProperty(mutationsOf(body, ['result', 'XXBTZUSD']), async ({ text }) => {
        const [broken, other] = await read(text);
        expect(other).toEqual(honest[1]);
        if (broken?.ok) expect(broken).toEqual(honest[0]);
      }),
      { numRuns: 500 },
    );
  });

  it('are refused, never read otherwise, where anything around them is broken', async () => {
    await fc.assert(
      fc.asyncProperty(mutationsOf(body), async ({ text }) => {
        const answers = await read(text).catch((error: unknown) => {
          expect(error).toBeInstanceOf(UpstreamError);
          return [];
        });
        for (const [index, answer] of answers.entries()) if (answer.ok) expect(answer).toEqual(honest[index]);
      }),
      { numRuns: 500 },
    );
  });
});

describe('candles', () => {
  const midnight = Date.UTC(2026, 10, 23) / 1000;
  const rows = [0, 1800, 3600].map((at) => [midnight + at, '1.0', '3', '0', `1.${at}`, '1', '2', 3]);
  const candles = { error: [], result: { XXBTZUSD: rows, last: midnight } };
  const line = parseCandles(JSON.stringify(candles), 'XBTUSD', noon);

  it('draw nothing that an honest body would not have drawn, and nothing ahead of now', () => {
    fc.assert(
      fc.property(mutationsOf(candles), ({ text }) => {
        try {
          for (const point of parseCandles(text, 'XBTUSD', noon).slice(1)) expect(line).toContainEqual(point);
        } catch (error) {
          if (!(error instanceof UpstreamError)) throw error;
        }
      }),
      { numRuns: 500 },
    );
  });
});
