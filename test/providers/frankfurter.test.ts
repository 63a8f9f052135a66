/** Frankfurter's provider: the ECB's rates as JSON, the same readings as the ECB's own, the range it asks for. */
import { describe, expect, it } from 'vitest';
import type { QuoteValue } from '../../src/protocol/reading.ts';
import { ecb } from '../../src/providers/ecb.ts';
import { frankfurter } from '../../src/providers/frankfurter.ts';
import { parseRates } from '../../src/providers/frankfurter-rates.ts';
import { UpstreamError } from '../../src/system/upstream-error.ts';
import { type Days, ecbXml } from './ecb-files.ts';
import { type Body, fakeNetwork } from './fake-http.ts';

const rangePath = '/v1/2026-08-25..2026-11-23';
const ratesText = (rates: Days[number][1]) =>
  `{${rates.map(([code, rate]) => `"${code}":${rate}`).join(',')}}`;

/** As Frankfurter writes it: oldest day first, figures as JSON numbers. */
function rangeOf(days: Days, { base = 'EUR', amount = '1.0', end = days[0]?.[0] } = {}): string {
  const byDay = [...days].reverse().map(([day, rates]) => `"${day}":${ratesText(rates)}`);
  return `{"amount":${amount},"base":"${base}","start_date":"${days.at(-1)?.[0]}","end_date":"${end}","rates":{${byDay.join(',')}}}`;
}

const friday: Days[number] = ['2026-11-20', [['GBP', '0.86393'], ['JPY', '181.50'], ['USD', '1.1520']]]; // biome-ignore format: one line
const thursday: Days[number] = ['2026-11-19', [['GBP', '0.8643'], ['JPY', '180.90'], ['USD', '1.1500']]]; // biome-ignore format: one line

const asksFor = (symbols: readonly string[]) =>
  symbols.map((symbol) => ({ id: `quote:${symbol.replace('/', '')}`, symbol }) as const);

async function fetchFrom(body: Body, ...symbols: string[]) {
  const { context, asked } = fakeNetwork({ [rangePath]: body });
  return { answers: await frankfurter.fetch(asksFor(symbols), context), asked };
}

const valuesOf = async (body: Body, ...symbols: string[]) =>
  (await fetchFrom(body, ...symbols)).answers.map((each) =>
    each.ok ? (each.observation.value as QuoteValue) : each.refusal.kind,
  );

describe('a rate', () => {
  it('is read as the ECB\u2019s own file is, crosses, changes, times and lines among it', async () => {
    const days: Days = [friday, thursday];
    const symbols = ['EUR/USD', 'USD/JPY', 'GBP/USD', 'USD/EUR', 'EUR/RUB', 'EURUSD'];
    const files = fakeNetwork({
      '/stats/eurofxref/eurofxref-daily.xml': ecbXml([friday]),
      '/stats/eurofxref/eurofxref-hist-90d.xml': ecbXml(days),
    });
    const { answers } = await fetchFrom(rangeOf(days), ...symbols);
    expect(answers).toEqual(await ecb.fetch(asksFor(symbols), files.context));
    expect(answers[0]).toMatchObject({
      observation: {
        asOf: Date.UTC(2026, 10, 20, 13, 15),
        value: { price: '1.1520', reference: '1.1500', change: '0.0020', basis: 'prevFixing' },
        series: [{ price: '1.1500' }, { price: '1.1520' }],
      },
    });
  });

  it('is the digits as they are written, exponents written out', async () => {
    const days: Days = [['2026-11-20', [['IDR', '19612.0'], ['USD', '1.15e0'], ['XAU', '2.5e-4']]]]; // biome-ignore format: one line
    expect(await valuesOf(rangeOf(days), 'EUR/IDR', 'EUR/USD', 'EUR/XAU')).toMatchObject([
      { price: '19612.0' },
      { price: '1.15' },
      { price: '0.00025' },
    ]);
  });

  it('is refused where it is no positive number, and leaves the others', async () => {
    for (const rate of ['null', '"x"', '0', '-1.1', '1e309', '{}', '[1.1]', 'true']) {
      const days: Days = [['2026-11-20', [['USD', rate], ['GBP', '0.86']]]]; // biome-ignore format: one line
      expect(await valuesOf(rangeOf(days), 'EUR/USD', 'EUR/GBP')).toMatchObject(['shape', { price: '0.86' }]);
    }
  });

  it('has no change where the day before is missing', async () => {
    expect(await valuesOf(rangeOf([friday]), 'EUR/USD')).toEqual([
      { kind: 'quote', price: '1.1520', basis: 'prevFixing' },
    ]);
  });
});

