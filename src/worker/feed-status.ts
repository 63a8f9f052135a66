/** Pure: a feed's state in the words of the status page. */
import type { ItemId } from '../protocol/item-id.ts';
import { type FeedState, type FeedStatus, lastOkAt, lastTryAt } from './feed-state.ts';

/** What a feed knows beside its state. Times are ms since the epoch. */
export interface FeedFacts extends Pick<FeedStatus, 'provider' | 'breaker' | 'polling' | 'refused'> {
  readonly items: readonly { readonly id: ItemId }[];
  /** When it is due, where it waits for its provider. */
  readonly wakesAt: number | undefined;
  readonly standsStillSince: number | undefined;
  /** Other sources serve all of its items. */
  readonly isResting: boolean;
}

export function feedStatus(state: FeedState, facts: FeedFacts): FeedStatus {
  const { provider, breaker, polling, refused, items, wakesAt, standsStillSince, isResting } = facts;
  return {
    provider,
    state: state.kind,
    breaker,
    polling,
    lastOkAt: lastOkAt(state) ?? null,
    lastTryAt: lastTryAt(state) ?? null,
    lastError: state.kind === 'failing' ? state.trouble : null,
    nextDueAt: wakesAt ?? state.dueAt,
    standsStillSince: standsStillSince ?? null,
    note: noteOf(standsStillSince, isResting),
    items: items.map(({ id }) => id),
    refused,
  };
}

function noteOf(standsStillSince: number | undefined, isResting: boolean): string | null {
  if (isResting) return 'rests: other sources serve its items';
  if (standsStillSince === undefined) return null;
  return `answers, but its values stand still since ${new Date(standsStillSince).toISOString()}`;
}
