/** Why a socket was closed, and whether and when its reader may come back. */

/**
 * 1000 to 1015 are RFC 6455's. 4400 to 4499: the fault is the client's, and coming back would meet it again, unless it
 * was only too fast. 4500 to 4599: the server's or nobody's; come back after a jittered wait.
 */
export const closeCodes = {
  normal: 1000,
  goingAway: 1001,
  policy: 1008,
  tooBig: 1009,
  restart: 1012,
  overloaded: 1013,
  badMessage: 4400,
  tooManyItems: 4409,
  tooManyMessages: 4429,
  silent: 4508,
  slow: 4509,
} as const;
export type CloseCode = (typeof closeCodes)[keyof typeof closeCodes];

/** True where a client that was closed with this code may connect again (with jitter, after `leastWaitMs`). */
export function mayReconnect(code: number): boolean {
  // By their numbers: the strip carries this function, and not the table.
  return leastWaitMs(code) > 0 || (!(code >= 4400 && code <= 4499) && code !== 1008 && code !== 1009);
}

/** How long, in ms, a client that was closed with this code stays away at the least; 0 where any jittered wait will do. */
export function leastWaitMs(code: number): number {
  // Six times the window that messages are counted in. For ever would be too long: it was a reader's clicks.
  return code === 4429 ? 60_000 : 0;
}
