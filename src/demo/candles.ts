/** Opens, extremes and closes over a span, all read from one price function so that they agree with each other. */

/** Price at an instant in ms since the epoch. */
export type PriceAt = (t: number) => number;

export interface Candle {
  /** ms since the epoch. */
  readonly start: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly mean: number;
}

// A common grid, so that a day's high is never below the high of one of its half hours.
const gridMs = 450_000;

/** From `start` to `end`, both included; ms since the epoch. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The span from `start` to `end` (ms since the epoch, both included), sampled every 7.5 minutes and at its ends. */
export function candleOver(price: PriceAt, start: number, end: number): Candle {
  return candleAcross(price, [{ start, end }]);
}

/** One candle over spans in their order: nothing between them is part of it. At least one span. */
export function candleAcross(price: PriceAt, spans: readonly Span[]): Candle {
  const samples = spans.flatMap((span) => samplesOver(price, span));
  return {
    start: spans[0]?.start ?? 0,
    open: samples[0] ?? 0,
    high: Math.max(...samples),
    low: Math.min(...samples),
    close: samples.at(-1) ?? 0,
    mean: samples.reduce((sum, sample) => sum + sample, 0) / samples.length,
  };
}

function samplesOver(price: PriceAt, { start, end }: Span): number[] {
  const samples = [price(start)];
  for (let t = (Math.floor(start / gridMs) + 1) * gridMs; t < end; t += gridMs) samples.push(price(t));
  return [...samples, price(end)];
}

/** The candle as it is where `close` was set by hand: the extremes reach that far, too. */
export function closedAt(candle: Candle, close: number): Candle {
  return { ...candle, close, high: Math.max(candle.high, close), low: Math.min(candle.low, close) };
}

/** The candle's volume: its share of `dayVolume` give or take a half, by a hash of its start. */
export function volumeOver(dayVolume: number, spanMs: number, ofMs: number, hashed: number): number {
  return dayVolume * (spanMs / ofMs) * (0.5 + (hashed % 1000) / 1000);
}
