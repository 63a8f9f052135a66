import { describe, expect, it } from 'vitest';
import { createTwelvedata } from '../../../src/demo/formats/twelvedata.ts';
import { listings } from '../../../src/demo/listings.ts';
import { priceAt } from '../../../src/demo/walks.ts';
import { createWorld } from '../../../src/demo/world.ts';
import { shipped } from '../../support/calendars.ts';
import { ask, bodyOf, found } from '../ask.ts';

const twelvedata = createTwelvedata({ calendars: shipped });
const duringSession = Date.UTC(2026, 10, 23, 18, 22, 41);
const sunday = Date.UTC(2026, 10, 22, 12);
const fridayClose = Date.UTC(2026, 10, 20, 21);
interface Quote {
  readonly [field: string]: string;
}
type Answered = Omit<Quote, 'timestamp' | 'last_quote_at' | 'is_market_open' | 'fifty_two_week'> & {
  readonly timestamp: number;
  readonly last_quote_at: number;
  readonly is_market_open: boolean;
  readonly fifty_two_week: Quote;
};
interface Series {
  readonly meta: object;
  readonly status: string;
  readonly values: readonly { readonly [field: string]: string }[];
}

const get = (path: string, query: Record<string, string>, now: number, world = createWorld(7)) =>
  ask(twelvedata, path, query, { now, world });
const quotes = (symbol: string, now = duringSession) =>
  bodyOf<Record<string, Answered>>(get('/quote', { symbol }, now));
const quote = (symbol: string, now = duringSession, world = createWorld(7)) =>
  bodyOf<Answered>(get('/quote', { symbol }, now, world));
const series = (query: Record<string, string>, now = duringSession, world = createWorld(7)) =>
  bodyOf<Series>(get('/time_series', query, now, world));

function priceOf(name: string, t: number): number {
  return priceAt(
    found(listings, ({ symbol }) => symbol === name),
    7,
    t,
  );
}

/** Text with five decimals as a whole number of hundred-thousandths, for exact sums. */
const exact = (text = '') => BigInt(text.replace('.', ''));

