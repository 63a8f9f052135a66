/** CoinGecko's provider: one batch by id, figures to the last digit, what it leaves out, and few lines at a start. */
import { describe, expect, it } from 'vitest';
import { coingecko } from '../../src/providers/coingecko.ts';
import { simplePrice } from '../../src/providers/coingecko-simple.ts';
import type { Ask, ProviderContext } from '../../src/providers/provider.ts';
import { UpstreamError } from '../../src/system/upstream-error.ts';
import { type Body, fakeNetwork, noon } from './fake-http.ts';

const marketsPath = '/coins/markets';
const updated = '2026-11-23T11:59:12.345Z';

/** Figures as JSON text, so that a test can say how they are written. */
const coin = (id: string, price: string, change = '-10.5', percent = '-1.04', at = `"${updated}"`) =>
  `{"id":"${id}","symbol":"x","roi":null,"current_price":${price},"price_change_24h":${change},` +
  `"price_change_percentage_24h":${percent},"last_updated":${at}}`;
const list = (...coins: string[]) => `[${coins.join(',')}]`;
/** The context with this key, or without any. */
const withKey = ({ key: _none, ...rest }: ProviderContext, key?: string): ProviderContext =>
  key === undefined ? rest : { ...rest, key };
const ask = (symbol: string): Ask => ({ id: `quote:${symbol.toUpperCase()}`, symbol });

async function fetchFrom(body: Body, ...symbols: string[]) {
  return coingecko.fetch(symbols.map(ask), fakeNetwork({ [marketsPath]: body }).context);
}
const valueFrom = async (body: Body) => {
  const [only] = await fetchFrom(body, 'bitcoin');
  return only?.ok ? only.observation.value : only?.refusal.kind;
};

describe('a coin', () => {
  it('is its price with the change over 24 hours, as of its own time', async () => {
    expect(await fetchFrom(list(coin('bitcoin', '49053')), 'bitcoin')).toEqual([
      {
        id: 'quote:BITCOIN',
        ok: true,
        observation: {
          asOf: Date.parse(updated),
          value: { kind: 'quote', price: '49053', basis: 'rolling24h', change: '-10.5', changePct: '-1.04' },
        },
      },
    ]);
  });

  it.each([
    ['0.100', '0.100'],
    ['0.000012345678901234567', '0.000012345678901234567'],
    ['1.2e-05', '0.000012'],
  ])('written %s costs %s, digit for digit', async (written, price) => {
    expect(await valueFrom(list(coin('bitcoin', written)))).toMatchObject({ price });
  });

  it('is asked for with all others at once, with no blank after a comma and each once', async () => {
    const { context, asked } = fakeNetwork({
      [marketsPath]: list(coin('bitcoin', '1'), coin('ripple', '2')),
    });
    await coingecko.fetch(['bitcoin', 'ripple', 'bitcoin'].map(ask), withKey(context));
    expect(asked).toEqual([
      {
        path: marketsPath,
        query: {
          vs_currency: 'usd',
          ids: 'bitcoin,ripple',
          per_page: '250',
          sparkline: 'false',
          precision: 'full',
        },
        headers: {},
        contentTypes: ['application/json'],
      },
    ]);
  });

  it('is asked for with a demo key where there is one, in a header', async () => {
    const { context, asked } = fakeNetwork({ [marketsPath]: list(coin('bitcoin', '1')) });
    await coingecko.fetch([ask('bitcoin')], withKey(context, 'CG-x'));
    expect(asked[0]?.headers).toEqual({ 'x-cg-demo-api-key': 'CG-x' });
    expect(JSON.stringify(asked[0]?.query)).not.toContain('CG-x');
  });

  it('that CoinGecko leaves out is not found, and the others stay', async () => {
    const answers = await fetchFrom(list(coin('ripple', '2')), 'bitcoin', 'ripple');
    expect(answers).toMatchObject([{ refusal: { kind: 'not-found' } }, { ok: true }]);
  });

  it('without a price or a time is empty, without either change has none, with one of two is broken', async () => {
    const bare = { kind: 'quote', price: '5', basis: 'rolling24h' };
    expect(await valueFrom(list(coin('bitcoin', 'null')))).toBe('empty');
    expect(await valueFrom(list(coin('bitcoin', '5', '1', '2', 'null')))).toBe('empty');
    expect(await valueFrom(list(coin('bitcoin', '5', 'null', 'null')))).toEqual(bare);
    expect(await valueFrom(list(coin('bitcoin', '5', 'null', '2')))).toBe('shape');
    expect(await valueFrom(list(coin('bitcoin', '5', '1', 'null')))).toBe('shape');
  });

  it('has no percentage that is zero by its rounding alone', async () => {
    const known = { kind: 'quote', price: '95567.5', basis: 'rolling24h' };
    const read = (change: string) => valueFrom(list(coin('bitcoin', '95567.5', change, '0.0')));
    expect(await read('-0.5')).toEqual({ ...known, change: '-0.5' });
    expect(await read('0.0')).toEqual({ ...known, change: '0.0', changePct: '0.0' });
    expect(await read('-50')).toEqual({ ...known, change: '-50', changePct: '0.0' });
  });

  it.each(['"much"', '1e309', '[]', 'true', '""'])('with the price %s is refused alone', async (price) => {
    const answers = await fetchFrom(list(coin('bitcoin', price), coin('ripple', '2')), 'bitcoin', 'ripple');
    expect(answers).toMatchObject([{ refusal: { kind: 'shape' } }, { ok: true }]);
  });

  it('listed twice is neither of the two', async () => {
    expect(await valueFrom(list(coin('bitcoin', '1'), coin('bitcoin', '2')))).toBe('shape');
  });
});

