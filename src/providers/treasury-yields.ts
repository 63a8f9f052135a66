/** One maturity out of the US Treasury's curves: the yield, its change in basis points, the line. */
import { isDecimal, percentOf, subtract } from '../protocol/decimal.ts';
import type { QuoteValue } from '../protocol/reading.ts';
import { instantOf, localTime } from '../system/zone.ts';
import { type Outcome, refused } from './body.ts';
import { fixingLine } from './fixing-line.ts';
import { fixingBefore } from './fixings.ts';
import type { Cadence, SeriesPoint } from './provider.ts';
import type { Curve } from './treasury-curves.ts';

const zone = 'America/New_York';
/** Wall clock in `zone`: the curve is made of quotations "at approximately 3:30 PM" (Treasury, yield curve methodology). */
const quotedAtTime = '15:30';
const minuteMs = 60_000;

export const yieldCadence: Cadence = {
  kind: 'fixing',
  calendar: 'us-government',
  zone,
  fixedAt: quotedAtTime,
  // Treasury names six in the evening as the usual time, not as a promise.
  publishedAt: '18:00',
  watchEveryMs: 15 * minuteMs,
  idleEveryMs: 60 * minuteMs,
  graceMs: 180 * minuteMs,
};

/** Months (M) and years (Y) as headlines have them → the feed's own names. */
const maturities: ReadonlyMap<string, string> = new Map([
  ['1M', 'BC_1MONTH'],
  ['1.5M', 'BC_1_5MONTH'],
  ['2M', 'BC_2MONTH'],
  ['3M', 'BC_3MONTH'],
  ['4M', 'BC_4MONTH'],
  ['6M', 'BC_6MONTH'],
  ['1Y', 'BC_1YEAR'],
  ['2Y', 'BC_2YEAR'],
  ['3Y', 'BC_3YEAR'],
  ['5Y', 'BC_5YEAR'],
  ['7Y', 'BC_7YEAR'],
  ['10Y', 'BC_10YEAR'],
  ['20Y', 'BC_20YEAR'],
  ['30Y', 'BC_30YEAR'],
]);

/** `YYYYMM` of the month in New York at `now` (ms since the epoch), or `back` months before. */
export function monthAt(now: number, back = 0): string {
  const [year = 0, month = 1] = localTime(now, zone).day.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1 - back, 1)).toISOString().slice(0, 7).replace('-', '');
}

/** The maturity `symbol` on the day of `curve`, with change and line out of `past` (newest first). */
export function yieldOutcome(symbol: string, curve: Curve, past: readonly Curve[]): Outcome {
  const name = maturities.get(symbol);
  if (name === undefined) return refused('not-found', 'not a maturity such as 10Y');
  const price = curve.yields.get(name);
  if (price === undefined && curve.yields.has(name)) return refused('shape', 'the yield is no number');
  if (price == null) return refused('empty', 'no yield for that maturity on that day');
  const line = fixingLine(pointsOf(name, [curve, ...past.filter(({ day }) => day < curve.day)]));
  const value = yieldSince(price, name, fixingBefore(curve.day, past));
  return { ok: true, observation: { asOf: quotedAt(curve.day), value, ...line } };
}

/** `price` (percent) with its change since `before`, in basis points and exact: a hundredth of a percent is one. */
export function yieldSince(price: string, name: string, before: Curve | undefined): QuoteValue {
  const reference = before?.yields.get(name);
  const change = reference == null ? undefined : subtract(price, reference);
  // Figures so far apart that no decimal text holds their difference have none.
  if (reference == null || !isDecimal(change)) return { kind: 'quote', price, basis: 'prevFixing' };
  const decimals = Math.max(0, (change.split('.')[1]?.length ?? 0) - 2);
  const changeBp = percentOf(change, '1', decimals);
  const known = isDecimal(changeBp) ? { changeBp } : {};
  return { kind: 'quote', price, basis: 'prevFixing', reference, change, ...known };
}

function quotedAt(day: string): number {
  return instantOf(day, quotedAtTime, zone);
}

/** Oldest first; days without the maturity leave a gap. */
function pointsOf(name: string, curves: readonly Curve[]): readonly SeriesPoint[] {
  return [...curves].reverse().flatMap(({ day, yields }) => {
    const price = yields.get(name);
    return price == null ? [] : [{ t: quotedAt(day), price }];
  });
}
