import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chartOf, nearestPoint, plotHeight, plotWidth, pointAt } from '../../../src/view/panel/chart.ts';

const start = Date.UTC(2026, 10, 23, 9);
const hourMs = 3_600_000;
const rising = [0, 1, 2, 3, 4].map((hour) => ({ t: start + hour * hourMs, v: 100 + hour * 10 }));

describe('the chart', () => {
  it('spans the plot from the first point to the last, high prices above low ones', () => {
    const chart = chartOf(rising);
    expect(chart?.points[0]).toMatchObject({ x: 0, y: plotHeight });
    expect(chart?.points.at(-1)).toMatchObject({ x: plotWidth, y: 0 });
    expect([chart?.low, chart?.high]).toEqual([100, 140]);
  });

  it('keeps the basis in the picture, and knows none where none is known', () => {
    expect(chartOf(rising, 90)?.baseline).toBe(plotHeight);
    expect(chartOf(rising, 90)?.points[0]?.y).toBeLessThan(plotHeight);
    // It is none of the line's own prices.
    expect([90, 150].map((basis) => [chartOf(rising, basis)?.low, chartOf(rising, basis)?.high])).toEqual([
      [100, 140],
      [100, 140],
    ]);
    expect(chartOf(rising)?.baseline).toBeUndefined();
    expect(chartOf(rising, Number.NaN)?.baseline).toBeUndefined();
  });

  it('breaks the line where another source begins', () => {
    const cut = rising.map((point, index) => (index === 2 ? { ...point, isCut: true as const } : point));
    expect(chartOf(cut)?.line.match(/M/g)).toHaveLength(2);
    expect(chartOf(rising)?.line.match(/M/g)).toHaveLength(1);
  });

  it('tells a line within days from one of days, a day of 23 hours among them', () => {
    expect(chartOf(rising)?.isWithinDays).toBe(true);
    const days = [0, 24, 47, 71, 143].map((hour) => ({ t: start + hour * hourMs, v: 1 }));
    expect(chartOf(days)?.isWithinDays).toBe(false);
  });

  it('finds the point nearest to a moment', () => {
    const chart = chartOf(rising);
    const found = [-5, 0, 1.4, 1.6, 9].map((hour) => chart && pointAt(chart, start + hour * hourMs));
    expect(found).toEqual([0, 0, 1, 2, 4]);
  });

  it('marks round prices and round times', () => {
    const chart = chartOf(rising);
    expect(chart?.prices.map(({ value }) => value)).toEqual([100, 120, 140]);
    expect(chart?.times.map(({ value }) => new Date(value).getUTCHours())).toEqual([9, 10, 11, 12, 13]);
    expect(chart?.isByDay).toBe(false);
    const third = rising.map(({ t }, index) => ({ t, v: index * 0.75 }));
    expect(chartOf(third)?.prices.map(({ value }) => value)).toEqual([0, 1, 2, 3]);
    const sixth = rising.map(({ t }, index) => ({ t: start + (t - start) * 1.25, v: index }));
    expect(chartOf(sixth)?.times).toHaveLength(6);
    const days = rising.map((point, index) => ({ ...point, t: start + index * 24 * hourMs }));
    expect(chartOf(days)?.isByDay).toBe(true);
  });

  it('gives the axis as many decimals as tell its prices apart', () => {
    const rates = rising.map(({ t }, index) => ({ t, v: 1.0845 + index * 0.0004 }));
    const chart = chartOf(rates);
    const texts = chart?.prices.map(({ value }) => value.toFixed(chart.decimals));
    expect(new Set(texts).size).toBe(texts?.length);
    expect(chartOf(rising)?.decimals).toBe(0);
  });

  it('is none for fewer than two moments', () => {
    expect(chartOf([])).toBeUndefined();
    expect(chartOf(rising.slice(0, 1))).toBeUndefined();
    expect(chartOf([rising[0], rising[0]].flatMap((point) => point ?? []))).toBeUndefined();
  });

  it('finds the point that lies nearest', () => {
    const chart = chartOf(rising);
    expect(chart && nearestPoint(chart, plotWidth * 0.55)).toBe(2);
    expect(chart && nearestPoint(chart, 9999)).toBe(4);
  });

  it('stays inside of its box whatever the figures are', () => {
    const point = fc.record({ t: fc.double(), v: fc.double() });
    fc.assert(
      fc.property(fc.array(point, { maxLength: 48 }), fc.double(), (points, reference) => {
        const sorted = points.toSorted((a, b) => a.t - b.t);
        const chart = chartOf(sorted, reference);
        if (chart === undefined) return;
        expect(chart.prices.length + chart.times.length).toBeLessThanOrEqual(12);
        expect(chart.decimals).toBeLessThanOrEqual(400);
        for (const { x, y } of chart.points) {
          if (Number.isFinite(x)) expect(x).toBeLessThanOrEqual(plotWidth);
          if (Number.isFinite(y)) expect(y).toBeLessThanOrEqual(plotHeight);
        }
      }),
    );
  });
});
