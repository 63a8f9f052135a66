/** The line that comes whole with a daily fixing: for the tile, and a longer one for its detail. */
import { maxSparkPoints } from '../protocol/snapshot.ts';
import type { Observation, SeriesPoint } from './provider.ts';

/** The ECB's 90-day file, the longest that is read, holds about 65 fixings. */
export const maxDetailPoints = 70;

/** Longer than any feed's own reach: a day further back is one that was misprinted. */
const reachMs = 120 * 86_400_000;

/** `points` oldest first; those of another year are left out, and nothing is drawn for fewer than two of them, since one point is no line. */
export function fixingLine(points: readonly SeriesPoint[]): Pick<Observation, 'series' | 'detail'> {
  const end = points.at(-1)?.t ?? 0;
  const shown = points.filter(({ t }) => t >= end - reachMs).slice(-maxDetailPoints);
  const [first] = shown;
  if (first === undefined || shown.length < 2) return {};
  const dt = shown.map(({ t }) => (t - first.t) / 1000);
  const series = { t0: first.t, dt, v: shown.map(({ price }) => Number(price)) };
  return {
    series: shown.slice(-maxSparkPoints),
    detail: { kind: 'quote', series, basis: 'prevFixing' },
  };
}
