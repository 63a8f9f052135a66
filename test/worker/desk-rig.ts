/** A source desk over one item, whose sources say prices minute by minute, and what it let through. */
import type { ItemId } from '../../src/protocol/item-id.ts';
import type { ItemClass } from '../../src/protocol/meta.ts';
import type { Draft, QuoteValue, Reading } from '../../src/protocol/reading.ts';
import type { HeldItem } from '../../src/store/store.ts';
import type { Offer } from '../../src/worker/offer.ts';
import { type FeedPlan, planFeeds } from '../../src/worker/plan.ts';
import { createSourceDesk, type SourceDesk } from '../../src/worker/source-desk.ts';
import { type FakeClock, fakeClock } from '../support/fake-clock.ts';
import { makeProvider, recordLog, recordMetrics } from '../support/worker-rig.ts';

/** The item. */
export const id: ItemId = 'quote:X';

export interface DeskRig {
  readonly clock: FakeClock;
  readonly desk: SourceDesk;
  readonly held: Map<ItemId, HeldItem>;
  /** Every reading that was let through, in order. */
  readonly shown: readonly Draft[];
  /** The newest of `shown`. */
  last(): Draft | undefined;
  /** By name. */
  readonly counts: ReadonlyMap<string, number>;
  /** The config says so from now on. */
  plan(cls: ItemClass, names: readonly string[], symbol?: string): void;
  feed(name: string): FeedPlan;
  isAsked(name: string): boolean;
  /** A source says a price, whether or not it was to be asked; a minute passes first. */
  says(name: string, price: string, value?: Partial<QuoteValue>, freshMs?: number): void;
  /** A source has no answer; a minute passes first. */
  fails(name: string): void;
  /** An operator's order: nothing of what the desk lets through is shown until it is lifted. */
  order(kind: 'hold' | 'pin' | 'withdraw'): void;
  /** Shows what stood there before, until the next value is let through. */
  lift(): void;
}

/** Sources of the item by name; `echo` passes on what `one` says. */
export function openDesk(cls: ItemClass, ...names: readonly string[]): DeskRig {
  const clock = fakeClock();
  const held = new Map<ItemId, HeldItem>();
  const shown: Draft[] = [];
  const { metrics, values: counts } = recordMetrics();
  const desk = createSourceDesk({ held: (item) => held.get(item), clock, log: recordLog().log, metrics });
  let feeds: readonly FeedPlan[] = [];
  /** What the item showed when an operator gave an order that stands. */
  let before: HeldItem | undefined;

  const take = (offers: readonly Offer[]) => {
    for (const { draft } of offers) {
      shown.push(draft);
      if (before === undefined) held.set(draft.id, { reading: { ...draft, e: 1, s: shown.length } });
    }
  };

  const rig: DeskRig = {
    clock,
    desk,
    held,
    shown,
    last: () => shown.at(-1),
    counts,
    plan(nextCls, nextNames, symbol = 'X') {
      feeds = feedsOf(nextCls, nextNames, symbol);
      desk.plan(feeds);
    },
    feed(name) {
      const plan = feeds.find(({ provider }) => provider.id === name);
      if (plan === undefined) throw new Error(`no feed ${name}`);
      return plan;
    },
    isAsked: (name) => desk.wanted(rig.feed(name)).length > 0,
    says(name, price, value = {}, freshMs = 600_000) {
      clock.advance(60_000);
      const now = clock.now();
      take(desk.settle(rig.feed(name).items, [{ draft: priceOf(name, price, value, now, freshMs) }]));
    },
    fails(name) {
      clock.advance(60_000);
      take(desk.settle(rig.feed(name).items, []));
    },
    order(kind) {
      before = held.get(id);
      const reading = before?.reading as Reading;
      const mark = { pinned: true, ...(kind === 'hold' ? { state: 'held' } : {}) } as const;
      const blank = { id, state: 'withdrawn', reason: 'withdrawn', asOf: clock.now(), e: 1, s: 9 } as const;
      held.set(id, { reading: kind === 'withdraw' ? blank : ({ ...reading, ...mark } as Reading) });
    },
    lift() {
      if (before !== undefined) held.set(id, before);
      before = undefined;
    },
  };
  rig.plan(cls, names);
  return rig;
}

/** A live price as of `now`, ms since the epoch, that is stale `freshMs` later. */
export function priceOf(
  source: string,
  price: string,
  value: Partial<QuoteValue>,
  now: number,
  freshMs: number,
): Draft {
  return {
    ...{ id, state: 'live', asOf: now, staleAt: now + freshMs, source, tier: 'primary', delay: 'realtime' },
    value: { kind: 'quote', price, ...value },
  };
}

function feedsOf(cls: ItemClass, names: readonly string[], symbol: string): readonly FeedPlan[] {
  const paces = new Map(
    names.map((name) => [
      name,
      { provider: makeProvider({ id: name, origin: name === 'echo' ? 'one' : name }) },
    ]),
  );
  const sources = names.map((provider) => ({ provider, symbol }));
  return planFeeds([{ id, cls, sources }], paces).feeds;
}
