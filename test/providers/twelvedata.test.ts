/** Twelve Data's provider: one symbol or several, errors that come with HTTP 200, times that can be placed, pence. */
import { describe, expect, it } from 'vitest';
import type { Ask } from '../../src/providers/provider.ts';
import { twelvedata } from '../../src/providers/twelvedata.ts';
import { parseQuoteCsv } from '../../src/providers/twelvedata-quote.ts';
import { type Body, fakeNetwork } from './fake-http.ts';

const closedAt = Date.UTC(2026, 10, 20, 21);
const quote = (symbol: string, fields: Readonly<Record<string, unknown>> = {}) => ({
  symbol,
  name: 'Made Up Inc',
  exchange: 'NASDAQ',
  currency: 'USD',
  datetime: '2026-11-20',
  timestamp: closedAt / 1000,
  close: '229.87000',
  previous_close: '228.52000',
  change: '1.35000',
  percent_change: '0.59074',
  is_market_open: false,
  ...fields,
});
const failure = (code: unknown) => ({ code, message: 'no', status: 'error' });
const ask = (symbol: string): Ask => ({ id: `quote:${symbol.replace(/\W/g, '-')}`, symbol });

const fetchFrom = (body: unknown, ...symbols: string[]) =>
  twelvedata.fetch(symbols.map(ask), fakeNetwork({ '/quote': JSON.stringify(body) }).context);

async function observed(fields: Readonly<Record<string, unknown>>) {
  const [only] = await fetchFrom(quote('X', fields), 'X');
  return only?.ok ? only.observation : only?.refusal.kind;
}

describe('a quote', () => {
  it('is the last price against the previous close, as published', async () => {
    expect(await fetchFrom(quote('AAPL'), 'AAPL')).toEqual([
      {
        id: 'quote:AAPL',
        ok: true,
        observation: {
          asOf: closedAt,
          marketOpen: false,
          value: {
            kind: 'quote',
            price: '229.87000',
            basis: 'prevClose',
            reference: '228.52000',
            change: '1.35000',
            changePct: '0.59074',
          },
        },
      },
    ]);
  });

  it('is found by the symbol as it was asked, among several', async () => {
    const body = { 'AAPL:NASDAQ': quote('AAPL'), 'EUR/USD': quote('EUR/USD', { close: '1.15' }) };
    expect(await fetchFrom(body, 'EUR/USD', 'AAPL:NASDAQ')).toMatchObject([
      { id: 'quote:EUR-USD', observation: { value: { price: '1.15' } } },
      { id: 'quote:AAPL-NASDAQ', observation: { value: { price: '229.87000' } } },
    ]);
  });

  it('is one for two items of one symbol, which is asked for once', async () => {
    const { context, asked } = fakeNetwork({ '/quote': JSON.stringify(quote('X')) });
    const answers = await twelvedata.fetch([ask('X'), { ...ask('X'), id: 'quote:Y' }], context);
    expect(answers.map(({ id, ok }) => [id, ok])).toEqual([
      ['quote:X', true],
      ['quote:Y', true],
    ]);
    expect(asked[0]?.query).toEqual({ symbol: 'X' });
  });

  it('is refused where it is of another symbol', async () => {
    expect(await fetchFrom(quote('MSFT'), 'AAPL')).toMatchObject([{ ok: false, refusal: { kind: 'shape' } }]);
  });

  it('is of its last trade, else of its time stamp', async () => {
    expect(await observed({ last_quote_at: closedAt / 1000 - 60 })).toMatchObject({
      asOf: closedAt - 60_000,
    });
    expect(await observed({ last_quote_at: null })).toMatchObject({ asOf: closedAt });
  });

  it('is of the end of a day where a day is all that it names', async () => {
    expect(await observed({ timestamp: undefined })).toMatchObject({
      asOf: Date.UTC(2026, 10, 20),
      delay: 'eod',
    });
  });

  it.each([
    ['a wall clock without a zone', { timestamp: undefined, datetime: '2026-11-20 15:59:00' }],
    ['no time at all', { timestamp: undefined, datetime: undefined }],
    ['milliseconds for seconds', { timestamp: closedAt }],
    ['a time stamp as text', { timestamp: String(closedAt / 1000) }],
  ])('is refused with %s', async (_name, fields) => {
    expect(await observed(fields)).toBe('shape');
  });

  it('has a price alone on a first day of trading', async () => {
    const fields = { previous_close: null, change: null, percent_change: undefined };
    expect(await observed(fields)).toMatchObject({ value: { kind: 'quote', price: '229.87000' } });
    expect(await observed(fields)).not.toHaveProperty('value.basis');
  });

  it('is refused where its basis is known in part', async () => {
    expect(await observed({ previous_close: undefined })).toBe('shape');
    expect(await observed({ change: null })).toBe('shape');
  });

  it('has no percentage of a close below zero: a rise would look like a fall', async () => {
    const oil = { close: '10.01', previous_close: '-37.63', change: '47.64', percent_change: '-126.60' };
    expect(await observed(oil)).toMatchObject({ value: { reference: '-37.63', change: '47.64' } });
    expect(await observed(oil)).not.toHaveProperty('value.changePct');
  });

  it('has no percentage that is zero by its rounding alone: a price that moved is not unchanged', async () => {
    const moved = { close: '6931.42', previous_close: '6931.12', change: '0.30', percent_change: '0.00' };
    expect(await observed(moved)).toMatchObject({ value: { change: '0.30' } });
    expect(await observed(moved)).not.toHaveProperty('value.changePct');
    const flat = { close: '6931.12', previous_close: '6931.12', change: '0.00', percent_change: '0.00' };
    expect(await observed(flat)).toMatchObject({ value: { changePct: '0.00' } });
    // No rounding makes a zero of this: it stays, to be refused with the rest.
    expect(await observed({ percent_change: '0' })).toMatchObject({ value: { changePct: '0' } });
  });

  it('turns pence into pounds, which is what readers know a price by', async () => {
    const pence = { currency: 'GBp', close: '95.44', previous_close: '100', change: '-4.56' };
    expect(await observed(pence)).toMatchObject({
      value: { price: '0.9544', reference: '1.00', change: '-0.0456', changePct: '0.59074' },
    });
  });
});

