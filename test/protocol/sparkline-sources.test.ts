/** A line that several sources draw one after the other, some of them behind the others. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Basis } from '../../src/protocol/reading.ts';
import { maxSparkPoints, type Sparkline } from '../../src/protocol/snapshot.ts';
import { appendPoint, pointsOf, type SparkPoint, sparklineOf } from '../../src/protocol/sparkline.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const midnight = Date.UTC(2026, 10, 23);

/** The line after all points have come one by one. */
function grow(points: readonly SparkPoint[], basis: Basis | undefined): Sparkline | undefined {
  return points.reduce<Sparkline | undefined>((line, point) => appendPoint(line, point, basis), undefined);
}

const everyMs = (stepMs: number, count: number, from = midnight) =>
  Array.from({ length: count }, (_, index) => ({ t: from + index * stepMs, v: index }));

describe('a seam between two sources', () => {
  const cutAt = (index: number, points: readonly SparkPoint[]) =>
    points.map((point, at) => (at === index ? { ...point, isCut: true as const } : point));

  it('stays where it is while the line grows, and goes with its point when that leaves', () => {
    const line = grow(cutAt(3, everyMs(hour, 6)), 'rolling24h');
    expect(line?.cuts).toEqual([3]);
    const later = grow(
      [...cutAt(3, everyMs(hour, 6)), ...everyMs(hour, 25, midnight + 6 * hour)],
      'rolling24h',
    );
    expect(later?.cuts).toBeUndefined();
  });

  it('is kept where points are left out', () => {
    const line = sparklineOf(cutAt(501, everyMs(minute, 1_000)));
    expect(line?.cuts).toHaveLength(1);
    expect(line?.v[(line.cuts?.[0] ?? 0) - 1]).toBeLessThan(501);
    expect(line?.v[line.cuts?.[0] ?? 0]).toBeGreaterThanOrEqual(501);
  });

  it('is not drawn over by the points of the same stretch', () => {
    const line = grow(cutAt(2, everyMs(minute, 9)), 'prevClose');
    expect(line?.cuts).toEqual([2]);
    expect(line?.v).toEqual([0, 1, 8]);
  });
});

describe('a source that lags behind', () => {
  const line = () => grow(everyMs(hour, 4), 'rolling24h');
  const late = { t: midnight + 2.5 * hour, v: 50 };

  it('takes the line over where its own price stands', () => {
    const taken = appendPoint(line(), { ...late, isCut: true }, 'rolling24h');
    expect(taken).toEqual({ t0: midnight, dt: [0, 3_600, 7_200, 9_000], v: [0, 1, 2, 50], cuts: [3] });
    const later = appendPoint(taken, { t: midnight + 4 * hour, v: 51 }, 'rolling24h');
    expect(later).toMatchObject({ v: [0, 1, 2, 50, 51], cuts: [3] });
  });

  it('changes nothing without the seam', () => {
    const before = line();
    expect(appendPoint(before, late, 'rolling24h')).toBe(before);
  });

  it('takes the place of a point of its own moment, and of no older one of its stretch', () => {
    // As an exchange's own history has it: several points in a stretch.
    const close = sparklineOf([...everyMs(hour, 2), { t: midnight + 1.2 * hour, v: 2 }]);
    const seam = { t: midnight + 1.2 * hour - minute, v: 50, isCut: true as const };
    expect(appendPoint(close, seam, 'rolling24h')).toMatchObject({ v: [0, 1, 50], cuts: [2] });
    expect(appendPoint(close, { ...seam, t: midnight + hour }, 'rolling24h')).toMatchObject({
      v: [0, 50],
      cuts: [1],
    });
  });

  it('before all of the line begins it anew', () => {
    expect(appendPoint(line(), { t: midnight - hour, v: 50, isCut: true }, 'rolling24h')).toEqual({
      t0: midnight - hour,
      dt: [0],
      v: [50],
    });
  });
});

describe('a line of sources that take turns, each behind by a time of its own', () => {
  const lags = [0, 90_000, 20 * minute, 5 * hour];
  const turns = fc.array(fc.record({ waitMs: fc.nat(2 * hour), source: fc.nat(lags.length - 1) }), {
    minLength: 1,
    maxLength: 120,
  });
  const basis = fc.constantFrom<Basis>('utcDayOpen', 'rolling24h', 'prevClose');

  it('ends on what came last, in order and bounded, with a cut between any two of other sources', () => {
    fc.assert(
      fc.property(turns, basis, (all, against) => {
        let line: Sparkline | undefined;
        let now = midnight + 12 * hour;
        for (const [index, { waitMs, source }] of all.entries()) {
          now += waitMs;
          const before = all[index - 1]?.source ?? source;
          // The value says whose it is.
          const point = { t: now - (lags[source] ?? 0), v: index * lags.length + source };
          line = appendPoint(line, { ...point, ...(before === source ? {} : { isCut: true }) }, against);
          const points = pointsOf(line ?? fail());
          expect(points.length).toBeLessThanOrEqual(maxSparkPoints);
          const last = points.at(-1) ?? fail();
          expect(last.v).toBe(point.v);
          expect(point.t - last.t).toBeGreaterThanOrEqual(0);
          expect(point.t - last.t).toBeLessThan(1_000);
          const from = against === 'utcDayOpen' ? Math.floor(point.t / day) * day : point.t - day;
          expect((points[0]?.t ?? 0) + 1_000).toBeGreaterThanOrEqual(from);
          for (const [at, { t, v, isCut }] of points.entries()) {
            const previous = points[at - 1];
            if (previous === undefined) continue;
            expect(t).toBeGreaterThanOrEqual(previous.t);
            if (v % lags.length !== previous.v % lags.length) expect(isCut).toBe(true);
          }
        }
      }),
    );
  });
});

function fail(): never {
  throw new Error('there is no line');
}
