/** A time series as Twelve Data prints it: candles within sessions only, newest or oldest first, in a stated zone. */
import { isZone, offsetMs } from '../../system/zone.ts';
import { type Candle, candleOver, closedAt, type Span, volumeOver } from '../candles.ts';
import type { Listing, TradedListing } from '../listings.ts';
import { latestSession, type Session, sessionBefore } from '../sessions.ts';
import { hashText, priceAt } from '../walks.ts';
import type { Override } from '../world.ts';
import type { DemoRequest } from './answer.ts';
import { text } from './twelvedata-quote.ts';

const minuteMs = 60_000;

/** The names of the lengths that the demo knows, with each in ms. */
export const intervals: ReadonlyMap<string, number> = new Map([
  ['1min', minuteMs],
  ['5min', 5 * minuteMs],
  ['15min', 15 * minuteMs],
  ['30min', 30 * minuteMs],
  ['1h', 60 * minuteMs],
]);

/** `outputsize` is 30 unless asked, at most 500 here; `order` is DESC and `timezone` the exchange's unless asked. */
export function seriesOf(
  listing: TradedListing,
  set: Override | undefined,
  seed: number,
  { query, now }: Pick<DemoRequest, 'query' | 'now'>,
): object {
  const { interval = '', order = 'DESC', timezone = 'Exchange' } = query;
  const zone = timezone !== 'Exchange' && isZone(timezone) ? timezone : listing.hours.zone;
  const stepMs = intervals.get(interval) ?? minuteMs;
  const spans = newestSpans(listing, stepMs, sizeOf(query.outputsize), now);
  const candles = spans.map(({ start, end }) => candleOver((t) => priceAt(listing, seed, t), start, end));
  const newest = candles[0];
  if (newest !== undefined && set !== undefined) candles[0] = closedAt(newest, Number(set.value));
  const values = candles.map((candle) => rowOf(candle, listing, stepMs, zone));
  return {
    meta: metaOf(listing, interval),
    values: order === 'ASC' ? values.reverse() : values,
    status: 'ok',
  };
}

// Backwards from now through as many sessions as it takes.
function newestSpans({ hours }: TradedListing, stepMs: number, count: number, now: number): readonly Span[] {
  const spans: Span[] = [];
  let session = latestSession(hours, now);
  while (spans.length < count) {
    spans.push(...spansOf(session, stepMs, now).slice(0, count - spans.length));
    session = sessionBefore(hours, session);
  }
  return spans;
}

// Newest first; each sitting begins with a candle of its own.
function spansOf({ sittings }: Session, stepMs: number, now: number): readonly Span[] {
  const spans: Span[] = [];
  for (const { openAt, closeAt } of sittings) {
    for (let start = openAt; start < closeAt && start <= now; start += stepMs) {
      spans.unshift({ start, end: Math.min(start + stepMs, closeAt, now) });
    }
  }
  return spans;
}

function rowOf(candle: Candle, { symbol, dayVolume }: Listing, stepMs: number, zone: string): object {
  const volume = volumeOver(dayVolume, stepMs, 6.5 * 60 * minuteMs, hashText(`${symbol}/${candle.start}`));
  return {
    datetime: wallClock(candle.start, zone),
    open: text(candle.open),
    high: text(candle.high),
    low: text(candle.low),
    close: text(candle.close),
    volume: String(Math.round(volume)),
  };
}

function metaOf({ symbol, currency, exchange, type, hours }: TradedListing, interval: string): object {
  const { name, micCode } = exchange;
  return {
    symbol,
    interval,
    currency,
    exchange_timezone: hours.zone,
    exchange: name,
    mic_code: micCode,
    type,
  };
}

/** `2026-11-23 14:30:00` by the zone's wall clock, without an offset: the reader must know the zone. */
function wallClock(at: number, zone: string): string {
  return new Date(at + offsetMs(at, zone)).toISOString().slice(0, 19).replace('T', ' ');
}

function sizeOf(asked: string | undefined): number {
  const size = Number(asked ?? '30');
  return Number.isInteger(size) && size >= 1 ? Math.min(size, 500) : 30;
}
