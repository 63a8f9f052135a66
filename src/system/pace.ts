/** How fast one host may be asked, whoever asks: requests wait for their turn, and not for long. */
import type { Clock } from './clock.ts';
import { createTokenBucket } from './token-bucket.ts';
import { UpstreamError } from './upstream-error.ts';

export interface Pace {
  /** Resolves when the next request may go; throws an UpstreamError of kind `throttled` where that is too far ahead. */
  turn(): Promise<void>;
}

/** Nobody who publishes a limit sets it lower for a host as a whole; MET Norway bears 20 (its terms of service). */
export const defaultRequestsPerS = 5;

/** Longer than this a request is not held back but refused: a feed that waits must not look like one that is polled. */
const maxWaitMs = 2_000;

/** A second's worth may go at once. */
export function createPace(clock: Clock, requestsPerS = defaultRequestsPerS): Pace {
  const bucket = createTokenBucket(clock, requestsPerS, Math.max(1, requestsPerS));
  return {
    async turn() {
      const waitMs = Math.ceil(bucket.waitMs());
      if (waitMs > maxWaitMs) {
        throw new UpstreamError('throttled', `we ask this host more than ${requestsPerS} times a second`, {
          retryAfterMs: waitMs,
        });
      }
      bucket.take();
      if (waitMs > 0) await new Promise<void>((resolve) => clock.after(waitMs, resolve));
    },
  };
}
