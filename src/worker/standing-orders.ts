/** What operators' orders mean for whoever leads: whose values are kept back, what follows a lift, what must be ended or restored. */
import type { ItemId } from '../protocol/item-id.ts';
import { hasValue } from '../protocol/reading.ts';
import { type Acceptance, isOver, noOrders, type OrderState } from '../store/orders.ts';
import type { Refusal, Unwatch, WorkerStore } from '../store/store.ts';
import type { Clock } from '../system/clock.ts';
import type { Log } from '../system/log.ts';
import {
  type Forgotten,
  forgottenOf,
  isNothing,
  missingFrom,
  needsLog,
  withForgotten,
} from './forgotten-orders.ts';
import type { Offer } from './offer.ts';
import { endAll, putBack } from './order-writes.ts';
import type { OrderGate } from './publisher.ts';

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
  let isBehind = false;
  let unwatch: Unwatch = () => {};

  const isOrdered = (id: ItemId) => known.standing.has(id) || refused.has(id);

  const keepAside = (offer: Offer) => {
    const { id } = offer.draft;
    const last = aside.get(id);
    // A feed that fails meanwhile does not take away the last good value.
    if (last === undefined || hasValue(offer.draft) || !hasValue(last.draft)) aside.set(id, offer);
  };

  const take = (state: OrderState) => {
    known = state;
    refused.clear();
    const lifted = [...aside].filter(([id]) => !isOrdered(id));
    for (const [id] of lifted) aside.delete(id);
    if (lifted.length > 0) options.onLifted(lifted.map(([, offer]) => offer));
    options.onHeard?.();
  };

  /** What the store has forgotten of what we know. Asks its log only where something is missing. */
  const forgottenIn = async (held: OrderState): Promise<Forgotten> => {
    const missing = missingFrom(held, known, clock.now());
    const { revision } = known;
    return needsLog(missing) ? forgottenOf(missing, await store.orderLog(), revision) : missing;
  };

  const hear = async (state: OrderState): Promise<void> => {
    const isOld = () => state.revision < known.revision;
    // The store has forgotten all of them; who leads next puts them back.
    if (isOld()) return;
    // What is missing stands until it is known to be lifted, and what was forgotten until it is put back.
    const isAll = isNothing(missingFrom(state, known, clock.now()));
    const whole = isAll ? state : withForgotten(state, await forgottenIn(state));
    if (!isOld()) take(whole);
  };

  /** What cannot be read now, a leader reads within a second. */
  const heed = (hearing: Promise<void>): Promise<void> =>
    hearing.then(
      () => {
        isBehind = false;
      },
      (error: unknown) => {
        isBehind = true;
        log.debug('orders cannot be read', { error: String(error) });
      },
    );

  const learn = () => heed(store.orders().then(hear));

  return {
    start() {
      known = options.remembered?.() ?? noOrders;
      unwatch = store.watchOrders((state) => void heed(hear(state)));
      return learn();
    },
    stop: () => unwatch(),
    accepted: (id) => known.accepted.get(id),
    corrected(id) {
      const newest = known.corrections.find(({ item }) => item === id);
      return newest && { at: newest.at, from: newest.from, to: newest.to };
    },
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
      const { revision } = known;
      const held = await store.orders();
      await hear(held);
      const lost = await forgottenIn(held);
      if (isNothing(lost) && held.revision >= revision) return 'ok';
      log.warn('the store has forgotten orders', { restored: lost.standing.length });
      const answer = await putBack(store, fence, lost, revision);
      if (answer === 'ok') await hear(await store.orders());
      return answer;
    },
    lapse(fence) {
      if (isBehind) void learn();
      const now = clock.now();
      const ended = [
        ...known.lapsed,
        ...[...known.standing.values()].filter(({ order }) => isOver(order, now)),
      ];
      for (const { order } of ended) log.info('order is over', { item: order.item, kind: order.kind });
      return endAll(store, fence, ended);
    },
  };
}
