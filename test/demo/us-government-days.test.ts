import { describe, expect, it } from 'vitest';
import { curveDayBefore, isCurveDay, newestCurveDay, quotedAt } from '../../src/demo/us-government-days.ts';
import { addDays } from '../../src/system/zone.ts';
import { isUsGovernmentDay } from '../../src/worker/business-days.ts';

describe('the days of the Treasury', () => {
  it('are those by which the worker waits for a curve, in every year', () => {
    const different: string[] = [];
    for (let day = '2022-01-01'; day < '2050-01-01'; day = addDays(day, 1)) {
      if (isCurveDay(day) !== isUsGovernmentDay(day)) different.push(day);
    }
    expect(different).toEqual([]);
  });

  it('leave out weekends, federal holidays and Good Friday', () => {
    const closed = [
      '2026-01-19',
      '2026-04-03',
      '2026-05-25',
      '2026-07-03',
      '2026-11-26',
      '2027-12-31',
      '2026-11-21',
    ];
    const open = ['2026-04-06', '2026-05-01', '2026-11-27', '2026-12-24', '2026-11-23'];
    expect(closed.filter(isCurveDay)).toEqual([]);
    expect(open.filter(isCurveDay)).toEqual(open);
    expect(curveDayBefore('2026-11-27')).toBe('2026-11-25');
  });

  it('turn at 18:00 in New York, winter and summer', () => {
    expect(newestCurveDay(Date.UTC(2026, 10, 23, 22, 59))).toBe('2026-11-20');
    expect(newestCurveDay(Date.UTC(2026, 10, 23, 23, 0))).toBe('2026-11-23');
    expect(newestCurveDay(Date.UTC(2026, 6, 6, 21, 59))).toBe('2026-07-02');
    expect(newestCurveDay(Date.UTC(2026, 6, 6, 22, 0))).toBe('2026-07-06');
  });

  it('have their prices taken at half past three in New York', () => {
    expect(quotedAt('2026-11-23')).toBe(Date.UTC(2026, 10, 23, 20, 30));
  });
});
