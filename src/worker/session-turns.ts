/** Pure: the readings that a market's opening or close makes untrue, drawn up anew though no feed was asked. */
import { type Draft, draftOf, hasValue, type Reading, type ValuedReading } from '../protocol/reading.ts';
import type { HeldOf } from './feed-answers.ts';
import { sessionAt } from './market-calendar.ts';
import { type MarketState, marketState } from './market-state.ts';
import type { Offer } from './offer.ts';
import type { FeedItem, FeedPlan } from './plan.ts';

/**
 * Asked on each beat by whoever leads. A reading whose session has passed the turn that it tells of, or whose calendar has
 * come to its end since, is given what holds at `now` (ms since the epoch): none is drawn up twice, and what turned while
 * nobody led is found by the next leader. Readings without a session wait for their feed, and what an operator pinned
 * stays as it is.
 */
export function sessionTurns(feeds: readonly FeedPlan[], held: HeldOf, now: number): readonly Offer[] {
  const offers: Offer[] = [];
  for (const feed of feeds) {
    for (const item of feed.items) {
      const reading = item.calendar === undefined ? undefined : held(item.id)?.reading;
      if (reading === undefined || !isValueOf(feed, reading) || !hasTurned(item, reading, now)) continue;
      offers.push({ draft: redrafted(feed, item, reading, now) });
    }
  }
  return offers;
}

function isValueOf({ provider }: FeedPlan, reading: Reading): reading is ValuedReading {
  return hasValue(reading) && reading.source === provider.id && reading.pinned === undefined;
}

function hasTurned({ calendar }: FeedItem, { session }: ValuedReading, now: number): boolean {
  if (session === undefined || calendar === undefined) return false;
  const turnsAt = session.opensAt ?? session.closesAt;
  return turnsAt === undefined ? sessionAt(calendar, now).kind === 'unknown' : now >= turnsAt;
}

function redrafted(
  { cadence }: FeedPlan,
  { calendar }: FeedItem,
  reading: ValuedReading,
  now: number,
): Draft {
  const { session: _past, ...bare } = draftOf(reading) as Omit<ValuedReading, 'e' | 's'>;
  const { session, ...turned } = turnOf(cadence, calendar, reading, now);
  return {
    // In the order that it had: what did not change is told by its text.
    ...(session === undefined ? bare : draftOf(reading)),
    ...turned,
    state: reading.state === 'held' ? 'held' : turned.state,
    ...(session === undefined ? {} : { session }),
  } as Draft;
}

/** Where the calendar is over, nothing is a close by it any more, nor stale before it would have been without one. */
function turnOf(
  cadence: FeedPlan['cadence'],
  calendar: FeedItem['calendar'],
  { asOf, delay, staleAt, session }: ValuedReading,
  now: number,
): MarketState {
  const turned = marketState(cadence, { asOf, delay }, calendar, now);
  const wasClosed = session?.closesAt === undefined;
  return turned.session === undefined && wasClosed ? { state: 'live', staleAt } : turned;
}
