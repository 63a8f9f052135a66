import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backoffMs } from '../../../widget/life/backoff.ts';

describe('the wait before another try', () => {
  it('doubles its upper end from one second to one minute', () => {
    const most = [0, 1, 2, 5, 6, 50].map((attempt) => backoffMs(attempt, () => 1));
    expect(most).toEqual([1000, 2000, 4000, 32_000, 60_000, 60_000]);
  });

  it('is anything from nothing to that end', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 2000 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (attempt, chance) => {
          const wait = backoffMs(attempt, () => chance);
          expect(wait).toBeGreaterThanOrEqual(0);
          expect(wait).toBeLessThan(60_000);
        },
      ),
    );
  });
});
