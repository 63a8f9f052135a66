import { describe, expect, it } from 'vitest';
import type { ItemId } from '../../src/protocol/item-id.ts';
import type { Answer, Provider } from '../../src/providers/provider.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import type { Store, WorkerStore } from '../../src/store/store.ts';
import type { StartBeat } from '../../src/system/cron.ts';
import type { EnabledProvider } from '../../src/worker/feed-set.ts';
import type { PlannedItem } from '../../src/worker/plan.ts';
import { createWorker, type Worker } from '../../src/worker/worker.ts';
import { seeker } from '../contracts/store.ts';
import { type FakeClock, fakeClock, settle } from '../support/fake-clock.ts';
import {
  accept,
  beatWith,
  hold,
  interruptStore,
  makeHttp,
  makeProvider,
  observe,
  recordLog,
  recordMetrics,
  type ScriptedHttp,
} from '../support/worker-rig.ts';

/** 12:00:10 on a Monday: well off second 0. */
const start = Date.UTC(2026, 10, 23, 12, 0, 10);

interface Rig {
  readonly worker: Worker;
  readonly clock: FakeClock;
  readonly store: Store;
  readonly https: readonly ScriptedHttp[];
  readonly counts: ReadonlyMap<string, number>;
  readonly warned: () => string[];
  readonly price: (name: string) => Promise<string | undefined>;
}

interface Given {
  readonly clock?: FakeClock;
  readonly store?: Store;
  readonly seen?: WorkerStore;
  readonly owner?: string;
  readonly startBeat?: StartBeat;
}

/** A worker over one item for each provider, `quote:<id>`, all in one process. */
function build(providers: readonly Partial<Provider>[], given: Given = {}): Rig {
  const clock = given.clock ?? fakeClock(start);
  const store = given.store ?? createMemoryStore({ clock });
  const https: ScriptedHttp[] = [];
  const enabled = new Map(
    providers.map((overrides): [string, EnabledProvider] => {
      const provider = makeProvider(overrides);
      const http = makeHttp();
      https.push(http);
      return [provider.id, { provider, http }];
    }),
  );
  const items = [...enabled.keys(), 'off'].map(
    (id): PlannedItem => ({
      id: `quote:${id}`,
      cls: 'crypto',
      sources: [{ provider: id, symbol: id }],
    }),
  );
  const { log, lines } = recordLog();
  const { metrics, values } = recordMetrics();
  const worker = createWorker({
    owner: given.owner ?? 'a',
    items,
    providers: enabled,
    store: given.seen ?? store,
    clock,
    random: () => 0,
    startBeat: given.startBeat ?? beatWith(clock),
    log,
    metrics,
  });
  return {
    worker,
    clock,
    store,
    https,
    counts: values,
    warned: () =>
      lines.filter(({ level }) => level === 'warn' || level === 'error').map(({ event }) => event),
    async price(name) {
      const reading = (await store.load()).items.get(`quote:${name}` as ItemId)?.reading;
      return reading !== undefined && 'value' in reading && reading.value.kind === 'quote'
        ? reading.value.price
        : reading?.state;
    },
  };
}

/** Counts its tries, with their times, and answers as told. */
function counting(id: string, clock: FakeClock, answer = async (): Promise<readonly Answer[]> => []) {
  const tries: number[] = [];
  const provider: Partial<Provider> = {
    id,
    fetch() {
      tries.push(clock.now() - start);
      return answer();
    },
  };
  return { provider, tries };
}

const steadily =
  (id: string, clock: FakeClock, price = '1') =>
  async (): Promise<readonly Answer[]> => [accept(`quote:${id}`, observe(price, clock.now()))];

