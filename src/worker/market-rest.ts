/** Pure: whether a feed may rest, since each of its markets is closed and the last price of each is in. */
import { hasValue } from '../protocol/reading.ts';
import type { HeldOf } from './feed-answers.ts';
import { lastClose, nextOpen, sessionAt } from './market-calendar.ts';
import type { MarketCalendar } from './market-day.ts';
import type { FeedPlan } from './plan.ts';

/**
 * When the first of a feed's markets opens after `at` (both ms since the epoch), where the feed may rest until then.
 * Undefined where any market is open or its hours are not known, where the last prices may still come, and where a
 * provider's own word against the calendar makes a value live, or one is held.
 */
export function restsUntil({ items, cadence }: FeedPlan, held: HeldOf, at: number): number | undefined {
  if (cadence.kind !== 'continuous' || items.length === 0) return undefined;
  const openings: number[] = [];
  for (const { id, calendar } of items) {
    const opensAt = calendar && opensAfterClose(calendar, cadence.staleAfterMs, at);
    if (opensAt === undefined || isWatched(id, held)) return undefined;
    openings.push(opensAt);
  }
  return Math.min(...openings);
}

/**
 * A calendar's close is that of continuous trading, and an auction after it makes the official one: within ten minutes at Hong
 * Kong, London, Paris and Xetra, fifteen at Sydney (the heads of `config/calendars/`), and some more where prices are wild.
 * None follows the end of a morning.
 */
const closingAuctionMs = 20 * 60_000;

/** Whoever has a price as late as may be has the last one that long after it was made. */
function opensAfterClose(calendar: MarketCalendar, staleAfterMs: number, at: number): number | undefined {
  const { kind } = sessionAt(calendar, at);
  if (kind !== 'closed' && kind !== 'break') return undefined;
  const closedAt = lastClose(calendar, at);
  const lastMs = (kind === 'closed' ? closingAuctionMs : 0) + staleAfterMs;
  const isIn = closedAt !== undefined && at >= closedAt + lastMs;
  return isIn ? nextOpen(calendar, at) : undefined;
}

function isWatched(id: FeedPlan['items'][number]['id'], held: HeldOf): boolean {
  const reading = held(id)?.reading;
  return reading !== undefined && hasValue(reading) && reading.state !== 'closed';
}
