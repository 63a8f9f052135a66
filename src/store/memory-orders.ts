/** The orders of a store in memory: what stands, and the log of it. Knows of readings only how to put one. */
import type { ItemId } from '../protocol/item-id.ts';
import { draftOf, type Reading } from '../protocol/reading.ts';
import type { Clock } from '../system/clock.ts';
import type { Doubt } from './doubts.ts';
import { createListeners } from './listeners.ts';
import { obey, orderStateAt, shownAfter, shownUnder } from './order-rules.ts';
import {
  type Acceptance,
  type Correction,
  isOver,
  maxCorrections,
  maxOrderEntries,
  mergedCorrections,
  type OrderBook,
  type OrderEntry,
  type OrderKeeper,
  type OrderState,
  type Standing,
} from './orders.ts';
import type { Change, HeldItem, Refusal } from './store.ts';

export interface MemoryOrdersOptions {
  readonly clock: Clock;
  readonly held: (id: ItemId) => HeldItem | undefined;
  /** The price of the item that waits for a second source. */
  readonly doubtOf: (id: ItemId) => Doubt | undefined;
  /** Takes the whole place of the item, under the next number of the order. */
  readonly put: (shows: Change) => Reading;
  /** Whether a leader's fence still counts. */
  readonly refusalOf: (fence: number) => Refusal | undefined;
}

export interface MemoryOrders extends OrderBook, OrderKeeper {
  /** Those against which an order stands. */
  ordered(ids: readonly ItemId[]): readonly ItemId[];
  close(): void;
}

export function createMemoryOrders(options: MemoryOrdersOptions): MemoryOrders {
  const { clock, held, put, refusalOf } = options;
  const standing = new Map<ItemId, Standing>();
  const listeners = createListeners<[OrderState]>();
  const entries: OrderEntry[] = [];
  const corrections: Correction[] = [];
  const accepted = new Map<ItemId, Acceptance>();
  let revision = 0;

  const state = (): OrderState => orderStateAt(revision, standing, clock.now(), [...corrections], accepted);

  const tell = () => {
    listeners.tell(state());
  };

  const raise = (least = 0): number => {
    revision = Math.max(revision + 1, least, clock.now());
    return revision;
  };

  const note = (given: OrderEntry['given'], shown: HeldItem | undefined): number => {
    const at = Math.max(revision + 1, clock.now());
    entries.push({
      id: `${at}-0`,
      revision: at,
      given,
      ...(shown === undefined ? {} : { shown: draftOf(shown.reading) }),
    });
    if (entries.length > maxOrderEntries) entries.shift();
    return at;
  };

  const write = (item: ItemId, next: Standing | undefined, shows: Change, least = 0): Reading => {
    if (next === undefined) standing.delete(item);
    else standing.set(item, next);
    raise(least);
    const reading = put(shows);
    tell();
    return reading;
  };

  return {
    ordered: (ids) =>
      ids.filter((id) => {
        const stands = standing.get(id);
        return stands !== undefined && !isOver(stands.order, clock.now());
      }),
    async give(given) {
      const { item } = given;
      const before = held(item);
      const obeyed = obey(given, {
        held: before,
        standing: standing.get(item),
        doubt: options.doubtOf(item),
      });
      if (obeyed.kind === 'accepted') {
        raise(note(obeyed.acceptance, before));
        accepted.set(item, obeyed.acceptance);
        tell();
        return obeyed;
      }
      if (obeyed.kind !== 'done') return obeyed;
      const least = note(given, before);
      if (given.kind === 'correct')
        corrections.splice(0, corrections.length, given, ...corrections.slice(0, maxCorrections - 1));
      else accepted.delete(item);
      return { kind: 'done', reading: write(item, obeyed.standing, obeyed.shows, least) };
    },
    orders: async () => state(),
    watchOrders: listeners.add,
    orderLog: async () => [...entries],
    async lapse(fence, ended) {
      const { item } = ended.order;
      const refusal = refusalOf(fence);
      if (refusal !== undefined) return refusal;
      if (standing.get(item)?.order !== ended.order) return 'ok';
      write(item, undefined, shownAfter(ended, clock.now()));
      return 'ok';
    },
    async restore(fence, again, least) {
      const refusal = refusalOf(fence);
      if (refusal !== undefined) return refusal;
      if (!standing.has(again.order.item)) write(again.order.item, again, shownUnder(again), least);
      return 'ok';
    },
    async restoreCorrections(fence, again, least) {
      const refusal = refusalOf(fence);
      if (refusal !== undefined) return refusal;
      corrections.splice(0, corrections.length, ...mergedCorrections(corrections, again));
      raise(least);
      tell();
      return 'ok';
    },
    async restoreAccepted(fence, again, least) {
      const refusal = refusalOf(fence);
      if (refusal !== undefined) return refusal;
      for (const one of again) {
        if (!accepted.has(one.item) && !standing.has(one.item)) accepted.set(one.item, one);
      }
      revision = Math.max(revision, least);
      tell();
      return 'ok';
    },
    close: listeners.clear,
  };
}
