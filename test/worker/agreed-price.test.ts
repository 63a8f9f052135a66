import { describe, expect, it } from 'vitest';
import type { Observation } from '../../src/providers/provider.ts';
import { doubtsMemo, doubtsOf } from '../../src/store/doubts.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import type { OrderState } from '../../src/store/orders.ts';
import type { Store } from '../../src/store/store.ts';
import { createWorker } from '../../src/worker/worker.ts';
import { liftOf, orderOf } from '../contracts/orders.ts';
import { seeker } from '../contracts/store.ts';
import { type FakeClock, fakeClock } from '../support/fake-clock.ts';
import {
  accept,
  beatWith,
  makeHttp,
  makeProvider,
  observe,
  recordLog,
  recordMetrics,
} from '../support/worker-rig.ts';

const start = Date.UTC(2026, 10, 23, 12, 0, 10);
/** A poll or more. */
const pollMs = 20_000;

interface Given {
  readonly clock?: FakeClock;
  readonly store?: Store;
  readonly price?: string;
  /** The provider's own last close. */
  readonly reference?: string;
  readonly remembered?: OrderState;
}

/** A worker over the share `quote:A` and its one source, which says every 15 s what `say` was told last. */
async function run({ clock = fakeClock(start), store = createMemoryStore({ clock }), ...given }: Given = {}) {
  let price = given.price ?? '600';
  const provider = makeProvider({
    fetch: async (_asks, { now }) => [accept('quote:A', observed(price, given.reference, now))],
  });
  const { log, lines } = recordLog();
  const { remembered } = given;
  const worker = createWorker({
    owner: 'a',
    items: [{ id: 'quote:A', cls: 'share', sources: [{ provider: 'acme', symbol: 'A' }] }],
    providers: new Map([['acme', { provider, http: makeHttp() }]]),
    store,
    clock,
    random: () => 0,
    startBeat: beatWith(clock),
    log,
    metrics: recordMetrics().metrics,
    ...(remembered === undefined ? {} : { rememberedOrders: () => remembered }),
  });
  await worker.start();
  await clock.advanceAsync(2_000);
  const say = async (next: string) => {
    price = next;
    await clock.advanceAsync(pollMs);
  };
  const release = () => store.give({ ...liftOf('release'), at: clock.now() });
  const shown = async () => {
    const reading = (await store.load()).items.get('quote:A')?.reading;
    return reading !== undefined && 'value' in reading && reading.value.kind === 'quote'
      ? `${reading.value.price} ${reading.state}`
      : reading?.state;
  };
  /** From the next poll on. */
  const mutter = (next: string) => {
    price = next;
  };
  return { clock, store, worker, lines, say, release, shown, mutter };
}

function observed(price: string, reference: string | undefined, now: number): Observation {
  const { value, asOf } = observe(price, now, { basis: 'prevClose' });
  if (reference === undefined || value.kind !== 'quote') return { value, asOf };
  return { asOf, value: { ...value, reference, change: String(Number(price) - Number(reference)) } };
}

