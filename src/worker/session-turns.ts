/** Pure: the readings that a market's opening or close makes untrue, drawn up anew though no feed was asked. */
import { type Draft, draftOf, hasValue, type Reading, type ValuedReading } from '../protocol/reading.ts';
import type { HeldOf } from './feed-answers.ts';
import { marketState } from './market-state.ts';
import type { FeedItem, FeedPlan } from './plan.ts';
import type { Offer } from './publisher.ts';

/**
 * Asked on each beat by whoever leads. A reading whose session has passed the turn that it tells of is given that of
 * `now` (ms since the epoch), with its state and `staleAt`: none is drawn up twice, and what turned while nobody led is
 * found by the next leader. Readings without a session wait for their feed, and what an operator pinned stays as it is.
 */
export function sessionTurns(feeds: readonly FeedPlan[], held: HeldOf, now: number): readonly Offer[] {
  return feeds.flatMap((feed) =>
    feed.items.flatMap((item) => {
      const reading = item.calendar === undefined ? undefined : held(item.id)?.reading;
      if (reading === undefined || !isValueOf(feed, reading) || !hasTurned(reading, now)) return [];
      return [{ draft: redrafted(feed, item, reading, now) }];
    }),
  );
}

function isValueOf({ provider }: FeedPlan, reading: Reading): reading is ValuedReading {
  return hasValue(reading) && reading.source === provider.id && reading.pinned === undefined;
}

function hasTurned({ session }: ValuedReading, now: number): boolean {
  return now >= (session?.opensAt ?? session?.closesAt ?? Number.POSITIVE_INFINITY);
}

function redrafted(
  { cadence }: FeedPlan,
  { calendar }: FeedItem,
  reading: ValuedReading,
  now: number,
): Draft {
  const { asOf, delay } = reading;
  const { state, staleAt, session } = marketState(cadence, { asOf, delay }, calendar, now);
  const { session: _past, ...bare } = draftOf(reading) as Omit<ValuedReading, 'e' | 's'>;
  return {
    // In the order that it had: what did not change is told by its text.
    ...(session === undefined ? bare : draftOf(reading)),
    state: reading.state === 'held' ? 'held' : state,
    staleAt,
    ...(session === undefined ? {} : { session }),
  } as Draft;
}
