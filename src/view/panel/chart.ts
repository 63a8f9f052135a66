/** The day chart's geometry: a line of points into paths, axes and places to read. Pure; knows no words and no DOM. */
import type { TellablePoint } from './whole-prices.ts';

export const chartWidth = 360;
export const chartHeight = 158;
// Room for the prices at the end and the times below.
export const plotWidth = 306;
export const plotHeight = 130;

const hourMs = 3_600_000;
// A day on which clocks change has an hour less, and a market may close some hours sooner.
const shortestDayMs = 18 * hourMs;
const stepsMs = [0.5, 1, 2, 6, 24, 168, 720, 2160].map((hours) => hours * hourMs);

export interface ChartPoint extends TellablePoint {
  readonly x: number;
  readonly y: number;
}

/** A price or a time of an axis, and where it stands. */
export interface Tick {
  readonly value: number;
  readonly at: number;
}

export interface Chart {
  readonly points: readonly ChartPoint[];
  /** SVG path data, broken at seams. */
  readonly line: string;
  /** Height of the basis; undefined where it is unknown. */
  readonly baseline: number | undefined;
  readonly prices: readonly Tick[];
  /** As many as tell one price of the axis from the next. */
  readonly decimals: number;
  readonly times: readonly Tick[];
  /** False where each point stands for a day: its time says nothing. */
  readonly isWithinDays: boolean;
  /** True where the times of the axis are days. */
  readonly isByDay: boolean;
  /** Of what is drawn: prices to tell only where no point is rough. */
  readonly low: number;
  readonly high: number;
}

/** `reference`: the price that the change is measured against. Undefined where the points make no line. */
export function chartOf(given: readonly TellablePoint[], reference = Number.NaN): Chart | undefined {
  const known = given.filter(({ t, v }) => Number.isFinite(t + v));
  const values = known.map(({ v }) => v);
  const scaled = Number.isFinite(reference) ? [...values, reference] : values;
  const [start, end] = [known[0]?.t ?? 0, known.at(-1)?.t ?? 0];
  const [bottom, top] = [Math.min(...scaled), Math.max(...scaled)];
  if (!(end > start)) return undefined;
  const x = (t: number) => tenths(((t - start) / (end - start)) * plotWidth);
  const y = (v: number) => tenths(top > bottom ? ((top - v) / (top - bottom)) * plotHeight : plotHeight / 2);

  const points = known.map((point) => ({ ...point, x: x(point.t), y: y(point.v) }));
  const priceStep = roundStep((top - bottom) / 3);
  const timeStep = stepsMs.find((step) => (end - start) / step <= 5) ?? end - start;
  return {
    points,
    line: points.map((point, at) => `${at && !point.isCut ? 'L' : 'M'}${point.x} ${point.y}`).join(''),
    baseline: Number.isFinite(reference) ? y(reference) : undefined,
    prices: ticks(bottom, top, priceStep, y),
    decimals: Math.max(0, -Math.floor(Math.log10(priceStep))),
    times: ticks(start, end, timeStep, x),
    isWithinDays: points.some(({ t }, at) => at > 0 && t - (points[at - 1]?.t ?? t) < shortestDayMs),
    isByDay: timeStep >= 24 * hourMs,
    low: Math.min(...values),
    high: Math.max(...values),
  };
}

/** The point that lies nearest to `x`, by its index. */
export function nearestPoint({ points }: Chart, x: number): number {
  return nearest(
    points.map((point) => point.x),
    x,
  );
}

/** The point that is nearest to the moment `t`, by its index. */
export function pointAt({ points }: Chart, t: number): number {
  return nearest(
    points.map((point) => point.t),
    t,
  );
}

function nearest(values: readonly number[], to: number): number {
  const gaps = values.map((value) => Math.abs(value - to));
  return gaps.indexOf(Math.min(...gaps));
}

/** 1, 2 or 5 times a power of ten, at least as large; 1 for nothing. */
function roundStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough || 1));
  return [1, 2, 5, 10].map((times) => times * power).find((step) => step >= rough) ?? 1;
}

/** The multiples of `step` in between: six at most, whatever the figures of a feed are. */
function ticks(from: number, to: number, step: number, place: (value: number) => number): Tick[] {
  const first = Math.ceil(from / step);
  return [0, 1, 2, 3, 4, 5]
    .map((more) => (first + more) * step)
    .filter((value) => value <= to)
    .map((value) => ({ value, at: place(value) }));
}

/** Finer than any screen, and keeps the path short. */
function tenths(px: number): number {
  return Math.round(px * 10) / 10;
}
