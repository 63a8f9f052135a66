/** Pure: what a market's hours make of a value: whether it is a close, until when it may look live, and what of the session is told. */
import type { QuoteSession, ValuedReading } from '../protocol/reading.ts';
import type { Cadence } from '../providers/provider.ts';
import type { MarketSession } from './market-calendar.ts';
import type { MarketCalendar } from './market-day.ts';
import { agreedSession, type QuoteTimes, staleAtOf } from './market-stale-at.ts';
import { staleAt, type ValueTimes } from './stale-at.ts';

/** What of a reading its market decides. */
export interface MarketState extends Pick<ValuedReading, 'staleAt' | 'session'> {
  readonly state: 'live' | 'closed';
}

/**
 * `now`: ms since the epoch. Without a calendar, beyond what it covers, and where the provider contradicts it, the
 * provider's own word counts. What comes once a day or out of runs has a cadence of its own and no session.
 */
export function marketState(
  cadence: Cadence,
  times: ValueTimes,
  calendar: MarketCalendar | undefined,
  now: number,
): MarketState {
  if (calendar === undefined || cadence.kind !== 'continuous') return byItself(cadence, times);
  const quoteTimes: QuoteTimes = { ...times, staleAfterMs: cadence.staleAfterMs };
  const session = agreedSession(calendar, quoteTimes, now);
  if (session.kind === 'unknown') return byItself(cadence, times);
  const isOpen = session.kind === 'open';
  return {
    state: isOpen ? 'live' : 'closed',
    // The calendar may begin in this pause: how long a close holds is guessed as without one then.
    staleAt:
      staleAtOf(calendar, quoteTimes, now, session) ?? staleAt(cadence, { ...times, marketOpen: isOpen }),
    ...toldOf(session),
  };
}

function byItself(cadence: Cadence, times: ValueTimes): MarketState {
  const isClosed = cadence.kind === 'continuous' && times.marketOpen === false;
  return { state: isClosed ? 'closed' : 'live', staleAt: staleAt(cadence, times) };
}

/**
 * Nothing where there is nothing to tell, as of a market that never closes. A close is told of even where no opening is
 * known: by that it is seen whose word it is, the calendar's or the provider's, once the calendar is over.
 */
function toldOf(session: MarketSession): { readonly session?: QuoteSession } {
  const told = sessionOf(session);
  return session.kind === 'open' && Object.keys(told).length === 0 ? {} : { session: told };
}

function sessionOf(session: MarketSession): QuoteSession {
  switch (session.kind) {
    case 'open':
      return {
        ...(session.closesAt === undefined ? {} : { closesAt: session.closesAt }),
        ...(session.isHalfDay ? { isHalfDay: true } : {}),
      };
    case 'break':
      return { opensAt: session.resumesAt };
    case 'closed':
      return {
        ...(session.opensAt === undefined ? {} : { opensAt: session.opensAt }),
        ...(session.name === undefined ? {} : { holiday: session.name }),
      };
    case 'unknown':
      return {};
  }
}
