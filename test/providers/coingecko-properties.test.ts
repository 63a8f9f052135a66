/** What no body of CoinGecko's can do to a reader: show a figure that an honest body would not have shown. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coingecko } from '../../src/providers/coingecko.ts';
import { parseChart } from '../../src/providers/coingecko-chart.ts';
import { simplePrice } from '../../src/providers/coingecko-simple.ts';
import type { Answer } from '../../src/providers/provider.ts';
import { UpstreamError } from '../../src/system/upstream-error.ts';
import { noon, sameEverywhere } from './fake-http.ts';
import { mutationsOf, withUnknownFields } from './mutations.ts';

const coin = (id: string, current_price: number) => ({
  id,
  symbol: 'x',
  current_price,
  high_24h: null,
  price_change_24h: -1.25,
  price_change_percentage_24h: 0.5,
  last_updated: '2026-11-23T11:59:00.000Z',
});
const body = [coin('bitcoin', 49_053.5), coin('ripple', 0.0000012)];
const asks = [
  { id: 'quote:BTC', symbol: 'bitcoin' },
  { id: 'quote:XRP', symbol: 'ripple' },
] as const;
const known = ['id', 'current_price', 'price_change_24h', 'price_change_percentage_24h', 'last_updated'];

const read = (text: string): Promise<readonly Answer[]> => coingecko.fetch(asks, sameEverywhere(text));
const honest = await read(JSON.stringify(body));

describe('prices', () => {
  it('are read at all', () => {
    expect(honest).toMatchObject([
      { ok: true },
      { ok: true, observation: { value: { price: '0.0000012' } } },
    ]);
  });

  it('read the same with any field that is not known', async () => {
    const name = fc.string().filter((text) => !['__proto__', ...known].includes(text));
    await fc.assert(
      fc.asyncProperty(name, fc.jsonValue(), async (key, value) => {
        expect(await read(withUnknownFields(body, key, value))).toEqual(honest);
      }),
    );
  });

  it('are refused where one is broken, never read otherwise, and the other one stays', async () => {
    await fc.assert(
      fc.asyncProperty(mutationsOf(body, [0]), async ({ text }) => {
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

  it('are refused wherever the body is cut', async () => {
    const text = JSON.stringify(body);
    await fc.assert(
      fc.asyncProperty(fc.nat(text.length - 1), async (length) => {
        await expect(read(text.slice(0, length))).rejects.toBeInstanceOf(UpstreamError);
      }),
    );
  });
});

describe('charts and simple prices', () => {
  const prices = [10, 5, 0].map((minutes) => [noon - minutes * 60_000, 1 + minutes / 7]);
  const chart = { prices, market_caps: prices };
  const line = parseChart(JSON.stringify(chart), noon);

  it('draw nothing that an honest body would not have drawn', () => {
    fc.assert(
      fc.property(mutationsOf(chart), ({ text }) => {
        try {
          for (const point of parseChart(text, noon)) expect(line).toContainEqual(point);
        } catch (error) {
          if (!(error instanceof UpstreamError)) throw error;
        }
      }),
      { numRuns: 500 },
    );
  });

  it('show no other price', () => {
    const simple = { bitcoin: { usd: 1.5, eur: 1.25 } };
    const expected = simplePrice(JSON.stringify(simple), 'bitcoin', 'usd', 0);
    fc.assert(
      fc.property(mutationsOf(simple), ({ text }) => {
        try {
          const outcome = simplePrice(text, 'bitcoin', 'usd', 0);
          if (outcome.ok) expect(outcome).toEqual(expected);
        } catch (error) {
          if (!(error instanceof UpstreamError)) throw error;
        }
      }),
    );
  });
});
