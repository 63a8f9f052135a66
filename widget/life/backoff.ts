/** How long to wait before trying again: full jitter, so that a crowd that was cut off together does not come back together. */

const baseMs = 1000;
const capMs = 60_000;

/** random(0, min(60 s, 1 s · 2^attempt)): "full jitter" of the AWS Architecture Blog, 2015. `attempt` counts from 0. */
export function backoffMs(attempt: number, random: () => number): number {
  return random() * Math.min(capMs, baseMs * 2 ** attempt);
}
