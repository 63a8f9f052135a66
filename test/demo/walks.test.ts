import { describe, expect, it } from 'vitest';
import { type Instrument, levelAt, noiseAt, priceAt } from '../../src/demo/walks.ts';

const share: Instrument = {
  symbol: 'TEST',
  base: 100,
  decimals: 2,
  tickMs: 3_000,
  walks: [{ key: 'test', dailyVolatility: 0.01 }],
};
const noon = Date.UTC(2026, 10, 23, 12);
const dayMs = 86_400_000;

/** Standard deviation of the change over `lagMs`, as a day's: the root of time taken out. */
function dailyVolatility(lagMs: number): number {
  const samples = Array.from({ length: 600 }, (_, n) => {
    const t = noon - n * (lagMs * 1.37 + 7_000);
    return Math.log(levelAt(share, 1, t) / levelAt(share, 1, t - lagMs));
  });
  const variance = samples.reduce((sum, change) => sum + change * change, 0) / samples.length;
  return Math.sqrt(variance / (lagMs / dayMs));
}

describe('prices', () => {
  it('are the same for the same seed and instant, and others for another seed', () => {
    expect(levelAt(share, 1, noon)).toBe(levelAt(share, 1, noon));
    expect(levelAt(share, 2, noon)).not.toBe(levelAt(share, 1, noon));
  });

  it('stand still within a tick and move from tick to tick', () => {
    const ticks = Array.from({ length: 40 }, (_, n) => levelAt(share, 1, noon + n * 3_000));
    expect(levelAt(share, 1, noon + 2_999)).toBe(ticks[0]);
    expect(new Set(ticks).size).toBe(40);
  });

  it('spread with the root of time, as their volatility says, from a minute to a week', () => {
    for (const lagMs of [60_000, 3_600_000, dayMs, 7 * dayMs]) {
      expect(dailyVolatility(lagMs)).toBeGreaterThan(0.007);
      expect(dailyVolatility(lagMs)).toBeLessThan(0.013);
    }
  });

  it('stay near their base over years', () => {
    for (let week = 0; week < 520; week += 1) {
      const level = levelAt(share, 1, noon - week * 7 * dayMs);
      expect(level).toBeGreaterThan(70);
      expect(level).toBeLessThan(140);
    }
  });

  it('are rounded to the decimals of the instrument', () => {
    expect(priceAt(share, 1, noon)).toBe(Number(levelAt(share, 1, noon).toFixed(2)));
  });

  it('move together where instruments share a walk', () => {
    const twin = { ...share, symbol: 'TWIN', base: 250 };
    expect(levelAt(twin, 1, noon) / levelAt(share, 1, noon)).toBeCloseTo(2.5, 10);
  });
});

describe('noise', () => {
  it('is smooth across the joints of its periods and stays within its bounds', () => {
    for (let n = -500; n < 500; n += 1) {
      const [before, after] = [noiseAt(5, 1000, n * 1000 - 1), noiseAt(5, 1000, n * 1000 + 1)];
      expect(Math.abs(after - before)).toBeLessThan(0.001);
      expect(Math.abs(after)).toBeLessThanOrEqual(1);
    }
  });
});
