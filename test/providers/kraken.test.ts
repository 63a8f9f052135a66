/** Kraken's provider: pairs by their two names, the change since UTC midnight, errors that come with HTTP 200. */
import { describe, expect, it } from 'vitest';
import { kraken } from '../../src/providers/kraken.ts';
import type { Ask } from '../../src/providers/provider.ts';
import { UpstreamError } from '../../src/system/upstream-error.ts';
import { type Body, confirmedAt, fakeNetwork, noon } from './fake-http.ts';

const tickerPath = '/0/public/Ticker';
const candlesPath = '/0/public/OHLC';
const midnight = Date.UTC(2026, 10, 23);

const pair = (last: string, open: string) => ({
  a: ['101.30000', '1', '1.000'],
  b: ['101.20000', '2', '2.000'],
  c: [last, '0.00012345'],
  v: ['0.78', '163.28'],
  p: ['101.1', '100.9'],
  t: [35, 3276],
  l: ['99.0', '98.0'],
  h: ['103.0', '104.0'],
  o: open,
});
const answer = (result: Record<string, unknown>) => JSON.stringify({ error: [], result });
const failure = (...error: string[]) => JSON.stringify({ error });
const ask = (symbol: string): Ask => ({ id: `quote:${symbol}`, symbol });

const fetchFrom = (body: Body, symbols: readonly string[]) =>
  kraken.fetch(symbols.map(ask), fakeNetwork({ [tickerPath]: body }).context);

describe('a ticker', () => {
  it('is the last price against the open of the UTC day, to the last digit', async () => {
    const answers = await fetchFrom(answer({ XBTUSDT: pair('105899.40000', '106021.60000') }), ['XBTUSDT']);
    expect(answers).toEqual([
      {
        id: 'quote:XBTUSDT',
        ok: true,
        observation: {
          asOf: confirmedAt,
          value: {
            kind: 'quote',
            price: '105899.40000',
            basis: 'utcDayOpen',
            reference: '106021.60000',
            change: '-122.20000',
            changePct: '-0.1153',
          },
        },
      },
    ]);
  });

  it('is asked for all pairs at once', async () => {
    const { context, asked } = fakeNetwork({ [tickerPath]: answer({}) });
    await kraken.fetch([ask('XBTUSD'), ask('ETHUSD')], context);
    expect(asked).toMatchObject([{ path: tickerPath, query: { pair: 'XBTUSD,ETHUSD' } }]);
  });

  it('is found under the old name that Kraken answers with', async () => {
    const result = {
      XXBTZUSD: pair('1.0', '2.0'),
      ZEURZUSD: pair('3.0', '4.0'),
      XETHXXBT: pair('5.0', '6.0'),
    };
    const answers = await fetchFrom(answer(result), ['XBTUSD', 'EURUSD', 'ETHXBT', 'XXBTZUSD', 'XBT/USD']);
    const prices = answers.map((each) => each.ok && each.observation.value);
    expect(prices).toMatchObject([
      { price: '1.0' },
      { price: '3.0' },
      { price: '5.0' },
      { price: '1.0' },
      { price: '1.0' },
    ]);
  });

  it('is never taken from a pair with a similar name', async () => {
    const answers = await fetchFrom(answer({ XBTUSDT: pair('1.0', '2.0'), XXBTZEUR: pair('1.0', '2.0') }), [
      'XBTUSD',
    ]);
    expect(answers).toMatchObject([{ ok: false, refusal: { kind: 'not-found' } }]);
  });

  it('has no change where the pair has never traded: nothing is a percentage of zero', async () => {
    const [only] = await fetchFrom(answer({ NEWUSD: pair('5.00', '0.00') }), ['NEWUSD']);
    expect(only).toMatchObject({ ok: true, observation: { value: { kind: 'quote', price: '5.00' } } });
    expect(only?.ok && only.observation.value).toEqual({ kind: 'quote', price: '5.00' });
  });

  it('is refused alone where its entry is broken', async () => {
    const broken = { ...pair('1.0', '2.0'), c: [105.1, '1'] };
    const answers = await fetchFrom(answer({ XXBTZUSD: broken, XETHZUSD: pair('3.0', '2.0') }), [
      'XBTUSD',
      'ETHUSD',
    ]);
    expect(answers).toMatchObject([
      { ok: false, refusal: { kind: 'shape' } },
      { ok: true, observation: { value: { price: '3.0', change: '1.0', changePct: '50.0000' } } },
    ]);
  });
});

