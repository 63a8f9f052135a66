/** What a worker tells of itself and of what it runs, for /status and for who starts it. */
import type { ItemId } from '../protocol/item-id.ts';
import type { Reading } from '../protocol/reading.ts';
import type { Refusal } from '../store/store.ts';
import type { BudgetStatus } from './budget-meter.ts';
import type { HeldBack } from './desk-entry.ts';
import type { FeedKeeperOptions } from './feed-memory.ts';
import type { FeedSet } from './feed-set.ts';
import type { FeedStatus } from './feed-state.ts';
import type { Leadership } from './leadership.ts';
import type { Publisher } from './publisher.ts';
import type { SourceDesk } from './source-desk.ts';

export interface WorkerStatus {
  readonly leader: boolean;
  /** The newest that is known, whoever leads in it; 0 before any. */
  readonly epoch: number;
  /** False where the beat has stopped. */
  readonly beating: boolean;
  /** By feed. */
  readonly feeds: Readonly<Record<string, FeedStatus>>;
  /** By provider. */
  readonly budgets: Readonly<Record<string, BudgetStatus>>;
  /** How often the store refused what we wrote, by reason. */
  readonly refusals: Readonly<Record<Refusal, number>>;
  /** What is held of each planned item, by whomever it was written. */
  readonly readings: readonly Reading[];
  /** Prices that wait for a second source, by item. */
  readonly heldBack: Readonly<Record<ItemId, HeldBack>>;
  /** Items none of whose sources is on. */
  readonly without: readonly ItemId[];
}

/** What the worker is made of that has something to tell. */
export interface WorkerParts {
  readonly leadership: Pick<Leadership, 'isLeading' | 'epoch' | 'refusals'>;
  readonly feedSet: Pick<FeedSet, 'feeds' | 'plan' | 'items' | 'providers'>;
  readonly desk: Pick<SourceDesk, 'heldBack'>;
  readonly budgetOf: FeedKeeperOptions['budgetOf'];
  readonly publisher: Pick<Publisher, 'held' | 'seen'>;
  readonly beating: boolean;
}

export function workerStatus({
  leadership,
  feedSet,
  desk,
  budgetOf,
  publisher,
  beating,
}: WorkerParts): WorkerStatus {
  const providers = [...feedSet.providers()];
  return {
    leader: leadership.isLeading(),
    epoch: Math.max(leadership.epoch(), publisher.seen().e),
    refusals: leadership.refusals(),
    beating,
    feeds: Object.fromEntries(feedSet.feeds().map((feed) => [feed.id, feed.status()])),
    budgets: Object.fromEntries(providers.map(([id, { provider }]) => [id, budgetOf(provider).status()])),
    readings: feedSet.items().flatMap(({ id }) => publisher.held(id)?.reading ?? []),
    heldBack: desk.heldBack(),
    without: feedSet.plan().without,
  };
}
