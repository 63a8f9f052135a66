/** Pure: a provider's answer → a reading that the store can order. */
import type { Draft } from '../protocol/reading.ts';
import type { Observation } from '../providers/provider.ts';
import { marketState } from './market-state.ts';
import type { FeedItem, FeedPlan } from './plan.ts';

/** `now`: ms since the epoch. */
export function valueDraft(
  { provider, cadence }: FeedPlan,
  item: FeedItem,
  observation: Observation,
  now: number,
): Draft {
  const delay = observation.delay ?? provider.delay;
  const { state, staleAt, session } = marketState(cadence, { ...observation, delay }, item.calendar, now);
  return {
    id: item.id,
    state,
    asOf: observation.asOf,
    staleAt,
    source: provider.id,
    tier: item.tier,
    delay,
    ...(session === undefined ? {} : { session }),
    value: observation.value,
  };
}

/** An honest blank; `at` is when that was decided, ms since the epoch. */
export function blankDraft(
  item: FeedItem,
  reason: 'feed-failed' | 'refused' | 'not-found',
  at: number,
): Draft {
  return { id: item.id, state: 'unavailable', asOf: at, reason };
}
