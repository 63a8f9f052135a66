/** Pairs out of a day's reference rates: direct and cross rates, the change since the fixing before, the line. */
import { divide } from '../protocol/decimal.ts';
import type { QuoteValue } from '../protocol/reading.ts';
import { instantOf, localTime } from '../system/zone.ts';
import { type Outcome, refused } from './body.ts';
import { changeFrom } from './change.ts';
import { fixingLine } from './fixing-line.ts';
import { type Fixing, fixingBefore, rateText } from './fixings.ts';
import type { Cadence, SeriesPoint } from './provider.ts';

const zone = 'Europe/Berlin';
/** Wall clock in `zone`; https://www.ecb.europa.eu/stats/policy_and_exchange_rates, "based on … 14:15 CET". */
const fixedAtTime = '14:15';
const minuteMs = 60_000;

/** Of the ECB's own rates, whoever passes them on. */
export const fixingCadence: Cadence = {
  kind: 'fixing',
  calendar: 'target',
  zone,
  fixedAt: fixedAtTime,
  publishedAt: '16:00',
  watchEveryMs: 5 * minuteMs,
  idleEveryMs: 60 * minuteMs,
  // Publication is "around 16:00", and has been hours late.
  graceMs: 180 * minuteMs,
};

// What the ECB itself publishes for most currencies.
const crossDigits = 5;
const crossDecimals = { least: 2, most: 12 } as const;

export interface Pair {
  readonly base: string;
  readonly quote: string;
}

/** `USD/JPY`: yen for one dollar. Undefined for anything that is not two different codes. */
export function pairOf(symbol: string): Pair | undefined {
  const [, base, quote] = /^([A-Z]{3})\/([A-Z]{3})$/.exec(symbol) ?? [];
  return base === undefined || quote === undefined || base === quote ? undefined : { base, quote };
}

/** The day in Frankfurt at `now`, ms since the epoch; `YYYY-MM-DD`. */
export function fixingDayAt(now: number): string {
  return localTime(now, zone).day;
}

/**
 * Units of `quote` for one `base`: as published for one of the fixing's base, else rounded; undefined where a rate is
 * missing, or two are so far apart that what is between them is no rate.
 */
function rateOf({ rates, base: one = 'EUR' }: Fixing, { base, quote }: Pair): string | undefined {
  const [below, above] = [base, quote].map((code) => (code === one ? '1' : rates.get(code)));
  if (below === undefined || above === undefined) return undefined;
  return base === one ? above : rateText.safeParse(divide(above, below, decimalsOf(above, below))).data;
}

/** As many as leave five significant digits. A float is exact enough to count digits with. */
function decimalsOf(above: string, below: string): number {
  const magnitude = Math.floor(Math.log10(Number(above) / Number(below)));
  return Math.min(Math.max(crossDigits - 1 - magnitude, crossDecimals.least), crossDecimals.most);
}

/** `price` with its change since `before`, as far as that fixing knows the pair. */
export function changeSince(price: string, pair: Pair, before: Fixing | undefined): QuoteValue {
  const reference = before && rateOf(before, pair);
  const change = reference === undefined ? undefined : changeFrom(reference, price);
  if (reference === undefined || change === undefined) return { kind: 'quote', price, basis: 'prevFixing' };
  return { kind: 'quote', price, basis: 'prevFixing', reference, ...change };
}

/** The pair at `fixing`, with change and line out of `past` (newest first; empty where unknown). */
export function fixingOutcome(symbol: string, fixing: Fixing, past: readonly Fixing[]): Outcome {
  const pair = pairOf(symbol);
  if (pair === undefined) return refused('not-found', 'not a pair of currency codes');
  const price = rateOf(fixing, pair);
  if (price === undefined) return missing(fixing, pair);
  const value = changeSince(price, pair, fixingBefore(fixing.day, past));
  const line = fixingLine(pointsOf(pair, [fixing, ...past.filter(({ day }) => day < fixing.day)]));
  return { ok: true, observation: { asOf: fixedAt(fixing.day), value, ...line } };
}

function missing({ rates, base: one = 'EUR' }: Fixing, { base, quote }: Pair): Outcome {
  const listed = [base, quote].every((code) => code === one || rates.has(code));
  return listed
    ? refused('shape', 'the rate is no number')
    : refused('not-found', 'the currency is not listed');
}

function fixedAt(day: string): number {
  return instantOf(day, fixedAtTime, zone);
}

/** Oldest first; days without the pair leave a gap. */
function pointsOf(pair: Pair, fixings: readonly Fixing[]): readonly SeriesPoint[] {
  return [...fixings].reverse().flatMap((fixing) => {
    const price = rateOf(fixing, pair);
    return price === undefined ? [] : [{ t: fixedAt(fixing.day), price }];
  });
}
