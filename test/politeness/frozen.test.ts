/** An upstream that answers 200 with old data, as some do beyond a quota: what it shows grows stale, and the status says so. */
import { afterEach, describe, expect, it } from 'vitest';
import { hasValue } from '../../src/protocol/reading.ts';
import { coinbase } from '../../src/providers/coinbase.ts';
import { coingecko } from '../../src/providers/coingecko.ts';
import { kraken } from '../../src/providers/kraken.ts';
import { nwsAlerts } from '../../src/providers/nws-alerts.ts';
import type { Provider } from '../../src/providers/provider.ts';
import { twelvedata } from '../../src/providers/twelvedata.ts';
import type { PlannedItem } from '../../src/worker/plan.ts';
import { openRig, type Rig } from './rig.ts';

let rig: Rig | undefined;
afterEach(() => rig?.close());

const quote = (id: PlannedItem['id'], cls: PlannedItem['cls'], provider: string, symbol: string) => ({
  id,
  cls,
  sources: [{ provider, symbol }],
});
const washington = { lat: 38.9072, lon: -77.0369, altitude: 22, zone: 'America/New_York' };

function shownOf({ worker }: Rig) {
  const [reading] = worker.status().readings;
  if (reading === undefined || !hasValue(reading)) throw new Error('nothing is shown');
  return reading;
}

describe('values that stand still', () => {
  it.each<[Provider, PlannedItem]>([
    [kraken, quote('quote:BTC-USD', 'crypto', 'kraken', 'XBTUSD')],
    [coinbase, quote('quote:BTC-USD', 'crypto', 'coinbase', 'BTC-USD')],
    [coingecko, quote('quote:BTC-USD', 'crypto', 'coingecko', 'bitcoin')],
    [twelvedata, quote('quote:FTSE', 'index', 'twelvedata', 'FTSE')],
  ])('at $id are stale within twice their age, though it answers 200', async (provider, item) => {
    const { cadence } = provider;
    if (cadence.kind !== 'continuous') throw new Error('not of an open market');
    rig = await openRig([provider], [item]);
    await rig.pass(cadence.everyMs / 500);
    const status = () => rig?.worker.status().feeds[provider.id];
    expect(status()).toMatchObject({ state: 'ok', standsStillSince: null, note: null });
    await rig.control('fault', { provider: provider.id, fault: 'frozen' });
    const frozenAt = rig.clock.now();
    const asked = rig.exchanges.length;
    await rig.pass((2 * cadence.staleAfterMs) / 1_000);
    expect(rig.exchanges.slice(asked).every(({ status: code }) => code === 200)).toBe(true);
    const { asOf, staleAt } = shownOf(rig);
    expect(staleAt).toBeLessThanOrEqual(frozenAt + 2 * cadence.staleAfterMs);
    expect(status()).toMatchObject({
      state: 'ok',
      standsStillSince: asOf,
      note: `answers, but its values stand still since ${new Date(asOf).toISOString()}`,
    });

    await rig.control('clear', {});
    await rig.pass((1.2 * cadence.everyMs) / 1_000 + 5);
    expect(shownOf(rig).staleAt).toBeGreaterThan(rig.clock.now());
    expect(status()).toMatchObject({ standsStillSince: null, note: null });
  });

  it('are none where a list of warnings stays as it is: it is as of when it was last said', async () => {
    rig = await openRig(
      [nwsAlerts],
      [
        {
          id: 'alerts:washington-us',
          cls: 'alerts',
          place: washington,
          sources: [{ provider: 'nws-alerts', symbol: 'washington-us' }],
        },
      ],
    );
    await rig.control('fault', { provider: 'nws-alerts', fault: 'frozen' });
    await rig.pass(3_600);
    expect(shownOf(rig).staleAt).toBeGreaterThan(rig.clock.now());
    expect(rig.worker.status().feeds['nws-alerts:washington-us']).toMatchObject({
      state: 'ok',
      standsStillSince: null,
    });
  });
});
