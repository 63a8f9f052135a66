import { describe, expect, it } from 'vitest';
import { isStale, nextStaleAt } from '../../src/view/staleness.ts';
import { now } from './context.ts';
import { blankReading, quoteReading } from './readings.ts';

const at = (staleAt: number) => quoteReading({}, { staleAt });

describe('staleness', () => {
  it('begins at staleAt, not after it', () => {
    expect(isStale(at(now), now - 1)).toBe(false);
    expect(isStale(at(now), now)).toBe(true);
  });

  it('holds for a value that cannot be dated, and never for a blank', () => {
    expect(isStale(at(Number.NaN), now)).toBe(true);
    expect(isStale(blankReading('withdrawn'), now)).toBe(false);
  });

  it('comes next for the earliest that is still to come', () => {
    expect(nextStaleAt([at(now - 5), at(now + 9), blankReading('refused'), at(now + 7)], now)).toBe(now + 7);
    expect(nextStaleAt([at(now)], now)).toBe(Number.POSITIVE_INFINITY);
  });
});
