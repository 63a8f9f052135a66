/** When the invented exchanges are open: weekdays by their own wall clock, without holidays. */
import { addDays, instantOf, localTime } from '../system/zone.ts';

export interface Exchange {
  readonly name: string;
  /** ISO 10383 market identifier. */
  readonly micCode: string;
  readonly zone: string;
  /** Wall clock in `zone`, `HH:MM`. */
  readonly opens: string;
  readonly closes: string;
}

/** One day's trading; instants in ms since the epoch. */
export interface Session {
  readonly day: string;
  readonly openAt: number;
  readonly closeAt: number;
}

/** The session that is under way at `at`, else the last one before. */
export function latestSession(exchange: Exchange, at: number): Session {
  const { day } = localTime(at, exchange.zone);
  const today = sessionOn(exchange, day);
  return isTradingDay(day) && today.openAt <= at ? today : sessionBefore(exchange, today);
}

export function sessionBefore(exchange: Exchange, { day }: Pick<Session, 'day'>): Session {
  let before = addDays(day, -1);
  while (!isTradingDay(before)) before = addDays(before, -1);
  return sessionOn(exchange, before);
}

/** True from the opening until just before the close. */
export function isOpenAt({ openAt, closeAt }: Session, at: number): boolean {
  return at >= openAt && at < closeAt;
}

function sessionOn({ zone, opens, closes }: Exchange, day: string): Session {
  return { day, openAt: instantOf(day, opens, zone), closeAt: instantOf(day, closes, zone) };
}

function isTradingDay(day: string): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday !== 0 && weekday !== 6;
}
