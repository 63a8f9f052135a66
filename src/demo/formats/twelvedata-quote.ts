/** One quote as Twelve Data prints it: numbers as text, the change exact against the close before. */
import { percentOf, subtract } from '../../protocol/decimal.ts';
import { candleAcross, closedAt } from '../candles.ts';
import type { Listing, TradedListing } from '../listings.ts';
import { isOpenAt, latestSession, type Sitting, sessionBefore, tradedUntil } from '../sessions.ts';
import { priceAt } from '../walks.ts';
import type { Override } from '../world.ts';

export interface Quote {
  readonly symbol: string;
  readonly close: string;
  readonly [field: string]: unknown;
}

const minuteMs = 60_000;
const dayMs = 86_400_000;

/** The session under way, or the last one as it ended; a value set by hand is its close at once. */
export function quoteOf(listing: TradedListing, set: Override | undefined, seed: number, now: number): Quote {
  const session = latestSession(listing.hours, now);
  const traded = tradedUntil(session, now);
  const until = traded.at(-1)?.closeAt ?? session.openAt;
  const price = (t: number) => priceAt(listing, seed, t);
  const walked = candleAcross(
    price,
    traded.map(({ openAt, closeAt }) => ({ start: openAt, end: closeAt })),
  );
  const candle = set === undefined ? walked : closedAt(walked, Number(set.value));
  const close = text(candle.close);
  const previousClose = text(price(sessionBefore(listing.hours, session).closeAt));
  return {
    ...identity(listing),
    datetime: session.day,
    // The start of the day's candle: when the last trade was is told by last_quote_at alone.
    timestamp: session.openAt / 1000,
    last_quote_at: Math.max(lastMinute(traded) / 1000, Math.floor((set?.at ?? 0) / 1000)),
    open: text(candle.open),
    high: text(candle.high),
    low: text(candle.low),
    close,
    volume: String(Math.round((listing.dayVolume * length(traded)) / length(session.sittings))),
    previous_close: previousClose,
    ...difference('change', 'percent_change', close, previousClose),
    average_volume: String(listing.dayVolume),
    is_market_open: isOpenAt(session, now),
    fifty_two_week: yearOf(price, candle, until),
  };
}

/** A price as Twelve Data prints it: five decimals. */
export function text(price: number): string {
  return price.toFixed(5);
}

function identity({ symbol, name, exchange, currency }: Listing) {
  return { symbol, name, exchange: exchange.name, mic_code: exchange.micCode, currency };
}

// The minute that the last trade belongs to, by its start.
function lastMinute(traded: readonly Sitting[]): number {
  const { openAt = 0, closeAt = 0 } = traded.at(-1) ?? {};
  return Math.max(openAt, Math.floor((closeAt - 1) / minuteMs) * minuteMs);
}

// Of the trading alone, in ms.
function length(sittings: readonly Sitting[]): number {
  return sittings.reduce((sum, { openAt, closeAt }) => sum + closeAt - openAt, 0);
}

function yearOf(
  price: (t: number) => number,
  today: { high: number; low: number; close: number },
  until: number,
) {
  const newest = Math.floor(until / dayMs) * dayMs;
  const days = Array.from({ length: 364 }, (_, back) => price(newest - back * dayMs));
  const [low, high] = [text(Math.min(today.low, ...days)), text(Math.max(today.high, ...days))];
  const close = text(today.close);
  return {
    low,
    high,
    ...difference('low_change', 'low_change_percent', close, low),
    ...difference('high_change', 'high_change_percent', close, high),
    range: `${Number(low).toFixed(6)} - ${Number(high).toFixed(6)}`,
  };
}

function difference(absolute: string, relative: string, value: string, from: string): Record<string, string> {
  const change = subtract(value, from);
  return { [absolute]: change, [relative]: percentOf(change, from, 5) ?? '0.00000' };
}
