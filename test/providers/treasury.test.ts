/** The Treasury's provider: maturities, changes in basis points, months that have no curve yet, feeds that are not its. */
import { describe, expect, it } from 'vitest';
import type { QuoteValue } from '../../src/protocol/reading.ts';
import { treasury } from '../../src/providers/treasury.ts';
import { parseCurves } from '../../src/providers/treasury-curves.ts';
import { UpstreamError } from '../../src/system/upstream-error.ts';
import { type Body, fakeNetwork, noon } from './fake-http.ts';
import { type CurveDays, treasuryXml } from './treasury-feeds.ts';

const path = '/resource-center/data-chart-center/interest-rates/pages/xml';
const day = (date: string, ten: string | null, two: string | null = '4.12'): CurveDays[number] => [
  date,
  [['BC_2YEAR', two], ['BC_10YEAR', ten], ['BC_30YEARDISPLAY', '9.99']], // biome-ignore format: one line
];
const empty = treasuryXml([]);

async function fetchFrom(
  months: Readonly<Record<string, string | UpstreamError>>,
  symbols: readonly string[] = ['10Y'],
  now = noon,
) {
  const body: Body = ({ query }) => {
    const month = months[query?.field_tdr_date_value_month ?? ''] ?? new UpstreamError('network', 'reset');
    if (month instanceof UpstreamError) throw month;
    return month;
  };
  const { context, asked } = fakeNetwork({ [path]: body }, { now });
  const asks = symbols.map((symbol) => ({ id: `quote:US${symbol}`, symbol }) as const);
  return { answers: await treasury.fetch(asks, context), asked };
}

const observe = async (...given: Parameters<typeof fetchFrom>) => {
  const [only] = (await fetchFrom(...given)).answers;
  if (!only?.ok) throw new Error(`refused: ${only?.refusal.kind}`);
  return only.observation;
};
const quoteOf = async (...days: CurveDays) =>
  (await observe({ '202611': treasuryXml(days) })).value as QuoteValue;

describe('a yield', () => {
  it('is the published percent, with its change in basis points and never in percent', async () => {
    expect(await quoteOf(day('2026-11-19', '4.70'), day('2026-11-20', '4.68'))).toEqual({
      kind: 'quote',
      price: '4.68',
      basis: 'prevFixing',
      reference: '4.70',
      change: '-0.02',
      changeBp: '-2',
    });
  });

  it.each([
    ['4.7', '4.68', '2'],
    ['4.68', '4.68', '0'],
    ['5', '4', '100'],
    ['0.015', '0.01', '0.5'],
    ['-0.05', '0.10', '-15'],
    ['4.7', '4.6', '10'],
  ])('of %s after %s has changed by exactly %s basis points', async (newest, before, changeBp) => {
    expect(await quoteOf(day('2026-11-19', before), day('2026-11-20', newest))).toMatchObject({ changeBp });
  });

  it('is of half past three in New York, in winter and in summer', async () => {
    expect((await observe({ '202611': treasuryXml([day('2026-11-20', '4.68')]) })).asOf).toBe(
      Date.UTC(2026, 10, 20, 20, 30),
    );
    const july = { '202607': treasuryXml([day('2026-07-01', '4.68')]) };
    expect((await observe(july, ['10Y'], Date.UTC(2026, 6, 2, 12))).asOf).toBe(Date.UTC(2026, 6, 1, 19, 30));
  });

  it('is refused by itself where it is null, missing, unreadable or unknown', async () => {
    const yields = [['BC_1MONTH', null], ['BC_3MONTH', 'N/A'], ['BC_6MONTH', ''], ['BC_10YEAR', '4.68']] as const; // biome-ignore format: one line
    const symbols = ['1M', '2M', '3M', '6M', '10Y', '40Y', 'BC_10YEAR', '30YDISPLAY'];
    const { answers } = await fetchFrom({ '202611': treasuryXml([['2026-11-20', yields]]) }, symbols);
    expect(answers.map((each) => each.ok || each.refusal.kind)).toEqual([
      'empty',
      'empty',
      'shape',
      'shape',
      true,
      'not-found',
      'not-found',
      'not-found',
    ]);
  });

  it('has every maturity that Treasury publishes', async () => {
    const names =
      '1MONTH 1_5MONTH 2MONTH 3MONTH 4MONTH 6MONTH 1YEAR 2YEAR 3YEAR 5YEAR 7YEAR 10YEAR 20YEAR 30YEAR';
    const yields = names.split(' ').map((name, index) => [`BC_${name}`, `3.${10 + index}`] as const);
    const symbols = '1M 1.5M 2M 3M 4M 6M 1Y 2Y 3Y 5Y 7Y 10Y 20Y 30Y'.split(' ');
    const { answers } = await fetchFrom({ '202611': treasuryXml([['2026-11-20', yields]]) }, symbols);
    expect(answers.map((each) => each.ok && (each.observation.value as QuoteValue).price)).toEqual(
      yields.map(([, percent]) => percent),
    );
  });

  it('has no change where the curve before lacks it, or is too old to be the one before', async () => {
    const bare = { kind: 'quote', price: '4.68', basis: 'prevFixing' };
    expect(await quoteOf(day('2026-11-19', null), day('2026-11-20', '4.68'))).toEqual(bare);
    expect(await quoteOf(day('2026-11-14', '4.70'), day('2026-11-20', '4.68'))).toEqual(bare);
    expect(await quoteOf(day('2026-11-20', '4.68'))).toEqual(bare);
  });

  it('brings the line of both months, oldest first', async () => {
    const { series, detail } = await observe({
      '202611': treasuryXml([day('2026-11-02', '4.7'), day('2026-11-03', '4.8')]),
      '202610': treasuryXml([day('2026-10-29', '4.5'), day('2026-10-30', null)]),
    });
    expect(series?.map(({ price }) => price)).toEqual(['4.5', '4.7', '4.8']);
    expect(series?.[0]?.t).toBe(Date.UTC(2026, 9, 29, 19, 30));
    expect(detail).toMatchObject({ kind: 'quote', basis: 'prevFixing', series: { v: [4.5, 4.7, 4.8] } });
  });
});