describe('a worker', () => {
  it('polls what is due on each beat and puts it into the store', async () => {
    const clock = fakeClock(start);
    const one = counting('one', clock, steadily('one', clock));
    const rig = build([one.provider], { clock });
    await rig.worker.start();
    await clock.advanceAsync(60_000);
    // Every 15 s from its first try; 12:01:10 is the last one of that minute.
    expect(one.tries).toEqual([0, 15_000, 30_000, 45_000, 60_000]);
    expect(await rig.price('one')).toBe('1');
    await rig.worker.firstRound();
    expect(rig.worker.status()).toMatchObject({
      leader: true,
      epoch: start,
      beating: true,
      feeds: { one: { state: 'ok', lastOkAt: start + 60_000 } },
      without: ['quote:off'],
    });
    expect(rig.counts.get('is_leader')).toBe(1);
    await rig.worker.stop();
  });

  it('lets its feeds begin one tenth of a second after the other', async () => {
    const clock = fakeClock(start);
    const counted = Array.from({ length: 25 }, (_, index) =>
      counting(`p${index}`, clock, steadily(`p${index}`, clock)),
    );
    const rig = build(
      counted.map(({ provider }) => provider),
      { clock },
    );
    await rig.worker.start();
    await clock.advanceAsync(4_000);
    const starts = counted.map(({ tries }) => tries[0] ?? Number.NaN);
    expect(starts.filter((ms) => ms === 0)).toHaveLength(1);
    for (const second of [1_000, 2_000]) expect(starts.filter((ms) => ms === second)).toHaveLength(10);
    expect(starts.filter((ms) => ms === 3_000)).toHaveLength(4);
    await rig.worker.firstRound();
    await rig.worker.stop();
  });

  it('never asks a feed twice at once, and asks the others meanwhile', async () => {
    const clock = fakeClock(start);
    const hangs = hold<readonly Answer[]>();
    const slow = counting('slow', clock, () => hangs.promise);
    const other = counting('other', clock, steadily('other', clock));
    const rig = build([slow.provider, other.provider], { clock });
    await rig.worker.start();
    await clock.advanceAsync(600_000);
    expect(slow.tries).toHaveLength(1);
    expect(other.tries.length).toBeGreaterThanOrEqual(38);
    expect(rig.worker.status().feeds.slow).toMatchObject({ state: 'waiting', polling: true });
    hangs.resolve([]);
    await clock.advanceAsync(1_000);
    expect(slow.tries).toHaveLength(2);
    await rig.worker.stop();
  });

  it('is well before it starts, while feeds come and go, and not once all that is due hangs for a minute', async () => {
    const clock = fakeClock(start);
    const hangs = hold<readonly Answer[]>();
    let answer: () => Promise<readonly Answer[]> = steadily('one', clock);
    const rig = build([{ id: 'one', fetch: () => answer() }], { clock });
    expect(rig.worker.unwell()).toBeUndefined();
    await rig.worker.start();
    await clock.advanceAsync(300_000);
    expect(rig.worker.unwell()).toBeUndefined();
    answer = () => hangs.promise;
    await clock.advanceAsync(60_000);
    expect(rig.worker.unwell()).toBeUndefined();
    await clock.advanceAsync(30_000);
    expect(rig.worker.unwell()).toBe('feeds are due and no poll ends');
    hangs.resolve(await steadily('one', clock)());
    await clock.advanceAsync(1_000);
    expect(rig.worker.unwell()).toBeUndefined();
    await rig.worker.stop();
  });

  it('is not well once its beat has stopped', async () => {
    const clock = fakeClock(start);
    const rig = build([{ id: 'one' }], { clock, startBeat: () => () => {} });
    await rig.worker.start();
    await clock.advanceAsync(9_000);
    expect(rig.worker.unwell()).toBeUndefined();
    await clock.advanceAsync(4_000);
    expect(rig.worker.unwell()).toBe('the beat has stopped');
    await rig.worker.stop();
  });

  it('tells what it holds, how old it is by class, and what its providers were asked today', async () => {
    const clock = fakeClock(start);
    const rig = build([{ id: 'one' }], { clock });
    await rig.worker.start();
    await clock.advanceAsync(1_000);
    const { readings, budgets } = rig.worker.status();
    expect(readings.map(({ id, state }) => [id, state])).toEqual([['quote:one', 'live']]);
    expect(budgets.one).toMatchObject({ used: 0, limit: null });
    expect(rig.counts.get('item_observed_timestamp_seconds crypto')).toBe(start / 1000);
    expect(rig.counts.get('fence')).toBe(start);
    await rig.worker.stop();
  });

  it('goes on with the others where one provider breaks', async () => {
    const clock = fakeClock(start);
    const broken = counting('broken', clock, async () => {
      throw new TypeError('a bug');
    });
    const other = counting('other', clock, steadily('other', clock));
    const rig = build([broken.provider, other.provider], { clock });
    await rig.worker.start();
    await clock.advanceAsync(60_000);
    expect(await rig.price('other')).toBe('1');
    expect(await rig.price('broken')).toBe('unavailable');
    expect(rig.worker.status().feeds.broken?.state).toBe('failing');
    await rig.worker.stop();
  });

  it('polls on within two intervals after the wall clock is set back or forth by a day', async () => {
    const clock = fakeClock(start);
    const one = counting('one', clock, steadily('one', clock));
    const rig = build([one.provider], { clock });
    await rig.worker.start();
    for (const step of [-86_400_000, 86_400_000, -3_600_000, 3_600_000]) {
      await clock.advanceAsync(60_000);
      clock.step(step);
      const before = one.tries.length;
      await clock.advanceAsync(30_000);
      expect(one.tries.length - before).toBeGreaterThanOrEqual(1);
      expect(one.tries.length - before).toBeLessThanOrEqual(4);
    }
    await rig.worker.stop();
  });

  it('shows new values again after a clock that ran a day ahead was set right', async () => {
    const clock = fakeClock(start);
    let price = 1;
    const one = counting('one', clock, async () => [
      accept('quote:one', observe(String(price), clock.now())),
    ]);
    const rig = build([one.provider], { clock });
    await rig.worker.start();
    await clock.advanceAsync(60_000);
    clock.step(-86_400_000);
    price = 1.01;
    await clock.advanceAsync(30_000);
    expect(await rig.price('one')).toBe('1.01');
    await rig.worker.stop();
  });

  it('gives the lease up when it stops, closes its connections and leaves no timer', async () => {
    const rig = build([{ id: 'one' }, { id: 'two' }]);
    await rig.worker.start();
    await rig.clock.advanceAsync(5_000);
    await rig.worker.stop();
    expect(rig.clock.pending()).toBe(0);
    expect(rig.https.map((http) => http.closed())).toEqual([true, true]);
    expect((await rig.store.acquire(seeker('b'))).kind).toBe('held');
    expect(rig.worker.status()).toMatchObject({ leader: false });
    expect(rig.counts.get('is_leader')).toBe(0);
  });

  it('writes nothing of a poll that ends after it has stopped', async () => {
    const late = hold<readonly Answer[]>();
    const rig = build([{ id: 'one', fetch: () => late.promise }]);
    await rig.worker.start();
    const stopped = rig.worker.stop();
    await rig.clock.advanceAsync(300);
    await stopped;
    late.resolve([accept('quote:one', observe('1', start))]);
    await rig.worker.firstRound();
    expect(await rig.price('one')).toBeUndefined();
  });

  it('writes what a poll brings that was under way when it was told to stop', async () => {
    const soon = hold<readonly Answer[]>();
    const rig = build([{ id: 'one', fetch: () => soon.promise }]);
    await rig.worker.start();
    const stopped = rig.worker.stop();
    soon.resolve([accept('quote:one', observe('1', start))]);
    await stopped;
    expect(await rig.price('one')).toBe('1');
  });

  it('can be stopped without ever having started', async () => {
    const rig = build([{ id: 'one' }]);
    await rig.worker.stop();
    expect(rig.worker.status()).toMatchObject({ leader: false, epoch: 0, beating: false });
    expect(rig.clock.pending()).toBe(0);
  });
});

