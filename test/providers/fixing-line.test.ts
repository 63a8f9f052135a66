/** The line that comes with a fixing: bounded in number and in time. */
import { describe, expect, it } from 'vitest';
import { fixingLine, maxDetailPoints } from '../../src/providers/fixing-line.ts';

const dayMs = 86_400_000;
const newest = Date.UTC(2026, 10, 23, 13, 15);
const pointsOn = (...days: readonly number[]) =>
  days.map((back, index) => ({ t: newest - back * dayMs, price: `1.1${index}` }));

describe('the line of a fixing', () => {
  it('has all days that a feed reaches back to, and as many as a detail may hold', () => {
    expect(fixingLine(pointsOn(89, 5, 0)).series).toHaveLength(3);
    const many = pointsOn(...Array.from({ length: 100 }, (_, index) => 99 - index));
    expect(fixingLine(many).detail).toMatchObject({ series: { dt: { length: maxDetailPoints } } });
  });

  it('leaves out a day whose year was misprinted: all others would be drawn on one spot', () => {
    expect(fixingLine(pointsOn(730_487, 365, 1, 0)).series).toEqual(pointsOn(730_487, 365, 1, 0).slice(2));
  });

  it('is none where one point is left', () => {
    expect(fixingLine(pointsOn(365, 0))).toEqual({});
    expect(fixingLine([])).toEqual({});
  });
});
