import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { movementOf } from '../../src/view/direction.ts';

const quote = (value: object) => ({ kind: 'quote', price: '10', ...value }) as const;

describe('the movement of a quote', () => {
  it('is that of the percentage before that of the price', () => {
    expect(movementOf(quote({ changePct: '-0.2', change: '5' }), 'index')).toEqual({
      direction: 'down',
      unit: 'percent',
      amount: '0.2',
    });
  });

  it('falls back on the price where the percentage is unknown', () => {
    expect(movementOf(quote({ change: '5.10' }), 'share')).toEqual({
      direction: 'up',
      unit: 'price',
      amount: '5.10',
    });
  });

  it('is in basis points for a yield, and never in percent', () => {
    expect(movementOf(quote({ changeBp: '3' }), 'yield')).toMatchObject({ direction: 'up', unit: 'bp' });
    expect(movementOf(quote({ changePct: '0.7' }), 'yield')).toEqual({ direction: 'unknown' });
  });

  it('is unknown where nothing is said, or nothing that is a number', () => {
    for (const value of [{}, { changePct: '' }, { changePct: 'NaN' }, { change: '1e9' }])
      expect(movementOf(quote(value), 'index')).toEqual({ direction: 'unknown' });
  });

  it('is flat for exactly zero and for nothing else', () => {
    expect(movementOf(quote({ changePct: '-0.000' }), 'index')).toMatchObject({ direction: 'flat' });
    const tiny = fc.nat({ max: 28 }).map((zeros) => `0.${'0'.repeat(zeros)}1`);
    fc.assert(
      fc.property(tiny, fc.boolean(), (amount, negative) => {
        const { direction } = movementOf(quote({ changePct: `${negative ? '-' : ''}${amount}` }), 'fx');
        expect(direction).toBe(negative ? 'down' : 'up');
      }),
    );
  });
});
