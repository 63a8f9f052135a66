/** Pure: how long a gateway that stops goes on to serve its readers, and within what time they are to move on. */

export interface DrainTime {
  /** Each moves at a random moment within it, in ms. */
  readonly windowMs: number;
  /** Who has not moved by then, in ms, is closed. */
  readonly servedMs: number;
}

/** The rest is for those who were refused elsewhere, and come again. */
const movingPart = 0.8;
/** Of the rate of another gateway, which has newcomers of its own and takes those who move as well. */
const rateForMovers = 0.5;
const mostTimesLonger = 2.25;

/** `leastMs` where few move: the more do, the longer it takes until others have them all. */
export function drainTime(readers: number, handshakesPerS: number, leastMs: number): DrainTime {
  const neededMs = (readers / (handshakesPerS * rateForMovers)) * 1_000;
  const windowMs = Math.max(leastMs * movingPart, Math.min(neededMs, longestDrainMs(leastMs) * movingPart));
  return { windowMs: Math.floor(windowMs), servedMs: windowMs / movingPart };
}

/** Whoever waits for the end cannot wait for ever: 22.5 s where 10 are the least. */
export function longestDrainMs(leastMs: number): number {
  return leastMs * mostTimesLonger;
}
