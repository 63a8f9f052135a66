/** Pure: how new what a feed has brought is, and whether it stands still though the feed answers. */
import { hasValue, type Reading, type ValuedReading } from '../protocol/reading.ts';
import type { HeldOf } from './feed-answers.ts';
import type { FeedPlan } from './plan.ts';

/** The newest time of a value among the feed's items, ms since the epoch; undefined where none has one. */
export function newestAsOf({ items }: FeedPlan, held: HeldOf): number | undefined {
  return newest(items.flatMap(({ id }) => valued(held(id)?.reading)));
}

/**
 * The newest time of a value of an open market where that was too old to look live when the feed last answered
 * (`okAt`): an upstream that answers 200 with old data, as some do beyond a quota. Undefined where all is well, where no
 * market is open, and for values that come once a day or out of runs. Times are ms since the epoch.
 */
export function standsStillSince(
  { items, cadence, provider }: FeedPlan,
  held: HeldOf,
  okAt: number,
): number | undefined {
  if (cadence.kind !== 'continuous') return undefined;
  const open = items
    .flatMap(({ id }) => valued(held(id)?.reading))
    .filter(({ state, source, delay }) => state === 'live' && delay !== 'eod' && source === provider.id);
  // By `staleAt` and not by age: yesterday's close is right for a while after the opening.
  return open.every(({ staleAt }) => okAt > staleAt) ? newest(open) : undefined;
}

function valued(reading: Reading | undefined): readonly ValuedReading[] {
  return reading !== undefined && hasValue(reading) ? [reading] : [];
}

function newest(readings: readonly ValuedReading[]): number | undefined {
  return readings.length === 0 ? undefined : Math.max(...readings.map(({ asOf }) => asOf));
}
