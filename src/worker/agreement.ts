/** Pure: whether an operator's word lets a price pass that no other source has confirmed. */
import type { ItemClass } from '../protocol/meta.ts';
import { quotePriceOf, type Reading } from '../protocol/reading.ts';
import { type Acceptance, agreedForMs } from '../store/orders.ts';
import { agree } from './jump.ts';

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
