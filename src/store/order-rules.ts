/** Pure: what an item shows under an order and after it, the same in every store. */
import type { ItemId } from '../protocol/item-id.ts';
import { draftOf, hasValue } from '../protocol/reading.ts';
import type { Doubt } from './doubts.ts';
import {
  type Acceptance,
  agreedForMs,
  type Correction,
  type Instruction,
  isLift,
  isOver,
  type Lift,
  type OrderState,
  type Standing,
} from './orders.ts';
import type { Change, HeldItem } from './store.ts';

export type Obeyed =
  | { readonly kind: 'done'; readonly standing: Standing | undefined; readonly shows: Change }
  | { readonly kind: 'accepted'; readonly acceptance: Acceptance }
  | { readonly kind: 'no-value' | 'no-order' };

/** What a store has of an item. */
export interface ItemState {
  readonly held: HeldItem | undefined;
  readonly standing: Standing | undefined;
  /** Its price that waits for a second source. */
  readonly doubt: Doubt | undefined;
}

/** What becomes of an item. */
export function obey(instruction: Instruction | Correction, { held, standing, doubt }: ItemState): Obeyed {
  if (instruction.kind === 'correct') return correct(instruction, held, standing);
  if (isLift(instruction)) return lift(instruction, standing, doubt);
  const before = standing === undefined ? held : standing.before;
  const hasAny = before !== undefined && hasValue(before.reading);
  if (instruction.kind !== 'withdraw' && !hasAny) return { kind: 'no-value' };
  const next: Standing = { order: instruction, ...(before === undefined ? {} : { before }) };
  return { kind: 'done', standing: next, shows: shownUnder(next) };
}

/** What the item shows while the order stands: all of it, so that nothing of a withdrawn value is left. */
export function shownUnder({ order, before }: Standing): Change {
  const { item: id, at: asOf } = order;
  if (order.kind === 'withdraw') return { draft: { id, state: 'withdrawn', asOf, reason: 'withdrawn' } };
  if (before === undefined || !hasValue(before.reading)) return unknownAt(id, asOf);
  const { reading, ...rest } = before;
  const { e: _epoch, s: _seq, ...draft } = reading;
  // Held by itself it would say that a newer figure waits to be confirmed, and here there may be none.
  const mark = { ...(order.kind === 'hold' && { state: 'held' as const }), pinned: true as const };
  return { ...rest, draft: { ...draft, ...mark } };
}

/** What it shows once nothing stands against it any more, until a leader has something newer. */
export function shownAfter({ order, before }: Standing, at: number): Change {
  if (before === undefined) return unknownAt(order.item, at);
  const { reading, ...rest } = before;
  return { ...rest, draft: draftOf(reading) };
}

/** Told apart at the moment `now`. */
export function orderStateAt(
  revision: number,
  orders: ReadonlyMap<ItemId, Standing>,
  now: number,
  corrections: readonly Correction[],
  acceptances: ReadonlyMap<ItemId, Acceptance>,
): OrderState {
  const standing = new Map([...orders].filter(([, { order }]) => !isOver(order, now)));
  const lapsed = [...orders.values()].filter(({ order }) => isOver(order, now));
  const accepted = new Map([...acceptances].filter(([, { at }]) => now < at + agreedForMs));
  return { revision, standing, lapsed, corrections, accepted };
}

function lift(given: Lift, standing: Standing | undefined, doubt: Doubt | undefined): Obeyed {
  const { kind, at, ...rest } = given;
  if (standing === undefined && kind === 'release' && doubt !== undefined) {
    const { shown: was, draft } = doubt;
    return { kind: 'accepted', acceptance: { ...rest, at, kind: 'accept', was, draft } };
  }
  const isMeant = standing !== undefined && (standing.order.kind === 'pin') === (kind === 'unpin');
  if (!isMeant) return { kind: 'no-order' };
  return { kind: 'done', standing: undefined, shows: shownAfter(standing, at) };
}

/** The item shows what it did, with the mark; so does what an order keeps. */
function correct(
  { at, from, to }: Correction,
  held: HeldItem | undefined,
  standing: Standing | undefined,
): Obeyed {
  if (held === undefined) return { kind: 'no-value' };
  const marked = (item: HeldItem): HeldItem => ({
    ...item,
    reading: { ...item.reading, corrected: { at, from, to } },
  });
  const { reading, ...rest } = marked(held);
  const before = standing?.before === undefined ? {} : { before: marked(standing.before) };
  return {
    kind: 'done',
    standing: standing === undefined ? undefined : { ...standing, ...before },
    shows: { ...rest, draft: draftOf(reading) },
  };
}

/** Nobody remembers what stood there before. */
function unknownAt(id: ItemId, asOf: number): Change {
  return { draft: { id, state: 'unavailable', asOf, reason: 'feed-failed' } };
}
