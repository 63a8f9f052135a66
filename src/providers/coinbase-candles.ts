/** Coinbase Exchange's `candles` answer as the line of the last 24 hours; knows no request. */
import { z } from 'zod';
import { UpstreamError } from '../system/upstream-error.ts';
import { exactJsonBody, integer, numberText } from './exact-json.ts';
import type { SeriesPoint } from './provider.ts';

/** Length of a candle in seconds: 96 make a day. Half an hour, of which 48 would do, is not among the lengths it has. */
export const candleSeconds = 900;
const candleMs = candleSeconds * 1000;
const dayMs = 86_400_000;

// [Unix seconds, low, high, open, close, volume]: low stands before high.
const candle = z.tuple([integer, z.unknown(), z.unknown(), numberText, numberText], z.unknown());

/**
 * The first candle's open, then each one's close at its end, or at `now` for the one still running; oldest first,
 * though Coinbase gives the newest first. Candles that cannot be read, or of before, are left out. Throws an
 * UpstreamError where there is no line at all.
 */
export function parseCandles(text: string, now: number): readonly SeriesPoint[] {
  const rows = exactJsonBody(text, z.array(z.unknown()).max(1_000));
  const candles = rows
    .flatMap((row) => candleOf(row) ?? [])
    .filter(({ t }) => t >= now - dayMs && t < now)
    .sort((a, b) => a.t - b.t);
  const [first] = candles;
  if (first === undefined) throw new UpstreamError('empty', 'no candle of the last 24 hours');
  const closes = candles.map(({ t, close }) => ({ t: Math.min(t + candleMs, now), price: close }));
  return [{ t: first.t, price: first.open }, ...closes];
}

function candleOf(row: unknown) {
  const parsed = candle.safeParse(row);
  if (!parsed.success) return undefined;
  const [seconds, , , open, close] = parsed.data;
  return { t: seconds * 1000, open, close };
}
