/** Doubts a heartbeat by which the clock would go back: it may have waited for hours in a page that was frozen. */
import type { ServerMessage } from '../../src/protocol/messages.ts';
import type { Feed } from '../feed.ts';

// No network that is in use delays a message by much more.
const doubtMs = 5000;

/** A clock that a message moves by less changes nothing that is told. */
export const tellClockMs = 1000;

/** True of a heartbeat by which the clock would go back by more than a network delays a message. */
export function isLate(message: ServerMessage, feed: Pick<Feed, 'now'>): boolean {
  return message.t === 'hb' && message.now < feed.now() - doubtMs;
}

/**
 * The message as it is to be believed: without its time where it is such a heartbeat, until another says the same. Those that
 * waited together come together, and do not count as another. A message can only be late, and so the doubt errs to the side
 * on which a figure looks too old.
 */
export function createClockDoubt(feed: Pick<Feed, 'env' | 'now'>): (message: ServerMessage) => ServerMessage {
  let [doubtedMs, sinceMs] = [Number.NaN, 0];
  return (message) => {
    if (message.t !== 'hb') return message;
    if (!isLate(message, feed)) {
      doubtedMs = Number.NaN;
      return message;
    }
    const now = feed.env.now();
    const offsetMs = message.now - now;
    if (!(Math.abs(offsetMs - doubtedMs) < doubtMs)) [doubtedMs, sinceMs] = [offsetMs, now];
    return now - sinceMs < doubtMs ? { ...message, now: Number.NaN } : message;
  };
}
