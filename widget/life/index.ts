/** The chunk that keeps a feed going beyond its first link: whatever the idle chunk calls it for. */
import { type LifeEnv, openEvents, warn } from '../env.ts';
import type { Feed } from '../feed.ts';
import { type FeedLife, keepAlive as keepLink, type Left } from './feed-life.ts';
import { ride } from './ride.ts';

/** Takes the feed over as it stands. `lifeOf`: what keeps another feed of the page going. */
export function keepAlive(feed: Feed, env: LifeEnv, left: Left, lifeOf: (feed: Feed) => FeedLife): FeedLife {
  const alone = (how: Left) => keepLink(feed, { ...env, openEvents, warn }, how);
  const carrier = feed.carrier();
  if (carrier === undefined || carrier === feed || !feed.model.loaded) return alone(left);
  // The next one may be there to carry it, unless this one could not.
  const getOff = () => (feed.carrier() === carrier ? alone({}) : keepAlive(feed, env, {}, lifeOf));
  return ride(feed, carrier, lifeOf(carrier), env, getOff);
}
