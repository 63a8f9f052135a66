/** An upstream that is away for an hour: how often it is asked, what is said of it, and how soon its return is noticed. */
import { afterEach, describe, expect, it } from 'vitest';
import { coinbase } from '../../src/providers/coinbase.ts';
import { coingecko } from '../../src/providers/coingecko.ts';
import { kraken } from '../../src/providers/kraken.ts';
import { metno } from '../../src/providers/metno.ts';
import { nws } from '../../src/providers/nws.ts';
import type { Provider } from '../../src/providers/provider.ts';
import type { PlannedItem } from '../../src/worker/plan.ts';
import { openRig, type Rig } from './rig.ts';

let rig: Rig | undefined;
afterEach(() => rig?.close());

const btc = (provider: string, symbol: string) =>
  ({ id: 'quote:BTC-USD', cls: 'crypto', sources: [{ provider, symbol }] }) as const;

/** The longest wait between two probes, with what second 0 and the beat add. */
const noticedWithinS = 130;

const silences: [string, { readonly fault: string; readonly status?: number }][] = [
  ['with connections cut', { fault: 'stop' }],
  ['with answers of 503', { fault: 'status', status: 503 }],
  ['with answers of 429', { fault: 'status', status: 429 }],
  ['with pages in place of data', { fault: 'html' }],
];

const told = ({ lines }: Rig, event: string) => lines.filter((line) => line.event === event);

describe('an hour of silence', () => {
  it.each(silences)(
    '%s costs at most forty requests, one warning and one line on the return, which is seen in time',
    async (_what, fault) => {
      rig = await openRig([kraken], [btc('kraken', 'XBTUSD')]);
      await rig.pass(60);
      await rig.control('fault', { provider: 'kraken', ...fault });
      const before = rig.exchanges.length;
      await rig.pass(3_600);
      const during = rig.exchanges.length - before;
      expect(during).toBeGreaterThan(25);
      expect(during).toBeLessThanOrEqual(40);
      expect([told(rig, 'feed fails').length, told(rig, 'feed is back').length]).toEqual([1, 0]);

      await rig.control('clear', {});
      await rig.pass(noticedWithinS);
      expect([told(rig, 'feed fails').length, told(rig, 'feed is back').length]).toEqual([1, 1]);
      expect(rig.worker.status().feeds.kraken).toMatchObject({ state: 'ok', lastError: null });
    },
  );
});

const washington = { lat: 38.9072, lon: -77.0369, altitude: 22, zone: 'America/New_York' };

describe('an hour of silence where a poll takes several requests', () => {
  const items: readonly PlannedItem[] = [
    {
      id: 'weather:washington-us',
      cls: 'weather',
      place: washington,
      sources: [{ provider: 'nws', symbol: 'washington-us' }],
    },
    ...['BTC-USD', 'ETH-USD', 'SOL-USD'].map(
      (symbol): PlannedItem => ({
        id: `quote:${symbol}`,
        cls: 'crypto',
        sources: [{ provider: 'coinbase', symbol }],
      }),
    ),
  ];

  it.each(silences.filter(([, { fault }]) => fault !== 'html'))(
    '%s costs at most forty as well',
    async (_what, fault) => {
      rig = await openRig([nws, coinbase], items);
      await rig.pass(60);
      for (const provider of ['nws', 'coinbase']) await rig.control('fault', { provider, ...fault });
      await rig.pass(3_600);
      for (const provider of ['nws', 'coinbase']) {
        const asked = rig.exchanges.filter(
          ({ url, status }) => url.startsWith(`/${provider}/`) && status !== 200,
        );
        expect(asked.length).toBeGreaterThan(20);
        expect(asked.length).toBeLessThanOrEqual(40);
      }
      await rig.control('clear', {});
      await rig.pass(noticedWithinS + 16);
      const { feeds } = rig.worker.status();
      expect(feeds).toMatchObject({
        'nws:washington-us': { state: 'ok' },
        coinbase: { state: 'ok', refused: {} },
      });
    },
  );
});

const places: readonly PlannedItem[] = Array.from({ length: 7 }, (_, index) => ({
  id: `weather:place-${index}`,
  cls: 'weather',
  place: { lat: 59 + index, lon: 10, altitude: 20, zone: 'Europe/Oslo' },
  sources: [{ provider: 'metno', symbol: `place-${index}` }],
}));
const states = ({ worker }: Rig) => Object.values(worker.status().feeds).map(({ state }) => state);

