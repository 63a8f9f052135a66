/** Recorded answers of Coinbase, CoinGecko, Frankfurter and the Treasury: what agrees with a manifest, and what must not. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { recorded } from '../../src/cli/recorded.ts';
import { treasuryXml } from '../providers/treasury-feeds.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'recorded-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** The verdict on one body under a manifest of one file. */
async function verdict(entry: Readonly<Record<string, unknown>>, body: string) {
  const file = { file: 'body', transport: 'rest', status: 200, ...entry };
  await writeFile(join(folder, 'manifest.json'), JSON.stringify({ files: [file] }));
  await writeFile(join(folder, 'body'), body);
  const lines: string[] = [];
  await recorded(folder, (line) => lines.push(line));
  return JSON.parse(lines[0] ?? '') as { agrees: boolean | null; refusal?: string; readings?: unknown[] };
}

const json = { contentType: 'application/json; charset=utf-8' };
const bare = { basis: 'none', change: null, changePct: null };

describe('Coinbase', () => {
  const coinbase = { ...json, provider: 'coinbase', kind: 'quotes', request: { product: 'btc-usd' } };
  const price = {
    ...bare,
    symbol: 'BTC-USD',
    price: '44.10',
    asOf: '2017-10-03T04:00:31.887Z',
    currency: 'USD',
  };

  it('agrees on a ticker without its stats', async () => {
    const entry = { ...coinbase, endpoint: 'products/ticker', expect: [price] };
    const body = '{"price":"44.1","time":"2017-10-03T04:00:31.887000Z"}';
    expect((await verdict(entry, body)).agrees).toBe(true);
    expect((await verdict(entry, body.replace('44.1', '44.2'))).agrees).toBe(false);
    expect((await verdict({ ...entry, expect: [{ ...price, currency: 'EUR' }] }, body)).agrees).toBe(false);
  });

  it('agrees on stats with a last price, and on refusing those without', async () => {
    const stats = { ...coinbase, endpoint: 'products/stats' };
    const expected = { symbol: 'BTC-USD', price: '3', asOf: null, basis: 'rolling24h', reference: '2', change: '1', changePct: '50', currency: 'USD' }; // biome-ignore format: one line
    expect((await verdict({ ...stats, expect: [expected] }, '{"open":"2","last":"3"}')).agrees).toBe(true);
    const refuse = { ...stats, kind: 'refuse', expect: { refuse: 'shape' } };
    expect(await verdict(refuse, '{"open":"2","high":"3"}')).toMatchObject({
      agrees: true,
      refusal: 'shape',
    });
  });

  it('agrees on the newest of several trades', async () => {
    const entry = { ...coinbase, endpoint: 'advanced-trade market ticker', expect: [price] };
    const trade = { product_id: 'BTC-USD', price: '44.10', time: '2017-10-03T04:00:31.887Z' };
    const older = { ...trade, price: '43', time: '2017-10-03T04:00:30Z' };
    expect((await verdict(entry, JSON.stringify({ trades: [trade, older] }))).agrees).toBe(true);
    expect((await verdict(entry, JSON.stringify({ trades: [older] }))).agrees).toBe(false);
  });

  it('agrees on the count of products, the first and the last', async () => {
    const product = (id: string, status: string) => ({ id, base_currency: 'A', quote_currency: 'B', quote_increment: '0.1', status }); // biome-ignore format: one line
    const body = JSON.stringify([product('A-B', 'online'), product('C-D', 'delisted')]);
    const first = { id: 'A-B', base: 'A', quote: 'B', increment: '0.1' };
    const expected = { count: 2, online: 1, first, last: { ...first, id: 'C-D' } };
    const entry = { ...coinbase, endpoint: 'products', kind: 'lookup' };
    expect((await verdict({ ...entry, expect: expected }, body)).agrees).toBe(true);
    for (const wrong of [
      { count: 3 },
      { online: 2 },
      { first: { ...first, increment: '1' } },
      { last: null },
    ]) {
      expect((await verdict({ ...entry, expect: { ...expected, ...wrong } }, body)).agrees).toBe(false);
    }
  });
});

