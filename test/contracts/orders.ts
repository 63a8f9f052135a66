/** What every store must do with operators' orders, run against each implementation. */
import { expect, it } from 'vitest';
import type { Draft } from '../../src/protocol/reading.ts';
import { type Doubt, doubtsMemo } from '../../src/store/doubts.ts';
import type {
  Acceptance,
  Correction,
  Instruction,
  Order,
  OrderState,
  Standing,
} from '../../src/store/orders.ts';
import { quoteDraft, type StoreRig, seeker } from './store.ts';

const reason = 'the feed quotes the wrong month';
export const orderOf = (kind: Order['kind'], name = 'A', more: Partial<Order> = {}): Order => ({
  ...{ item: `quote:${name}`, kind, reason, who: 'desk@host', at: 5_000 },
  ...more,
});
export const liftOf = (kind: 'release' | 'unpin', name = 'A'): Instruction => ({
  ...{ item: `quote:${name}`, kind, reason: 'put right', who: 'desk@host', at: 6_000 },
});

export const correctionOf = (name = 'A', at = 7_000): Correction => ({
  ...{ item: `quote:${name}`, kind: 'correct', reason: 'a wrong close', who: 'desk@host' },
  ...{ at, from: 1_000, to: 2_000 },
});

export const acceptanceOf = (name = 'A', price = '20'): Acceptance => {
  const { item, reason, who } = liftOf('release', name);
  // By the clocks of the stores, not by that of 1970: it holds for a week.
  const at = Date.UTC(2100, 0, 1);
  return { item, reason, who, at, kind: 'accept', was: '1', draft: quoteDraft(name, price) };
};

const doubtOf = (name = 'A', price = '20'): Doubt => ({
  ...{ since: 4_000, limit: 0.05, draft: quoteDraft(name, price), shown: '1' },
  ...{ other: null, otherSource: null },
});

const spark = { t0: 1, dt: [0, 60], v: [1, 2] };

