/** Pure: the mark of a correction goes on from one value to the next, until its day is over. */
import type { Draft, Reading } from '../protocol/reading.ts';

/** For so long after a correction was given the item says so. */
const markMs = 86_400_000;

/** `next` with the mark of what it follows. By the value's own time: whoever shows it knows by the clock when to stop. */
export function withMark(next: Draft, before: Reading | undefined): Draft {
  const corrected = before?.corrected;
  if (corrected === undefined || next.corrected !== undefined) return next;
  return next.asOf < corrected.at + markMs ? { ...next, corrected } : next;
}
