/** Prices that readers of others were shown wrongly, replayed second by second from the upstream on: none is ever written. */
import { afterEach, describe, expect, it } from 'vitest';
import type { QuoteValue } from '../../src/protocol/reading.ts';
import { coinbase } from '../../src/providers/coinbase.ts';
import { ecb } from '../../src/providers/ecb.ts';
import { frankfurter } from '../../src/providers/frankfurter.ts';
import { kraken } from '../../src/providers/kraken.ts';
import { twelvedata } from '../../src/providers/twelvedata.ts';
import type { PlannedItem } from '../../src/worker/plan.ts';
import { openRig, type Rig } from '../politeness/rig.ts';

let rig: Rig | undefined;
afterEach(() => rig?.close());

const share: PlannedItem = {
  id: 'quote:BRK.A',
  cls: 'share',
  sources: [{ provider: 'twelvedata', symbol: 'BRK.A' }],
};
const coin: PlannedItem = {
  id: 'quote:BTC-USD',
  cls: 'crypto',
  sources: [
    { provider: 'kraken', symbol: 'XBTUSD' },
    { provider: 'coinbase', symbol: 'BTC-USD' },
  ],
};
const euro: PlannedItem = {
  id: 'quote:EUR-USD',
  cls: 'fx',
  sources: [
    { provider: 'ecb', symbol: 'EUR/USD' },
    { provider: 'frankfurter', symbol: 'EUR/USD' },
  ],
};

/** Every price of the item that was ever written. */
function written({ published }: Rig, { id }: PlannedItem): readonly number[] {
  return published.flat().flatMap(({ draft }) => {
    const isQuote = draft.id === id && 'value' in draft && draft.value.kind === 'quote';
    return isQuote ? [Number((draft.value as QuoteValue).price)] : [];
  });
}

const readingOf = ({ worker }: Rig, { id }: PlannedItem) =>
  worker.status().readings.find((reading) => reading.id === id);

const lastPrice = (of: Rig, item: PlannedItem) => written(of, item).at(-1) ?? Number.NaN;

describe('a price that is wrong by far, as of Berkshire Hathaway on 3 June 2024', () => {
  it('is held for as long as it is repeated, and let go when its source is itself again', async () => {
    rig = await openRig([twelvedata], [share]);
    await rig.pass(30);
    const good = lastPrice(rig, share);
    // There it was 627,400 before.
    expect(good).toBeGreaterThan(500_000);
    await rig.control('set', { provider: 'twelvedata', symbol: 'BRK.A', value: '185.10' });
    await rig.pass(7_200);
    expect(written(rig, share).filter((price) => price < good / 2)).toEqual([]);
    expect(readingOf(rig, share)).toMatchObject({ state: 'held' });
    expect(rig.worker.status().heldBack['quote:BRK.A']).toMatchObject({ source: 'twelvedata', other: null });
    expect(rig.lines.filter(({ event }) => event === 'price held')).toHaveLength(1);

    await rig.control('set', { provider: 'twelvedata', symbol: 'BRK.A', value: good.toFixed(2) });
    await rig.pass(600);
    // New York has not opened yet.
    expect(readingOf(rig, share)).toMatchObject({ state: 'closed' });
    expect(rig.worker.status().heldBack).toEqual({});
  });
});

describe('a currency that is wrong, as USD/MYR was on 15 March 2024', () => {
  it.each([1.058, 0.942, 1.2, 0.8])(
    'by a factor of %d is not shown, though a source that repeats it says the same',
    async (factor) => {
      rig = await openRig([ecb, frankfurter], [euro]);
      await rig.pass(30);
      const good = lastPrice(rig, euro);
      const wrong = (good * factor).toFixed(4);
      await rig.control('set', { provider: 'ecb', symbol: 'USD', value: wrong });
      await rig.control('set', { provider: 'frankfurter', symbol: 'USD', value: wrong });
      await rig.pass(3 * 3_600);
      expect(written(rig, euro).filter((price) => Math.abs(price / good - 1) > 0.04)).toEqual([]);
      expect(readingOf(rig, euro)).toMatchObject({ state: 'held' });
    },
  );
});

describe('a coin', () => {
  it('that one exchange shows half as dear again is held, and both figures are told', async () => {
    rig = await openRig([kraken, coinbase], [coin]);
    await rig.pass(60);
    const good = lastPrice(rig, coin);
    await rig.control('set', { provider: 'kraken', symbol: 'XBTUSD', value: (good * 1.5).toFixed(1) });
    await rig.pass(600);
    expect(written(rig, coin).filter((price) => price > good * 1.2)).toEqual([]);
    expect(rig.worker.status().heldBack['quote:BTC-USD']).toMatchObject({
      source: 'kraken',
      otherSource: 'coinbase',
    });
  });

  it('that really moves by twelve percent is shown within two polls, with who confirmed it', async () => {
    rig = await openRig([kraken, coinbase], [coin]);
    await rig.pass(60);
    const moved = (lastPrice(rig, coin) * 1.12).toFixed(1);
    await rig.control('set', { provider: 'kraken', symbol: 'XBTUSD', value: moved });
    await rig.control('set', { provider: 'coinbase', symbol: 'BTC-USD', value: moved });
    await rig.pass(35);
    expect(lastPrice(rig, coin)).toBe(Number(moved));
    expect(readingOf(rig, coin)).toMatchObject({ state: 'live', source: 'kraken', confirmedBy: 'coinbase' });
  });

  it.each(['0', '-91000', '999999999999'])(
    'at %s is refused, and the last good price stays',
    async (price) => {
      rig = await openRig([kraken], [{ ...coin, sources: coin.sources.slice(0, 1) }]);
      await rig.pass(60);
      const before = written(rig, coin).length;
      await rig.control('set', { provider: 'kraken', symbol: 'XBTUSD', value: price });
      await rig.pass(300);
      expect(written(rig, coin).slice(before)).toEqual([]);
      expect(readingOf(rig, coin)).toMatchObject({ state: 'live' });
    },
  );
});
