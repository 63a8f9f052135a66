import { expect, it } from 'vitest';
import { drainTime, longestDrainMs } from '../../src/gateway/drain-time.ts';

it.each([
  [0, 8_000, 10_000],
  [2_000, 8_000, 10_000],
  [4_000, 16_000, 20_000],
  [20_000, 18_000, 22_500],
])(
  'lets %i readers move at half the rate of one other gateway, within limits',
  (readers, windowMs, servedMs) => {
    expect(drainTime(readers, 500, 10_000)).toEqual({ windowMs, servedMs });
    expect(servedMs).toBeLessThanOrEqual(longestDrainMs(10_000));
  },
);

it('is over at once where no time is given', () => {
  expect(drainTime(20_000, 500, 0)).toEqual({ windowMs: 0, servedMs: 0 });
});