describe('the months', () => {
  it('are this one and the last one by the calendar of New York, across the new year', async () => {
    const january = Date.UTC(2027, 0, 1, 4, 30);
    const december = { '202612': treasuryXml([day('2026-12-31', '4.6')]) };
    expect((await fetchFrom(december, ['10Y'], january)).asked.map(({ query }) => query)).toEqual([
      { data: 'daily_treasury_yield_curve', field_tdr_date_value_month: '202612' },
      { data: 'daily_treasury_yield_curve', field_tdr_date_value_month: '202611' },
    ]);
    const months = { '202701': empty, ...december };
    expect((await observe(months, ['10Y'], january + 3_600_000)).asOf).toBe(Date.UTC(2026, 11, 31, 20, 30));
  });

  it('give the change over their border', async () => {
    const months = {
      '202611': treasuryXml([day('2026-11-02', '4.70')]),
      '202610': treasuryXml([day('2026-10-29', '4.5'), day('2026-10-30', '4.65')]),
    };
    expect((await observe(months)).value).toMatchObject({ price: '4.70', reference: '4.65', changeBp: '5' });
  });

  it('may lack the last one, which costs the change alone', async () => {
    expect((await observe({ '202611': treasuryXml([day('2026-11-02', '4.70')]) })).value).toEqual({
      kind: 'quote',
      price: '4.70',
      basis: 'prevFixing',
    });
  });

  it('throw where this one has no curve and the last one fails or has none either', async () => {
    await expect(fetchFrom({ '202611': empty })).rejects.toMatchObject({ kind: 'network' });
    await expect(fetchFrom({ '202611': empty, '202610': empty })).rejects.toMatchObject({ kind: 'empty' });
    await expect(fetchFrom({ '202610': treasuryXml([day('2026-10-30', '4.6')]) })).rejects.toMatchObject({
      kind: 'network',
    });
  });
});

describe("Treasury's feed", () => {
  const daysOf = (text: string) => {
    try {
      return parseCurves(text).map((curve) => curve.day);
    } catch (error) {
      return error instanceof UpstreamError ? error.kind : error;
    }
  };

  it('is read newest day first, however namespaces are declared', () => {
    const text = treasuryXml([day('2026-11-19', '4.7'), day('2026-11-20', '4.68')]);
    expect(daysOf(text)).toEqual(['2026-11-20', '2026-11-19']);
    const onRoot = text
      .replaceAll(/ xmlns:[dm]="[^"]*"/g, '')
      .replace('<feed', '<feed xmlns:d="d" xmlns:m="m"');
    expect(parseCurves(onRoot)).toEqual(parseCurves(text));
  });

  it('without an entry is a month without a curve', () => {
    expect(daysOf(empty)).toEqual([]);
  });

  it('leaves out a holiday that has an entry and no figure', () => {
    const holiday: CurveDays[number] = ['2026-11-26', [['BC_2YEAR', null], ['BC_10YEAR', null]]]; // biome-ignore format: one line
    expect(daysOf(treasuryXml([day('2026-11-25', '4.7'), holiday]))).toEqual(['2026-11-25']);
  });

  it.each([
    ['another document', '<rates><entry/></rates>'],
    ['an empty feed of another make', '<feed/>'],
    ['wrapped in a page', `<pre>${treasuryXml([day('2026-11-20', '4.7')]).slice(56)}</pre>`],
    ['a day that is no date', treasuryXml([day('20 Nov 2026', '4.7')])],
    ['a day that no calendar has', treasuryXml([day('2026-02-30', '4.7')])],
    ['a readable day beside one that is not', treasuryXml([day('2026-11-20', '4.7'), day('', '4.6')])],
    ['the same day twice', treasuryXml([day('2026-11-20', '4.7'), day('2026-11-20', '4.6')])],
    ['a day with an hour', treasuryXml([day('2026-11-20', '4.7')]).replace('T00:00:00', 'T05:00:00')],
    ['cut', treasuryXml([day('2026-11-20', '4.7')]).slice(0, -20)],
    ['with a document type', `<!DOCTYPE x [<!ENTITY a "4.7">]>${treasuryXml([]).slice(56)}`],
  ])('is refused where it is %s', (_name, text) => {
    expect(daysOf(text)).toBe('shape');
  });
});
