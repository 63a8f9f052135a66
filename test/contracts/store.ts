/** What every store must do, run against each implementation. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Draft } from '../../src/protocol/reading.ts';
import type { Change, HeldItem, Seeker, Store } from '../../src/store/store.ts';
import type { FakeClock } from '../support/fake-clock.ts';
import { orderContract } from './orders.ts';

export interface StoreRig {
  readonly store: Store;
  /** Lets `ms` pass by the store's own clock. */
  readonly pass: (ms: number) => Promise<void>;
  /** Sets the store's own clock back or forth, as far as it can be set. */
  readonly stepClock?: (ms: number) => void;
  /** Resolves once all announcements made so far have been delivered. */
  readonly settled: () => Promise<void>;
}

export function quoteDraft(name: string, price: string, asOf = 1_000): Draft {
  return {
    id: `quote:${name}`,
    state: 'live',
    asOf,
    staleAt: asOf + 60_000,
    source: 'kraken',
    tier: 'primary',
    delay: 'realtime',
    value: { kind: 'quote', price },
  };
}

/** Asks for a lease of 3 s, having seen nothing. */
export function seeker(owner: string, rest: Partial<Omit<Seeker, 'owner'>> = {}): Seeker {
  return { owner, ttlMs: 3_000, seen: { e: 0, s: 0 }, manner: 'now', ...rest };
}

const change = (name: string, price: string): Change => ({ draft: quoteDraft(name, price) });

