/** Asks a feed's provider once for the lines since the basis; knows no schedule and no failure of the feed's. */
import { draftOf } from '../protocol/reading.ts';
import type { ProviderContext } from '../providers/provider.ts';
import type { HeldOf } from './feed-answers.ts';
import type { Offer } from './offer.ts';
import type { FeedItem, FeedPlan } from './plan.ts';

export interface FeedHistory {
  /** Asks, where the lines are still wanted. */
  take(items: readonly FeedItem[], context: ProviderContext): Promise<void>;
  isTaken(): boolean;
  /** Another process took them, and they stand in the store. */
  taken(): void;
}

/** Asked again only where the upstream did not give the lines, or they could not be written. */
export function createFeedHistory(
  { provider }: FeedPlan,
  held: HeldOf,
  publish: (offers: readonly Offer[]) => Promise<boolean>,
): FeedHistory {
  let isWanted = provider.history !== undefined;
  const take = async (items: readonly FeedItem[], context: ProviderContext): Promise<void> => {
    if (!isWanted || provider.history === undefined) return;
    isWanted = false;
    const lines = await context.attempt(provider.history(items, context));
    const offers = (lines ?? []).flatMap(({ id, series }): Offer[] => {
      const reading = held(id)?.reading;
      return reading === undefined ? [] : [{ draft: draftOf(reading), series }];
    });
    isWanted = lines === undefined || !(await publish(offers));
  };
  return {
    take,
    isTaken: () => !isWanted,
    taken: () => {
      isWanted = false;
    },
  };
}
