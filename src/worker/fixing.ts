/** Pure: which fixing is out at a moment and when the next one is expected. */
import type { Cadence } from '../providers/provider.ts';
import { addDays, instantOf, localTime } from '../system/zone.ts';
import { isTargetDay, nextTargetDay } from './business-days.ts';

export type FixingCadence = Extract<Cadence, { kind: 'fixing' }>;

/** When the fixing of the day on which `asOf` falls is followed by the next one, ms since the epoch. */
export function publicationAfter({ zone, publishedAt }: FixingCadence, asOf: number): number {
  return instantOf(nextTargetDay(localTime(asOf, zone).day), publishedAt, zone);
}

/** When the newest fixing that is out at `now` was published. */
export function lastPublication({ zone, publishedAt }: FixingCadence, now: number): number {
  let day = localTime(now, zone).day;
  while (!isTargetDay(day) || instantOf(day, publishedAt, zone) > now) day = addDays(day, -1);
  return instantOf(day, publishedAt, zone);
}
