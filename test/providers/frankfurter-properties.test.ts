/** What no body of Frankfurter's can do to a reader: show a rate that an honest body would not have shown. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frankfurter } from '../../src/providers/frankfurter.ts';
import type { Answer } from '../../src/providers/provider.ts';
import { UpstreamError } from '../../src/system/upstream-error.ts';
import { sameEverywhere } from './fake-http.ts';
import { mutationsOf } from './mutations.ts';

const body = {
  amount: 1,
  base: 'EUR',
  start_date: '2026-11-19',
  end_date: '2026-11-20',
  rates: {
    '2026-11-19': { GBP: 0.8643, JPY: 180.9, USD: 1.15 },
    '2026-11-20': { GBP: 0.86393, JPY: 181.5, USD: 1.152 },
  },
};
const asks = [
  { id: 'quote:EURUSD', symbol: 'EUR/USD' },
  { id: 'quote:EURGBP', symbol: 'EUR/GBP' },
] as const;

const read = (text: string): Promise<readonly Answer[]> => frankfurter.fetch(asks, sameEverywhere(text));
const honest = await read(JSON.stringify(body));

const quoteOf = (answer: Answer | undefined) =>
  answer?.ok && answer.observation.value.kind === 'quote' ? answer.observation.value : undefined;

describe('rates', () => {
  it('are read at all', () => {
    expect(honest.map(quoteOf)).toMatchObject([{ change: '0.002' }, { change: '-0.00037' }]);
  });

  it('read the same with any field that is not known', async () => {
    // Below `rates` a field more is a day more, or a currency.
    const name = fc.string().filter((text) => !['__proto__', 'date', ...Object.keys(body)].includes(text));
    await fc.assert(
      fc.asyncProperty(name, fc.jsonValue(), async (key, value) => {
        expect(await read(JSON.stringify({ ...body, [key]: value }))).toEqual(honest);
      }),
    );
  });

  it('are refused, never read otherwise, where one is broken; of the day before only the change is lost', async () => {
    await fc.assert(
      fc.asyncProperty(mutationsOf(body), async ({ text }) => {
        const answers = await read(text).catch((error: unknown) => {
          expect(error).toBeInstanceOf(UpstreamError);
          return [];
        });
        for (const [index, answer] of answers.entries()) {
          const [value, expected] = [quoteOf(answer), quoteOf(honest[index])];
          const bare = { kind: 'quote', price: expected?.price, basis: 'prevFixing' };
          if (answer.ok) expect([expected, bare]).toContainEqual(value);
          if (answer.ok) expect(answer.observation.asOf).toBe(Date.UTC(2026, 10, 20, 13, 15));
        }
      }),
      { numRuns: 1000 },
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
