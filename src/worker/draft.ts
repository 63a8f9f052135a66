/** Pure: a provider's answer → a reading that the store can order. */
import type { Draft } from '../protocol/reading.ts';
import type { Cadence, Observation } from '../providers/provider.ts';
import type { FeedItem, FeedPlan } from './plan.ts';
import { staleAt } from './stale-at.ts';

export function valueDraft({ provider, cadence }: FeedPlan, item: FeedItem, observation: Observation): Draft {
  return {
    id: item.id,
    state: stateOf(cadence, observation),
    asOf: observation.asOf,
    staleAt: staleAt(cadence, observation),
    source: provider.id,
    tier: item.tier,
    delay: observation.delay ?? provider.delay,
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

function stateOf(cadence: Cadence, { marketOpen }: Observation): 'live' | 'closed' {
  return cadence.kind === 'continuous' && marketOpen === false ? 'closed' : 'live';
}
