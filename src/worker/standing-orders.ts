/** What operators' orders mean for whoever leads: whose values are kept back, what follows a lift, what must be ended or restored. */
import type { ItemId } from '../protocol/item-id.ts';
import { hasValue } from '../protocol/reading.ts';
import { type Acceptance, isOver, noOrders, type OrderState } from '../store/orders.ts';
import type { Refusal, Unwatch, WorkerStore } from '../store/store.ts';
import type { Clock } from '../system/clock.ts';
import type { Log } from '../system/log.ts';
import type { Offer, OrderGate } from './publisher.ts';

export interface StandingOrdersOptions {
  readonly store: WorkerStore;
  readonly clock: Clock;
  readonly log: Log;
  /** What was kept elsewhere, for a store that forgets all with its process. */
  readonly remembered?: () => OrderState;
  /** Told the newest offers of items whose order is over. */
  readonly onLifted: (offers: readonly Offer[]) => void;
  /** Told after each change of what operators have said. */
  readonly onHeard?: () => void;
}

export interface StandingOrders extends OrderGate {
  /** Follows the store's orders from now on; resolves when those that stand are known, or the store does not answer. */
  start(): Promise<void>;
  stop(): void;
  /** The price of the item that an operator agreed to last. */
  accepted(id: ItemId): Acceptance | undefined;
  /** At the start of a term: puts back what the store has forgotten. Rejects where it cannot be reached. */
  restore(fence: number): Promise<'ok' | Refusal>;
  /** Once a second while leading: ends what has lapsed. Rejects as `restore` does. */
  lapse(fence: number): Promise<'ok' | Refusal>;
}

export function createStandingOrders(options: StandingOrdersOptions): StandingOrders {
  const { store, clock, log } = options;
  /** The newest offer of each item against which an order stands. */
  const aside = new Map<ItemId, Offer>();
  /** Of orders that the store has told of by its refusals alone. */
  const refused = new Set<ItemId>();
  let known = noOrders;
  let unwatch: Unwatch = () => {};

  const isOrdered = (id: ItemId) => known.standing.has(id) || refused.has(id);

  const keepAside = (offer: Offer) => {
    const { id } = offer.draft;
    const last = aside.get(id);
    // A feed that fails meanwhile does not take away the last good value.
    if (last === undefined || hasValue(offer.draft) || !hasValue(last.draft)) aside.set(id, offer);
  };

  const hear = (state: OrderState) => {
    // The store has forgotten them; who leads next puts them back.
    if (state.revision < known.revision) return;
    known = state;
    refused.clear();
    const lifted = [...aside].filter(([id]) => !isOrdered(id));
    for (const [id] of lifted) aside.delete(id);
    if (lifted.length > 0) options.onLifted(lifted.map(([, offer]) => offer));
    options.onHeard?.();
  };

  const learn = () =>
    store
      .orders()
      .then(hear, (error: unknown) => log.debug('orders cannot be read', { error: String(error) }));

  /** One after the other; the first refusal ends it. */
  const each = async (tasks: readonly (() => Promise<'ok' | Refusal>)[]): Promise<'ok' | Refusal> => {
    for (const task of tasks) {
      const answer = await task();
      if (answer !== 'ok') return answer;
    }
    return 'ok';
  };

  return {
    start() {
      known = options.remembered?.() ?? noOrders;
      unwatch = store.watchOrders(hear);
      return learn();
    },
    stop: () => unwatch(),
    accepted: (id) => known.accepted.get(id),
    pass: (offers) =>
      offers.filter((offer) => {
        if (!isOrdered(offer.draft.id)) return true;
        keepAside(offer);
        return false;
      }),
    refused(items, offers) {
      for (const id of items) refused.add(id);
      for (const offer of offers) if (refused.has(offer.draft.id)) keepAside(offer);
      void learn();
    },
    async restore(fence) {
      const held = await store.orders();
      if (held.revision >= known.revision) {
        hear(held);
        return 'ok';
      }
      const { revision, standing, accepted, corrections } = known;
      const now = clock.now();
      const lost = [...standing.values()].filter(
        (one) => !held.standing.has(one.order.item) && !isOver(one.order, now),
      );
      log.warn('the store has forgotten orders', { restored: lost.length });
      const answer = await each([
        () => store.restoreCorrections(fence, corrections, revision),
        () => store.restoreAccepted(fence, [...accepted.values()], revision),
        ...lost.map((one) => () => store.restore(fence, one, revision)),
      ]);
      if (answer === 'ok') hear(await store.orders());
      return answer;
    },
    lapse(fence) {
      const now = clock.now();
      const ended = [
        ...known.lapsed,
        ...[...known.standing.values()].filter(({ order }) => isOver(order, now)),
      ];
      for (const { order } of ended) log.info('order is over', { item: order.item, kind: order.kind });
      return each(ended.map((one) => () => store.lapse(fence, one)));
    },
  };
}
