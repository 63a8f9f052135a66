import { describe, expect, it } from 'vitest';
import type { QuoteValue } from '../../../src/protocol/reading.ts';
import { grown } from '../../../widget/finish/grown.ts';
import { Model } from '../../../widget/model.ts';
import { line, noon, quote, weather } from '../sample-board.ts';

const id = 'quote:SPX';
const later = { e: 1, s: 2, asOf: noon + 600_000 } as const;

/** Holds the quote with a line of forty points, which grows. */
function model(): Model {
  const held = new Model();
  held.grow = grown;
  held.apply([{ ...quote(id, { price: '1' }, { e: 1, s: 1 }), spark: line(1, 2) }]);
  return held;
}

describe('a line', () => {
  it('grows with the updates of its quote', () => {
    const held = model();
    held.apply([quote(id, { price: '3' }, later)]);
    expect(held.held(id)?.spark?.v.at(-1)).toBe(3);
    expect(held.held(id)?.spark?.v).toHaveLength(41);
  });

  it('gains no point by a held value that repeats its end, and is kept by one that went blank', () => {
    const held = model();
    held.apply([quote(id, { price: '3' }, later)]);
    held.apply([quote(id, { price: '3' }, { ...later, s: 3, state: 'held' })]);
    held.apply([{ id, e: 1, s: 4, state: 'unavailable', asOf: noon, reason: 'feed-failed' }]);
    expect(held.held(id)?.spark?.v).toHaveLength(41);
  });

  it('ends on a held price of which the update before it never came', () => {
    const held = model();
    held.apply([quote(id, { price: '3' }, { ...later, state: 'held' })]);
    expect(held.held(id)?.spark?.v.at(-1)).toBe(3);
  });

  it('gains no point by a price that is no number', () => {
    const held = model();
    held.apply([quote(id, { price: 'about 3' }, later)]);
    expect(held.held(id)?.spark).toEqual(line(1, 2));
  });

  it('is cut where another source begins', () => {
    const held = model();
    held.apply([quote(id, { price: '3' }, { ...later, source: 'other' })]);
    expect(held.held(id)?.spark?.cuts).toEqual([40]);
  });

  it('ends on the price of a source that lags behind, and drops what the other said after it', () => {
    const held = model();
    held.apply([quote(id, { price: '3' }, { ...later, asOf: noon - 240_000, source: 'other' })]);
    const spark = held.held(id)?.spark;
    expect(spark?.v.at(-1)).toBe(3);
    expect(spark?.cuts).toEqual([39]);
    expect(spark?.dt.at(-1)).toBe(8 * 3_600 - 240);
  });

  it('begins anew where its quote is told against another basis', () => {
    const held = model();
    held.apply([quote(id, { price: '3', basis: 'rolling24h' }, { ...later, source: 'other' })]);
    expect(held.held(id)?.spark).toEqual({ t0: later.asOf, dt: [0], v: [3] });
    held.apply([quote(id, { price: '4', basis: 'rolling24h' }, { ...later, s: 3, asOf: noon + 3_600_000 })]);
    expect(held.held(id)?.spark).toMatchObject({ v: [3, 4], cuts: [1] });
  });

  it('is not that of prices where it is told against a fixing from now on', () => {
    const held = model();
    held.apply([quote(id, { price: '3', basis: 'prevFixing' }, later)]);
    expect(held.held(id)?.spark).toEqual({ t0: later.asOf, dt: [0], v: [3] });
  });

  it('goes on where the basis is not named for once', () => {
    const held = model();
    const { basis: _basis, ...bare } = quote(id, { price: '3' }).value as QuoteValue;
    held.apply([{ ...quote(id, { price: '3' }, later), value: bare }]);
    expect(held.held(id)?.spark).toEqual(line(1, 2));
    held.apply([quote(id, { price: '4' }, { ...later, s: 3 })]);
    expect(held.held(id)?.spark?.v).toHaveLength(41);
  });

  it('goes on after a blank of which nobody knows what its line was measured against', () => {
    const held = new Model();
    held.grow = grown;
    const blank = { id, e: 1, s: 1, state: 'unavailable', asOf: noon, reason: 'feed-failed' } as const;
    held.apply([{ ...blank, spark: line(1, 2) }]);
    held.apply([quote(id, { price: '3' }, later)]);
    expect(held.held(id)?.spark?.v).toHaveLength(41);
  });

  it('begins with the first price where there was none, and for quotes alone', () => {
    const held = new Model();
    held.grow = grown;
    held.apply([quote(id, { price: '3' }, later), weather('weather:x', { tempC: 3 })]);
    expect(held.held(id)?.spark?.v).toEqual([3]);
    expect(held.held('weather:x')?.spark).toBeUndefined();
  });
});
