/** From a line of points to the path that is drawn. Pure geometry: knows no DOM, no colour. */
import type { Sparkline } from '../../src/protocol/snapshot.ts';
import { pointsOf } from '../../src/protocol/sparkline.ts';

export const sparkWidth = 46;
export const sparkHeight = 18;

// Keeps the stroke and its end dot inside the box.
const inset = 2;

export interface SparkShape {
  /** SVG path data; '' where there are too few points for a line. */
  readonly line: string;
  /** Where the line ends, for its dot; undefined with an empty line. */
  readonly end: { readonly x: number; readonly y: number } | undefined;
  /** Height of the basis; undefined where the basis is unknown. */
  readonly baseline: number | undefined;
}

const nothing: SparkShape = { line: '', end: undefined, baseline: undefined };

/** `reference`: the price that the change is measured against; it is always inside the picture. */
export function sparkShape(line: Sparkline | undefined, reference: number | undefined): SparkShape {
  const points = (line ? pointsOf(line) : []).filter(({ t, v }) => Number.isFinite(t) && Number.isFinite(v));
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last || first === last) return nothing;

  const base = Number.isFinite(reference) ? reference : undefined;
  const prices = points.map(({ v }) => v).concat(base ?? []);
  const [low, high] = [Math.min(...prices), Math.max(...prices)];
  const span = last.t - first.t;
  const x = (at: number, index: number) =>
    scale(span > 0 ? (at - first.t) / span : index / (points.length - 1), inset, sparkWidth - inset);
  const y = (price: number) =>
    scale(high > low ? (high - price) / (high - low) : 0.5, inset, sparkHeight - inset);

  return {
    line: points
      .map(({ t, v, isCut }, index) => `${index && !isCut ? 'L' : 'M'}${x(t, index)} ${y(v)}`)
      .join(''),
    end: { x: x(last.t, points.length - 1), y: y(last.v) },
    baseline: base === undefined ? undefined : y(base),
  };
}

/** A tenth of a pixel is finer than any screen and keeps the path short. */
function scale(share: number, from: number, to: number): number {
  return Math.round((from + share * (to - from)) * 10) / 10;
}
