/** When the invented exchanges trade, by the hours that they are handed; knows no exchange and no price. */
import { hoursOn, type MarketHours } from '../system/market-hours.ts';
import { addDays, instantOf, localTime } from '../system/zone.ts';

/** Trading without a break; instants in ms since the epoch, `closeAt` no longer part of it. */
export interface Sitting {
  readonly openAt: number;
  readonly closeAt: number;
}

/** One day's trading, from its first sitting's opening to its last one's close. */
export interface Session extends Sitting {
  /** `YYYY-MM-DD` by the exchange's own calendar. */
  readonly day: string;
  /** At least one; two around a lunch break. */
  readonly sittings: readonly Sitting[];
}

/** Longer than any holidays of an exchange: whoever has no trading for so long has none at all. */
const maxPauseDays = 31;

/** The session that is under way at `at`, be it in its lunch break, else the last one before. Throws as `sessionBefore`. */
export function latestSession(hours: MarketHours, at: number): Session {
  const { day } = localTime(at, hours.zone);
  const today = sessionOn(hours, day);
  return today !== undefined && today.openAt <= at ? today : sessionBefore(hours, { day });
}

/** Throws a RangeError where there was no trading for a month. */
export function sessionBefore(hours: MarketHours, { day }: Pick<Session, 'day'>): Session {
  for (let back = 1; back <= maxPauseDays; back += 1) {
    const session = sessionOn(hours, addDays(day, -back));
    if (session !== undefined) return session;
  }
  throw new RangeError(`${hours.id} has no trading in the month before ${day}`);
}

/** True from an opening until just before the close that follows it. */
export function isOpenAt({ sittings }: Session, at: number): boolean {
  return sittings.some(({ openAt, closeAt }) => at >= openAt && at < closeAt);
}

/** The session's sittings as far as they have come at `at`: the one that is under way ends now. */
export function tradedUntil({ sittings }: Session, at: number): readonly Sitting[] {
  return sittings
    .filter(({ openAt }) => openAt <= at)
    .map(({ openAt, closeAt }) => ({ openAt, closeAt: Math.min(closeAt, at) }));
}

/**
 * Undefined on a day without trading. Holidays, half days and special sessions are those that are listed: on days which
 * the hours do not cover there are none, and an exchange keeps its plain hours.
 */
function sessionOn(hours: MarketHours, day: string): Session | undefined {
  const sittings = hoursOn(hours, day).map(([open, close]) => ({
    openAt: instantOf(day, open, hours.zone),
    closeAt: instantOf(day, close, hours.zone),
  }));
  const [first, last] = [sittings[0], sittings.at(-1)];
  return first && last && { day, openAt: first.openAt, closeAt: last.closeAt, sittings };
}
