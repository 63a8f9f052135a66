import { describe, expect, it } from 'vitest';
import { createMemoryStore } from '../../src/store/memory.ts';
import { noOrders, type OrderState } from '../../src/store/orders.ts';
import type { Store, WorkerStore } from '../../src/store/store.ts';
import { measuresMemo } from '../../src/worker/measure-memo.ts';
import { createPublisher } from '../../src/worker/publisher.ts';
import { createWorker } from '../../src/worker/worker.ts';
import { acceptanceOf, correctionOf, liftOf, orderOf } from '../contracts/orders.ts';
import { seeker } from '../contracts/store.ts';
import { type FakeClock, fakeClock } from '../support/fake-clock.ts';
import {
  accept,
  beatWith,
  draftQuote,
  interruptStore,
  makeHttp,
  makeProvider,
  observe,
  recordLog,
  recordMetrics,
  refuse,
} from '../support/worker-rig.ts';

const start = Date.UTC(2026, 10, 23, 12, 0, 10);

interface Given {
  readonly clock?: FakeClock;
  readonly store?: Store;
  readonly seen?: WorkerStore;
  readonly owner?: string;
  readonly remembered?: OrderState;
  /** What the feed answers at first. */
  readonly price?: string;
}

/** A worker over `quote:A`, whose feed answers every 15 s with what `say` was told last. */
async function run({ clock = fakeClock(start), ...given }: Given = {}) {
  const store = given.store ?? createMemoryStore({ clock });
  let price: string | undefined = given.price ?? '1';
  const provider = makeProvider({
    fetch: async (_asks, { now }) =>
      price === undefined
        ? [refuse('quote:A', 'empty')]
        : [accept('quote:A', observe(price, now, { basis: 'utcDayOpen' }))],
  });
  const { remembered } = given;
  const worker = createWorker({
    owner: given.owner ?? 'a',
    items: [{ id: 'quote:A', cls: 'crypto', sources: [{ provider: 'acme', symbol: 'A' }] }],
    providers: new Map([['acme', { provider, http: makeHttp() }]]),
    store: given.seen ?? store,
    clock,
    random: () => 0,
    startBeat: beatWith(clock),
    log: recordLog().log,
    metrics: recordMetrics().metrics,
    ...(remembered === undefined ? {} : { rememberedOrders: () => remembered }),
  });
  await worker.start();
  await clock.advanceAsync(2_000);
  return {
    worker,
    clock,
    store,
    say: (next: string | undefined) => {
      price = next;
    },
    shown: async () => {
      const reading = (await store.load()).items.get('quote:A')?.reading;
      return reading !== undefined && 'value' in reading && reading.value.kind === 'quote'
        ? `${reading.value.price} ${reading.state}`
        : reading?.state;
    },
  };
}

/** A poll or more. */
const pollMs = 20_000;