describe("Kraken's errors", () => {
  it.each([
    ['EGeneral:Too many requests', 'throttled'],
    ['EAPI:Rate limit exceeded', 'throttled'],
    ['EService:Unavailable', 'status'],
    ['EGeneral:Invalid arguments', 'rejected'],
  ])('throw %s as %s though the status is 200', async (error, kind) => {
    await expect(fetchFrom(failure(error), ['XBTUSD', 'ETHUSD'])).rejects.toMatchObject({
      name: 'UpstreamError',
      kind,
    });
  });

  it('refuse an unknown pair', async () => {
    expect(await fetchFrom(failure('EQuery:Unknown asset pair'), ['FROGUSD'])).toMatchObject([
      { id: 'quote:FROGUSD', ok: false, refusal: { kind: 'not-found' } },
    ]);
  });

  it('lose only the unknown pair of a batch, though they spoil the whole answer', async () => {
    const known = { XXBTZUSD: pair('1.0', '2.0'), XETHZUSD: pair('3.0', '2.0'), SOLUSD: pair('4.0', '2.0') };
    const { context, asked } = fakeNetwork({
      [tickerPath]: ({ query }) =>
        query?.pair?.includes('FROG') ? failure('EQuery:Unknown asset pair') : answer(known),
    });
    const answers = await kraken.fetch(['XBTUSD', 'ETHUSD', 'FROGUSD', 'SOLUSD'].map(ask), context);
    expect(answers.map(({ id, ok }) => [id, ok])).toEqual([
      ['quote:XBTUSD', true],
      ['quote:ETHUSD', true],
      ['quote:FROGUSD', false],
      ['quote:SOLUSD', true],
    ]);
    expect(asked.map(({ query }) => query?.pair)).toEqual([
      'XBTUSD,ETHUSD,FROGUSD,SOLUSD',
      'XBTUSD,ETHUSD',
      'FROGUSD,SOLUSD',
      'FROGUSD',
      'SOLUSD',
    ]);
  });

  it('are thrown as the network gives them, too', async () => {
    await expect(fetchFrom(new UpstreamError('timeout', 'late'), ['XBTUSD'])).rejects.toMatchObject({
      kind: 'timeout',
    });
  });
});

describe('the line since midnight', () => {
  const candle = (minute: number, open: string, close: string) => [
    midnight / 1000 + minute * 60,
    open,
    '9.9',
    '0.1',
    close,
    '1.0',
    '12.5',
    42,
  ];
  const candles = (key: string, ...rows: unknown[]) => answer({ [key]: rows, last: midnight / 1000 });
  const historyOf = (body: Body, now = noon) =>
    kraken.history?.([ask('XBTUSD')], fakeNetwork({ [candlesPath]: body }, { now }).context);

  it('starts with the open of the day and goes on with each close at the end of its candle', async () => {
    const body = candles(
      'XXBTZUSD',
      candle(-30, '0.8', '0.9'),
      candle(0, '1.0', '1.1'),
      candle(30, '1.1', '1.2'),
    );
    expect(await historyOf(body)).toEqual([
      {
        id: 'quote:XBTUSD',
        series: [
          { t: midnight, price: '1.0' },
          { t: midnight + 30 * 60_000, price: '1.1' },
          { t: midnight + 60 * 60_000, price: '1.2' },
        ],
      },
    ]);
  });

  it('holds no point in the future', async () => {
    const now = midnight + 40 * 60_000;
    const lines = await historyOf(
      candles('XXBTZUSD', candle(0, '1.0', '1.1'), candle(30, '1.1', '1.2')),
      now,
    );
    expect(lines?.[0]?.series.at(-1)).toEqual({ t: now, price: '1.2' });
  });

  it('asks from the candle before midnight on, since Kraken leaves out the one that is named', async () => {
    const { context, asked } = fakeNetwork({ [candlesPath]: candles('XXBTZUSD', candle(0, '1.0', '1.1')) });
    await kraken.history?.([ask('XBTUSD')], context);
    expect(asked[0]?.query).toEqual({
      pair: 'XBTUSD',
      interval: '30',
      since: String(midnight / 1000 - 1800),
    });
  });

  it('leaves out a candle that cannot be read', async () => {
    const lines = await historyOf(
      candles(
        'XXBTZUSD',
        candle(0, '1.0', '1.1'),
        [1, 2],
        candle(30, '1.1', 'NaN'),
        candle(60, '1.2', '1.3'),
      ),
    );
    expect(lines?.[0]?.series.map(({ price }) => price)).toEqual(['1.0', '1.1', '1.3']);
  });

  it('is missing for a pair that fails, and there for the others', async () => {
    const { context } = fakeNetwork({
      [candlesPath]: ({ query }) =>
        query?.pair === 'FROGUSD'
          ? failure('EQuery:Unknown asset pair')
          : candles('XXBTZUSD', candle(0, '1.0', '1.1')),
    });
    const lines = await kraken.history?.([ask('FROGUSD'), ask('XBTUSD')], context);
    expect(lines?.map(({ id }) => id)).toEqual(['quote:XBTUSD']);
  });
});
