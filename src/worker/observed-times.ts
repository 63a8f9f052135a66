/** Tells metrics how old what is shown is: of each class of items the oldest time of a value whose market is open. */
import { hasValue, type Reading, type ValuedReading } from '../protocol/reading.ts';
import type { Metrics } from '../system/metrics.ts';
import type { HeldOf } from './feed-answers.ts';
import type { PlannedItem } from './plan.ts';

/**
 * Classes and not items: their number does not grow with a config. Items without a value count elsewhere, and a close is
 * as old as it should be: a class of which every market is closed is not told.
 */
export function createObservedTimes(metrics: Metrics): (items: readonly PlannedItem[], held: HeldOf) => void {
  const observed = metrics.gauge(
    'item_observed_timestamp_seconds',
    'Oldest time of a value that is shown and no close, by class of items',
    ['class'],
  );
  let told: readonly string[] = [];
  return (items, held) => {
    const oldest = new Map<string, number>();
    for (const { id, cls } of items) {
      const reading = held(id)?.reading;
      if (reading === undefined || !mayAge(reading)) continue;
      oldest.set(cls, Math.min(oldest.get(cls) ?? Number.POSITIVE_INFINITY, reading.asOf));
    }
    for (const cls of told) if (!oldest.has(cls)) observed(undefined, { class: cls });
    for (const [cls, asOf] of oldest) observed(asOf / 1000, { class: cls });
    told = [...oldest.keys()];
  };
}

/** A value that is held keeps its state: whether its market is closed is told by its session alone. */
function mayAge(reading: Reading): reading is ValuedReading {
  if (!hasValue(reading) || reading.state === 'closed') return false;
  return reading.state !== 'held' || reading.session === undefined || reading.session.closesAt !== undefined;
}
