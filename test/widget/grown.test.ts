/** The line that a reader's browser holds, once a further reading has come. */
import { expect, it } from 'vitest';
import type { Reading } from '../../src/protocol/reading.ts';
import { grown } from '../../widget/finish/grown.ts';
import { line, noon, quote } from './sample-board.ts';

const id = 'quote:SPX';
const at = (price: string, value = {}, more = {}) =>
  quote(id, { price, basis: 'prevClose', ...value }, { asOf: noon, ...more });
const spark = line(90, 100);
const before = { reading: at('100'), spark };
const blank: Reading = { id, e: 1, s: 2, state: 'unavailable', asOf: noon, reason: 'feed-failed' };

it('goes on with the next price, over a blank too', () => {
  expect(grown(before, at('101'))?.v.at(-1)).toBe(101);
  expect(grown(before, blank)).toBe(spark);
  expect(grown({ reading: blank, spark }, at('101'))?.v).toHaveLength(
    grown(before, at('101'))?.v.length ?? 0,
  );
});

it('has none of the prices that an operator took back', () => {
  const withdrawn: Reading = { ...blank, state: 'withdrawn', reason: 'withdrawn' };
  expect(grown(before, withdrawn)).toBeUndefined();
  expect(grown({ reading: withdrawn, spark: undefined }, at('101'))?.v).toEqual([101]);
  const corrected = { at: noon, from: noon - 60_000, to: noon - 30_000 };
  const good = at('101', {}, { corrected });
  expect(grown(before, good)?.v).toEqual([101]);
  // The correction is told for a day, and counts once.
  expect(grown({ reading: good, spark }, at('102', {}, { corrected }))?.v.length).toBeGreaterThan(1);
});

it('begins anew after a blank whose successor is told against another basis', () => {
  expect(grown(before, blank)).toBe(spark);
  expect(grown({ reading: blank, spark }, at('101', { basis: 'utcDayOpen' }))?.v).toEqual([101]);
});

it.each([
  ['has no points', { t0: 0, dt: 5, v: 5 }],
  ['has seams that are none', { ...spark, cuts: {} }],
])('begins anew where the line before %s', (_how, broken) => {
  expect(grown({ reading: at('100'), spark: broken as never }, at('101'))?.v.at(-1)).toBe(101);
});

it('keeps the line beside a value that is none', () => {
  expect(grown(before, { ...at('101'), value: null as never })).toBe(spark);
});
