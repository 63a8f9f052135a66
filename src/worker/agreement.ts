/** Pure: whether an operator's word lets a price pass that no other source has confirmed. */
import type { ItemClass } from '../protocol/meta.ts';
import { type Draft, hasValue, quotePriceOf, type Reading } from '../protocol/reading.ts';
import { type Acceptance, agreedForMs } from '../store/orders.ts';
import { admit } from './admission.ts';
import type { Entry } from './desk-entry.ts';
import { agree } from './jump.ts';
import type { Offer } from './offer.ts';

/** True while the item shows what it did when the operator spoke, or nothing: the step that he spoke of is still ahead. */
export function isAhead({ at, was }: Acceptance, held: Reading | undefined, now: number): boolean {
  const price = held === undefined ? undefined : quotePriceOf(held);
  return now < at + agreedForMs && (price === undefined || price === was);
}

/** True where the price is the one that he saw, give or take what two sources of one price may differ by. */
export function isSame({ draft }: Acceptance, cls: ItemClass, price: string): boolean {
  const seen = quotePriceOf(draft);
  return seen !== undefined && agree(cls, price, seen);
}

/**
 * The price itself, marked as held, where its source has said another since: that one goes on waiting. Undefined where
 * it may not be shown after all.
 */
export function asItWaited(
  { draft }: Acceptance,
  { cls, sources }: Pick<Entry, 'cls' | 'sources'>,
  held: Reading | undefined,
  now: number,
): Offer | undefined {
  if (held === undefined || !hasValue(held) || !hasValue(draft)) return undefined;
  const isOurs = sources.some(({ provider }) => provider === draft.source);
  return isOurs && mayFollow(draft, cls, held, now) ? { draft: { ...draft, state: 'held' } } : undefined;
}

/** What comes out of a store passes the rules of admission again: no word of anybody's lifts those. */
export function mayFollow(draft: Draft, cls: ItemClass, held: Reading | undefined, now: number): boolean {
  if (!hasValue(draft)) return false;
  const { value, asOf, source } = draft;
  const isSource = held !== undefined && hasValue(held) && held.source === source;
  return admit({ cls, value, asOf, now, ...(isSource ? { heldAsOf: held.asOf } : {}) }).admitted;
}
