/** All feeds of a worker at once: the round before it has anything to show, and the polls that go on as it stops. */
import type { Clock } from '../system/clock.ts';
import { within } from '../system/deadline.ts';
import type { Feed } from './feed.ts';

/** A takeover is promised within a second. */
const lastPollsMs = 300;

/** Resolves once each feed has been tried, and those that others' first prices waited for once more. */
export async function firstRound(feeds: () => readonly Feed[], clock: Clock): Promise<void> {
  const asked = feeds().filter((feed) => !feed.isResting());
  await Promise.all(asked.map((feed) => feed.firstTry()));
  // A first price may wait for the word of another source.
  const now = clock.now();
  await Promise.all(feeds().map((feed) => (feed.isDue(now) ? feed.poll() : undefined)));
}

/** What is being asked may still be written before another leads; who takes longer than 300 ms is not waited for. Never rejects. */
export function lastPolls(feeds: readonly Feed[], clock: Clock): Promise<void> {
  const polls = feeds.map((feed) => (feed.status().polling ? feed.poll() : undefined));
  return within(clock, lastPollsMs, Promise.all(polls), () => new Error('polls go on')).then(
    () => {},
    () => {},
  );
}
