import { describe, expect, it } from 'vitest';
import { fixedAt, isTargetDay, newestPublishedDay, targetDayBefore } from '../../src/demo/target-days.ts';

describe('the days of the ECB', () => {
  it('leave out weekends and the six closing days of TARGET', () => {
    const closed = [
      '2026-01-01',
      '2026-04-03',
      '2026-04-06',
      '2026-05-01',
      '2026-12-25',
      '2027-03-26',
      '2027-03-29',
    ];
    const open = [
      '2026-04-02',
      '2026-04-07',
      '2026-05-14',
      '2026-12-24',
      '2026-12-28',
      '2027-03-25',
      '2027-03-30',
    ];
    expect(closed.filter(isTargetDay)).toEqual([]);
    expect(open.filter(isTargetDay)).toEqual(open);
    expect(isTargetDay('2026-11-21')).toBe(false);
    expect(targetDayBefore('2026-04-07')).toBe('2026-04-02');
  });

  it('turn at 16:00 in Frankfurt, summer and winter', () => {
    expect(newestPublishedDay(Date.UTC(2026, 10, 23, 14, 59, 59))).toBe('2026-11-20');
    expect(newestPublishedDay(Date.UTC(2026, 10, 23, 15, 0))).toBe('2026-11-23');
    expect(newestPublishedDay(Date.UTC(2026, 6, 6, 13, 59))).toBe('2026-07-03');
    expect(newestPublishedDay(Date.UTC(2026, 6, 6, 14, 0))).toBe('2026-07-06');
  });

  it('are fixed at 14:15 in Frankfurt', () => {
    expect(fixedAt('2026-11-23')).toBe(Date.UTC(2026, 10, 23, 13, 15));
  });
});