describe('the request', () => {
  it('names ninety days up to today in Frankfurt and each currency once, the euro being the base', async () => {
    const { asked } = await fetchFrom(rangeOf([friday]), 'USD/JPY', 'EUR/USD', 'GBP/EUR', 'nonsense');
    expect(asked).toMatchObject([{ path: rangePath, query: { base: 'EUR', symbols: 'GBP,JPY,USD' } }]);
  });

  it('ends with tomorrow by UTC where it is tomorrow in Frankfurt', async () => {
    const late = Date.UTC(2026, 10, 23, 23, 30);
    const { context, asked } = fakeNetwork({}, { now: late });
    await expect(frankfurter.fetch(asksFor(['EUR/USD']), context)).rejects.toThrow();
    expect(asked[0]?.path).toBe('/v1/2026-08-26..2026-11-24');
  });

  it('does not let an answer that calls itself fresh for a day hide the afternoon\u2019s fixing', async () => {
    const { asked } = await fetchFrom(rangeOf([friday]), 'EUR/USD');
    expect(asked[0]?.freshForMs).toBe(5 * 60_000);
  });

  it('throws what the network throws', async () => {
    const trouble = new UpstreamError('not-found', 'no rates');
    await expect(fetchFrom(trouble, 'EUR/USD')).rejects.toBe(trouble);
  });
});

describe("Frankfurter's JSON", () => {
  it('is one day, of any base, or several, newest first', () => {
    const latest = '{"amount":1.0,"base":"GBP","date":"2026-08-05","rates":{"EUR":1.1666,"USD":1.3479}}';
    expect(parseRates(latest)).toEqual([
      { day: '2026-08-05', base: 'GBP', rates: new Map([['EUR', '1.1666'], ['USD', '1.3479']]) }, // biome-ignore format: one line
    ]);
    expect(parseRates(rangeOf([friday, thursday])).map(({ day }) => day)).toEqual([
      '2026-11-20',
      '2026-11-19',
    ]);
  });

  it.each([
    ['of another amount', rangeOf([friday], { amount: '100.0' })],
    ['of no amount', rangeOf([friday], { amount: '"one"' })],
    ['of no base', rangeOf([friday], { base: 'euro' })],
    ['without its last day', rangeOf([friday, thursday], { end: '2026-11-23' })],
    ['with a day that is no date', rangeOf([friday, ['20 Nov', thursday[1]]])],
    ['of the second version', '[{"date":"2026-11-20","base":"EUR","quote":"USD","rate":1.15}]'],
    ['an error', '{"message":"not found"}'],
    ['cut', rangeOf([friday]).slice(0, -1)],
  ])('is refused where it is %s', (_what, text) => {
    expect(() => parseRates(text)).toThrow(UpstreamError);
  });

  it('is refused by the provider for another base than it asked for', async () => {
    await expect(fetchFrom(rangeOf([friday], { base: 'GBP' }), 'EUR/USD')).rejects.toMatchObject({
      kind: 'shape',
    });
  });
});

it('passes on what the ECB publishes, and so cannot confirm it', () => {
  expect(frankfurter.origin).toBe(ecb.origin);
  expect(frankfurter.cadence).toEqual(ecb.cadence);
});
