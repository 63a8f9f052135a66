/** How far a price is from what it is measured against, where decimal text can hold it. Knows no provider. */
import { isDecimal, percentOf, subtract } from '../protocol/decimal.ts';

/** As in a `QuoteValue`. */
export interface Change {
  readonly change: string;
  /** Absent where the reference is zero, or so small that the percentage is beyond any price's. */
  readonly changePct?: string;
}

/**
 * Undefined for figures so far apart that no decimal text holds their difference: what a feed says must cost a change,
 * never the answer. Throws a RangeError where either is not decimal text.
 */
export function changeFrom(reference: string, price: string): Change | undefined {
  const change = subtract(price, reference);
  if (!isDecimal(change)) return undefined;
  const changePct = percentOf(change, reference);
  return { change, ...(isDecimal(changePct) && { changePct }) };
}
