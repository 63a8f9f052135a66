import { describe, expect, it } from 'vitest';
import { draftOf, quotePriceOf, type Reading } from '../../src/protocol/reading.ts';
import { measureOf } from '../../src/worker/measure.ts';
import { draftQuote } from '../support/worker-rig.ts';

const reading = (price: string, asOf: number, mark: object = {}) =>
  ({ ...draftQuote('A', price, asOf), ...mark, e: 1, s: 1 }) as Reading;

/** The price by which the next one is measured. */
const measured = (last: Reading | undefined, shown: Reading | undefined) => {
  const measure = measureOf(last && draftOf(last), shown);
  return measure && quotePriceOf(measure);
};

describe('the next price of an item is measured by', () => {
  it('what is shown, where nothing was accepted yet or another leader has shown something since', () => {
    expect(measured(undefined, reading('600', 1_000))).toBe('600');
    expect(measured(reading('590', 1_000), reading('600', 2_000))).toBe('600');
    expect(measured(reading('590', 1_000), reading('600', 1_000))).toBe('600');
    expect(measured(reading('590', 1_000), undefined)).toBeUndefined();
  });

  it('what was accepted since, where an order keeps what is shown, or has kept it until a moment ago', () => {
    expect(measured(reading('610', 2_000), reading('600', 1_000, { pinned: true }))).toBe('610');
    expect(measured(reading('610', 1_000), reading('600', 1_000, { pinned: true }))).toBe('610');
    expect(measured(reading('610', 2_000), reading('600', 1_000))).toBe('610');
  });

  it('nothing while it is withdrawn', () => {
    const withdrawn = {
      id: 'quote:A',
      state: 'withdrawn',
      reason: 'withdrawn',
      asOf: 5_000,
      e: 1,
      s: 2,
    } as const;
    expect(measured(reading('600', 9_000), withdrawn)).toBeUndefined();
  });
});
