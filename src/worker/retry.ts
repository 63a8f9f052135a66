/** Pure: how long to wait after failures, so that an hour of silence costs a provider forty requests at the very most. */
import { offTheMinute } from './off-the-minute.ts';

/** A try that failed. Times are ms since the epoch. */
export interface FailedTry {
  readonly lastTryAt: number;
  /** The upstream's `Retry-After`, as a time; or when the daily budget begins anew. */
  readonly quietUntil?: number;
  /** A number from 0 to 1, drawn once for each try. */
  readonly chance: number;
}

/** The first wait after a failure; it doubles with each further one while it grows: 10, 20, 40, 80 s. */
const growingBaseMs = 10_000;
const growingWaits = 4;

/**
 * Then a steady probe: at least 100 s apart, which makes an hour of silence 40 tries at the very most (five in the first
 * seconds where chance draws the shortest waits, then one each 100 s). At most 127 s apart: with what second 0 and the
 * beat add, a return is noticed within 130 s.
 */
const steadyMs = 100_000;
const steadySpreadMs = 27_000;

/**
 * Where several feeds share the silence: each of eight may have one request under way when it begins, one of them has
 * tried four times more, and then one probe for all each 125 s: 40 requests in the hour at the very most.
 */
const probeMs = 125_000;
const probeSpreadMs = 2_000;

/** No feed waits longer for a probe's outcome, with what second 0 and the beat add. */
export const longestWaitMs = 130_000;

/** Feeds that were all told to stay away until one moment come back within a tenth of the wait, at most a minute. */
const returnSpreadShare = 0.1;
const returnSpreadCapMs = 60_000;

/** Slower than any host is asked at the most: feeds that waited for their provider come back one a second. */
const returnStepMs = 1_000;

/** A feed's own wait in ms after `failures` in a row, at least one. */
export function retryWaitMs(failures: number, chance: number): number {
  return failures > growingWaits ? steadyMs + chance * steadySpreadMs : growingMs(failures, chance);
}

/** The least wait in ms of each of `feeds` that fail each for itself, and share the tries of one; 0 for one alone. */
export function sharedWaitMs(feeds: number): number {
  return feeds > 1 ? feeds * longestWaitMs : 0;
}

/** When a provider that is down as a whole is probed next, by whichever of its feeds, after `failures` of theirs in a row. */
export function nextProbeAt(failures: number, failed: FailedTry): number {
  const { lastTryAt, chance } = failed;
  const waitMs = failures > growingWaits ? probeMs + chance * probeSpreadMs : growingMs(failures, chance);
  return offTheMinute(Math.ceil(Math.max(lastTryAt + waitMs, afterQuiet(failed))));
}

/** When a feed that waited for its provider's return is due, as the one at `place` in the line of those that did. */
export function returnAt(returnedAt: number, place: number): number {
  return offTheMinute(returnedAt + (place + 1) * returnStepMs);
}

/** The end of the quiet that was asked for, and a little of chance; 0 where none was. */
export function afterQuiet({ quietUntil = 0, lastTryAt, chance }: FailedTry): number {
  const quietMs = Math.max(0, quietUntil - lastTryAt);
  return quietUntil + chance * Math.min(returnSpreadCapMs, quietMs * returnSpreadShare);
}

/** Full jitter: anywhere from a second to the whole backoff (AWS Architecture Blog, "Exponential Backoff And Jitter"). */
function growingMs(failures: number, chance: number): number {
  return 1_000 + chance * growingBaseMs * 2 ** (failures - 1);
}