describe('a quote', () => {
  it('is one object for one symbol and a map for several', () => {
    expect(quote('AAPL').symbol).toBe('AAPL');
    expect(Object.keys(quotes('AAPL,SPX,N225'))).toEqual(['AAPL', 'SPX', 'N225']);
  });

  it('names the share, its market and its currency', () => {
    expect(quote('JPM')).toMatchObject({
      symbol: 'JPM',
      name: 'JPMorgan Chase & Co',
      exchange: 'NYSE',
      mic_code: 'XNYS',
      currency: 'USD',
      datetime: '2026-11-23',
      is_market_open: true,
    });
  });

  it('prints its numbers as text with five decimals, its times as numbers', () => {
    const body = quote('AAPL');
    for (const field of ['open', 'high', 'low', 'close', 'previous_close', 'change', 'percent_change']) {
      expect(body[field]).toMatch(/^-?\d+\.\d{5}$/);
    }
    for (const field of [
      'low',
      'high',
      'low_change',
      'high_change',
      'low_change_percent',
      'high_change_percent',
    ]) {
      expect(body.fifty_two_week[field]).toMatch(/^-?\d+\.\d{5}$/);
    }
    expect(body.volume).toMatch(/^\d+$/);
    expect(Number.isInteger(body.timestamp)).toBe(true);
    expect(Number.isInteger(body.last_quote_at)).toBe(true);
  });

  it.each(listings.map(({ symbol }) => symbol))(
    'of %s: the change is close less previous close, exactly',
    (symbol) => {
      const body = quote(symbol);
      expect(exact(body.change)).toBe(exact(body.close) - exact(body.previous_close));
      const percent = (Number(body.change) / Number(body.previous_close)) * 100;
      expect(Math.abs(Number(body.percent_change) - percent)).toBeLessThan(0.000006);
    },
  );

  it('takes the previous close from the end of the session before, over a weekend too', () => {
    expect(Number(quote('SPX').previous_close)).toBe(priceOf('SPX', fridayClose));
    expect(Number(quote('SPX', sunday).previous_close)).toBe(priceOf('SPX', fridayClose - 86_400_000));
  });

  it('moves with the session and tells the minute of its last trade', () => {
    const body = quote('SPX');
    expect(Number(body.close)).toBe(priceOf('SPX', duringSession));
    expect(Number(body.open)).toBe(priceOf('SPX', Date.UTC(2026, 10, 23, 14, 30)));
    expect(body.last_quote_at).toBe(Date.UTC(2026, 10, 23, 18, 22) / 1000);
    expect(body.timestamp).toBe(Date.UTC(2026, 10, 23, 14, 30) / 1000);
  });

  it('stays on the final value and minute while the market is closed', () => {
    const body = quote('SPX', sunday);
    expect(body.is_market_open).toBe(false);
    expect(body.datetime).toBe('2026-11-20');
    expect(Number(body.close)).toBe(priceOf('SPX', fridayClose));
    expect(body.last_quote_at).toBe(fridayClose / 1000 - 60);
    expect(quote('SPX', sunday + 7_777_777)).toEqual(body);
  });

  it('opens and closes each market by its own hours', () => {
    const open = (now: number) =>
      Object.entries(quotes('SPX,FTSE,GDAXI,N225', now)).flatMap(([symbol, body]) =>
        body.is_market_open ? [symbol] : [],
      );
    expect(open(Date.UTC(2026, 10, 24, 2))).toEqual(['N225']);
    expect(open(Date.UTC(2026, 10, 23, 10))).toEqual(['FTSE', 'GDAXI']);
    expect(open(Date.UTC(2026, 10, 23, 15))).toEqual(['SPX', 'FTSE', 'GDAXI']);
    expect(open(Date.UTC(2026, 10, 23, 20))).toEqual(['SPX']);
    expect(open(sunday)).toEqual([]);
  });

  it('lies within its day, and its day within its year', () => {
    for (const body of Object.values(quotes('AAPL,NVDA,DJI', sunday))) {
      const [low, close, high] = [body.low, body.close, body.high].map(Number);
      expect(low).toBeLessThanOrEqual(close ?? 0);
      expect(high).toBeGreaterThanOrEqual(close ?? 0);
      expect(Number(body.fifty_two_week.low)).toBeLessThanOrEqual(low ?? 0);
      expect(Number(body.fifty_two_week.high)).toBeGreaterThanOrEqual(high ?? 0);
    }
  });

  it('gives an unknown symbol an error of its own beside the good ones', () => {
    const body = quotes('AAPL,NOPE');
    expect(body.AAPL?.close).toMatch(/\d/);
    expect(body.NOPE).toMatchObject({ code: 404, status: 'error', meta: { symbol: 'NOPE' } });
    expect(quote('NOPE')).toMatchObject({ code: 404, status: 'error' });
  });

  it('says what it served, as printed', () => {
    const answer = ask(twelvedata, '/quote', { symbol: 'AAPL,NOPE' }, { now: duringSession });
    expect(answer.served).toEqual({ AAPL: bodyOf<Record<string, Answered>>(answer).AAPL?.close });
  });
});

describe('the key', () => {
  const withKey = (query: Record<string, string>, authorization: string) =>
    ask(twelvedata, '/quote', { symbol: 'AAPL', ...query }, { now: duringSession, authorization });

  it('is taken from the header or the query', () => {
    expect(withKey({}, 'apikey abc').status).toBe(200);
    expect(withKey({ apikey: 'abc' }, '').status).toBe(200);
  });

  it('is missed with 401, in the status and in the body', () => {
    expect(withKey({}, '').status).toBe(401);
    expect(bodyOf<object>(withKey({}, 'Bearer abc'))).toMatchObject({
      code: 401,
      message: expect.stringContaining('**apikey** parameter is incorrect or not specified'),
      status: 'error',
    });
  });
});

