import fc from 'fast-check';
import { expect, it } from 'vitest';
import { seededRandom, systemRandom } from '../../src/system/random.ts';

const draw = (seed: number, count = 20) => {
  const random = seededRandom(seed);
  return Array.from({ length: count }, random);
};

it('gives the same numbers for the same seed, and others for another', () => {
  expect(draw(7)).toEqual(draw(7));
  expect(draw(7)).not.toEqual(draw(8));
});

it('gives numbers from 0 up to but not including 1, about evenly, whatever the seed', () => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const numbers = draw(seed, 1_000);
      expect(numbers.every((number) => number >= 0 && number < 1)).toBe(true);
      const mean = numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
      expect(Math.abs(mean - 0.5)).toBeLessThan(0.06);
    }),
    { numRuns: 50, seed: 1 },
  );
});

it('is chance itself outside of tests', () => {
  expect(new Set(Array.from({ length: 50 }, systemRandom)).size).toBeGreaterThan(40);
});
