import { describe, expect, it } from 'vitest';
import { draftOf, quotePriceOf, type Reading } from '../../src/protocol/reading.ts';
import { measureOf, measureUnderOrder } from '../../src/worker/measure.ts';
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

it('what was accepted is left to the next leader only while an order keeps an older value on show', () => {
  const left = (last: Reading | undefined, shown: Reading | undefined) => {
    const draft = measureUnderOrder(last && draftOf(last), shown);
    return draft && quotePriceOf(draft);
  };
  const kept = reading('600', 1_000, { pinned: true });
  expect(left(reading('610', 2_000), kept)).toBe('610');
  // Written within the same second: no need for a memo of each price of each item.
  expect(left(reading('610', 2_000), reading('600', 1_000))).toBeUndefined();
  expect(left(reading('590', 500), kept)).toBeUndefined();
  expect(left(undefined, kept)).toBeUndefined();
});
