/** Tells metrics how old what is shown is: of each class of items the oldest time of a value. */
import { hasValue } from '../protocol/reading.ts';
import type { Metrics } from '../system/metrics.ts';
import type { HeldOf } from './feed-answers.ts';
import type { PlannedItem } from './plan.ts';

/** Classes and not items: their number does not grow with a config. Items without a value count elsewhere. */
export function createObservedTimes(metrics: Metrics): (items: readonly PlannedItem[], held: HeldOf) => void {
  const observed = metrics.gauge(
    'item_observed_timestamp_seconds',
    'Oldest time of a value that is shown, by class of items',
    ['class'],
  );
  return (items, held) => {
    const oldest = new Map<string, number>();
    for (const { id, cls } of items) {
      const reading = held(id)?.reading;
      if (reading === undefined || !hasValue(reading)) continue;
      oldest.set(cls, Math.min(oldest.get(cls) ?? Number.POSITIVE_INFINITY, reading.asOf));
    }
    for (const [cls, asOf] of oldest) observed(asOf / 1000, { class: cls });
  };
}
