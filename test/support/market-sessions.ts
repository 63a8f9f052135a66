/** An exchange's sessions as time goes by, quickly enough for a year of minutes. */
import { type MarketSession, sessionAt } from '../../src/worker/market-calendar.ts';
import type { MarketCalendar } from '../../src/worker/market-day.ts';

export const minuteMs = 60_000;

/** As `sessionAt`, for moments of which each is later than the one before: worked out anew once a turn has passed. */
export function sessionsOf(calendar: MarketCalendar): (at: number) => MarketSession {
  let session: MarketSession = { kind: 'unknown' };
  let turnsAt = Number.NEGATIVE_INFINITY;
  return (at) => {
    if (at < turnsAt) return session;
    session = sessionAt(calendar, at);
    turnsAt = turnOf(session) ?? at;
    return session;
  };
}

function turnOf(session: MarketSession): number | undefined {
  switch (session.kind) {
    case 'open':
      return session.closesAt;
    case 'break':
      return session.resumesAt;
    case 'closed':
      return session.opensAt;
    case 'unknown':
      return undefined;
  }
}