describe('two workers over one store', () => {
  it('ask each upstream once, and the second goes on in turn when the first stops', async () => {
    const clock = fakeClock(start);
    const store = createMemoryStore({ clock });
    const first = counting('one', clock, steadily('one', clock, '1'));
    const second = counting('one', clock, steadily('one', clock, '1.01'));
    const a = build([first.provider], { clock, store, owner: 'a' });
    const b = build([second.provider], { clock, store, owner: 'b' });
    await a.worker.start();
    await b.worker.start();
    await clock.advanceAsync(60_000);
    expect([first.tries.length, second.tries.length]).toEqual([5, 0]);
    expect(b.worker.status()).toMatchObject({ leader: false, epoch: a.worker.status().epoch });
    await a.worker.stop();
    await clock.advanceAsync(3_000);
    expect(b.worker.status()).toMatchObject({ leader: true });
    // What was asked a moment ago is not asked again, and what is due is not forgotten.
    expect(second.tries.length).toBe(0);
    expect(b.worker.status().feeds.one).toMatchObject({ state: 'ok', lastTryAt: start + 60_000 });
    await clock.advanceAsync(14_000);
    expect(second.tries.length).toBe(1);
    expect((second.tries[0] ?? 0) - (first.tries.at(-1) ?? 0)).toBeLessThanOrEqual(18_000);
    expect(await b.price('one')).toBe('1.01');
    await b.worker.stop();
    expect(clock.pending()).toBe(0);
  });
});

