/** Pure: what is published of a price that was accepted, or in place of one that waits. */
import type { ItemClass } from '../protocol/meta.ts';
import { type Draft, draftOf, hasValue, type Reading } from '../protocol/reading.ts';
import { fitsReference } from './jump.ts';
import type { Offer } from './publisher.ts';
import type { Accepted, Suspicion } from './quorum.ts';

/** The value as it may be shown; who confirmed a price before goes on to stand for what follows from it. */
export function accepted(
  { word, confirmedBy, agreedBy, isNewLine }: Accepted,
  held: Reading | undefined,
): Offer {
  const { draft, series, ...rest } = word.offer;
  if (!('staleAt' in draft)) return word.offer;
  const isSource = held !== undefined && hasValue(held) && held.source === draft.source;
  const before = isSource && agreedBy === undefined ? held.confirmedBy : undefined;
  const by = confirmedBy ?? before;
  const line =
    isNewLine && draft.value.kind === 'quote' ? [{ t: draft.asOf, price: draft.value.price }] : series;
  return {
    ...rest,
    draft: { ...draft, ...(by === undefined ? {} : { confirmedBy: by }) },
    ...(line === undefined ? {} : { series: line }),
  };
}

/** The last good value, marked; where there never was one and the price contradicts its own reference, an honest blank. */
export function heldOffer(
  cls: ItemClass,
  { word, since }: Suspicion,
  held: Reading | undefined,
): Offer | undefined {
  if (held !== undefined && hasValue(held)) {
    // The newsroom's mark is the store's to give, and goes with its order: this price is held by another one.
    const { pinned, ...draft } = draftOf(held) as Draft & { readonly pinned?: true };
    return { draft: { ...draft, state: 'held' } as Draft };
  }
  const { draft } = word.offer;
  const isOdd = hasValue(draft) && draft.value.kind === 'quote' && fitsReference(cls, draft.value) === false;
  return isOdd
    ? { draft: { id: draft.id, state: 'unavailable', asOf: since, reason: 'refused' } }
    : undefined;
}
