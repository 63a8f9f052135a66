/** The euro rates that were fixed on a day of the invented world, whoever publishes them. */
import { currencies } from './currencies.ts';
import { fixedAt, targetDayBefore } from './target-days.ts';
import { levelAt } from './walks.ts';
import type { World } from './world.ts';

/** Currency → units for one euro as printed, in the ECB's order. */
export type Rates = Readonly<Record<string, string>>;

/** Who publishes, what is newest there, and in which world. */
export interface Publication {
  readonly provider: string;
  /** `YYYY-MM-DD`. */
  readonly newestDay: string;
  readonly world: World;
}

/** A value set by hand stands on the newest day only: what was published before does not change. */
export function ratesOn(day: string, { provider, newestDay, world }: Publication): Rates {
  const at = fixedAt(day);
  return Object.fromEntries(
    currencies.map((currency) => {
      const set = day === newestDay ? world.override(provider, currency.symbol) : undefined;
      const rate = set === undefined ? levelAt(currency, world.seed, at) : Number(set.value);
      return [currency.symbol, rateText(rate)];
    }),
  );
}

/** Five significant digits and no exponent. */
export function rateText(rate: number): string {
  const text = rate.toPrecision(5);
  return text.includes('e') ? rate.toFixed(Math.abs(rate) < 1 ? 8 : 0) : text;
}

const dayMs = 86_400_000;

/** Newest first, so many calendar days back. */
export function publicationDays(newestDay: string, daysBack: number): readonly string[] {
  const days: string[] = [];
  const oldest = Date.parse(newestDay) - daysBack * dayMs;
  for (let day = newestDay; Date.parse(day) > oldest; day = targetDayBefore(day)) days.push(day);
  return days;
}
