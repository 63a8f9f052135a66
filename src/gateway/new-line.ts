/** Tells a line that has to be sent from one that a reader draws by itself, reading by reading. */
import { isTakenBack, type Reading } from '../protocol/reading.ts';
import { pointsOf } from '../protocol/sparkline.ts';
import type { HeldItem } from '../store/store.ts';

/**
 * True where `next` has points that nobody who held `before` can have, as when a day's prices come after an item's first
 * reading, and where prices were taken back: a reader knows that there were wrong ones, and not which. A line's last point is
 * that of the reading.
 */
export function bringsNewLine(before: HeldItem | undefined, { reading, spark }: HeldItem): boolean {
  if (spark === undefined) return false;
  if (before !== undefined && wasWrong(before.reading, reading)) return true;
  const known = new Set(before?.spark && pointsOf(before.spark).map(({ t }) => t));
  return pointsOf(spark)
    .slice(0, -1)
    .some(({ t }) => !known.has(t));
}

/** Of a withdrawal a reader needs no line before its end. */
function wasWrong(before: Reading, next: Reading): boolean {
  return before.state === 'withdrawn' || (next.state !== 'withdrawn' && isTakenBack(before, next));
}
