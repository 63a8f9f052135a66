/** A rate limit that lets a short burst through; knows nothing of what it limits. */
import type { Clock } from './clock.ts';

export interface TokenBucket {
  available(): boolean;
  /** How long until one is available, in ms; 0 where one is. */
  waitMs(): number;
  /** Uses one up; taken ahead of its time, it is missing to whoever asks next. */
  take(): void;
}

/** Full at the start. Holds a tenth of a second's worth, so that no second lets much more than `perSecond` through. */
export function createTokenBucket(
  clock: Clock,
  perSecond: number,
  burst = Math.max(1, perSecond / 10),
): TokenBucket {
  let tokens = burst;
  let filledAt = clock.monotonic();
  const fill = () => {
    const now = clock.monotonic();
    tokens = Math.min(burst, tokens + ((now - filledAt) * perSecond) / 1000);
    filledAt = now;
  };
  const waitMs = () => {
    fill();
    return tokens >= 1 ? 0 : ((1 - tokens) * 1000) / perSecond;
  };
  return {
    available: () => waitMs() === 0,
    waitMs,
    take() {
      tokens -= 1;
    },
  };
}
