/** The short form of `bench/half-errors.ts`: sources that fail every second time take no turns and mix no figures. */
import { describe, expect, it } from 'vitest';
import { dayItems, simulateDay } from '../../bench/half-errors/day.ts';
import { dwellMs, judgeDay } from '../../bench/half-errors/verdict.ts';

// CoinGecko's prices are some minutes behind those of the exchanges that it stands in for.
const half = { seed: 7, chance: 0.5, lagMs: 240_000 };

describe('an hour in which every request fails with a chance of one half', () => {
  it('let no item change its source twice in five minutes, nor show figures of two, and mark each seam', async () => {
    const day = await simulateDay({ ...half, seconds: 3_600 });
    expect(day.failed / day.asked).toBeCloseTo(0.5, 1);
    const verdicts = judgeDay(day);
    expect(verdicts.flatMap(({ wrong }) => wrong)).toEqual([]);
    for (const { id, values, switches, shortestMs, sources } of verdicts) {
      expect([id, values > 0]).toEqual([id, true]);
      expect([id, shortestMs >= dwellMs]).toEqual([id, true]);
      // They do switch: else there would be nothing to see.
      if (id.endsWith('-USD'))
        expect([id, switches > 3, Object.keys(sources).length > 1]).toEqual([id, true, true]);
    }
    expect(verdicts).toHaveLength(dayItems.length);
  });
});

describe('a day without a failure', () => {
  it('has no switch at all', async () => {
    const verdicts = judgeDay(await simulateDay({ ...half, chance: 0, seconds: 600 }));
    expect(verdicts.map(({ switches, wrong }) => [switches, wrong])).toEqual(dayItems.map(() => [0, []]));
  });
});