describe('a leader', () => {
  it('brings no withdrawn value back, and shows the newest at once when it is released', async () => {
    const { worker, clock, store, say, shown } = await run();
    expect(await shown()).toBe('1 live');
    await store.give(orderOf('withdraw'));
    say('1.001');
    await clock.advanceAsync(pollMs);
    expect(await shown()).toBe('withdrawn');
    expect(worker.status().leader).toBe(true);
    await store.give(liftOf('release'));
    await clock.advanceAsync(0);
    expect(await shown()).toBe('1.001 live');
    await worker.stop();
  });

  it('shows the last good value after a release, though its feed failed meanwhile', async () => {
    const { worker, clock, store, say, shown } = await run();
    await store.give(orderOf('hold'));
    say('1.001');
    await clock.advanceAsync(pollMs);
    say(undefined);
    await clock.advanceAsync(pollMs);
    expect(await shown()).toBe('1 held');
    await store.give(liftOf('release'));
    await clock.advanceAsync(0);
    expect(await shown()).toBe('1.001 live');
    await worker.stop();
  });

  it('goes on with the other items where it has not heard of an order yet', async () => {
    const clock = fakeClock(start);
    const store = createMemoryStore({ clock });
    const interrupted = interruptStore(store);
    interrupted.over.watchOrders = () => () => {};
    const { worker, say, shown } = await run({ clock, store, seen: interrupted.store });
    await store.give(orderOf('pin'));
    say('1.001');
    await clock.advanceAsync(pollMs);
    expect(await shown()).toBe('1 live');
    expect(worker.status()).toMatchObject({ leader: true, refusals: { fenced: 0, lost: 0 } });
    // Learnt from the refusal: not tried again.
    const tries = interrupted.published.length;
    await clock.advanceAsync(pollMs);
    expect(interrupted.published).toHaveLength(tries);
    await worker.stop();
  });

  it('ends an order by the clock, and shows what came meanwhile', async () => {
    const { worker, clock, store, say, shown } = await run();
    await store.give(orderOf('withdraw', 'A', { until: clock.now() + 30_000 }));
    say('1.001');
    await clock.advanceAsync(29_000);
    expect(await shown()).toBe('withdrawn');
    await clock.advanceAsync(2_000);
    expect(await shown()).toBe('1.001 live');
    expect(await store.orders()).toMatchObject({ standing: new Map(), lapsed: [], corrections: [] });
    await worker.stop();
  });

  it('ends an order that lapsed while nobody led', async () => {
    const clock = fakeClock(start);
    const store = createMemoryStore({ clock });
    await store.give(orderOf('withdraw', 'A', { until: start - 1 }));
    const { worker, shown } = await run({ clock, store });
    expect(await shown()).toBe('1 live');
    expect((await store.orders()).lapsed).toEqual([]);
    await worker.stop();
  });
});

describe('a leader that follows another while an order stands', () => {
  it.each(['release', 'unpin'] as const)(
    'measures what comes by the last price that was let through, not by the one that the order keeps: %s',
    async (lift) => {
      const { worker, clock, store, say } = await run();
      await store.give(orderOf(lift === 'unpin' ? 'pin' : 'hold'));
      for (let step = 1; step <= 12; step += 1) {
        say(String(1 + step / 100));
        await clock.advanceAsync(pollMs);
      }
      await worker.stop();
      const next = await run({ clock, store, owner: 'b', price: '1.13' });
      await clock.advanceAsync(pollMs);
      expect(next.worker.status().heldBack).toEqual({});
      await store.give(liftOf(lift));
      await clock.advanceAsync(0);
      expect(await next.shown()).toBe('1.13 live');
      await next.worker.stop();
    },
  );

  it('measures by what is shown once the order is lifted', async () => {
    const { worker, clock, store, say } = await run();
    await store.give(orderOf('hold'));
    for (const price of ['1.03', '1.06']) {
      say(price);
      await clock.advanceAsync(pollMs);
    }
    await store.give(liftOf('release'));
    for (const price of ['1.03', '1', '0.97']) {
      say(price);
      await clock.advanceAsync(pollMs);
    }
    await worker.stop();
    const next = await run({ clock, store, owner: 'b', price: '0.96' });
    await clock.advanceAsync(pollMs);
    expect(await store.recall([measuresMemo])).toEqual(new Map([[measuresMemo, { 'quote:A': '' }]]));
    expect(await next.shown()).toBe('0.96 live');
    await next.worker.stop();
  });

  it('measures by what the order keeps where the memo is of another version, or of a source that is none', async () => {
    const good = draftQuote('A', '1.12', start);
    const memos = [
      '{',
      '{}',
      JSON.stringify({ ...good, source: 'gone' }),
      JSON.stringify({ ...good, id: 'quote:B' }),
    ];
    for (const text of memos) {
      const { worker, clock, store } = await run();
      await store.give(orderOf('hold'));
      const fence = worker.status().epoch;
      await worker.stop();
      expect(await store.remember(fence, new Map([[measuresMemo, { 'quote:A': text }]]))).toBe('ok');
      const next = await run({ clock, store, owner: 'b', price: '1.13' });
      await clock.advanceAsync(pollMs);
      expect(next.worker.status().heldBack).toHaveProperty('quote:A');
      await next.worker.stop();
    }
  });
});

