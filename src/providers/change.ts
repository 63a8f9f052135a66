/** How far a price is from what it is measured against, where decimal text can hold it. Knows no provider. */
import { isDecimal, percentOf, signOf, subtract } from '../protocol/decimal.ts';

/** As in a `QuoteValue`. */
export interface Change {
  readonly change: string;
  /** Absent where the reference is not above zero, or so small that the percentage is beyond any price's. */
  readonly changePct?: string;
}

/**
 * Undefined for figures so far apart that no decimal text holds their difference: what a feed says must cost a change,
 * never the answer. Throws a RangeError where either is not decimal text.
 */
export function changeFrom(reference: string, price: string): Change | undefined {
  const change = subtract(price, reference);
  if (!isDecimal(change)) return undefined;
  // Of less than nothing a rise would be a negative percentage, and the arrow would point down.
  const changePct = signOf(reference) > 0 ? tellingPercent(change, reference) : undefined;
  return { change, ...(isDecimal(changePct) && { changePct }) };
}

const usualDecimals = 4;
const mostDecimals = 12;

/** With more decimals where the usual ones would call a price flat that has moved. */
function tellingPercent(change: string, reference: string): string | undefined {
  for (let decimals = usualDecimals; ; decimals += 1) {
    const percent = percentOf(change, reference, decimals);
    const isTelling = percent === undefined || signOf(change) === 0 || Number(percent) !== 0;
    if (isTelling || decimals === mostDecimals) return percent;
  }
}

/**
 * True where a feed's percentage is zero only because two decimals of it are: it would call a price unchanged that has
 * moved. A zero that cannot be so is left for admission to refuse. All are decimal text, else a RangeError is thrown.
 */
export function isRoundedAway(changePct: string, change: string, reference: string): boolean {
  if (signOf(changePct) !== 0 || signOf(change) === 0) return false;
  const share = percentOf(change, reference, 2);
  return share !== undefined && signOf(share) === 0;
}
