/** Notices that feeds are due and none of them gets anywhere: a process in that state should be restarted. */
import type { Clock } from '../system/clock.ts';

export interface PollWatch {
  /** On each beat: whether anything is due or under way. */
  saw(isAnyDue: boolean): void;
  /** A poll has ended, whatever came of it. */
  ended(): void;
  /** For longer than allowed, something was due and no poll ended. */
  isStuck(): boolean;
}

/** A poll of six requests, each as slow as it may be, still ends within it. */
const shortestPatienceMs = 60_000;

/**
 * Patience is three of the shortest interval. Feeds that wait for a good reason, such as `Retry-After`, a backoff or a
 * market that is closed, are not due and cannot make the process look dead.
 */
export function createPollWatch(clock: Clock, shortestIntervalMs: number): PollWatch {
  const patienceMs = Math.max(3 * shortestIntervalMs, shortestPatienceMs);
  let waitingSince: number | undefined;
  return {
    saw(isAnyDue) {
      waitingSince = isAnyDue ? (waitingSince ?? clock.monotonic()) : undefined;
    },
    ended() {
      waitingSince = undefined;
    },
    isStuck: () => waitingSince !== undefined && clock.monotonic() - waitingSince > patienceMs,
  };
}
