/** Pure: what a store has forgotten of the orders that we know, told from what was lifted by its own log. */
import type { ItemId } from '../protocol/item-id.ts';
import {
  type Acceptance,
  agreedForMs,
  type Correction,
  isOver,
  maxOrderEntries,
  mergedCorrections,
  missingCorrections,
  type OrderEntry,
  type OrderState,
  type Standing,
} from '../store/orders.ts';

/** What operators said, as far as a store knows no more of it. */
export interface Forgotten {
  readonly standing: readonly Standing[];
  readonly accepted: readonly Acceptance[];
  readonly corrections: readonly Correction[];
}

/** What we know and the store does not hold, for whatever reason: lifted, replaced or forgotten. `now` tells what is over. */
export function missingFrom(held: OrderState, known: OrderState, now: number): Forgotten {
  return {
    standing: [...known.standing.values()].filter(
      ({ order }) => !held.standing.has(order.item) && !isOver(order, now),
    ),
    accepted: [...known.accepted.values()].filter(
      ({ item, at }) => !held.accepted.has(item) && now < at + agreedForMs,
    ),
    corrections: missingCorrections(held.corrections, known.corrections),
  };
}

/**
 * Of what is missing, that of which the store's log says nothing newer than `since`, the revision up to which we know
 * all: item by item, since a store that lost everything has orders again once one is given. Corrections are never lifted.
 */
export function forgottenOf(missing: Forgotten, log: readonly OrderEntry[], since: number): Forgotten {
  const spokenOf = itemsSince(log, since);
  const isForgotten = (item: ItemId) => spokenOf !== 'unknown' && !spokenOf.has(item);
  return {
    standing: missing.standing.filter(({ order }) => isForgotten(order.item)),
    accepted: missing.accepted.filter(({ item }) => isForgotten(item)),
    corrections: missing.corrections,
  };
}

/** What the store says and what it has forgotten. */
export function withForgotten(held: OrderState, { standing, accepted, corrections }: Forgotten): OrderState {
  return {
    ...held,
    standing: new Map([...held.standing, ...standing.map((one) => [one.order.item, one] as const)]),
    accepted: new Map([...held.accepted, ...accepted.map((one) => [one.item, one] as const)]),
    corrections: mergedCorrections(held.corrections, corrections),
  };
}

/** Whether the log must be asked: a correction needs no word of it. */
export function needsLog({ standing, accepted }: Forgotten): boolean {
  return standing.length + accepted.length > 0;
}

export function isNothing(forgotten: Forgotten): boolean {
  return !needsLog(forgotten) && forgotten.corrections.length === 0;
}

/** Unknown where the log is as long as it gets and begins later: the lift may have been cut off. */
function itemsSince(log: readonly OrderEntry[], since: number): ReadonlySet<ItemId> | 'unknown' {
  if (log.length >= maxOrderEntries && (log[0]?.revision ?? 0) > since) return 'unknown';
  const newer = log.filter(({ revision, given }) => revision > since && given.kind !== 'correct');
  return new Set(newer.map(({ given }) => given.item));
}
