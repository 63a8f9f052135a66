import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { projectPath } from '../../src/system/project.ts';
import { isTargetDay } from '../../src/worker/business-days.ts';
import { marketCalendar } from '../../src/worker/market-day.ts';
import { shipped } from '../support/calendars.ts';

const weekdayIn = (day: string) => new Date(`${day}T12:00:00Z`).getUTCDay();
const calendars = [...shipped.values()];

describe('the calendars that are shipped', () => {
  it('are those of twelve exchanges, TARGET and the markets that never close', () => {
    expect([...shipped.keys()]).toEqual([
      'always-open',
      'asx',
      'b3',
      'euronext-paris',
      'hkex',
      'lse',
      'nasdaq',
      'nse-india',
      'nyse',
      'sse',
      'target',
      'tse',
      'tsx',
      'xetra',
    ]);
  });

  it.each(calendars)('cover the whole of 2026 at $name, and whole years only', ({ from, until }) => {
    expect(from <= '2026-01-01').toBe(true);
    expect(until).toMatch(/^20\d\d-12-31$/);
  });

  it.each(calendars)('name no holiday and no half day of $name that falls on a weekend', (hours) => {
    const days = [...Object.keys(hours.holidays), ...Object.keys(hours.halfDays)];
    expect(days.filter((day) => [0, 6].includes(weekdayIn(day)))).toEqual([]);
    expect(days.length === 0).toBe(hours.id === 'always-open');
  });

  it.each(calendars)('say in $id what they rest on', async ({ id }) => {
    const text = await readFile(projectPath('config', 'calendars', `${id}.yaml`), 'utf8');
    expect(text).toMatch(/^# .*\bRests on /m);
  });

  it.each(calendars)('have holidays of $name in every year that they cover', ({ id, until, holidays }) => {
    if (id === 'always-open') return;
    for (let year = 2026; year <= Number(until.slice(0, 4)); year += 1) {
      const inYear = Object.keys(holidays).filter((day) => day.startsWith(String(year)));
      // TARGET has as few as three where Labour Day and Christmas fall on a weekend.
      expect([year, inYear.length >= 3]).toEqual([year, true]);
    }
  });

  it('agree with the rule of TARGET on every day of its five years', () => {
    const target = shipped.get('target');
    if (target === undefined) throw new Error('there is no calendar of TARGET');
    const { day } = marketCalendar(target);
    const first = Date.parse('2026-01-01T00:00:00Z') / 86_400_000;
    const wrong = Array.from({ length: 1826 }, (_, index) => first + index).filter((number) => {
      const text = new Date(number * 86_400_000).toISOString().slice(0, 10);
      return isTargetDay(text) !== (day(number)?.sittings.length ?? 0) > 0;
    });
    expect(wrong).toEqual([]);
  });

  it('have the same days for both exchanges of New York as far as both reach', () => {
    const [nyse, nasdaq] = [shipped.get('nyse'), shipped.get('nasdaq')];
    expect(nyse?.holidays).toMatchObject(nasdaq?.holidays ?? {});
    expect(nyse?.halfDays).toMatchObject(nasdaq?.halfDays ?? {});
  });
});