describe('the mark of a correction', () => {
  it('goes on from one value to the next for a day, and no longer', async () => {
    const { worker, clock, store, say } = await run();
    const at = clock.now();
    await store.give(correctionOf('A', at));
    const reading = async () => (await store.load()).items.get('quote:A')?.reading;
    say('1.001');
    await clock.advanceAsync(pollMs);
    const corrected = { at, from: 1_000, to: 2_000 };
    expect(await reading()).toMatchObject({ value: { price: '1.001' }, corrected });
    clock.step(86_400_000);
    await clock.advanceAsync(pollMs);
    expect((await reading())?.asOf).toBeGreaterThan(at + 86_400_000);
    expect(await reading()).not.toHaveProperty('corrected');
    await worker.stop();
  });
});

describe('the mark of a correction that is remembered', () => {
  it('stands on the first price after a restart, for what is left of its day', async () => {
    const clock = fakeClock(start);
    const at = start - 3_600_000;
    const corrections = [correctionOf('A', at), correctionOf('A', at - 1)];
    const remembered = { ...noOrders, revision: at, corrections };
    const { worker, store } = await run({ clock, remembered });
    const reading = async () => (await store.load()).items.get('quote:A')?.reading;
    expect(await reading()).toMatchObject({ corrected: { at, from: 1_000, to: 2_000 } });
    clock.step(86_400_000);
    await clock.advanceAsync(pollMs);
    expect(await reading()).not.toHaveProperty('corrected');
    await worker.stop();
  });
});

