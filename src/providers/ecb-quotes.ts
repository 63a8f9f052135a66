/** Pairs out of the ECB's euro rates: direct and cross rates, the change since the fixing before, the line of 90 days. */
import { divide, percentOf, subtract } from '../protocol/decimal.ts';
import type { QuoteValue } from '../protocol/reading.ts';
import { maxSparkPoints } from '../protocol/snapshot.ts';
import { instantOf } from '../system/zone.ts';
import { type Outcome, refused } from './body.ts';
import type { Fixing } from './ecb-fixings.ts';
import type { Observation, SeriesPoint } from './provider.ts';

export const fixingZone = 'Europe/Berlin';
/** Wall clock in `fixingZone`; https://www.ecb.europa.eu/stats/policy_and_exchange_rates, "based on … 14:15 CET". */
export const fixingTime = '14:15';

// From Maundy Thursday to the Tuesday after Easter, the longest break of the TARGET calendar.
const longestBreakDays = 5;
const dayMs = 86_400_000;
// The 90-day file holds about 65 fixings.
const maxDetailPoints = 70;
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

/** Units of `quote` for one `base`: as published for one euro, else rounded; undefined where a rate is missing. */
export function rateOf({ rates }: Fixing, { base, quote }: Pair): string | undefined {
  const [below, above] = [base, quote].map((code) => (code === 'EUR' ? '1' : rates.get(code)));
  if (below === undefined || above === undefined) return undefined;
  return base === 'EUR' ? above : divide(above, below, decimalsOf(above, below));
}

/** As many as leave five significant digits. A float is exact enough to count digits with. */
function decimalsOf(above: string, below: string): number {
  const magnitude = Math.floor(Math.log10(Number(above) / Number(below)));
  return Math.min(Math.max(crossDigits - 1 - magnitude, crossDecimals.least), crossDecimals.most);
}

/** The fixing before `day` among `fixings` (newest first); undefined where the next older one is too old to be it. */
export function fixingBefore(day: string, fixings: readonly Fixing[]): Fixing | undefined {
  const before = fixings.find((fixing) => fixing.day < day);
  if (before === undefined) return undefined;
  return Date.parse(day) - Date.parse(before.day) <= longestBreakDays * dayMs ? before : undefined;
}

/** `price` with its change since `before`, as far as that fixing knows the pair. */
export function changeSince(price: string, pair: Pair, before: Fixing | undefined): QuoteValue {
  const reference = before && rateOf(before, pair);
  if (reference === undefined) return { kind: 'quote', price, basis: 'prevFixing' };
  const change = subtract(price, reference);
  const changePct = percentOf(change, reference);
  const known = changePct === undefined ? {} : { changePct };
  return { kind: 'quote', price, basis: 'prevFixing', reference, change, ...known };
}

/** The pair at `fixing`, with change and line out of `past` (newest first; empty where unknown). */
export function fixingOutcome(symbol: string, fixing: Fixing, past: readonly Fixing[]): Outcome {
  const pair = pairOf(symbol);
  if (pair === undefined) return refused('not-found', 'not a pair of currency codes');
  const price = rateOf(fixing, pair);
  if (price === undefined) return missing(fixing, pair);
  const value = changeSince(price, pair, fixingBefore(fixing.day, past));
  return {
    ok: true,
    observation: { asOf: fixedAt(fixing.day), value, ...lineOf(pair, fixing, past) },
  };
}

function missing({ rates }: Fixing, { base, quote }: Pair): Outcome {
  const listed = [base, quote].every((code) => code === 'EUR' || rates.has(code));
  return listed
    ? refused('shape', 'the rate is no number')
    : refused('not-found', 'the currency is not listed');
}

function fixedAt(day: string): number {
  return instantOf(day, fixingTime, fixingZone);
}

function lineOf(pair: Pair, fixing: Fixing, past: readonly Fixing[]): Pick<Observation, 'series' | 'detail'> {
  if (past.length === 0) return {};
  const fixings = [fixing, ...past.filter(({ day }) => day < fixing.day)].slice(0, maxDetailPoints);
  const points: SeriesPoint[] = fixings.reverse().flatMap((each) => {
    const price = rateOf(each, pair);
    return price === undefined ? [] : [{ t: fixedAt(each.day), price }];
  });
  const t0 = points[0]?.t ?? 0;
  const dt = points.map(({ t }) => (t - t0) / 1000);
  const series = { t0, dt, v: points.map(({ price }) => Number(price)) };
  return {
    series: points.slice(-maxSparkPoints),
    detail: { kind: 'quote', series, basis: 'prevFixing' },
  };
}
