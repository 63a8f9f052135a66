/** What one leader leaves to the next: when each feed was asked and is due, what a provider's day has cost, what it last said. */
import type { FeedMemory, Memo } from '../store/store.ts';
import type { Log } from '../system/log.ts';
import type { BudgetMeter } from './budget-meter.ts';
import type { Feed } from './feed.ts';
import type { EnabledProvider, EnabledProviders } from './feed-set.ts';

export interface FeedKeeperOptions {
  readonly store: FeedMemory;
  readonly feeds: () => readonly Feed[];
  readonly providers: () => EnabledProviders;
  readonly budgetOf: (provider: EnabledProvider['provider']) => BudgetMeter;
  readonly log: Log;
}

export interface FeedKeeper {
  /** After a try of `feed`, under our fence. Never rejects: what could not be kept costs the next leader a request. */
  keep(fence: number, feed: Feed): Promise<void>;
  /** At the start of a term, before anything is asked. Never rejects: without memory each feed is simply due. */
  recall(): Promise<void>;
}

const feedName = (id: string) => `feed:${id}`;
const providerName = (id: string) => `provider:${id}`;

export function createFeedKeeper({ store, feeds, providers, budgetOf, log }: FeedKeeperOptions): FeedKeeper {
  const providerMemo = ({ provider, http }: EnabledProvider): Memo => {
    const answers = http.news();
    return { budget: budgetOf(provider).memo(), ...(answers === undefined ? {} : { answers }) };
  };

  const give = (memos: ReadonlyMap<string, Memo>) => {
    for (const feed of feeds()) {
      const memo = memos.get(feedName(feed.id));
      if (memo !== undefined) feed.restore(memo);
    }
    for (const { provider, http } of providers().values()) {
      const { budget, answers } = memos.get(providerName(provider.id)) ?? {};
      if (budget !== undefined) budgetOf(provider).restore(budget);
      if (answers !== undefined) http.remember(answers);
    }
  };

  return {
    async keep(fence, feed) {
      const enabled = providers().get(feed.status().provider);
      const memos = new Map([[feedName(feed.id), feed.memo()]]);
      if (enabled !== undefined) memos.set(providerName(enabled.provider.id), providerMemo(enabled));
      try {
        await store.remember(fence, memos);
      } catch (error) {
        log.debug('nothing could be kept', { feed: feed.id, error: String(error) });
      }
    },
    async recall() {
      const names = [...feeds().map(({ id }) => feedName(id)), ...[...providers().keys()].map(providerName)];
      try {
        give(await store.recall(names));
      } catch (error) {
        log.debug('nothing could be recalled', { error: String(error) });
      }
    },
  };
}
