/** Pure: what is published of a price that was accepted, or in place of one that waits. */
import type { ItemClass } from '../protocol/meta.ts';
import { type Draft, hasValue, quoteOf } from '../protocol/reading.ts';
import { fitsReference, isRescaled } from './jump.ts';
import type { Offer } from './offer.ts';
import type { Accepted, Suspicion } from './quorum.ts';

/**
 * The value as it may be shown; who confirmed a price before goes on to stand for what follows from it. In another scale
 * nothing does: its line begins anew, and it says only who confirmed it itself.
 */
export function accepted(
  cls: ItemClass,
  { word, confirmedBy, agreedBy }: Accepted,
  held: Draft | undefined,
): Offer {
  const { draft, series, ...rest } = word.offer;
  if (!('staleAt' in draft)) return word.offer;
  const scaled = inNewScale(cls, draft, held);
  const follows = agreedBy === undefined && scaled === undefined;
  const by = confirmedBy ?? (follows ? confirmerOf(draft, held) : undefined);
  const line = scaled ?? series;
  return {
    ...rest,
    draft: { ...draft, ...(by === undefined ? {} : { confirmedBy: by }) },
    ...(line === undefined ? {} : { series: line }),
  };
}

/** Who stands for the value that this one follows; another source's word is for its own. */
function confirmerOf(draft: Draft, held: Draft | undefined): string | undefined {
  const isSource = held !== undefined && hasValue(held) && hasValue(draft) && held.source === draft.source;
  return isSource ? held.confirmedBy : undefined;
}

/** The first point of its line where a share's price is in another scale than the one held. */
function inNewScale(cls: ItemClass, draft: Draft, held: Draft | undefined): Offer['series'] {
  const [next, before] = [quoteOf(draft), held && quoteOf(held)];
  const isNew = next !== undefined && before !== undefined && isRescaled(cls, next, before);
  return isNew ? [{ t: draft.asOf, price: next.price }] : undefined;
}

/** The last good value, marked; where there never was one and the price contradicts its own reference, an honest blank. */
export function heldOffer(
  cls: ItemClass,
  { word, since }: Suspicion,
  held: Draft | undefined,
): Offer | undefined {
  if (held !== undefined && hasValue(held)) {
    // The newsroom's mark is the store's to give, and goes with its order: this price is held by another one.
    const { pinned, ...draft } = held as Draft & { readonly pinned?: true };
    return { draft: { ...draft, state: 'held' } as Draft };
  }
  const { draft } = word.offer;
  const quote = quoteOf(draft);
  const isOdd = quote !== undefined && fitsReference(cls, quote) === false;
  return isOdd
    ? { draft: { id: draft.id, state: 'unavailable', asOf: since, reason: 'refused' } }
    : undefined;
}
