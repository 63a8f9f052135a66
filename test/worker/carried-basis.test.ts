import { describe, expect, it } from 'vitest';
import { type Draft, hasValue, type QuoteValue, type Reading } from '../../src/protocol/reading.ts';
import { pointsOf } from '../../src/protocol/sparkline.ts';
import { coinbase } from '../../src/providers/coinbase.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import { UpstreamError } from '../../src/system/upstream-error.ts';
import { withBasis } from '../../src/worker/carried-basis.ts';
import { createPublisher } from '../../src/worker/publisher.ts';
import { createWorker } from '../../src/worker/worker.ts';
import { seeker } from '../contracts/store.ts';
import { fakeClock } from '../support/fake-clock.ts';
import {
  beatWith,
  draftQuote,
  makeAnswer,
  makeHttp,
  recordLog,
  recordMetrics,
} from '../support/worker-rig.ts';

/** 12:00:10 on a Monday. */
const start = Date.UTC(2026, 10, 23, 12, 0, 10);
const id = 'quote:BTC-USD';
const hourMs = 3_600_000;

/** A worker over Coinbase alone, whose requests for `stats` can be made to fail. */
function build() {
  const clock = fakeClock(start);
  const store = createMemoryStore({ clock });
  const http = makeHttp();
  const rig = { price: '90000', hasStats: true };
  const candle = (hoursAgo: number, close: number) => [
    start / 1000 - hoursAgo * 3_600,
    1,
    1,
    88_000,
    close,
    1,
  ];
  http.answer = async (path) => {
    if (path.endsWith('/candles'))
      return makeAnswer({ text: JSON.stringify([candle(4, 89_000), candle(8, 88_500)]) });
    if (path.endsWith('/ticker'))
      return makeAnswer({
        text: JSON.stringify({ price: rig.price, time: new Date(clock.now()).toISOString() }),
      });
    if (!rig.hasStats) throw new UpstreamError('timeout', 'no answer in time');
    return makeAnswer({ text: JSON.stringify({ open: '88000', last: rig.price }) });
  };
  const worker = createWorker({
    owner: 'a',
    items: [{ id, cls: 'crypto', sources: [{ provider: 'coinbase', symbol: 'BTC-USD' }] }],
    providers: new Map([['coinbase', { provider: coinbase, http }]]),
    store,
    clock,
    random: () => 0,
    startBeat: beatWith(clock),
    log: recordLog().log,
    metrics: recordMetrics().metrics,
  });
  const shown = async () => {
    const item = (await store.load()).items.get(id);
    if (item?.spark === undefined || !hasValue(item.reading)) throw new Error('nothing is shown');
    return { value: item.reading.value as QuoteValue, prices: pointsOf(item.spark).map(({ v }) => v) };
  };
  return { rig, clock, worker, shown };
}

describe('a request for the price of 24 hours ago that fails', () => {
  it('leaves the change unknown and lets the line go on, before, while and after', async () => {
    const { rig, clock, worker, shown } = build();
    await worker.start();
    await clock.advanceAsync(1_000);
    expect((await shown()).prices).toEqual([88_000, 88_500, 89_000]);
    Object.assign(rig, { hasStats: false, price: '90100' });
    await clock.advanceAsync(hourMs);
    const without = await shown();
    expect(without.value).toEqual({ kind: 'quote', price: '90100', basis: 'rolling24h' });
    expect(without.prices.slice(0, 3)).toEqual([88_000, 88_500, 89_000]);
    expect(without.prices.at(-1)).toBe(90_100);
    Object.assign(rig, { hasStats: true, price: '90200' });
    await clock.advanceAsync(hourMs);
    const after = await shown();
    expect(after.value).toMatchObject({ basis: 'rolling24h', reference: '88000', change: '2200' });
    expect(after.prices.slice(0, 4)).toEqual(without.prices.slice(0, 4));
    expect(after.prices.at(-1)).toBe(90_200);
    await worker.stop();
  });

  it('does not lose the line that came before any basis was known', async () => {
    const { rig, clock, worker, shown } = build();
    rig.hasStats = false;
    await worker.start();
    await clock.advanceAsync(1_000);
    expect((await shown()).value).toEqual({ kind: 'quote', price: '90000' });
    rig.hasStats = true;
    await clock.advanceAsync(hourMs);
    const { value, prices } = await shown();
    expect(value).toMatchObject({ basis: 'rolling24h', change: '2000' });
    expect(prices.slice(0, 3)).toEqual([88_000, 88_500, 89_000]);
    await worker.stop();
  });
});

describe('a source that names no basis in place of one that does', () => {
  const other = (price: string, asOf: number, basis?: QuoteValue['basis']): Draft => {
    const draft = draftQuote('A', price, asOf, basis);
    if (!hasValue(draft)) throw new Error('a quote has a value');
    const value: QuoteValue = { kind: 'quote', price, ...(basis && { basis }) };
    return { ...draft, source: 'other', value };
  };

  it('does not join the lines of two bases', async () => {
    const store = createMemoryStore({ clock: fakeClock(start) });
    const term = await store.acquire(seeker('a'));
    if (term.kind !== 'held') throw new Error('the lease is busy');
    const publisher = createPublisher(store);
    await publisher.lead(term, await store.load());
    const say = async (draft: Draft) => {
      await publisher.publish([{ draft }]);
      return (await store.load()).items.get('quote:A')?.spark;
    };
    await say(draftQuote('A', '1', start, 'utcDayOpen'));
    expect(await say(other('2', start + hourMs))).toMatchObject({ v: [1, 2], cuts: [1] });
    expect(await say(other('3', start + 2 * hourMs, 'rolling24h'))).toEqual({
      t0: start + 2 * hourMs,
      dt: [0],
      v: [3],
    });
    expect(await say(other('4', start + 3 * hourMs))).toMatchObject({ v: [3, 4] });
    expect(await say(draftQuote('A', '5', start + 4 * hourMs, 'rolling24h'))).toMatchObject({
      v: [3, 4, 5],
      cuts: [2],
    });
  });

  it('keeps what it says itself, and is given nothing where nothing is known', () => {
    const before: Reading = { ...draftQuote('A', '1', start, 'utcDayOpen'), e: 1, s: 1 };
    const blank: Reading = {
      id: 'quote:A',
      state: 'withdrawn',
      asOf: start,
      reason: 'withdrawn',
      e: 1,
      s: 2,
    };
    const stated = other('2', start, 'prevClose');
    expect(withBasis(stated, before)).toBe(stated);
    const unstated = other('2', start);
    expect(withBasis(unstated, undefined)).toBe(unstated);
    expect(withBasis(unstated, blank)).toBe(unstated);
    expect(withBasis(blank, before)).toBe(blank);
  });
});
