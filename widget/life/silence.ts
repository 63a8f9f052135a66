/** How long a link may say nothing before it counts as dead. */

// Until `hello` has said how often to expect a heartbeat.
const firstFrameMs = 15_000;
const silentAfterHeartbeats = 1.6;

/** In ms. `heartbeatMs`: as the server said it; 0 where it has not. */
export function silenceMs(heartbeatMs: number): number {
  return heartbeatMs > 0 ? heartbeatMs * silentAfterHeartbeats : firstFrameMs;
}