/** To be called within the suite of a store; `rig` gives that of the test under way. */
export function orderContract(rig: () => StoreRig): void {
  const lead = async (owner = 'a') => {
    const acquired = await rig().store.acquire(seeker(owner));
    if (acquired.kind !== 'held') throw new Error('the lease is busy');
    return acquired.fence;
  };
  /** A leader whose A and B are shown, with a line. */
  const shown = async () => {
    const fence = await lead();
    const changes = ['A', 'B'].map((name) => ({ draft: quoteDraft(name, '1'), spark }));
    await rig().store.publish(fence, 0, changes);
    return fence;
  };
  const item = async (name = 'A') => (await rig().store.load()).items.get(`quote:${name}`);

  it('takes a value back with all of it, above what was there, and tells whoever watches', async () => {
    const fence = await shown();
    const seen: Draft[] = [];
    const told: OrderState[] = [];
    rig().store.watch((items) => seen.push(...items.map(({ reading }) => reading)));
    rig().store.watchOrders((state) => told.push(state));
    const given = await rig().store.give(orderOf('withdraw'));
    const reading = { id: 'quote:A', state: 'withdrawn', asOf: 5_000, reason: 'withdrawn', e: fence, s: 3 };
    expect(given).toEqual({ kind: 'done', reading });
    expect(await item()).toEqual({ reading });
    await rig().settled();
    expect(seen.at(-1)).toEqual(reading);
    await expect.poll(() => told.at(-1)?.standing.get('quote:A')?.order).toEqual(orderOf('withdraw'));
  });

  it('holds and pins the last good value, and lets nothing take its place', async () => {
    const fence = await shown();
    await rig().store.give(orderOf('hold', 'A'));
    await rig().store.give(orderOf('pin', 'B'));
    expect(await item('A')).toMatchObject({
      reading: { state: 'held', pinned: true, value: { price: '1' } },
      spark,
    });
    expect(await item('B')).toMatchObject({ reading: { state: 'live', pinned: true }, spark });
    const newer = ['A', 'B', 'C'].map((name) => ({ draft: quoteDraft(name, '2') }));
    const answer = await rig().store.publish(fence, 4, newer);
    expect(answer).toEqual({ kind: 'ordered', items: ['quote:A', 'quote:B'] });
    expect((await rig().store.load()).items.size).toBe(2);
    expect(await rig().store.publish(fence, 4, newer.slice(2))).toEqual({ kind: 'ok', seq: 5 });
  });

  it.each(['withdraw', 'hold'] as const)(
    'shows after the release of a %s what was there before',
    async (kind) => {
      const fence = await shown();
      await rig().store.give(orderOf(kind));
      expect(await rig().store.give(liftOf('unpin'))).toEqual({ kind: 'no-order' });
      expect((await rig().store.give(liftOf('release'))).kind).toBe('done');
      expect(await item()).toEqual({ reading: { ...quoteDraft('A', '1'), e: fence, s: 4 }, spark });
      expect((await rig().store.orders()).standing.size).toBe(0);
      expect(await rig().store.publish(fence, 4, [{ draft: quoteDraft('A', '2') }])).toMatchObject({
        kind: 'ok',
      });
    },
  );

  it('keeps what was shown before the first of several orders', async () => {
    await shown();
    for (const kind of ['hold', 'withdraw', 'pin'] as const) await rig().store.give(orderOf(kind));
    expect(await item()).toMatchObject({ reading: { state: 'live', pinned: true, value: { price: '1' } } });
    for (const kind of ['withdraw', 'hold'] as const) await rig().store.give(orderOf(kind));
    expect(await item()).toMatchObject({ reading: { state: 'held', value: { price: '1' } } });
    await rig().store.give(liftOf('release'));
    expect((await item())?.reading).toMatchObject(quoteDraft('A', '1'));
    expect((await item())?.reading).not.toHaveProperty('pinned');
  });

  it('has nothing to hold, to pin or to lift where there is nothing', async () => {
    expect(await rig().store.give(orderOf('hold'))).toEqual({ kind: 'no-value' });
    expect(await rig().store.give(orderOf('pin'))).toEqual({ kind: 'no-value' });
    expect(await rig().store.give(liftOf('release'))).toEqual({ kind: 'no-order' });
    expect(await rig().store.orderLog()).toEqual([]);
    expect((await rig().store.load()).epoch).toBe(0);
  });

  it('obeys where nobody ever led, under an epoch of its own clock', async () => {
    const given = await rig().store.give(orderOf('withdraw'));
    const { epoch, seq } = await rig().store.load();
    expect(given).toMatchObject({ kind: 'done', reading: { state: 'withdrawn', e: epoch, s: 1 } });
    expect([epoch > 1_700_000_000_000, seq]).toEqual([true, 1]);
    expect(await lead()).toBeGreaterThan(epoch);
  });

  it('keeps who, when and why of each, in order, and a revision that rises', async () => {
    await shown();
    const until = Date.UTC(2100, 0, 1);
    const given = [orderOf('withdraw', 'A', { reason: 'ü "quoted"', until }), liftOf('release')];
    for (const one of given) await rig().store.give(one);
    const log = await rig().store.orderLog();
    expect(log.map((entry) => entry.given)).toEqual(given);
    expect(log[0]?.shown).toEqual(quoteDraft('A', '1'));
    const [first = 0, second = 0] = log.map(({ revision }) => revision);
    expect(second).toBeGreaterThan(first);
    expect((await rig().store.orders()).revision).toBe(second);
    expect(new Set(log.map(({ id }) => id)).size).toBe(2);
  });

  /** A leader's A waits for a second source. */
  const doubted = async () => {
    const fence = await shown();
    const memo = { 'quote:A': JSON.stringify(doubtOf()) };
    await rig().store.remember(fence, new Map([[doubtsMemo, memo]]));
    return fence;
  };
  const release = (name = 'A') =>
    rig().store.give({ ...liftOf('release', name), at: acceptanceOf().at } as Instruction);

  it('takes the release of what no order holds as a word for the price that waits, and shows nothing by itself', async () => {
    const fence = await doubted();
    const told: OrderState[] = [];
    rig().store.watchOrders((state) => told.push(state));
    const before = await rig().store.load();
    const acceptance = acceptanceOf();
    expect(await release()).toEqual({ kind: 'accepted', acceptance });
    expect(await release('B')).toEqual({ kind: 'no-order' });
    expect(await rig().store.load()).toEqual(before);
    expect((await rig().store.orders()).accepted).toEqual(new Map([['quote:A', acceptance]]));
    await expect.poll(() => told.at(-1)?.accepted.get('quote:A')).toEqual(acceptance);
    const [entry, ...more] = await rig().store.orderLog();
    expect(more).toEqual([]);
    expect(entry).toMatchObject({ given: acceptance, shown: quoteDraft('A', '1') });
    expect(entry?.revision).toBe((await rig().store.orders()).revision);
    expect(await rig().store.publish(fence, 2, [{ draft: quoteDraft('A', '20') }])).toMatchObject({
      kind: 'ok',
    });
  });

  it('ends an order first where one stands, and forgets a word for a price once another is given', async () => {
    await doubted();
    await rig().store.give(orderOf('withdraw'));
    expect((await release()).kind).toBe('done');
    expect((await rig().store.orders()).accepted.size).toBe(0);
    expect((await release()).kind).toBe('accepted');
    await rig().store.give(correctionOf());
    expect((await rig().store.orders()).accepted.size).toBe(1);
    await rig().store.give(orderOf('hold'));
    expect((await rig().store.orders()).accepted.size).toBe(0);
  });

  it('has nothing to agree to where the price waits no more', async () => {
    const fence = await doubted();
    await rig().store.remember(fence, new Map([[doubtsMemo, { 'quote:A': '' }]]));
    expect(await release()).toEqual({ kind: 'no-order' });
    expect(await rig().store.orderLog()).toEqual([]);
  });

  it('puts words for prices back where none stands and no order does, under the fence alone', async () => {
    const fence = await shown();
    const least = Date.UTC(2100, 0, 1);
    const [a, b] = [acceptanceOf('A'), acceptanceOf('B')];
    await rig().store.give(orderOf('hold', 'B'));
    expect(await rig().store.restoreAccepted(fence - 1, [a], least)).toBe('fenced');
    expect(await rig().store.restoreAccepted(fence + 1, [a], least)).toBe('lost');
    expect(await rig().store.restoreAccepted(fence, [a, b], least)).toBe('ok');
    const again = [acceptanceOf('A', '30')];
    expect(await rig().store.restoreAccepted(fence, again, 0)).toBe('ok');
    const { accepted, revision } = await rig().store.orders();
    expect(accepted).toEqual(new Map([['quote:A', a]]));
    expect(revision).toBeGreaterThanOrEqual(least);
  });

  it('counts an order no more once its time has passed, and lets the leader end it', async () => {
    const fence = await shown();
    await rig().store.give(orderOf('withdraw', 'A', { until: 6_000 }));
    const { standing, lapsed } = await rig().store.orders();
    expect(standing.size).toBe(0);
    expect(lapsed.map(({ order }) => order.item)).toEqual(['quote:A']);
    for (const one of lapsed) expect(await rig().store.lapse(fence, one)).toBe('ok');
    expect(await item()).toMatchObject({ reading: { state: 'live', value: { price: '1' } }, spark });
    expect((await rig().store.orders()).lapsed).toEqual([]);
  });

  it('takes a new value for an order whose time has passed', async () => {
    const fence = await shown();
    await rig().store.give(orderOf('withdraw', 'A', { until: 6_000 }));
    const answer = await rig().store.publish(fence, 3, [{ draft: quoteDraft('A', '2') }]);
    expect(answer).toEqual({ kind: 'ok', seq: 4 });
  });

  it('ends no other order than the one that was meant', async () => {
    const fence = await shown();
    await rig().store.give(orderOf('withdraw', 'A', { until: 6_000 }));
    const [old] = (await rig().store.orders()).lapsed;
    await rig().store.give(orderOf('hold'));
    await rig().store.lapse(fence, old as Standing);
    expect((await rig().store.orders()).standing.get('quote:A')?.order.kind).toBe('hold');
  });

  it('marks what is shown and what an order keeps as corrected, and lists corrections, the newest first', async () => {
    const fence = await shown();
    const told: OrderState[] = [];
    rig().store.watchOrders((state) => told.push(state));
    await rig().store.give(orderOf('withdraw', 'B'));
    for (const name of ['A', 'B']) expect((await rig().store.give(correctionOf(name))).kind).toBe('done');
    const corrected = { at: 7_000, from: 1_000, to: 2_000 };
    expect(await item('A')).toEqual({
      reading: { ...quoteDraft('A', '1'), corrected, e: fence, s: 4 },
      spark,
    });
    expect(await item('B')).toMatchObject({ reading: { state: 'withdrawn', corrected } });
    await rig().store.give(liftOf('release', 'B'));
    expect(await item('B')).toMatchObject({ reading: { ...quoteDraft('B', '1'), corrected } });
    const listed = [correctionOf('B'), correctionOf('A')];
    expect((await rig().store.orders()).corrections).toEqual(listed);
    await expect.poll(() => told.at(-1)?.corrections).toEqual(listed);
    expect((await rig().store.orderLog()).map(({ given }) => given.kind)).toContain('correct');
    expect(await rig().store.give(correctionOf('C'))).toEqual({ kind: 'no-value' });
  });

  it('lets nobody write over a mark that he has not read', async () => {
    const fence = await shown();
    await rig().store.give(correctionOf());
    const before = await rig().store.load();
    const newer = [{ draft: quoteDraft('A', '2') }];
    expect(await rig().store.publish(fence, 2, newer)).toEqual({ kind: 'moved' });
    expect(await rig().store.load()).toEqual(before);
    expect(await rig().store.publish(fence, before.seq, newer)).toEqual({ kind: 'ok', seq: 4 });
  });

  it('keeps the newest two hundred corrections', async () => {
    await shown();
    for (let at = 1; at <= 203; at += 1) await rig().store.give(correctionOf('A', at));
    const { corrections } = await rig().store.orders();
    expect([corrections.length, corrections[0]?.at, corrections.at(-1)?.at]).toEqual([200, 203, 4]);
  });

  it('puts corrections back among those that are there, under the fence alone', async () => {
    const fence = await shown();
    const [oldest, old, newest] = [8, 9, 10].map((at) => correctionOf('A', at)) as [
      Correction,
      Correction,
      Correction,
    ];
    const list = [newest, oldest];
    const least = Date.UTC(2100, 0, 1);
    expect(await rig().store.restoreCorrections(fence - 1, list, least)).toBe('fenced');
    expect(await rig().store.restoreCorrections(fence + 1, list, least)).toBe('lost');
    expect(await rig().store.restoreCorrections(fence, list, least)).toBe('ok');
    expect(await rig().store.orders()).toMatchObject({ revision: least, corrections: list });
    await rig().store.give(correctionOf('B', 11));
    const told: OrderState[] = [];
    rig().store.watchOrders((state) => told.push(state));
    // The same one as a file has it: its fields in another order, its words cut short.
    const { item, ...rest } = { ...newest, reason: 'a wrong' };
    expect(await rig().store.restoreCorrections(fence, [{ ...rest, item }, old], 0)).toBe('ok');
    const all = [correctionOf('B', 11), newest, old, oldest];
    expect((await rig().store.orders()).corrections).toEqual(all);
    await expect.poll(() => told.at(-1)?.corrections).toEqual(all);
  });

  it('keeps the newest two hundred corrections of those put back, too', async () => {
    const fence = await shown();
    await rig().store.give(correctionOf('A', 500));
    const again = Array.from({ length: 200 }, (_, at) => correctionOf('A', 400 - at));
    expect(await rig().store.restoreCorrections(fence, again, 0)).toBe('ok');
    const { corrections } = await rig().store.orders();
    expect(corrections.map(({ at }) => at)).toEqual([500, ...again.slice(0, -1).map(({ at }) => at)]);
  });

  it('puts back what was forgotten, unless an order stands already, and under the fence alone', async () => {
    const fence = await shown();
    const again: Standing = {
      order: orderOf('hold'),
      before: { reading: { ...quoteDraft('A', '7'), e: 1, s: 1 } },
    };
    const least = Date.UTC(2100, 0, 1);
    expect(await rig().store.restore(fence, again, least)).toBe('ok');
    expect((await item())?.reading).toMatchObject({ state: 'held', value: { price: '7' } });
    expect((await rig().store.orders()).revision).toBe(least);
    expect(await rig().store.restore(fence, { order: orderOf('withdraw') }, 0)).toBe('ok');
    expect((await rig().store.orders()).standing.get('quote:A')).toEqual(again);
    expect(await rig().store.restore(fence - 1, again, 0)).toBe('fenced');
    expect(await rig().store.restore(fence + 1, again, 0)).toBe('lost');
    expect(await rig().store.lapse(fence - 1, again)).toBe('fenced');
  });
}
