/** All that one leader hands over to the next beside the values: of its feeds, of what waits, and of what it let through. */
import { doubtsMemo, doubtsOf } from '../store/doubts.ts';
import type { Memo } from '../store/store.ts';
import type { Clock } from '../system/clock.ts';
import type { DeskHandover } from './desk-handover.ts';
import type { Feed } from './feed.ts';
import { createFeedKeeper, type FeedKeeperOptions } from './feed-memory.ts';
import { measuresMemo, measuresOf } from './measure-memo.ts';
import { createMemoKeeper } from './memo-keeper.ts';

export interface HandoverOptions extends FeedKeeperOptions {
  readonly desk: DeskHandover;
  readonly clock: Clock;
}

export interface Handover {
  /** After a try of `feed`, under our fence. Never rejects: what could not be kept costs the next leader a request. */
  keepFeed(fence: number, feed: Feed): Promise<void>;
  /** What has changed at the desk, under our fence. Never rejects: it is tried again at the next call. */
  keepDesk(fence: number): Promise<void>;
  /** At the start of a term, before anything is asked. Never rejects: who knows nothing begins anew. */
  recall(): Promise<void>;
}

export function createHandover({ desk, clock, ...options }: HandoverOptions): Handover {
  const { store, log } = options;
  const ofFeeds = createFeedKeeper(options);
  const ofDesk = [
    { name: doubtsMemo, now: desk.doubts, restore: (memo: Memo) => desk.restore(doubtsOf(memo)) },
    { name: measuresMemo, now: desk.measures, restore: (memo: Memo) => desk.resume(measuresOf(memo)) },
  ].map((one) => createMemoKeeper({ ...one, store, clock, log }));

  return {
    keepFeed: ofFeeds.keep,
    async keepDesk(fence) {
      await Promise.all(ofDesk.map((each) => each.keep(fence)));
    },
    async recall() {
      await Promise.all([ofFeeds, ...ofDesk].map((each) => each.recall()));
    },
  };
}
