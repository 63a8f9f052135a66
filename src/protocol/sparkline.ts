/** How a sparkline grows: one point for each stretch of its period, the newest in place of the one before. */
import { isDecimal } from './decimal.ts';
import { type Basis, type Draft, hasValue, type QuoteValue, quoteOf, type Reading } from './reading.ts';
import { maxSparkPoints, type Sparkline } from './snapshot.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** A trading session for drawing: 8 hours fit the exchanges we show, give or take the lunch break. */
const sessionMs = 8 * hourMs;

/** Longer without a point than this and a new session has begun: no session's lunch break comes near it. */
const sessionGapMs = 4 * hourMs;

export interface SparkPoint {
  /** ms since the epoch. */
  readonly t: number;
  /** The price as a number, which may be rounded for drawing. */
  readonly v: number;
  /** Another source than the point's before. */
  readonly isCut?: true;
}

/** The line as points, oldest first; none of what is no line, as a board that somebody else brought may have. */
export function pointsOf({ t0, dt = [], v, cuts = [] }: Sparkline): SparkPoint[] {
  return dt.map((seconds, index) => {
    const point = { t: t0 + seconds * 1000, v: v[index] ?? Number.NaN };
    return cuts.includes(index) ? { ...point, isCut: true } : point;
  });
}

/** At most 48 of the points, evenly picked, always with the first and the last. Undefined for no points. */
export function sparklineOf(points: readonly SparkPoint[]): Sparkline | undefined {
  const first = points[0];
  if (first === undefined) return undefined;
  const picked = thin(points);
  const cuts = [...picked.keys()].filter((index) => index > 0 && picked[index]?.isCut);
  return {
    t0: first.t,
    // Rounded down: an end that seems later than it was would turn away the next point.
    dt: picked.map(({ t }) => Math.floor((t - first.t) / 1000)),
    v: picked.map(({ v }) => v),
    ...(cuts.length === 0 ? {} : { cuts }),
  };
}

/**
 * The line with a new point, cut to the period that the basis names. A fixing's line comes whole with its value, so
 * nothing is ever appended to one. A point older than the line's end changes nothing, unless it is a seam: a source that
 * lags behind takes over where its own price stands, and what is later than that was the other's.
 */
export function appendPoint(
  line: Sparkline | undefined,
  point: SparkPoint,
  basis: Basis | undefined,
): Sparkline | undefined {
  if (basis === 'prevFixing' || basis === undefined) return line;
  if (!line) return lineAt(point);
  // On the lists as they lie: each reader does this for each item of each update.
  const { t0, dt = [], cuts = [] } = line;
  const timeOf = (index: number) => t0 + (dt[index] ?? 0) * 1000;
  const lastAt = timeOf(dt.length - 1);
  if (point.t < lastAt && !point.isCut) return line;
  const start = periodStart(basis, point.t, lastAt);
  let from = 0;
  let to = dt.length;
  while (from < to && timeOf(from) < start) from += 1;
  while (to > from && timeOf(to - 1) > point.t) to -= 1;
  const previousAt = to > from ? timeOf(to - 1) : Number.NaN;
  const stretch = stretchMs(basis);
  const isSameStretch =
    to - from > 1 && !point.isCut && Math.floor(previousAt / stretch) === Math.floor(point.t / stretch);
  // The line counts whole seconds: within one, the point is the same moment told again.
  const isInPlace = isSameStretch || point.t - previousAt < 1000;
  if (isInPlace) to -= 1;
  // What takes a point's place takes its seam as well.
  const end: SparkPoint = isInPlace && cuts.includes(to) ? { ...point, isCut: true } : point;
  return joined(line, Math.max(from, to - maxSparkPoints + 1), to, end);
}