describe('a time series', () => {
  const query = { symbol: 'SPX', interval: '15min', timezone: 'UTC', outputsize: '48', order: 'ASC' };

  it('runs through sessions only, oldest first, by the clock of UTC', () => {
    const { values, status, meta } = series(query);
    const times = values.map(({ datetime }) => datetime);
    expect(status).toBe('ok');
    expect(meta).toMatchObject({ symbol: 'SPX', interval: '15min', exchange_timezone: 'America/New_York' });
    expect(times).toHaveLength(48);
    expect(times).toEqual([...times].sort());
    expect(times.at(-1)).toBe('2026-11-23 18:15:00');
    // Sixteen candles of Monday, 26 of Friday, and six of Thursday before its close.
    expect(times.filter((time) => time?.startsWith('2026-11-23'))).toHaveLength(16);
    expect(times.filter((time) => time?.startsWith('2026-11-20'))).toHaveLength(26);
    expect(times[0]).toBe('2026-11-19 19:30:00');
  });

  it('ends on the quote’s close and starts today at the quote’s open', () => {
    const { values } = series(query);
    const body = quote('SPX');
    expect(values.at(-1)?.close).toBe(body.close);
    const first = values.find(({ datetime }) => datetime === '2026-11-23 14:30:00');
    expect(first?.open).toBe(body.open);
  });

  it('is newest first and by the exchange’s clock unless asked otherwise, thirty long', () => {
    const { values } = series({ symbol: 'SPX', interval: '15min' });
    expect(values).toHaveLength(30);
    expect(values[0]?.datetime).toBe('2026-11-23 13:15:00');
  });

  it('is a map for several symbols, with its own error for an unknown one', () => {
    const answer = get('/time_series', { ...query, symbol: 'SPX,NOPE' }, duringSession);
    const body = bodyOf<Record<string, Series>>(answer);
    expect(body.SPX?.values).toHaveLength(48);
    expect(body.NOPE).toMatchObject({ code: 404, status: 'error' });
  });

  it('refuses an interval that it does not know', () => {
    expect(series({ ...query, interval: '7min' })).toMatchObject({ code: 400, status: 'error' });
  });
});

describe('the usage', () => {
  it('counts one credit for each symbol asked in this minute', () => {
    const logged = { provider: 'twelvedata', path: '/quote', userAgent: '', conditional: false };
    const recent = [
      { ...logged, at: duringSession - 90_000, status: 200, query: { symbol: 'A' } },
      { ...logged, at: duringSession - 20_000, status: 200, query: { symbol: 'A,B,C' } },
      { ...logged, at: duringSession - 10_000, status: 401, query: { symbol: 'A' } },
    ];
    const body = bodyOf<object>(ask(twelvedata, '/api_usage', {}, { now: duringSession, recent }));
    expect(body).toMatchObject({ timestamp: '2026-11-23 18:22:41', current_usage: 3, daily_usage: 4 });
  });
});

describe('a price set by hand', () => {
  it('is the close at once, with the change against the same previous close, and traded now', () => {
    const world = createWorld(7);
    world.set('twelvedata', 'SPX', { value: '9000', at: sunday + 400 });
    const body = quote('SPX', sunday + 500, world);
    expect(body.close).toBe('9000.00000');
    expect(body.high).toBe('9000.00000');
    expect(body.previous_close).toBe(quote('SPX', sunday).previous_close);
    expect(exact(body.change)).toBe(exact('9000.00000') - exact(body.previous_close));
    expect(body.last_quote_at).toBe(sunday / 1000);
    expect(quote('DJI', sunday, world)).toEqual(quote('DJI', sunday));
  });

  it('closes the newest candle of the series', () => {
    const world = createWorld(7);
    world.set('twelvedata', 'SPX', { value: '9000', at: duringSession });
    const { values } = series({ symbol: 'SPX', interval: '15min' }, duringSession, world);
    expect(values[0]?.close).toBe('9000.00000');
    expect(values[1]).toEqual(series({ symbol: 'SPX', interval: '15min' }).values[1]);
  });
});
