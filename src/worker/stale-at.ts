/** Pure: until when a value may look live, from its class's cadence and the provider's own times. */
import type { Cadence, Observation } from '../providers/provider.ts';
import { addDays } from '../system/zone.ts';
import { isWeekday } from './business-days.ts';
import { publicationAfter } from './fixing.ts';

/** All that a value says of its own time. */
export type ValueTimes = Pick<Observation, 'asOf' | 'issuedAt' | 'marketOpen' | 'delay'>;

/** ms since the epoch; from then on the reader's own screen marks the value, with every server dead. */
export function staleAt(cadence: Cadence, times: ValueTimes): number {
  switch (cadence.kind) {
    case 'continuous':
      return isSessionOver(times) ? endOfNextWeekday(times.asOf) : times.asOf + cadence.staleAfterMs;
    case 'fixing':
      return publicationAfter(cadence, times.asOf) + cadence.graceMs;
    case 'model': {
      const stepOver = times.asOf + 2 * cadence.stepMs;
      return Math.min(stepOver, (times.issuedAt ?? times.asOf) + cadence.staleAfterRunMs);
    }
  }
}

function isSessionOver({ marketOpen, delay }: ValueTimes): boolean {
  return marketOpen === false || delay === 'eod';
}

/**
 * A closing price stays right until the next session. Where no calendar says when that is, all that is sure is that a
 * weekday has gone by without a newer one: then it is stale.
 */
function endOfNextWeekday(asOf: number): number {
  let day = addDays(new Date(asOf).toISOString().slice(0, 10), 1);
  while (!isWeekday(day)) day = addDays(day, 1);
  return Date.parse(`${addDays(day, 1)}T00:00:00Z`);
}
