/** The ports of operators' orders: what somebody said of an item, against whatever its sources say. */
import type { ItemId } from '../protocol/item-id.ts';
import type { Draft, Reading } from '../protocol/reading.ts';
import type { HeldItem, Refusal, Unwatch } from './held-item.ts';

/**
 * What an operator has said of an item, and what holds until it is lifted or `until` has passed: `hold` keeps the last
 * good value and shows it as held, `pin` keeps it as it is and says so, `withdraw` shows none. Times are ms since the epoch.
 */
export interface Order {
  readonly item: ItemId;
  readonly kind: 'hold' | 'withdraw' | 'pin';
  readonly reason: string;
  readonly who: string;
  readonly at: number;
  readonly until?: number;
}

/** Ends an order: `release` a hold or a withdrawal, `unpin` a pin. */
export interface Lift extends Omit<Order, 'kind' | 'until'> {
  readonly kind: 'release' | 'unpin';
}

export type Instruction = Order | Lift;

/** What was shown of an item from `from` to `to` was wrong. */
export interface Correction extends Omit<Order, 'kind' | 'until'> {
  readonly kind: 'correct';
  readonly from: number;
  readonly to: number;
}

/**
 * An operator agreed to a price that waited for a second source: what `release` means where no order stands. It speaks
 * of the step from `was` to the price of `draft`, of no other, and until `agreedForMs` have passed since `at`.
 */
export interface Acceptance extends Omit<Order, 'kind' | 'until'> {
  readonly kind: 'accept';
  /** The last good price then, decimal text; null where there was none. */
  readonly was: string | null;
  /** The price as it waited then, with all that would be shown of it. */
  readonly draft: Draft;
}

export function isLift(given: Instruction | Correction): given is Lift {
  return given.kind === 'release' || given.kind === 'unpin';
}

/** An order, and what was shown before the first of those that followed each other without a lift. */
export interface Standing {
  readonly order: Order;
  readonly before?: HeldItem;
}

/** `revision` rises with each order that is given, lifted or lapses; 0 where none ever was, or all were forgotten. */
export interface OrderState {
  readonly revision: number;
  readonly standing: ReadonlyMap<ItemId, Standing>;
  /** Those whose `until` has passed, and which no leader has ended yet: they count no more. */
  readonly lapsed: readonly Standing[];
  /** The newest first; at most `maxCorrections`. */
  readonly corrections: readonly Correction[];
  /** The newest of each item against which no order was given since. */
  readonly accepted: ReadonlyMap<ItemId, Acceptance>;
}

export const noOrders: OrderState = {
  revision: 0,
  standing: new Map(),
  lapsed: [],
  corrections: [],
  accepted: new Map(),
};

/** One line of the log of orders. `shown`: what the item showed when it was given. */
export interface OrderEntry {
  /** Never given twice. */
  readonly id: string;
  readonly revision: number;
  readonly given: Instruction | Correction | Acceptance;
  readonly shown?: Draft;
}

/**
 * `accepted`: a leader will show it, within a second where one is alive. `no-value`: there is nothing to hold, to pin or
 * to correct. `no-order`: none that this could lift stands, and no price waits.
 */
export type Given =
  | { readonly kind: 'done'; readonly reading: Reading }
  | { readonly kind: 'accepted'; readonly acceptance: Acceptance }
  | { readonly kind: 'no-value' | 'no-order' };

/** What operators have said. Obeyed by the store itself: no leader needs to be alive. */
export interface OrderBook {
  /** Writes the order, its line in the log and the reading that it makes, or none of them. An acceptance makes none. */
  give(instruction: Instruction | Correction): Promise<Given>;
  orders(): Promise<OrderState>;
  /** `listener` is told all that stands after each change. */
  watchOrders(listener: (state: OrderState) => void): Unwatch;
  /** The newest lines of the log, oldest first; at most `maxOrderEntries`. */
  orderLog(): Promise<readonly OrderEntry[]>;
}

/** The leader's part: it ends what has lapsed, and puts back what the store has forgotten. */
export interface OrderKeeper {
  /** Ends an order under `fence`; does nothing where another stands by now. */
  lapse(fence: number, standing: Standing): Promise<'ok' | Refusal>;
  /** Puts an order back under `fence` where none stands; `revision` is the least that the store has afterwards. */
  restore(fence: number, standing: Standing, revision: number): Promise<'ok' | Refusal>;
  /** Puts corrections back among those that are there, the newest first; `revision` as above. */
  restoreCorrections(
    fence: number,
    corrections: readonly Correction[],
    revision: number,
  ): Promise<'ok' | Refusal>;
  /** Puts acceptances back, of items of which there is none and against which no order stands; `revision` as above. */
  restoreAccepted(fence: number, accepted: readonly Acceptance[], revision: number): Promise<'ok' | Refusal>;
}

/** As long as leaders' memos live: whoever did not show the price by then asks anew. */
export const agreedForMs = 7 * 86_400_000;

/** An order is over from `until` on, whether or not a leader has ended it yet. */
export function isOver({ until }: Order, now: number): boolean {
  return until !== undefined && until <= now;
}

/** As many lines of the log as anybody looks back on. */
export const maxOrderEntries = 1_000;
export const maxCorrections = 200;

/** Those of `known` that are not among `held`. A list that is full has lost none: the oldest make room. */
export function missingCorrections(
  held: readonly Correction[],
  known: readonly Correction[],
): readonly Correction[] {
  if (held.length >= maxCorrections) return [];
  const has = new Set(held.map(nameOf));
  return known.filter((one) => !has.has(nameOf(one)));
}

/** Each once, the newest first. */
export function mergedCorrections(
  held: readonly Correction[],
  known: readonly Correction[],
): readonly Correction[] {
  return [...held, ...missingCorrections(held, known)].sort((a, b) => b.at - a.at).slice(0, maxCorrections);
}

/** A file may have cut its words short: what tells corrections apart is when each was given, and of what. */
function nameOf({ item, at, from, to }: Correction): string {
  return [item, at, from, to].join(' ');
}
