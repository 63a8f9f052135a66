/** The ECB's provider: direct and cross rates, the fixing before, the line of 90 days, and files that are not its. */
import { describe, expect, it } from 'vitest';
import type { QuoteValue } from '../../src/protocol/reading.ts';
import { ecb } from '../../src/providers/ecb.ts';
import { parseCsvFixings } from '../../src/providers/ecb-csvdata.ts';
import { parseFixings } from '../../src/providers/ecb-fixings.ts';
import { UpstreamError } from '../../src/system/upstream-error.ts';
import { type Days, ecbCsv, ecbXml } from './ecb-files.ts';
import { type Body, fakeNetwork } from './fake-http.ts';

const dailyPath = '/stats/eurofxref/eurofxref-daily.xml';
const pastPath = '/stats/eurofxref/eurofxref-hist-90d.xml';

const friday: Days[number] = [
  '2026-11-20',
  [
    ['USD', '1.1520'],
    ['JPY', '181.50'],
    ['GBP', '0.86393'],
    ['ISK', '134'],
  ],
];
const thursday: Days[number] = [
  '2026-11-19',
  [
    ['USD', '1.1500'],
    ['JPY', '180.90'],
    ['GBP', '0.8643'],
    ['ISK', '135'],
  ],
];

async function fetchFrom(daily: Body, past: Body, ...symbols: string[]) {
  const { context, asked } = fakeNetwork({ [dailyPath]: daily, [pastPath]: past });
  const asks = symbols.map((symbol) => ({ id: `quote:${symbol.replace('/', '')}`, symbol }) as const);
  return { answers: await ecb.fetch(asks, context), asked };
}

async function valuesOf(daily: Days, past: Days, ...symbols: string[]): Promise<(QuoteValue | string)[]> {
  const { answers } = await fetchFrom(ecbXml(daily), ecbXml(past, '"'), ...symbols);
  return answers.map((each) => (each.ok ? (each.observation.value as QuoteValue) : each.refusal.kind));
}

const observe = async (daily: Days, past: Days, symbol: string) => {
  const { answers } = await fetchFrom(ecbXml(daily), ecbXml(past), symbol);
  const [only] = answers;
  if (!only?.ok) throw new Error('refused');
  return only.observation;
};

describe('a rate', () => {
  it('is the published text for one euro, with its change since the fixing before', async () => {
    expect(await valuesOf([friday], [friday, thursday], 'EUR/USD', 'EUR/ISK')).toEqual([
      {
        kind: 'quote',
        price: '1.1520',
        basis: 'prevFixing',
        reference: '1.1500',
        change: '0.0020',
        changePct: '0.1739',
      },
      {
        kind: 'quote',
        price: '134',
        basis: 'prevFixing',
        reference: '135',
        change: '-1',
        changePct: '-0.7407',
      },
    ]);
  });

  it('is crossed in the direction that the pair names, to five digits', async () => {
    const values = await valuesOf([friday], [], 'USD/JPY', 'JPY/USD', 'GBP/USD', 'USD/EUR', 'USD/ISK');
    // 181.50 / 1.1520, its inverse, 1.1520 / 0.86393, 1 / 1.1520, 134 / 1.1520
    expect(values).toMatchObject([
      { price: '157.55' },
      { price: '0.0063471' },
      { price: '1.3334' },
      { price: '0.86806' },
      { price: '116.32' },
    ]);
  });

  it('has two decimals at the least, however large', async () => {
    const daily: Days = [['2026-11-20', [['USD', '1.1'], ['IDR', '19043.65']]]]; // biome-ignore format: one line
    expect(await valuesOf(daily, [], 'USD/IDR')).toMatchObject([{ price: '17312.41' }]);
  });

  it('crosses the fixing before in the same way', async () => {
    expect(await valuesOf([friday], [friday, thursday], 'USD/JPY')).toMatchObject([
      { price: '157.55', reference: '157.30', change: '0.25', changePct: '0.1589' },
    ]);
  });

  it('is of a quarter past two in Frankfurt, in winter and in summer', async () => {
    expect((await observe([friday], [], 'EUR/USD')).asOf).toBe(Date.UTC(2026, 10, 20, 13, 15));
    const july: Days = [['2026-07-01', friday[1]]];
    expect((await observe(july, [], 'EUR/USD')).asOf).toBe(Date.UTC(2026, 6, 1, 12, 15));
  });

  it('is refused where a currency is not listed, or the pair is none', async () => {
    expect(await valuesOf([friday], [], 'EUR/RUB', 'RUB/USD', 'EURUSD', 'EUR/EUR', 'eur/usd')).toEqual(
      Array(5).fill('not-found'),
    );
  });

  it('is refused where it is no positive number, and leaves the others', async () => {
    for (const rate of ['', '0', '0.0', '-1.1', '1,1', 'NaN', '1e309', 'N/A', '&euro;']) {
      const daily: Days = [['2026-11-20', [['USD', rate], ['GBP', '0.86']]]]; // biome-ignore format: one line
      expect(await valuesOf(daily, [], 'EUR/USD', 'EUR/GBP')).toMatchObject(['shape', { price: '0.86' }]);
    }
  });

  it('is refused where the day lists it twice', async () => {
    const twice: Days = [['2026-11-20', [['USD', '1.1'], ['USD', '1.2']]]]; // biome-ignore format: one line
    expect(await valuesOf(twice, [], 'EUR/USD')).toEqual(['shape']);
  });
});

