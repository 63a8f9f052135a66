/** Pure: when a feed is asked next, from cadence, the upstream's wishes, failures and chance. */
import type { Cadence } from '../providers/provider.ts';
import { type FixingCadence, lastPublication, publicationAfter } from './fixing.ts';
import { offTheMinute } from './off-the-minute.ts';
import { afterQuiet, retryWaitMs, sharedWaitMs } from './retry.ts';

/** All that decides the next due time. Times are ms since the epoch. */
export interface DueFacts {
  readonly cadence: Cadence;
  /** A cron expression of config, already turned into its next match after the last try. */
  readonly cronAt?: number;
  readonly lastTryAt: number;
  /** Failed tries since the last good one. */
  readonly failures: number;
  /** The provider's shortest interval; absent where the last try cost it nothing. */
  readonly minIntervalMs?: number;
  /** A turn of the feed's long ago, from which all others are counted; absent: the last try. */
  readonly anchorAt?: number;
  /** Feeds of the provider that fail now each for itself, this one among them: they share the tries of one. */
  readonly failingTogether?: number;
  /** The upstream's `Retry-After`, as a time; or when the daily budget begins anew. */
  readonly quietUntil?: number;
  /** The upstream's `Expires`. */
  readonly freshUntil?: number;
  /** The newest value's own time. */
  readonly asOf?: number;
  /** Where every market of the feed is closed and its last price is in: when the first of them opens. */
  readonly opensAt?: number;
  /** How often it is asked until then; default an hour, and never more often than it is asked else. */
  readonly idleEveryMs?: number;
  /** A number from 0 to 1, drawn once for each try. */
  readonly chance: number;
}

/** A tenth of the interval, at most 5 minutes, keeps feeds of one provider from marching in step. */
const spreadShare = 0.1;
const spreadCapMs = 300_000;

export function nextDueAt(facts: DueFacts): number {
  const wished = facts.failures > 0 ? afterFailure(facts) : afterSuccess(facts);
  return offTheMinute(Math.ceil(Math.max(wished, afterQuiet(facts))));
}

/** The wait before a feed's very first try: its place in the line of all feeds, so that they do not start at once. */
export function staggerMs(index: number): number {
  // 100 ms apart: forty feeds are through in 4 s, and no host sees more than ten starts a second.
  return index * 100;
}

function afterFailure({
  lastTryAt,
  failures,
  chance,
  minIntervalMs = 0,
  failingTogether = 1,
}: DueFacts): number {
  const leastMs = Math.max(minIntervalMs, sharedWaitMs(failingTogether));
  return lastTryAt + Math.max(retryWaitMs(failures, chance), leastMs * (1 + chance * spreadShare));
}

function afterSuccess(facts: DueFacts): number {
  const { cadence, lastTryAt, freshUntil = 0, cronAt, chance } = facts;
  if (cronAt !== undefined) return Math.max(cronAt + chance * 5_000, freshUntil);
  const spread = chance * Math.min(spreadCapMs, spreadShare * intervalMs(cadence));
  switch (cadence.kind) {
    case 'continuous':
      return Math.max(nextContinuous(cadence.everyMs, facts), freshUntil) + spread;
    case 'fixing':
      return Math.max(afterFixing(cadence, facts), freshUntil) + spread;
    case 'model': {
      // A new step begins even while the body is fresh; the HTTP client answers from memory then.
      const nextStep = (Math.floor(lastTryAt / cadence.stepMs) + 1) * cadence.stepMs;
      return Math.min(nextStep, Math.max(lastTryAt + cadence.everyMs, freshUntil)) + spread;
    }
  }
}

/** A calendar may be wrong, and an exchange may open on a day's notice: a feed that rests is asked all the same. */
const defaultIdleMs = 3_600_000;

function nextContinuous(everyMs: number, facts: DueFacts): number {
  const { opensAt, lastTryAt, idleEveryMs = defaultIdleMs, minIntervalMs = 0 } = facts;
  if (opensAt === undefined) return nextTurn(everyMs, facts);
  const idleUntil = lastTryAt + Math.max(idleEveryMs, everyMs);
  return Math.max(Math.min(opensAt, idleUntil), lastTryAt + minIntervalMs);
}

/** Turns keep their distance for ever, however late one is taken: a feed of 30 s runs 120 times in every hour. */
function nextTurn(everyMs: number, { lastTryAt, anchorAt = lastTryAt, minIntervalMs = 0 }: DueFacts): number {
  const turn = Math.ceil((lastTryAt + everyMs / 2 - anchorAt) / everyMs);
  return Math.max(anchorAt + turn * everyMs, lastTryAt + minIntervalMs);
}

function afterFixing(cadence: FixingCadence, { lastTryAt, asOf }: DueFacts): number {
  if (asOf === undefined || isAwaited(cadence, asOf, lastTryAt)) return lastTryAt + cadence.watchEveryMs;
  return Math.min(lastTryAt + cadence.idleEveryMs, publicationAfter(cadence, asOf));
}

function isAwaited(cadence: FixingCadence, asOf: number, now: number): boolean {
  return publicationAfter(cadence, asOf) <= lastPublication(cadence, now);
}

/** In ms; Infinity where there is none. */
export function shortestIntervalMs(cadences: readonly Cadence[]): number {
  return Math.min(Number.POSITIVE_INFINITY, ...cadences.map(intervalMs));
}

function intervalMs(cadence: Cadence): number {
  return cadence.kind === 'fixing' ? cadence.watchEveryMs : cadence.everyMs;
}

/** What could not be written is offered again after this: the store is asked once a second whether it is back. */
const offerAgainMs = 2_000;

/** When a feed whose values could not be written is due: soon where its answer is still in memory, else as soon as allowed. */
export function offerAgainAt(lastTryAt: number, minIntervalMs: number, freshUntil = 0): number {
  const isHeld = freshUntil > lastTryAt + offerAgainMs;
  return lastTryAt + (isHeld ? offerAgainMs : Math.max(offerAgainMs, minIntervalMs));
}

/** The cadence with config's own interval, never below what the provider allows. */
export function withInterval(cadence: Cadence, everyMs: number): Cadence {
  switch (cadence.kind) {
    case 'continuous':
      return { ...cadence, everyMs, staleAfterMs: Math.max(cadence.staleAfterMs, 3 * everyMs) };
    case 'fixing':
      return { ...cadence, watchEveryMs: everyMs, idleEveryMs: everyMs };
    case 'model':
      return { ...cadence, everyMs };
  }
}
