/** Kraken's OHLC answer as the line since UTC midnight; knows no request. */
import { z } from 'zod';
import { UpstreamError } from '../system/upstream-error.ts';
import { decimalText } from './body.ts';
import { entryOf, krakenResult } from './kraken-ticker.ts';
import type { SeriesPoint } from './provider.ts';

/** Length of a candle in minutes: 48 make a day, as many points as a sparkline holds. */
export const candleMinutes = 30;
const candleMs = candleMinutes * 60_000;
const dayMs = 86_400_000;

// [time in Unix seconds, open, high, low, close, …]
const candle = z.tuple([z.int().positive(), decimalText, z.unknown(), z.unknown(), decimalText], z.unknown());

/** The UTC midnight before `now`, both ms since the epoch. */
export function utcMidnight(now: number): number {
  return Math.floor(now / dayMs) * dayMs;
}

/**
 * The day's open, then each candle's close at its end, or at `now` for the one still running. Unreadable candles are
 * left out: a line may have a gap. Throws an UpstreamError where there is no line at all.
 */
export function parseCandles(text: string, pair: string, now: number): readonly SeriesPoint[] {
  const rows = entryOf(krakenResult(text), pair);
  if (!Array.isArray(rows)) throw new UpstreamError('shape', 'no candles for the pair');
  const candles = rows.flatMap((row) => candleOf(row) ?? []).filter(({ t }) => isOfDay(t, now));
  const [first] = candles;
  if (first === undefined) throw new UpstreamError('empty', 'no candle of the current UTC day');
  const closes = candles.map(({ t, close }) => ({ t: Math.min(t + candleMs, now), price: close }));
  return [{ t: first.t, price: first.open }, ...closes];
}

function candleOf(row: unknown) {
  const parsed = candle.safeParse(row);
  if (!parsed.success) return undefined;
  const [seconds, open, , , close] = parsed.data;
  return { t: seconds * 1000, open, close };
}

function isOfDay(t: number, now: number): boolean {
  return t >= utcMidnight(now) && t < now;
}