describe('the fixing before', () => {
  const bare = { kind: 'quote', price: '1.1520', basis: 'prevFixing' };

  it('is strictly older than the daily file, though the other file may be a day ahead or behind', async () => {
    const monday: Days[number] = ['2026-11-23', [['USD', '1.2000']]];
    const expected = [{ reference: '1.1500' }];
    expect(await valuesOf([friday], [monday, friday, thursday], 'EUR/USD')).toMatchObject(expected);
    expect(await valuesOf([friday], [thursday], 'EUR/USD')).toMatchObject(expected);
  });

  it('is unknown, and so is the change, where the file is missing, broken or holds no older day', async () => {
    const failing = new UpstreamError('timeout', 'late');
    for (const past of [failing, '<html></html>', ecbXml([friday])]) {
      const { answers } = await fetchFrom(ecbXml([friday]), past, 'EUR/USD');
      expect(answers[0]?.ok && answers[0].observation.value).toEqual(bare);
    }
  });

  it('may lie across Easter, and no further back: an older day is another fixing', async () => {
    const tuesday: Days = [['2026-04-07', [['USD', '1.2']]]];
    const past = (day: string): Days => [[day, [['USD', '1.1']]]];
    expect(await valuesOf(tuesday, past('2026-04-02'), 'EUR/USD')).toMatchObject([{ change: '0.1' }]);
    expect(await valuesOf(tuesday, past('2026-04-01'), 'EUR/USD')).toEqual([
      { kind: 'quote', price: '1.2', basis: 'prevFixing' },
    ]);
  });

  it('is not sought further back for a currency that it does not list', async () => {
    const gap: Days[number] = ['2026-11-19', [['GBP', '0.86']]];
    const older: Days[number] = ['2026-11-18', [['USD', '1.1000']]];
    expect(await valuesOf([friday], [friday, gap, older], 'EUR/USD')).toEqual([bare]);
  });
});

describe('the line', () => {
  const dayMs = 86_400_000;
  const past = Array.from({ length: 80 }, (_, index): Days[number] => {
    const day = new Date(Date.UTC(2026, 10, 19) - index * dayMs).toISOString().slice(0, 10);
    return [day, [['USD', `1.${100 + index}`]]];
  });

  it('is the last 48 fixings up to the day, oldest first', async () => {
    const { series } = await observe([friday], past, 'EUR/USD');
    expect(series).toHaveLength(48);
    expect(series?.at(-1)).toEqual({ t: Date.UTC(2026, 10, 20, 13, 15), price: '1.1520' });
    expect(series?.[0]?.price).toBe('1.146');
  });

  it('is 70 fixings at the most in the detail, in seconds from the first', async () => {
    const { detail } = await observe([friday], past, 'EUR/USD');
    if (detail?.kind !== 'quote') throw new Error('no line');
    expect(detail.basis).toBe('prevFixing');
    expect([detail.series.v.length, detail.series.dt.length]).toEqual([70, 70]);
    expect([detail.series.dt[0], detail.series.v.at(-1)]).toEqual([0, 1.152]);
    expect(detail.series.t0 + 1000 * (detail.series.dt.at(-1) ?? 0)).toBe(Date.UTC(2026, 10, 20, 13, 15));
  });

  it('is absent where only the daily file is known: one point is no line', async () => {
    expect(await observe([friday], [], 'EUR/USD')).not.toHaveProperty('series');
  });
});

describe("the ECB's XML", () => {
  const kindOf = (text: string) => {
    try {
      return parseFixings(text).length;
    } catch (error) {
      return error instanceof UpstreamError ? error.kind : error;
    }
  };

  it('is read in either kind of quotes, newest day first', () => {
    expect(parseFixings(ecbXml([thursday, friday], '"')).map(({ day }) => day)).toEqual([
      '2026-11-20',
      '2026-11-19',
    ]);
    expect(parseFixings(ecbXml([friday]))).toEqual(parseFixings(ecbXml([friday], '"')));
  });

  it('is refused with a document type, where entities could be declared', () => {
    const bomb = `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "1.1">]>${ecbXml([friday]).slice(38)}`;
    expect(kindOf(bomb)).toBe('shape');
  });

  it.each([
    ['HTML that is not well formed', '<html>\n<head></head>\n</body>\n</html>'],
    ['another document', '<rates><Cube/></rates>'],
    ['a day that is no date', ecbXml([['20 Nov 2026', friday[1]]])],
    ['a day that no calendar has', ecbXml([['2026-02-30', friday[1]]])],
    ['a readable day beside one that is not', ecbXml([friday, ['', thursday[1]]])],
    ['a cut file', ecbXml([friday]).slice(0, -40)],
  ])('is refused where it is %s', (_name, text) => {
    expect(kindOf(text)).toBe('shape');
  });
});

describe("the data portal's CSV", () => {
  it('gives the same fixings as the XML', () => {
    expect(parseCsvFixings(ecbCsv([friday, thursday]))).toEqual(parseFixings(ecbXml([friday, thursday])));
  });

  it('is read by the names of its columns', () => {
    const text = 'KEY,TIME_PERIOD,OBS_VALUE,CURRENCY\r\nEXR.D.USD,2026-11-20,1.1520,USD\r\n';
    expect(parseCsvFixings(text)).toEqual([{ day: '2026-11-20', rates: new Map([['USD', '1.1520']]) }]);
  });

  it.each([
    ['FREQ,CURRENCY,TIME_PERIOD,OBS_VALUE'],
    ['FREQ,CURRENCY,TIME_PERIOD\nD,USD,20 Nov'],
    ['<html>\n<body>'],
    [''],
  ])('is refused where it holds no rates: %j', (text) => {
    expect(() => parseCsvFixings(text)).toThrow(UpstreamError);
  });
});