describe('a quote without a currency', () => {
  it('is refused where it is listed on an exchange: it may be in pence', async () => {
    const pence = { close: '95.44', previous_close: '100', change: '-4.56' };
    expect(await observed({ ...pence, currency: undefined })).toBe('shape');
    expect(await observed({ ...pence, currency: null })).toBe('shape');
  });

  it('is taken where it is of a pair, which names none', async () => {
    const [rate] = await fetchFrom(quote('EUR/USD', { currency: undefined, exchange: 'Forex' }), 'EUR/USD');
    expect(rate).toMatchObject({ ok: true, observation: { value: { price: '229.87000' } } });
  });
});

describe("Twelve Data's errors", () => {
  it.each([
    [400, 'rejected'],
    [401, 'rejected'],
    [403, 'rejected'],
    [404, 'not-found'],
    [429, 'throttled'],
    [500, 'status'],
    ['401', 'status'],
  ])('throw the code %s as %s though the status is 200', async (code, kind) => {
    await expect(fetchFrom(failure(code), 'AAPL', 'MSFT')).rejects.toMatchObject({
      name: 'UpstreamError',
      kind,
    });
  });

  it('refuse one symbol of several, and leave the others', async () => {
    const body = { AAPL: quote('AAPL'), FROG: failure(404) };
    expect(await fetchFrom(body, 'FROG', 'AAPL', 'GONE', 'constructor')).toMatchObject([
      { ok: false, refusal: { kind: 'not-found' } },
      { ok: true },
      { ok: false, refusal: { kind: 'not-found' } },
      { ok: false, refusal: { kind: 'not-found' } },
    ]);
  });
});

describe('the key', () => {
  it('travels in a header and never in the URL', async () => {
    const { context, asked } = fakeNetwork({ '/quote': JSON.stringify(quote('X')), '/time_series': '{}' });
    await twelvedata.fetch([ask('X')], context);
    await twelvedata.history?.([ask('X')], context);
    for (const { path, query, headers } of asked) {
      expect(headers).toEqual({ Authorization: 'apikey secret' });
      expect(path + JSON.stringify(query)).not.toContain('secret');
    }
    expect(asked).toHaveLength(2);
  });

  it('is asked for before the network is', async () => {
    const { context, asked } = fakeNetwork({});
    const { key: _, ...keyless } = context;
    await expect(twelvedata.fetch([ask('X')], keyless)).rejects.toMatchObject({ kind: 'rejected' });
    expect(asked).toEqual([]);
  });
});

