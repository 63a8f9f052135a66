import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allows, forecastOf, nothingSpent, renewsAt, spend, spentBy } from '../../src/worker/budget.ts';

const midnight = Date.UTC(2026, 10, 23);
const hourMs = 3_600_000;
const spentAt = (hour: number, used: number) => ({ day: midnight, used, since: midnight + hour * hourMs });

describe('what is spent', () => {
  it('adds up within a UTC day and begins anew with the next', () => {
    let spent = nothingSpent(midnight + hourMs);
    spent = spend(spend(spent, 1, midnight + 2 * hourMs), 4, midnight + 24 * hourMs - 1);
    expect(spent).toEqual({ day: midnight, used: 5, since: midnight + hourMs });
    expect(renewsAt(spent)).toBe(midnight + 24 * hourMs);
    spent = spend(spent, 2, midnight + 24 * hourMs);
    expect(spent).toMatchObject({ day: midnight + 24 * hourMs, used: 2, since: midnight + 24 * hourMs });
  });

  it('is not forgotten because the clock was set back into yesterday', () => {
    expect(spentBy(spentAt(1, 50), midnight - hourMs).used).toBe(50);
  });
});

describe('where the clock jumps', () => {
  const at = midnight + 12 * hourMs;
  const dayMs = 24 * hourMs;
  const yearMs = 365 * dayMs;

  it('and is set right, the day goes on with all that was asked', () => {
    for (const jump of [yearMs, dayMs, -yearMs]) {
      const back = spend(spend(spentAt(1, 50), 5, at + jump), 3, at);
      expect(back).toMatchObject({ day: midnight, used: 58, since: midnight + hourMs });
      expect(renewsAt(back)).toBe(midnight + dayMs);
    }
  });

  it('back to a day of which nothing is known, that day has what was asked until then, and no day after it', () => {
    const yesterday = spentBy(spentAt(1, 50), at - dayMs);
    expect(yesterday).toMatchObject({ day: midnight - dayMs, used: 50 });
    const ahead = spend(spentAt(1, 50), 1, at - yearMs);
    expect(ahead).toMatchObject({ day: midnight - yearMs, used: 51 });
    expect(spentBy(ahead, at - yearMs + dayMs).used).toBe(0);
  });

  it('to and fro, no more is ever asked on one day of the clock than may be', () => {
    const step = fc.record({ days: fc.constantFrom(0, 0, 0, 1), cost: fc.nat(9) });
    fc.assert(
      fc.property(fc.array(step, { minLength: 40, maxLength: 40 }), (steps) => {
        let spent = nothingSpent(at);
        const asked = new Map<number, number>();
        for (const { days, cost } of steps) {
          const now = at + days * yearMs;
          spent = spentBy(spent, now);
          if (!allows(spent, cost, 20)) continue;
          spent = spend(spent, cost, now);
          asked.set(days, (asked.get(days) ?? 0) + cost);
        }
        for (const used of asked.values()) expect(used).toBeLessThanOrEqual(19);
      }),
    );
  });
});

describe('what may still be asked', () => {
  it.each<[number, number, number | undefined, boolean]>([
    [94, 1, 100, true],
    [95, 1, 100, false],
    [90, 6, 100, false],
    [90, 5, 100, true],
    [1_000_000, 1, undefined, true],
  ])('of %d used, %d more of %s: %s', (used, cost, limit, expected) => {
    expect(allows(spentAt(0, used), cost, limit)).toBe(expected);
  });
});

describe('the forecast', () => {
  it('says nothing in the first ten minutes', () => {
    expect(forecastOf(spentAt(1, 20), midnight + hourMs + 599_999, 100)).toEqual({
      usedByMidnight: null,
      endsAt: null,
    });
  });

  it('goes on at the pace since counting began', () => {
    expect(forecastOf(spentAt(12, 10), midnight + 14 * hourMs, 100)).toEqual({
      usedByMidnight: 60,
      endsAt: null,
    });
  });

  it('tells when polls are going to be skipped today', () => {
    expect(forecastOf(spentAt(12, 50), midnight + 13 * hourMs, 100)).toEqual({
      usedByMidnight: 600,
      endsAt: midnight + 13.9 * hourMs,
    });
  });

  it('of nothing is nothing, and without a limit never ends', () => {
    expect(forecastOf(spentAt(0, 0), midnight + hourMs, 100)).toEqual({ usedByMidnight: 0, endsAt: null });
    expect(forecastOf(spentAt(0, 9), midnight + hourMs, undefined).endsAt).toBeNull();
  });
});
