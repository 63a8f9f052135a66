/** Pure: the mark of a correction goes on from one value to the next, until its day is over. */
import type { Corrected, Draft } from '../protocol/reading.ts';

/** For so long after a correction was given the item says so. */
const markMs = 86_400_000;

/**
 * `next` with the newest of its own mark and those given, such as that of the value before. By the value's own time:
 * whoever shows it knows by the clock when to stop.
 */
export function withMark(next: Draft, ...marks: readonly (Corrected | undefined)[]): Draft {
  const corrected = marks.reduce(newer, next.corrected);
  if (corrected === undefined || corrected === next.corrected) return next;
  return next.asOf < corrected.at + markMs ? { ...next, corrected } : next;
}

function newer(a: Corrected | undefined, b: Corrected | undefined): Corrected | undefined {
  return a === undefined || (b !== undefined && b.at > a.at) ? b : a;
}