describe("CoinGecko's refusals", () => {
  it('of the whole request are thrown', async () => {
    const trouble = new UpstreamError('throttled', 'slow down');
    await expect(fetchFrom(trouble, 'bitcoin')).rejects.toBe(trouble);
    await expect(fetchFrom('{"status":{"error_code":429}}', 'bitcoin')).rejects.toMatchObject({
      kind: 'shape',
    });
    await expect(fetchFrom('[]', 'bitcoin')).rejects.toMatchObject({ kind: 'empty' });
  });
});

describe('the line of 24 hours', () => {
  const chartPath = (id: string) => `/coins/${id}/market_chart`;
  const minuteMs = 60_000;
  const chart = (...points: readonly (readonly [number, string])[]) =>
    `{"prices":[${points.map(([t, price]) => `[${t},${price}]`).join(',')}],"market_caps":[],"total_volumes":[]}`;
  const historyOf = async (bodies: Readonly<Record<string, Body>>, ids: readonly string[], key?: string) => {
    const { context, asked } = fakeNetwork(bodies);
    return { lines: await coingecko.history?.(ids.map(ask), withKey(context, key)), asked };
  };

  it('is what the chart says within the last day, oldest first', async () => {
    const body = chart(
      [noon - 1440 * minuteMs, '1'],
      [noon - 5 * minuteMs, '3.10'],
      [noon - 10 * minuteMs, '2e-3'],
      [noon, '4'],
      [noon + 1, '5'],
    );
    const { lines, asked } = await historyOf({ [chartPath('bitcoin')]: body }, ['bitcoin']);
    expect(lines).toEqual([
      {
        id: 'quote:BITCOIN',
        series: [
          { t: noon - 10 * minuteMs, price: '0.002' },
          { t: noon - 5 * minuteMs, price: '3.10' },
          { t: noon, price: '4' },
        ],
      },
    ]);
    expect(asked[0]?.query).toEqual({ vs_currency: 'usd', days: '1', precision: 'full' });
  });

  it('leaves out points that cannot be read', async () => {
    const body = `{"prices":[[${noon - 2},null],[${noon - 1}],"x",[1.5,2],[${noon},7]]}`;
    const { lines } = await historyOf({ [chartPath('bitcoin')]: body }, ['bitcoin']);
    expect(lines?.[0]?.series).toEqual([{ t: noon, price: '7' }]);
  });

  it('is asked for of four coins without a key, which leaves room for the prices, and of more with one', async () => {
    const ids = ['a1', 'b2', 'c3', 'd4', 'e5', 'f6'];
    const bodies = Object.fromEntries(ids.map((id) => [chartPath(id), chart([noon, '1'])]));
    expect((await historyOf(bodies, ids)).asked).toHaveLength(4);
    expect((await historyOf(bodies, ids, 'CG-x')).asked).toHaveLength(6);
  });

  it('is missing for a coin that fails, and there for the others', async () => {
    const { lines } = await historyOf({ [chartPath('ripple')]: chart([noon, '1']) }, ['bitcoin', 'ripple']);
    expect(lines?.map(({ id }) => id)).toEqual(['quote:RIPPLE']);
  });

  it('is not asked for under a name that is no id', async () => {
    const { asked } = await historyOf({}, ['../ping', 'a/b', '.', '']);
    expect(asked).toEqual([]);
  });
});

describe('a simple price', () => {
  it('is read by coin and currency, and nothing is made up for what was dropped', () => {
    const read = (id: string, currency: string) => simplePrice('{"bitcoin":{"usd":1.50}}', id, currency, 7);
    expect(read('bitcoin', 'usd')).toEqual({
      ok: true,
      observation: { asOf: 7, value: { kind: 'quote', price: '1.50' } },
    });
    for (const outcome of [read('ethereum', 'usd'), read('bitcoin', 'eur'), read('constructor', 'name')]) {
      expect(outcome).toMatchObject({ refusal: { kind: 'not-found' } });
    }
    expect(simplePrice('{"a":{"usd":null}}', 'a', 'usd', 7)).toMatchObject({ refusal: { kind: 'shape' } });
  });
});