describe('an hour of silence of a provider with a feed for each of seven places', () => {
  it.each(silences)(
    '%s costs at most forty requests in all, and one warning for each place',
    async (_what, fault) => {
      rig = await openRig([metno], places);
      await rig.pass(60);
      expect(states(rig)).toEqual(places.map(() => 'ok'));
      await rig.control('fault', { provider: 'metno', ...fault });
      // Their answers are fresh for half an hour: the silence begins with the first that would ask again.
      while (told(rig, 'feed fails').length === 0) await rig.pass(1);
      const before = rig.exchanges.length;
      await rig.pass(3_600);
      expect(rig.exchanges.length - before).toBeLessThan(40);
      expect(states(rig)).toEqual(places.map(() => 'failing'));
      expect(told(rig, 'feed fails')).toHaveLength(7);
    },
  );

  it('is over for all of them a few seconds after one of them sees the return', async () => {
    rig = await openRig([metno], places);
    await rig.pass(60);
    await rig.control('fault', { provider: 'metno', fault: 'stop' });
    await rig.pass(2 * 3_600);
    const { feeds } = rig.worker.status();
    for (const { breaker, lastError } of Object.values(feeds)) {
      expect(breaker).toBe('open');
      expect(lastError?.kind).toBe('network');
    }
    expect(
      Object.values(feeds).some(({ lastError }) => lastError?.message.startsWith('waits: metno is down')),
    ).toBe(true);
    await rig.control('clear', {});
    const before = rig.exchanges.length;
    await rig.pass(noticedWithinS + 10);
    expect(states(rig)).toEqual(places.map(() => 'ok'));
    expect(told(rig, 'feed is back')).toHaveLength(7);
    const seconds = rig.exchanges.slice(before).map(({ at }) => at);
    expect(seconds).toHaveLength(7);
    // One a second, but for those that second 0 pushes into the next two.
    for (const second of seconds) expect(seconds.filter((at) => at === second).length).toBeLessThanOrEqual(3);
  });

  it('that reigns from the start is named by each within half a minute, and costs at most forty requests as well', async () => {
    rig = await openRig([metno], places, { provider: 'metno', fault: 'stop' });
    await rig.pass(30);
    expect(states(rig)).toEqual(places.map(() => 'failing'));
    for (const { lastError } of Object.values(rig.worker.status().feeds))
      expect(lastError?.kind).toBe('network');
    await rig.pass(3_570);
    expect(rig.exchanges.length).toBeLessThanOrEqual(40);
    expect(told(rig, 'feed fails')).toHaveLength(7);
  });
});

describe('a daily budget', () => {
  const meagre: Provider = {
    ...coingecko,
    limits: { ...coingecko.limits, requestsPerDay: 100, minIntervalMs: 0 },
    cadence: { kind: 'continuous', everyMs: 300_000, staleAfterMs: 900_000 },
  };

  it('is never gone beyond, is said once to have ended, and begins anew at midnight UTC', async () => {
    rig = await openRig([meagre], [btc('coingecko', 'bitcoin')]);
    // From 12:00:10 to just before midnight at most 143 polls fit.
    await rig.pass(11.9 * 3_600);
    expect(rig.exchanges.length).toBeLessThanOrEqual(95);
    expect(rig.exchanges.length).toBeGreaterThanOrEqual(90);
    const warnings = rig.lines.filter(({ level }) => level === 'warn');
    expect(warnings.map(({ fields }) => [fields.kind, fields.message])).toEqual([
      ['throttled', expect.stringContaining('daily budget')],
    ]);
    expect(rig.worker.status().budgets.coingecko).toMatchObject({ limit: 100, used: rig.exchanges.length });
    const spent = rig.exchanges.length;
    await rig.pass(600);
    expect(rig.exchanges.length).toBeGreaterThan(spent);
    expect(rig.worker.status().feeds.coingecko?.state).toBe('ok');
    expect(rig.worker.status().budgets.coingecko?.used).toBe(rig.exchanges.length - spent);
  }, 60_000);
});
