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

describe('sparklineOf', () => {
  it('is nothing for no points', () => {
    expect(sparklineOf([])).toBeUndefined();
  });

  it('counts whole seconds from its first point', () => {
    expect(
      sparklineOf([
        { t: 1_500, v: 1 },
        { t: 3_400, v: 2 },
        { t: 61_500, v: 0.5 },
      ]),
    ).toEqual({ t0: 1_500, dt: [0, 1, 60], v: [1, 2, 0.5] });
  });

  it('keeps up to 48 points as they are, and picks evenly from more, with the first and the last', () => {
    const all = everyMs(minute, maxSparkPoints);
    expect(pointsOf(sparklineOf(all) ?? fail())).toEqual(all);
    const picked = pointsOf(sparklineOf(everyMs(minute, 1_000)) ?? fail());
    expect(picked).toHaveLength(maxSparkPoints);
    expect([picked[0]?.v, picked.at(-1)?.v]).toEqual([0, 999]);
    const steps = picked.slice(1).map(({ v }, index) => v - (picked[index]?.v ?? 0));
    expect(Math.min(...steps)).toBeGreaterThanOrEqual(21);
    expect(Math.max(...steps)).toBeLessThanOrEqual(22);
  });
});

describe('appendPoint', () => {
  it('begins a line', () => {
    expect(appendPoint(undefined, { t: midnight, v: 7 }, 'rolling24h')).toEqual({
      t0: midnight,
      dt: [0],
      v: [7],
    });
  });

  it.each(['prevFixing', undefined] as const)('leaves the line of basis %s as it came', (basis) => {
    const line = { t0: midnight, dt: [0], v: [1] };
    expect(appendPoint(line, { t: midnight + hour, v: 2 }, basis)).toBe(line);
    expect(appendPoint(undefined, { t: midnight, v: 2 }, basis)).toBeUndefined();
  });

  it('puts a point in place of the newest of the same half hour, but never of the first', () => {
    const line = grow(
      [
        { t: midnight, v: 1 },
        { t: midnight + minute, v: 2 },
        { t: midnight + 2 * minute, v: 3 },
        { t: midnight + 31 * minute, v: 4 },
        { t: midnight + 59 * minute, v: 5 },
      ],
      'utcDayOpen',
    );
    expect(line?.v).toEqual([1, 3, 5]);
    expect(line?.dt).toEqual([0, 120, 59 * 60]);
  });

  it('draws a session in stretches of ten minutes', () => {
    const line = grow(everyMs(minute, 30, midnight + 14 * hour), 'prevClose');
    expect(line?.v).toEqual([0, 9, 19, 29]);
  });

  it('changes nothing for a point that is older than the end', () => {
    const line = grow(everyMs(hour, 3), 'utcDayOpen');
    expect(appendPoint(line, { t: midnight + hour, v: 99 }, 'utcDayOpen')).toBe(line);
  });

  it('changes nothing for the very same point told again, the first and the last', () => {
    for (const basis of ['utcDayOpen', 'rolling24h', 'prevClose'] as const) {
      for (const count of [1, 2, 3]) {
        const points = everyMs(30 * minute, count, midnight + 123);
        const line = grow(points, basis);
        const last = points.at(-1) ?? fail();
        expect(appendPoint(line, last, basis)).toEqual(line);
      }
    }
  });

  it('corrects the value of the same moment', () => {
    const line = appendPoint(undefined, { t: midnight, v: 1 }, 'utcDayOpen');
    expect(appendPoint(line, { t: midnight, v: 2 }, 'utcDayOpen')).toEqual({ t0: midnight, dt: [0], v: [2] });
  });

  it('against the open of the UTC day begins anew at midnight', () => {
    const line = grow(everyMs(hour, 24), 'utcDayOpen');
    expect(line?.v).toHaveLength(24);
    expect(appendPoint(line, { t: midnight + day, v: 5 }, 'utcDayOpen')).toEqual({
      t0: midnight + day,
      dt: [0],
      v: [5],
    });
  });

  it('against 24 hours ago forgets what is older', () => {
    const line = grow(everyMs(hour, 30), 'rolling24h');
    expect(line?.t0).toBe(midnight + 5 * hour);
    expect(line?.v.at(-1)).toBe(29);
  });

  it('against the close before begins anew with a new session, and bears a lunch break', () => {
    const open = midnight + 14 * hour;
    const line = grow([...everyMs(10 * minute, 12, open), { t: open + 4 * hour, v: 50 }], 'prevClose');
    expect(line?.t0).toBe(open);
    const next = appendPoint(line, { t: open + day, v: 60 }, 'prevClose');
    expect(next).toEqual({ t0: open + day, dt: [0], v: [60] });
  });
});

describe('a line that grows', () => {
  const steps = fc.array(fc.record({ waitMs: fc.nat(3 * hour), v: fc.integer({ min: 1, max: 999 }) }), {
    minLength: 1,
    maxLength: 150,
  });
  const basis = fc.constantFrom<Basis>('utcDayOpen', 'rolling24h', 'prevClose');

  it('has at most 48 points, in order, ends on the newest and stays in its period', () => {
    fc.assert(
      fc.property(steps, basis, fc.nat(day), (moves, against, offset) => {
        let line: Sparkline | undefined;
        let t = midnight + offset;
        for (const { waitMs, v } of moves) {
          t += waitMs;
          line = appendPoint(line, { t, v }, against);
          const points = pointsOf(line ?? fail());
          expect(points.length).toBeLessThanOrEqual(maxSparkPoints);
          expect(points.every((point, index) => index === 0 || point.t >= (points[index - 1]?.t ?? 0))).toBe(
            true,
          );
          const last = points.at(-1) ?? fail();
          expect(last.v).toBe(v);
          expect(t - last.t).toBeGreaterThanOrEqual(0);
          expect(t - last.t).toBeLessThan(1_000);
          const from = against === 'utcDayOpen' ? Math.floor(t / day) * day : t - day;
          // A second: the line counts whole ones.
          expect((points[0]?.t ?? 0) + 1_000).toBeGreaterThanOrEqual(from);
        }
      }),
    );
  });

  it('is the same whether a reader or the worker lets it grow', () => {
    fc.assert(
      fc.property(steps, basis, (moves, against) => {
        let t = midnight;
        const points = moves.map(({ waitMs, v }) => {
          t += waitMs;
          return { t, v };
        });
        const half = Math.floor(points.length / 2);
        const sent = JSON.stringify(grow(points.slice(0, half), against));
        const joined = sent === undefined ? undefined : (JSON.parse(sent) as Sparkline);
        const grown = points
          .slice(half)
          .reduce<Sparkline | undefined>((line, p) => appendPoint(line, p, against), joined);
        expect(grown).toEqual(grow(points, against));
      }),
    );
  });
});

function fail(): never {
  throw new Error('there is no line');
}
