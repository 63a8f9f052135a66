import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withDrawnDigits } from '../../src/gateway/drawn-digits.ts';
import type { Sparkline } from '../../src/protocol/snapshot.ts';

const lineOf = (v: readonly number[]): Sparkline => ({ t0: 0, dt: v.map((_, index) => index * 60), v });
const price = fc.oneof(
  fc.integer({ min: -4_000, max: 9_000_000 }).map((cents) => cents / 100),
  fc.integer({ min: 1, max: 90_000 }).map((units) => units / 1_000_000),
);

describe('the digits of a line', () => {
  it('are those that a drawing shows, and the last price has all of its own', () => {
    expect(withDrawnDigits(lineOf([6891.44, 6901.07, 6931.42, 6931.42]))).toEqual(
      lineOf([6891.5, 6901, 6931.5, 6931.42]),
    );
    expect(withDrawnDigits(lineOf([90_012.34, 92_999.99, 91_204.13])).v).toEqual([90_000, 93_000, 91_204.13]);
    expect(withDrawnDigits(lineOf([1.08451, 1.08449])).v).toEqual([1.08451, 1.08449]);
  });

  it('move no price by more than an eightieth of the range, and are never more than there were', () => {
    fc.assert(
      fc.property(fc.array(price, { minLength: 2, maxLength: 48 }), (v) => {
        const rounded = withDrawnDigits(lineOf(v)).v;
        const range = Math.max(...v) - Math.min(...v);
        for (const [index, value] of rounded.entries())
          expect(Math.abs(value - (v[index] ?? Number.NaN))).toBeLessThanOrEqual(range / 80);
        expect(rounded.at(-1)).toBe(v.at(-1));
        expect(JSON.stringify(rounded).length).toBeLessThanOrEqual(JSON.stringify(v).length);
      }),
    );
  });

  it('leave a level line, and one without a price, as they are', () => {
    for (const v of [[7.1234567, 7.1234567], [5], []]) expect(withDrawnDigits(lineOf(v)).v).toEqual(v);
  });
});
