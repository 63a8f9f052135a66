/** What no body of Twelve Data's can do to a reader: show a figure that an honest body would not have shown. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseQuoteCsv, parseQuotes, type QuoteOutcome } from '../../src/providers/twelvedata-quote.ts';
import { parseSeries } from '../../src/providers/twelvedata-series.ts';
import { UpstreamError } from '../../src/system/upstream-error.ts';
import { noon } from './fake-http.ts';
import { mutationsOf, withUnknownFields } from './mutations.ts';

const quote = (symbol: string, close: string) => ({
  symbol,
  currency: 'USD',
  datetime: '2026-11-20',
  timestamp: 1_795_208_400,
  close,
  previous_close: '228.52000',
  change: '1.35000',
  percent_change: '0.59074',
  is_market_open: true,
  fifty_two_week: { low: '164.08000', range: '164.08 - 237.49' },
});
const batch = { AAPL: quote('AAPL', '229.87000'), MSFT: quote('MSFT', '414.17000') };
const symbols = Object.keys(batch);
const read = (text: string) => parseQuotes(text, symbols);
const honest = read(JSON.stringify(batch));

/** A lost time stamp leaves the day, which is never later than the truth. */
function expectHonest(outcome: QuoteOutcome | undefined, expected: QuoteOutcome | undefined): void {
  expect(outcome).toBeDefined();
  if (!outcome?.ok || !expected?.ok) return;
  expect(outcome.observation.value).toEqual(expected.observation.value);
  expect([expected.observation.asOf, Date.UTC(2026, 10, 20)]).toContain(outcome.observation.asOf);
  expect([expected.observation.marketOpen, undefined]).toContain(outcome.observation.marketOpen);
}

describe('quotes', () => {
  it('read the same with any field that is not known', () => {
    const known = new Set([...Object.keys(batch.AAPL), ...symbols, 'last_quote_at', 'status', '__proto__']);
    const name = fc.string().filter((text) => !known.has(text));
    fc.assert(
      fc.property(name, fc.jsonValue(), (key, value) => {
        expect(read(withUnknownFields(batch, key, value))).toEqual(honest);
      }),
    );
  });

  it('are refused where one is broken, never read otherwise, and the other one stays', () => {
    fc.assert(
      fc.property(mutationsOf(batch, ['AAPL']), ({ text }) => {
        const outcomes = read(text);
        expect(outcomes.get('MSFT')).toEqual(honest.get('MSFT'));
        expectHonest(outcomes.get('AAPL'), honest.get('AAPL'));
      }),
      { numRuns: 500 },
    );
  });

  it('are refused where the one that was asked for is broken', () => {
    fc.assert(
      fc.property(mutationsOf(batch.AAPL), ({ text }) => {
        expectHonest(parseQuotes(text, ['AAPL']).get('AAPL'), honest.get('AAPL'));
      }),
      { numRuns: 500 },
    );
  });
});

describe('the CSV form', () => {
  const fields = { symbol: 'X', currency: 'USD', datetime: '2026-11-20', close: '2.1', ...basis() };
  const csv = (cells: Readonly<Record<string, string>>) =>
    `${Object.keys(cells).join()}\n${Object.values(cells).join()}`;
  const whole = parseQuoteCsv(csv(fields), 'X');
  const bad = fc.constantFrom('', 'NaN', '1e309', '1,1', 'null', '{}', '2026-02-30');

  it('is refused where a cell is broken, and never read otherwise', () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(fields)), bad, (name, text) => {
        try {
          expectHonest(parseQuoteCsv(csv({ ...fields, [name]: text }), 'X'), whole);
        } catch (error) {
          if (!(error instanceof UpstreamError)) throw error;
        }
      }),
    );
  });

  it('reads the same with a column that is not known', () => {
    expect(parseQuoteCsv(csv({ rank: '1', ...fields, mood: 'x' }), 'X')).toEqual(whole);
  });
});

describe('the line', () => {
  const bars = ['11:00', '11:15', '11:30'].map((time, index) => ({
    datetime: `2026-11-23 ${time}:00`,
    open: `1.${index}`,
    close: `2.${index}`,
    volume: '7',
  }));
  const body = { meta: { symbol: 'X', currency: 'USD' }, values: bars, status: 'ok' };
  const line = parseSeries(JSON.stringify(body), ['X'], noon).get('X') ?? [];

  it('draws nothing that an honest body would not have drawn', () => {
    fc.assert(
      fc.property(mutationsOf(body), ({ text }) => {
        const drawn = parseSeries(text, ['X'], noon).get('X') ?? [];
        for (const point of drawn.slice(1)) expect(line).toContainEqual(point);
      }),
      { numRuns: 500 },
    );
  });
});

function basis() {
  return { previous_close: '2.0', change: '0.1', percent_change: '5.00' };
}