/** The line's points from `from` on until `to`, which is not among them, and another one behind them. */
function joined(
  { t0, dt = [], v, cuts = [] }: Sparkline,
  from: number,
  to: number,
  end: SparkPoint,
): Sparkline {
  if (from === to) return lineAt(end);
  const first = dt[from] ?? 0;
  const prices = v.slice(from, to);
  // By its number: where somebody else's board has fewer prices than times, those that are there stay where they are.
  prices[to - from] = end.v;
  const seams = cuts.filter((cut) => cut > from && cut < to).concat(end.isCut ? to : []);
  return {
    t0: t0 + first * 1000,
    // Rounded down: an end that seems later than it was would turn away the next point.
    dt: [...dt.slice(from, to), Math.floor((end.t - t0) / 1000)].map((seconds) => seconds - first),
    v: prices,
    ...(seams.length > 0 && { cuts: seams.map((cut) => cut - from) }),
  };
}

function lineAt({ t, v }: SparkPoint): Sparkline {
  return { t0: t, dt: [0], v: [v] };
}

/** An item as it stands: its newest reading, and the line that it has by then. */
export interface Drawn {
  readonly reading: Reading;
  readonly spark?: Sparkline | undefined;
}

/**
 * The line of an item once `next` has come, for the worker and for readers alike. A blank adds nothing, nor does a held
 * reading that repeats the line's end. Against another basis the line begins anew, a fixing's too where it comes without
 * its own: what was drawn is another period's. So it does in another scale, as after a split.
 */
export function lineAfter(before: Drawn | undefined, next: Reading | Draft): Sparkline | undefined {
  const line = before?.spark;
  if (!hasValue(next) || next.value?.kind !== 'quote') return line;
  const { price, basis } = next.value;
  const known = before && quoteOf(before.reading);
  if (!isDecimal(price)) return line;
  const isCut = isSeam(before?.reading, next);
  const point = { t: next.asOf, v: Number(price), ...(isCut ? { isCut } : {}) };
  const isAnew = isOtherBasis(known, basis) || isOtherScale(known, next.value);
  return isAnew ? lineAt(point) : appendPoint(line, point, basis);
}

/** True where `next` goes on with another source's price than `before`: readers must see the seam. */
function isSeam(before: Reading | undefined, next: Reading | Draft): boolean {
  return before !== undefined && hasValue(before) && hasValue(next) && before.source !== next.source;
}

/** Where either is unknown nothing says that the line is another's. */
function isOtherBasis(before: QuoteValue | undefined, basis: Basis | undefined): boolean {
  return basis !== undefined && (before?.basis ?? basis) !== basis;
}

// From one reading to the next no close, fixing or opening moves by half; the least split that is known by itself halves.
const leastScale = 1.5;

/** The reference has moved by more than any market moves it: a split, or pence for pounds. */
function isOtherScale(before: QuoteValue | undefined, { reference }: QuoteValue): boolean {
  const ratio = Number(reference) / Number(before?.reference);
  return ratio > leastScale || (ratio > 0 && ratio < 1 / leastScale);
}

function stretchMs(basis: Basis): number {
  return (basis === 'prevClose' ? sessionMs : dayMs) / maxSparkPoints;
}

function periodStart(basis: Basis, at: number, lastAt: number | undefined): number {
  if (basis === 'utcDayOpen') return Math.floor(at / dayMs) * dayMs;
  if (basis === 'rolling24h') return at - dayMs;
  return lastAt !== undefined && at - lastAt > sessionGapMs ? at : at - dayMs;
}

function thin(points: readonly SparkPoint[]): SparkPoint[] {
  if (points.length <= maxSparkPoints) return [...points];
  const step = (points.length - 1) / (maxSparkPoints - 1);
  const picks = Array.from({ length: maxSparkPoints }, (_, index) => Math.round(index * step));
  return picks.flatMap((pick, index) => {
    const point = points[pick];
    if (point === undefined) return [];
    const skipped = points.slice((picks[index - 1] ?? pick) + 1, pick);
    return skipped.some(({ isCut }) => isCut) ? [{ ...point, isCut: true as const }] : [point];
  });
}
