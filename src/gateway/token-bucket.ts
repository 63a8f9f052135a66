/** A rate limit that lets a short burst through; knows nothing of what it limits. */
import type { Clock } from '../system/clock.ts';

export interface TokenBucket {
  available(): boolean;
  /** Uses one up; to be called only where one is available. */
  take(): void;
}

/** Full at the start; holds a tenth of a second's worth, so that no second lets much more than `perSecond` through. */
export function createTokenBucket(clock: Clock, perSecond: number): TokenBucket {
  const size = Math.max(1, perSecond / 10);
  let tokens = size;
  let filledAt = clock.monotonic();
  const fill = () => {
    const now = clock.monotonic();
    tokens = Math.min(size, tokens + ((now - filledAt) * perSecond) / 1000);
    filledAt = now;
  };
  return {
    available() {
      fill();
      return tokens >= 1;
    },
    take() {
      tokens -= 1;
    },
  };
}