describe('orders that the store has forgotten', () => {
  it('are put back by a leader that heard of them, and not those that were lifted since', async () => {
    const clock = fakeClock(start);
    const first = createMemoryStore({ clock });
    const interrupted = interruptStore(first);
    const { worker, say } = await run({ clock, store: first, seen: interrupted.store });
    await first.give(orderOf('hold'));
    await first.give(orderOf('withdraw', 'B'));
    await first.give(liftOf('release', 'B'));
    const empty = createMemoryStore({ clock });
    Object.assign(interrupted.over, empty);
    say('1.001');
    await clock.advanceAsync(pollMs);
    const { standing } = await empty.orders();
    expect([...standing.values()].map(({ order }) => order)).toEqual([orderOf('hold')]);
    expect((await empty.load()).items.get('quote:A')?.reading).toMatchObject({
      state: 'held',
      value: { price: '1' },
    });
    await worker.stop();
  });

  it('stand again after a restart of a process that keeps them in a file, before anything is shown', async () => {
    const clock = fakeClock(start);
    const order = orderOf('withdraw');
    const corrections = [correctionOf()];
    const remembered = {
      ...noOrders,
      revision: 5_000,
      standing: new Map([['quote:A' as const, { order }]]),
      corrections,
    };
    const { worker, store, shown } = await run({ clock, remembered });
    const seen: string[] = [];
    store.watch((items) => seen.push(...items.map(({ reading }) => reading.state)));
    expect(await shown()).toBe('withdrawn');
    await clock.advanceAsync(pollMs);
    expect(seen).toEqual([]);
    expect((await store.orders()).standing.get('quote:A')?.order).toEqual(order);
    expect((await store.orders()).corrections).toEqual(corrections);
    await worker.stop();
  });

  it('do not come back from a file where the store knows better', async () => {
    const clock = fakeClock(start);
    const store = createMemoryStore({ clock });
    await store.give(orderOf('withdraw'));
    await store.give(liftOf('release'));
    const remembered = {
      ...noOrders,
      revision: 5_000,
      standing: new Map([['quote:A' as const, { order: orderOf('withdraw') }]]),
    };
    const { worker, shown } = await run({ clock, store, remembered });
    expect(await shown()).toBe('1 live');
    await worker.stop();
  });

  it('stand again after a restart though another was given before a worker led', async () => {
    const clock = fakeClock(start);
    const store = createMemoryStore({ clock });
    await store.give(orderOf('withdraw', 'B'));
    await store.give(correctionOf('B', 8_000));
    const remembered = {
      ...noOrders,
      revision: start - 3_600_000,
      standing: new Map([['quote:A' as const, { order: orderOf('withdraw') }]]),
      accepted: new Map([['quote:C' as const, acceptanceOf('C')]]),
      corrections: [correctionOf()],
    };
    const { worker, shown } = await run({ clock, store, remembered });
    await clock.advanceAsync(pollMs);
    expect(await shown()).toBe('withdrawn');
    const { standing, accepted, corrections } = await store.orders();
    expect([...standing.keys()].sort()).toEqual(['quote:A', 'quote:B']);
    expect([...accepted.values()]).toEqual([acceptanceOf('C')]);
    expect(corrections).toEqual([correctionOf('B', 8_000), correctionOf()]);
    await worker.stop();
  });

  it('are put back by a leader that heard of them though another was given first, and shown at no moment', async () => {
    const clock = fakeClock(start);
    const first = createMemoryStore({ clock });
    const interrupted = interruptStore(first);
    let tell: (state: OrderState) => void = () => {};
    interrupted.over.watchOrders = (listener) => {
      tell = listener;
      return first.watchOrders(listener);
    };
    const { worker, say } = await run({ clock, store: first, seen: interrupted.store });
    await first.give(orderOf('withdraw'));
    say('666');
    await clock.advanceAsync(pollMs);
    const empty = createMemoryStore({ clock });
    const seen: string[] = [];
    empty.watch((items) => seen.push(...items.map(({ reading }) => `${reading.id} ${reading.state}`)));
    Object.assign(interrupted.over, empty);
    await empty.give(orderOf('withdraw', 'B'));
    tell(await empty.orders());
    await clock.advanceAsync(pollMs);
    expect([...(await empty.orders()).standing.keys()].sort()).toEqual(['quote:A', 'quote:B']);
    expect(seen).not.toContain('quote:A live');
    await worker.stop();
  });

  it('are told from those that were lifted once the log of the store can be read', async () => {
    const clock = fakeClock(start);
    const store = createMemoryStore({ clock });
    const interrupted = interruptStore(store);
    const { worker, say, shown } = await run({ clock, store, seen: interrupted.store });
    await store.give(orderOf('withdraw'));
    say('1.001');
    await clock.advanceAsync(pollMs);
    interrupted.over.orderLog = () => Promise.reject(new Error('away'));
    await store.give(liftOf('release'));
    await clock.advanceAsync(3_000);
    expect(await shown()).toBe('1 live');
    delete interrupted.over.orderLog;
    await clock.advanceAsync(1_000);
    expect(await shown()).toBe('1.001 live');
    await worker.stop();
  });

  it('given anew meanwhile are not undone by a leader that puts the rest back', async () => {
    const clock = fakeClock(start);
    const first = createMemoryStore({ clock });
    const interrupted = interruptStore(first);
    const publisher = createPublisher(interrupted.store);
    const term = await first.acquire(seeker('a'));
    if (term.kind !== 'held') throw new Error('busy');
    await publisher.lead(term, await first.load());
    await publisher.publish(['A', 'B'].map((name) => ({ draft: draftQuote(name, '1', start) })));
    const empty = createMemoryStore({ clock });
    Object.assign(interrupted.over, empty);
    await empty.give(orderOf('withdraw'));
    const next = await empty.acquire(seeker('a', { seen: publisher.seen() }));
    if (next.kind !== 'held') throw new Error('busy');
    expect(await publisher.lead(next, { epoch: 0, seq: 0, items: new Map() })).toBe('ok');
    const { items } = await empty.load();
    expect(items.get('quote:A')?.reading.state).toBe('withdrawn');
    expect(items.get('quote:B')?.reading).toMatchObject({ e: next.fence, value: { price: '1' } });
  });
});
