import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sparkHeight, sparkShape, sparkWidth } from '../../../widget/finish/spark-shape.ts';

const lineOf = (...v: number[]) => ({ t0: 0, dt: v.map((_, index) => index * 60), v });

describe('the shape of a sparkline', () => {
  it('runs from edge to edge, higher prices higher up', () => {
    expect(sparkShape(lineOf(1, 3, 2), undefined)).toEqual({
      line: 'M2 16L23 2L44 9',
      end: { x: 44, y: 9 },
      baseline: undefined,
    });
  });

  it('is broken where another source begins', () => {
    expect(sparkShape({ ...lineOf(1, 3, 2), cuts: [2] }, undefined).line).toBe('M2 16L23 2M44 9');
  });

  it('keeps the basis in the picture even where the line is all above it', () => {
    const { baseline, line } = sparkShape(lineOf(3, 4), 2);
    expect(baseline).toBe(16);
    expect(line).toBe('M2 9L44 2');
  });

  it('lies in the middle where nothing moved', () => {
    expect(sparkShape(lineOf(5, 5), 5)).toMatchObject({ line: 'M2 9L44 9', baseline: 9 });
  });

  it('has prices of one moment side by side', () => {
    expect(sparkShape({ t0: 0, dt: [60, 60, 60], v: [1, 2, 3] }, undefined).line).toBe('M2 16L23 9L44 2');
  });

  it('is nothing for fewer than two points', () => {
    for (const line of [undefined, lineOf(), lineOf(4)])
      expect(sparkShape(line, 4)).toEqual({ line: '', end: undefined, baseline: undefined });
  });

  it('stays inside its box whatever the numbers are', () => {
    const numbers = fc.array(fc.double({ min: -1e12, max: 1e12 }), { maxLength: 48 });
    fc.assert(
      fc.property(
        numbers,
        fc.array(fc.integer()),
        fc.option(fc.double(), { nil: undefined }),
        (v, dt, reference) => {
          const { line, end, baseline } = sparkShape({ t0: 0, dt: dt.sort((a, b) => a - b), v }, reference);
          expect(line).toMatch(/^(M[\d. ]+(L[\d. ]+)+)?$/);
          for (const pair of line.split(/[ML]/).filter(Boolean)) {
            const [x, y] = pair.split(' ').map(Number);
            expect(x).toBeLessThanOrEqual(sparkWidth);
            expect(y).toBeLessThanOrEqual(sparkHeight);
          }
          if (end === undefined) expect(line).toBe('');
          if (baseline !== undefined) expect(baseline).toBeLessThanOrEqual(sparkHeight);
        },
      ),
    );
  });
});
