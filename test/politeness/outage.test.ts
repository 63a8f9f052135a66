/** An upstream that is away for an hour: how often it is asked, what is said of it, and how soon its return is noticed. */
import { afterEach, describe, expect, it } from 'vitest';
import { coingecko } from '../../src/providers/coingecko.ts';
import { kraken } from '../../src/providers/kraken.ts';
import type { Provider } from '../../src/providers/provider.ts';
import { openRig, type Rig } from './rig.ts';

let rig: Rig | undefined;
afterEach(() => rig?.close());

const btc = (provider: string, symbol: string) =>
  ({ id: 'quote:BTC-USD', cls: 'crypto', sources: [{ provider, symbol }] }) as const;

/** The backoff's cap, and what second 0 and the beat may add. */
const noticedWithinS = 304;

describe('an hour of silence', () => {
  it.each<[string, object]>([
    ['with connections cut', { fault: 'stop' }],
    ['with answers of 503', { fault: 'status', status: 503 }],
    ['with pages in place of data', { fault: 'html' }],
  ])('%s costs at most forty requests, one warning and one line on the return', async (_what, fault) => {
    rig = await openRig([kraken], [btc('kraken', 'XBTUSD')]);
    await rig.pass(60);
    const told = () => rig?.lines.filter(({ level }) => level === 'warn' || level === 'info').slice(1) ?? [];
    expect(told()).toEqual([]);

    await rig.control('fault', { provider: 'kraken', ...fault });
    const before = rig.exchanges.length;
    await rig.pass(3_600);
    const during = rig.exchanges.length - before;
    expect(during).toBeGreaterThan(15);
    expect(during).toBeLessThanOrEqual(40);
    expect(told().map(({ level, event }) => `${level}: ${event}`)).toEqual(['warn: feed fails']);

    await rig.control('clear', {});
    await rig.pass(noticedWithinS);
    expect(told().map(({ level, event }) => `${level}: ${event}`)).toEqual([
      'warn: feed fails',
      'info: feed is back',
    ]);
    expect(rig.worker.status().feeds.kraken).toMatchObject({ state: 'ok', lastError: null });
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
