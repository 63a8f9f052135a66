/** Pure: by which value an item's next one is measured: the one that is shown, or one that was accepted and is not shown yet. */
import { type Draft, draftOf, hasValue, quotePriceOf, type Reading } from '../protocol/reading.ts';

/**
 * `last`: what was accepted last. Under an operator's order the shown value stands still and the item's sources go on:
 * they are measured by themselves, else what has moved in ordinary steps meanwhile would be a jump once the order is
 * lifted. So it is for a moment after that, until the newest value takes the place of what stood there before. While a
 * value is withdrawn, nothing measures the next one: the last accepted may be as wrong as what was withdrawn.
 */
export function measureOf(last: Draft | undefined, shown: Reading | undefined): Draft | undefined {
  const isNewer = last !== undefined && shown !== undefined && isAhead(last, shown);
  return isNewer ? last : shown && draftOf(shown);
}

/** What was accepted last of a quote, where an order keeps another value on show: all that tells it is in this process. */
export function measureUnderOrder(last: Draft | undefined, shown: Reading | undefined): Draft | undefined {
  const isKept = last !== undefined && shown !== undefined && hasValue(shown) && shown.pinned === true;
  return isKept && isAhead(last, shown) && quotePriceOf(last) !== undefined ? last : undefined;
}

/** What an order keeps is never newer than what was accepted since, only as new where a fixing is of the same day. */
function isAhead({ asOf }: Draft, shown: Reading): boolean {
  return hasValue(shown) && (asOf > shown.asOf || (asOf === shown.asOf && shown.pinned === true));
}