describe('the line', () => {
  const bar = (datetime: string, open: string, close: string) => ({
    datetime,
    open,
    close,
    high: '9',
    volume: '1',
  });
  const series = (...values: unknown[]) => ({ meta: { symbol: 'X', currency: 'USD' }, values, status: 'ok' });
  const now = Date.UTC(2026, 10, 23, 15, 5);
  const historyOf = async (body: Body, ...symbols: string[]) =>
    (await twelvedata.history?.(symbols.map(ask), fakeNetwork({ '/time_series': body }, { now }).context)) ??
    [];
  const lineOf = async (...values: unknown[]) => {
    const [line] = await historyOf(JSON.stringify(series(...values)), 'X');
    return line?.series.map(({ t, price }) => [new Date(t).toISOString().slice(5, 16), price]);
  };

  it('is the session that follows the last night, from its open on, and never ahead of now', async () => {
    expect(
      await lineOf(
        bar('2026-11-20 20:30:00', '1.0', '1.1'),
        bar('2026-11-20 20:45:00', '1.1', '1.2'),
        bar('2026-11-23 14:30:00', '2.0', '2.1'),
        bar('2026-11-23 14:45:00', '2.1', '2.2'),
        bar('2026-11-23 15:00:00', '2.2', '2.3'),
      ),
    ).toEqual([
      ['11-23T14:30', '2.0'],
      ['11-23T14:45', '2.1'],
      ['11-23T15:00', '2.2'],
      ['11-23T15:05', '2.3'],
    ]);
  });

  it('holds a session that crosses midnight in UTC, and one with a midday break', async () => {
    const line = await lineOf(
      bar('2026-11-22 05:00:00', '1', '1'),
      bar('2026-11-22 23:45:00', '2', '3'),
      bar('2026-11-23 00:00:00', '3', '4'),
      bar('2026-11-23 02:00:00', '4', '5'),
    );
    expect(line?.map(([, price]) => price)).toEqual(['2', '3', '4', '5']);
  });

  it('is the newest UTC day where trade never rests', async () => {
    const line = await lineOf(
      bar('2026-11-22 23:45:00', '2', '3'),
      bar('2026-11-23 00:00:00', '3', '4'),
      bar('2026-11-23 00:15:00', '4', '5'),
    );
    expect(line?.map(([, price]) => price)).toEqual(['3', '4', '5']);
  });

  it('is in order whatever the order of the answer, and leaves out what cannot be read', async () => {
    const line = await lineOf(
      bar('2026-11-23 14:45:00', '2.1', '2.2'),
      bar('2026-11-23 14:31:00 EST', '7', '7'),
      bar('2026-11-23 14:30:00', '2.0', '2.1'),
      { datetime: '2026-11-23 14:50:00', close: 2 },
    );
    expect(line?.map(([, price]) => price)).toEqual(['2.0', '2.1', '2.2']);
  });

  it('is none where it may be in pence and does not say so; a pair names no currency', async () => {
    const values = [bar('2026-11-23 14:45:00', '2.1', '2.2')];
    const body = (symbol: string) => JSON.stringify({ meta: { symbol }, values, status: 'ok' });
    expect(await historyOf(body('BP'), 'BP')).toEqual([]);
    expect(await historyOf(body('EUR/USD'), 'EUR/USD')).toHaveLength(1);
  });

  it('is asked in UTC, twelve symbols at a time, and one failing request loses its own only', async () => {
    const symbols = Array.from({ length: 14 }, (_, index) => `S${index}`);
    const values = [bar('2026-11-23 14:45:00', '2.1', '2.2')];
    const { context, asked } = fakeNetwork(
      {
        '/time_series': ({ query }) =>
          query?.symbol?.startsWith('S0')
            ? JSON.stringify(failure(429))
            : JSON.stringify({ S12: series(...values), S13: failure(404) }),
      },
      { now },
    );
    const lines = await twelvedata.history?.(symbols.map(ask), context);
    expect(lines?.map(({ id }) => id)).toEqual(['quote:S12']);
    expect(asked.map(({ query }) => query?.symbol?.split(',').length)).toEqual([12, 2]);
    expect(asked[0]?.query).toMatchObject({
      interval: '15min',
      timezone: 'UTC',
      outputsize: '48',
      order: 'ASC',
    });
  });
});

describe('the CSV form of a quote', () => {
  const header = 'symbol;name;currency;datetime;close;previous_close;change;percent_change';
  const row = 'IBM;Made Up;USD;2026-11-20;146.84000;146.59000;0.25000;0.17054';

  it.each([';', ','])('is read whichever way it is delimited: %s', (delimiter) => {
    const text = `${header}\n${row}\n`.replaceAll(';', delimiter);
    expect(parseQuoteCsv(text, 'IBM')).toMatchObject({
      ok: true,
      currency: 'USD',
      observation: {
        asOf: Date.UTC(2026, 10, 20),
        delay: 'eod',
        value: { price: '146.84000', change: '0.25000' },
      },
    });
  });

  it('is refused where a name holds the delimiter and moves the figures', () => {
    expect(() => parseQuoteCsv(`${header}\n${row.replace('Made Up', 'Made; Up')}`, 'IBM')).toThrow(
      expect.objectContaining({ kind: 'shape' }),
    );
  });

  it('is refused for a symbol that it does not hold', () => {
    expect(parseQuoteCsv(`${header}\n${row}`, 'AAPL')).toMatchObject({ refusal: { kind: 'not-found' } });
  });
});
