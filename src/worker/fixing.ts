/** Pure: which fixing is out at a moment and when the next one is expected. */
import type { Cadence } from '../providers/provider.ts';
import { addDays, instantOf, localTime } from '../system/zone.ts';
import { isTargetDay, isUsGovernmentDay, nextTargetDay, nextUsGovernmentDay } from './business-days.ts';

export type FixingCadence = Extract<Cadence, { kind: 'fixing' }>;

/** By the name that a cadence gives: whether it works on a day, and its next day after one. */
const calendars = {
  target: { isOpen: isTargetDay, next: nextTargetDay },
  'us-government': { isOpen: isUsGovernmentDay, next: nextUsGovernmentDay },
} as const satisfies Record<FixingCadence['calendar'], object>;

/** When the fixing of the day on which `asOf` falls is followed by the next one, ms since the epoch. */
export function publicationAfter({ calendar, zone, publishedAt }: FixingCadence, asOf: number): number {
  return instantOf(calendars[calendar].next(localTime(asOf, zone).day), publishedAt, zone);
}

/** When the newest fixing that is out at `now` was published. */
export function lastPublication({ calendar, zone, publishedAt }: FixingCadence, now: number): number {
  const { isOpen } = calendars[calendar];
  let day = localTime(now, zone).day;
  while (!isOpen(day) || instantOf(day, publishedAt, zone) > now) day = addDays(day, -1);
  return instantOf(day, publishedAt, zone);
}
