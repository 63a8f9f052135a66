/** A day's reference rates, and what every reader of such rates takes for a rate; knows no source of them. */
import { z } from 'zod';
import { isDecimal, signOf } from '../protocol/decimal.ts';

/** All rates of one fixing: units of the currency for one of the base, as published. */
export interface Fixing {
  /** `YYYY-MM-DD`. */
  readonly day: string;
  /** By ISO 4217 code; undefined where the day names the currency but its rate cannot be read. The base is not listed. */
  readonly rates: ReadonlyMap<string, string | undefined>;
  /** Default: EUR. */
  readonly base?: string;
}

/** A rate as text from any format. Rates are counts of currency: zero or less is no rate. */
export const rateText = z.string().refine((text) => isDecimal(text) && signOf(text) > 0);
export const currencyCode = z.string().regex(/^[A-Z]{3}$/);
export const isoDay = z.iso.date();

/** Whatever has a day, such as a fixing or a yield curve. */
interface Dated {
  /** `YYYY-MM-DD`. */
  readonly day: string;
}

export function newestFirst<T extends Dated>(days: readonly T[]): readonly T[] {
  return [...days].sort((a, b) => (a.day < b.day ? 1 : a.day > b.day ? -1 : 0));
}

// From Maundy Thursday to the Tuesday after Easter, the longest break of the TARGET calendar; New York's are shorter.
const longestBreakDays = 5;
const dayMs = 86_400_000;

/** The one before `day` among `days` (newest first); undefined where the next older one is too old to be it. */
export function fixingBefore<T extends Dated>(day: string, days: readonly T[]): T | undefined {
  const before = days.find((each) => each.day < day);
  if (before === undefined) return undefined;
  return Date.parse(day) - Date.parse(before.day) <= longestBreakDays * dayMs ? before : undefined;
}