describe('trouble with the store', () => {
  it('stops the polling, is no fault of the feeds, and leaves no gap when it is over', async () => {
    const clock = fakeClock(start);
    const store = createMemoryStore({ clock });
    const { store: interrupted, over } = interruptStore(store);
    const one = counting('one', clock, steadily('one', clock));
    const rig = build([one.provider], { clock, store, seen: interrupted });
    await rig.worker.start();
    await clock.advanceAsync(14_000);
    const gone = () => Promise.reject(new Error('gone'));
    Object.assign(over, { publish: gone, renew: gone, load: gone, acquire: gone });
    await clock.advanceAsync(600_000);
    expect(one.tries.length).toBeLessThanOrEqual(2);
    expect(rig.worker.status()).toMatchObject({ leader: false, feeds: { one: { state: 'ok' } } });
    expect(rig.warned()).toEqual(['stepped down']);
    for (const name of ['publish', 'renew', 'load', 'acquire'] as const) delete over[name];
    const before = one.tries.length;
    await clock.advanceAsync(3_000);
    expect(one.tries.length).toBe(before + 1);
    await rig.worker.stop();
  });

  it('that forgot everything is put right within two seconds, hourly feeds included', async () => {
    const clock = fakeClock(start);
    let store = createMemoryStore({ clock });
    const { store: interrupted, over } = interruptStore(store);
    const hourly = { kind: 'continuous', everyMs: 3_600_000, staleAfterMs: 7_200_000 } as const;
    const one = counting('one', clock, steadily('one', clock));
    const two = counting('two', clock, steadily('two', clock));
    const rig = build([{ ...one.provider, cadence: hourly }, two.provider], {
      clock,
      store,
      seen: interrupted,
    });
    await rig.worker.start();
    await clock.advanceAsync(5_000);
    store = createMemoryStore({ clock });
    Object.assign(over, store);
    await clock.advanceAsync(2_000);
    expect((await store.load()).items.size).toBe(2);
    expect(rig.worker.status().leader).toBe(true);
    expect(one.tries).toHaveLength(1);
    await rig.worker.stop();
  });

  it('while a new term begins makes it begin anew until everything is written', async () => {
    const clock = fakeClock(start);
    let store = createMemoryStore({ clock });
    const { store: interrupted, over } = interruptStore(store);
    const hourly = { kind: 'continuous', everyMs: 3_600_000, staleAfterMs: 7_200_000 } as const;
    const one = counting('one', clock, steadily('one', clock));
    const rig = build([{ ...one.provider, cadence: hourly }], { clock, store, seen: interrupted });
    await rig.worker.start();
    await clock.advanceAsync(5_000);
    store = createMemoryStore({ clock });
    Object.assign(over, store, { publish: () => Promise.reject(new Error('gone')) });
    await clock.advanceAsync(5_000);
    expect((await store.load()).items.size).toBe(0);
    over.publish = store.publish;
    await clock.advanceAsync(2_000);
    expect((await store.load()).items.size).toBe(1);
    await rig.worker.stop();
  });

  it('offers a value of an hourly feed again that was fenced off on its way', async () => {
    const clock = fakeClock(start);
    const store = createMemoryStore({ clock });
    const { store: interrupted, over } = interruptStore(store);
    const hourly = { kind: 'continuous', everyMs: 3_600_000, staleAfterMs: 7_200_000 } as const;
    const one = counting('one', clock, steadily('one', clock));
    const rig = build([{ ...one.provider, cadence: hourly }], { clock, store, seen: interrupted });
    over.publish = async () => {
      delete over.publish;
      return { kind: 'fenced' };
    };
    await rig.worker.start();
    await settle();
    expect(await rig.price('one')).toBeUndefined();
    await clock.advanceAsync(6_000);
    expect(await rig.price('one')).toBe('1');
    expect(rig.worker.status().epoch).toBeGreaterThan(start);
    await rig.worker.stop();
  });
});