describe('CoinGecko', () => {
  const coingecko = { ...json, provider: 'coingecko', kind: 'quotes' };

  it('agrees on figures that a float would have rounded', async () => {
    const body =
      '[{"id":"bitcoin","current_price":49053.000000000000000001,"price_change_24h":-2.5,"price_change_percentage_24h":-4.1,"last_updated":"2021-05-15T15:59:43.867Z"}]';
    const expected = { symbol: 'bitcoin', price: '49053.000000000000000001', asOf: '2021-05-15T15:59:43.867Z', basis: 'rolling24h', change: '-2.5', changePct: '-4.1', currency: 'USD' }; // biome-ignore format: one line
    const entry = {
      ...coingecko,
      endpoint: 'coins/markets',
      request: { ids: ['bitcoin'], vs_currency: 'usd' },
    };
    expect((await verdict({ ...entry, expect: [expected] }, body)).agrees).toBe(true);
    expect((await verdict({ ...entry, expect: [{ ...expected, price: '49053' }] }, body)).agrees).toBe(false);
  });

  it('agrees on a refusal without its question', async () => {
    const entry = { ...coingecko, endpoint: 'coins/markets', request: {}, status: 422, kind: 'refuse' };
    const refuse = { ...entry, expect: { refuse: 'rejected' } };
    expect((await verdict(refuse, '{"error":"Missing"}')).agrees).toBe(true);
  });

  it('agrees on what was dropped behind a blank', async () => {
    const entry = {
      ...coingecko,
      endpoint: 'simple/price',
      request: { ids: ['bitcoin', ' ethereum'], vs_currencies: ['usd', ' eth'] },
      expect: [{ ...bare, symbol: 'bitcoin', price: '49357', asOf: null, currency: 'USD' }],
    };
    const missing = ['ethereum', 'bitcoin in eth'];
    expect((await verdict({ ...entry, missing }, '{"bitcoin":{"usd":49357}}')).agrees).toBe(true);
    const whole = '{"bitcoin":{"usd":49357,"eth":1.5},"ethereum":{"usd":2}}';
    expect((await verdict({ ...entry, missing }, whole)).agrees).toBe(false);
    expect((await verdict(entry, whole)).agrees).toBe(true);
  });
});

it('agrees on Frankfurter\u2019s rates of a base that is not the euro, by day', async () => {
  const entry = {
    ...json,
    provider: 'frankfurter',
    endpoint: 'v1/latest',
    request: { base: 'GBP', symbols: ['EUR'] },
    kind: 'quotes',
    expect: [
      { symbol: 'EUR', price: '1.1666', asOf: '2026-08-05', ...bare, basis: 'prevFixing', currency: 'EUR' },
    ],
  };
  const body = '{"amount":1.0,"base":"GBP","date":"2026-08-05","rates":{"EUR":1.1666}}';
  expect((await verdict(entry, body)).agrees).toBe(true);
  expect((await verdict(entry, body.replace('08-05', '08-04'))).agrees).toBe(false);
  expect((await verdict(entry, body.replace('1.0,', '10.0,'))).agrees).toBe(false);
});

it('agrees on the Treasury\u2019s yields and their changes in basis points', async () => {
  const point = {
    series: 'BC_10YEAR',
    date: '2026-08-12',
    value: '4.68',
    latest: true,
    previous: '4.70',
    changeBp: -2,
  };
  const entry = (expected: object) => ({
    provider: 'treasury',
    endpoint: 'daily_treasury_yield_curve',
    contentType: 'application/xml',
    kind: 'series',
    expect: { dates: 2, seriesCount: 2, basis: 'prevFixing', points: [{ ...point, ...expected }] },
  });
  const body = treasuryXml([
    ['2026-08-11', [['BC_2YEAR', '4.22'], ['BC_10YEAR', '4.70']]], // biome-ignore format: one line
    ['2026-08-12', [['BC_2YEAR', '4.20'], ['BC_10YEAR', '4.68']]], // biome-ignore format: one line
  ]);
  expect((await verdict(entry({}), body)).agrees).toBe(true);
  for (const wrong of [{ changeBp: 2 }, { previous: '4.69' }, { value: '4.69' }, { date: '2026-08-11' }]) {
    expect((await verdict(entry(wrong), body)).agrees).toBe(false);
  }
});