export function storeContract(name: string, open: () => Promise<StoreRig>): void {
  describe(`${name} store`, () => {
    let rig: StoreRig;
    const lead = async (owner = 'a', known = 0) => {
      const acquired = await rig.store.acquire(seeker(owner, { seen: { e: known, s: 0 } }));
      if (acquired.kind !== 'held') throw new Error('the lease is busy');
      return acquired;
    };

    beforeEach(async () => {
      rig = await open();
    });
    afterEach(() => rig.store.close());

    it('holds nothing at first', async () => {
      const { epoch, seq, items } = await rig.store.load();
      expect([epoch, seq, items.size]).toEqual([0, 0, 0]);
    });

    it('gives each change the next place in the order', async () => {
      const { fence } = await lead();
      expect(await rig.store.publish(fence, 0, [change('A', '1'), change('B', '2')])).toEqual({
        kind: 'ok',
        seq: 2,
      });
      expect(await rig.store.publish(fence, 2, [change('A', '3')])).toEqual({ kind: 'ok', seq: 3 });
      const { items } = await rig.store.load();
      expect(items.get('quote:A')?.reading).toMatchObject({ e: fence, s: 3, value: { price: '3' } });
      expect(items.get('quote:B')?.reading).toMatchObject({ e: fence, s: 2 });
    });

    it('lets one owner lead at a time, and the next when the lease runs out', async () => {
      const first = await lead('a');
      expect(await rig.store.acquire(seeker('b'))).toEqual({ kind: 'busy' });
      await rig.pass(3_001);
      const second = await lead('b');
      expect(second.fence).toBeGreaterThan(first.fence);
    });

    it('keeps a renewed lease and frees a released one at once', async () => {
      const { fence } = await lead('a');
      await rig.pass(2_000);
      expect(await rig.store.renew('a', 3_000, { fence, seq: 0, items: 0 })).toBe('ok');
      await rig.pass(2_000);
      expect(await rig.store.acquire(seeker('b'))).toEqual({ kind: 'busy' });
      await rig.store.release('a');
      expect((await rig.store.acquire(seeker('b'))).kind).toBe('held');
    });

    it('does not free the lease for one that does not hold it', async () => {
      await lead('a');
      await rig.store.release('b');
      expect(await rig.store.acquire(seeker('b'))).toEqual({ kind: 'busy' });
    });

    it('refuses the writes and renewals of a leader that was replaced', async () => {
      const old = await lead('a');
      await rig.store.publish(old.fence, 0, [change('A', '1')]);
      await rig.pass(3_001);
      await lead('b');
      expect(await rig.store.publish(old.fence, 1, [change('A', '9')])).toEqual({ kind: 'fenced' });
      expect(await rig.store.renew('a', 3_000, { fence: old.fence, seq: 1, items: 1 })).toBe('fenced');
      const { items } = await rig.store.load();
      expect(items.get('quote:A')?.reading).toMatchObject({ value: { price: '1' } });
    });

    it('says that something was lost where it knows less than the writer', async () => {
      const { fence } = await lead('a');
      expect(await rig.store.publish(fence, 7, [change('A', '1')])).toEqual({ kind: 'lost' });
      expect(await rig.store.publish(fence + 1, 0, [change('A', '1')])).toEqual({ kind: 'lost' });
      expect(await rig.store.renew('a', 3_000, { fence: fence + 1, seq: 0, items: 0 })).toBe('lost');
      expect(await rig.store.renew('a', 3_000, { fence, seq: 1, items: 0 })).toBe('lost');
      expect(await rig.store.renew('a', 3_000, { fence, seq: 0, items: 1 })).toBe('lost');
      expect((await rig.store.load()).items.size).toBe(0);
    });

    it('leaves the lease of a state that was forgotten to who may still have it, as long as asked to', async () => {
      const { fence } = await lead('a');
      await rig.store.publish(fence, 0, [change('A', '1')]);
      await rig.store.release('a');
      const patient = (e: number, s: number) => seeker('b', { seen: { e, s }, manner: 'patient' });
      expect(await rig.store.acquire(patient(fence, 2))).toEqual({ kind: 'behind' });
      expect(await rig.store.acquire(patient(fence + 1, 0))).toEqual({ kind: 'behind' });
      expect((await rig.store.acquire(patient(fence, 1))).kind).toBe('held');
    });

    it('tells who waits for the lease that it was given up', async () => {
      let told: () => void = () => {};
      const freed = new Promise<void>((resolve) => {
        told = resolve;
      });
      const unwatch = rig.store.watchLease(() => told());
      await lead('a');
      await rig.store.release('a');
      await expect(freed).resolves.toBeUndefined();
      unwatch();
    });

    it('keeps what a leader remembers for the next one, field by field', async () => {
      const { fence } = await lead('a');
      const memos = new Map([
        ['feed:a', { tried: '1', note: 'ü "quoted"' }],
        ['feed:b', { tried: '2' }],
      ]);
      expect(await rig.store.remember(fence, memos)).toBe('ok');
      expect(await rig.store.remember(fence, new Map([['feed:a', { tried: '3' }]]))).toBe('ok');
      expect(await rig.store.recall(['feed:a', 'feed:b', 'feed:c'])).toEqual(
        new Map([
          ['feed:a', { tried: '3', note: 'ü "quoted"' }],
          ['feed:b', { tried: '2' }],
        ]),
      );
      expect(await rig.store.remember(fence - 1, memos)).toBe('fenced');
      expect(await rig.store.remember(fence + 1, memos)).toBe('lost');
    });

    it('carries text and empty lists as they are', async () => {
      const { fence } = await lead('a');
      const draft: Draft = {
        ...quoteDraft('A', '1'),
        id: 'alerts:nowhere',
        value: { kind: 'alerts', covered: true, alerts: [] },
      } as Draft;
      await rig.store.publish(fence, 0, [{ draft }]);
      expect((await rig.store.load()).items.get('alerts:nowhere')?.reading).toEqual({
        ...draft,
        e: fence,
        s: 1,
      });
    });

    it('raises the fence above every epoch that the acquiring process has seen', async () => {
      const far = Date.UTC(2100, 0, 1);
      expect((await lead('a', far)).fence).toBe(far + 1);
      await rig.store.release('a');
      expect((await lead('b', 0)).fence).toBe(far + 2);
    });

    it('tells a watcher of every change in order, until it stops watching', async () => {
      const seen: HeldItem[] = [];
      const unwatch = rig.store.watch((items) => seen.push(...items));
      const { fence } = await lead();
      await rig.store.publish(fence, 0, [change('A', '1'), change('B', '2')]);
      await rig.store.publish(fence, 2, [change('A', '3')]);
      await rig.settled();
      expect(seen.map(({ reading }) => [reading.id, reading.s])).toEqual([
        ['quote:A', 1],
        ['quote:B', 2],
        ['quote:A', 3],
      ]);
      unwatch();
      await rig.store.publish(fence, 3, [change('A', '4')]);
      await rig.settled();
      expect(seen).toHaveLength(3);
    });

    it('keeps sparkline and detail until a change brings new ones', async () => {
      const { fence } = await lead();
      const spark = { t0: 1, dt: [0, 60], v: [1, 2] };
      const detail = { kind: 'quote', series: spark } as const;
      await rig.store.publish(fence, 0, [{ ...change('A', '1'), spark, detail }]);
      await rig.store.publish(fence, 1, [change('A', '2')]);
      expect((await rig.store.load()).items.get('quote:A')).toMatchObject({ spark, detail });
      const longer = { t0: 1, dt: [0, 60, 120], v: [1, 2, 3] };
      await rig.store.publish(fence, 2, [{ ...change('A', '3'), spark: longer }]);
      expect((await rig.store.load()).items.get('quote:A')).toMatchObject({ spark: longer, detail });
    });

    it('hands out a state that later writes do not change', async () => {
      const { fence } = await lead();
      await rig.store.publish(fence, 0, [change('A', '1')]);
      const before = await rig.store.load();
      await rig.store.publish(fence, 1, [change('B', '2')]);
      expect(before.items.size).toBe(1);
    });

    orderContract(() => rig);
  });
}

/** A rig over a store that takes the test's own clock. */
export function clockedRig(store: Store, clock: FakeClock): StoreRig {
  return {
    store,
    pass: async (ms) => clock.advance(ms),
    stepClock: (ms) => clock.step(ms),
    settled: async () => {},
  };
}