describe('a price that waits for a second source', () => {
  it('is shown within two seconds of an operator agreeing to it, and further prices are measured by it', async () => {
    const { clock, store, worker, lines, say, release, shown } = await run();
    await say('200');
    expect(await shown()).toBe('600 held');
    expect(await release()).toMatchObject({
      kind: 'accepted',
      acceptance: { who: 'desk@host', reason: 'put right', was: '600', draft: { value: { price: '200' } } },
    });
    await clock.advanceAsync(2_000);
    expect(await shown()).toBe('200 live');
    expect(worker.status().heldBack).toEqual({});
    expect(lines.filter(({ event }) => event === 'price released')).toMatchObject([
      { fields: { item: 'quote:A', agreedBy: 'desk@host', confirmedBy: null } },
    ]);
    await say('201');
    expect(await shown()).toBe('201 live');
    await say('600');
    expect(await shown()).toBe('201 held');
    expect((await store.orderLog()).map(({ given }) => given.kind)).toEqual(['accept']);
    await worker.stop();
  });

  it('does not let a later wrong one through that an operator never saw', async () => {
    const { clock, worker, say, release, shown, mutter } = await run();
    await say('200');
    mutter('20');
    await release();
    await clock.advanceAsync(pollMs);
    expect(await shown()).toBe('200 held');
    expect(worker.status().heldBack).toMatchObject({ 'quote:A': { offered: '20', shown: '200' } });
    await say('199');
    expect(await shown()).toBe('199 live');
    await worker.stop();
  });

  it('goes on waiting under the next leader, who hears the operator as well', async () => {
    const clock = fakeClock(start);
    const store = createMemoryStore({ clock });
    const first = await run({ clock, store });
    await first.say('200');
    const { since } = first.worker.status().heldBack['quote:A'] ?? {};
    await first.worker.stop();
    const second = await run({ clock, store, price: '200' });
    expect(second.worker.status().heldBack['quote:A']).toMatchObject({ since, offered: '200', shown: '600' });
    expect(await second.shown()).toBe('600 held');
    await second.worker.stop();
    await second.release();
    const third = await run({ clock, store, price: '200' });
    expect(await third.shown()).toBe('200 live');
    await third.worker.stop();
  });

  it('stays agreed to where the store has forgotten it and a file has not', async () => {
    const first = await run();
    await first.say('200');
    await first.release();
    const remembered = await first.store.orders();
    await first.worker.stop();
    const clock = fakeClock(first.clock.now());
    const store = createMemoryStore({ clock });
    const second = await run({ clock, store, remembered });
    expect((await store.orders()).accepted.get('quote:A')).toEqual(remembered.accepted.get('quote:A'));
    await second.worker.stop();
  });

  it('is shown as the first one after a restart, though it contradicts its last close, and no other is', async () => {
    const first = await run();
    await first.say('200');
    await first.release();
    const remembered = await first.store.orders();
    await first.worker.stop();
    for (const [price, shows] of [
      ['201', '201 live'],
      ['150', 'unavailable'],
    ] as const) {
      const clock = fakeClock(first.clock.now());
      const next = await run({ clock, price, reference: '600', remembered });
      expect(await next.shown()).toBe(shows);
      await next.worker.stop();
    }
  });

  it('waits no more once its source is itself again: then there is nothing to agree to', async () => {
    const { store, worker, say, release, shown } = await run();
    await say('200');
    await say('601');
    expect(await shown()).toBe('601 live');
    expect(await release()).toEqual({ kind: 'no-order' });
    expect(await store.orderLog()).toEqual([]);
    await worker.stop();
  });

  it('is none where the price is impossible: there is nothing to agree to', async () => {
    const { worker, say, release, shown, store } = await run();
    for (const wrong of ['0', '-12', '99999999999']) {
      await say(wrong);
      expect(await release()).toEqual({ kind: 'no-order' });
      expect(await shown()).toBe('600 live');
    }
    expect(await store.orderLog()).toEqual([]);
    await worker.stop();
  });

  it('stays away where the store names an impossible one', async () => {
    const clock = fakeClock(start);
    const store = createMemoryStore({ clock });
    const first = await run({ clock, store });
    await first.say('200');
    await first.worker.stop();
    const acquired = await store.acquire(seeker('z'));
    if (acquired.kind !== 'held') throw new Error('busy');
    const memo = (await store.recall([doubtsMemo])).get(doubtsMemo) ?? {};
    const forged = (memo['quote:A'] ?? '').replace('"price":"200"', '"price":"-200"');
    await store.remember(acquired.fence, new Map([[doubtsMemo, { 'quote:A': forged }]]));
    expect(doubtsOf((await store.recall([doubtsMemo])).get(doubtsMemo)).size).toBe(1);
    await first.release();
    await store.release('z');
    const second = await run({ clock, store, price: '600' });
    await clock.advanceAsync(pollMs);
    expect(await second.shown()).toBe('600 live');
    await second.worker.stop();
  });

  it('can be withdrawn instead, after which nothing is agreed to', async () => {
    const { clock, worker, store, say, release, shown } = await run();
    await say('200');
    await release();
    await clock.advanceAsync(2_000);
    await store.give(orderOf('withdraw'));
    expect(await shown()).toBe('withdrawn');
    expect((await store.orders()).accepted.size).toBe(0);
    await worker.stop();
  });
});
