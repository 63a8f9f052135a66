/** When a reading stops looking live, by the clock of whoever shows it. */
import { hasValue, type Reading } from '../protocol/reading.ts';

/** True from `staleAt` on. A moment that is no number counts as passed: what cannot be dated must not look live. */
export function isStale(reading: Reading, now: number): boolean {
  return hasValue(reading) && !(now < reading.staleAt);
}

/** The first moment after `now` at which one of the readings turns stale; infinite where none will. */
export function nextStaleAt(readings: readonly Reading[], now: number): number {
  const moments = readings.filter(hasValue).map(({ staleAt }) => staleAt);
  return Math.min(...moments.filter((at) => at > now));
}
