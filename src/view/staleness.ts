/** When a reading stops looking live, by the clock of whoever shows it. */
import { hasValue, type Reading } from '../protocol/reading.ts';

/** True from `staleAt` on. A moment that is no number counts as passed: what cannot be dated must not look live. */
export function isStale(reading: Reading, now: number): boolean {
  return hasValue(reading) && !(now < reading.staleAt);
}

/** The first moment after `now` at which one of the readings turns stale; undefined where none will. */
export function nextStaleAt(readings: Iterable<Reading>, now: number): number | undefined {
  let next: number | undefined;
  for (const reading of readings) {
    if (!hasValue(reading) || !(reading.staleAt > now)) continue;
    if (next === undefined || reading.staleAt < next) next = reading.staleAt;
  }
  return next;
}
