/** When a figure that was read is the one expected: texts as equal decimals, floats within the last digit published. */
import { compareDecimals, isDecimal } from '../protocol/decimal.ts';

// Converted values in a manifest are rounded to two decimals.
const floatTolerance = 0.01;
const dayLength = 'YYYY-MM-DD'.length;

/** Null and absent are both "not in the body"; `1.1` and `1.10` are one value. */
export function sameDecimal(read: string | null, expected: string | null | undefined): boolean {
  if (expected == null || read === null) return expected == null && read === null;
  return isDecimal(read) && isDecimal(expected) ? compareDecimals(read, expected) === 0 : read === expected;
}

/** A day without a time agrees with any moment of it. */
export function sameTime(read: string | null, expected: string | null | undefined): boolean {
  if (expected == null || read === null) return expected == null && read === null;
  if (expected.length === dayLength) return read.slice(0, dayLength) === expected;
  return Date.parse(read) === Date.parse(expected);
}

export function sameFloat(read: number | null, expected: number | null | undefined): boolean {
  if (expected === undefined) return true;
  if (expected === null || read === null) return expected === read;
  return Math.abs(read - expected) <= floatTolerance;
}
