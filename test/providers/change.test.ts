/** The change since a reference: exact, and absent where no decimal text holds it. */
import { describe, expect, it } from 'vitest';
import { changeFrom } from '../../src/providers/change.ts';

const huge = '9'.repeat(30);
const tiny = `0.${'0'.repeat(29)}1`;

describe('the change from a reference to a price', () => {
  it('is their exact difference, and its share of the reference in percent', () => {
    expect(changeFrom('100.00', '101.5')).toEqual({ change: '1.50', changePct: '1.5000' });
    expect(changeFrom('0.30', '0.1')).toEqual({ change: '-0.20', changePct: '-66.6667' });
  });

  it('is never flat in percent where the price has moved', () => {
    expect(changeFrom('95567.16', '95567.17')).toEqual({ change: '0.01', changePct: '0.00001' });
    expect(changeFrom('95567.16', '95567.16')).toEqual({ change: '0.00', changePct: '0.0000' });
  });

  it('is no percentage of nothing, nor one that no decimal text holds', () => {
    expect(changeFrom('0', '1')).toEqual({ change: '1' });
    // A rise from below zero would be a fall in percent.
    expect(changeFrom('-37.63', '10.01')).toEqual({ change: '47.64' });
    expect(changeFrom(tiny, '91204.12')).toEqual({ change: `91204.11${'9'.repeat(28)}` });
  });

  it('is none at all between figures whose difference no decimal text holds', () => {
    expect(changeFrom(`-${huge}`, '1')).toBeUndefined();
  });
});
