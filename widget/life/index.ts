/** The chunk that keeps a feed going beyond its first link: whatever the idle chunk calls it for. */
import { type LifeEnv, openEvents } from '../env.ts';
import type { Feed } from '../feed.ts';
import { type FeedLife, keepAlive as keep, type Left } from './feed-life.ts';

/** Takes the feed over as it stands. */
export function keepAlive(feed: Feed, env: LifeEnv, left: Left): FeedLife {
  return keep(feed, { ...env, openEvents }, left);
}
