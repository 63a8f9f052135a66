import { describe, expect, it } from 'vitest';
import { Model } from '../../widget/model.ts';
import { line, noon, quote, sampleBoard } from './sample-board.ts';

const id = 'quote:SPX';
const at = (e: number, s: number, price = '1') => quote(id, { price }, { e, s });
const priceOf = (model: Model) => {
  const reading = model.held(id)?.reading;
  return reading !== undefined && 'value' in reading && reading.value.kind === 'quote'
    ? reading.value.price
    : undefined;
};

describe('the model of a board', () => {
  it('keeps the newest of each item, in whatever order they come', () => {
    const model = new Model();
    expect(model.apply([at(2, 1, '21')])).toEqual([id]);
    expect(model.apply([at(2, 0, '20'), at(1, 9, '19')])).toEqual([]);
    expect(model.apply([at(2, 1, 'other')])).toEqual([]);
    expect(priceOf(model)).toBe('21');
    model.apply([at(3, 0, '30')]);
    expect(priceOf(model)).toBe('30');
    expect(model.epoch()).toBe(3);
  });

  it('takes a lower epoch after a restart only', () => {
    const model = new Model();
    model.apply([at(5, 5, 'old')]);
    model.restart();
    model.apply([at(4, 1, 'new')]);
    expect(priceOf(model)).toBe('new');
  });

  it('takes names, order and credits from a snapshot', () => {
    const model = new Model();
    model.applySnapshot(sampleBoard());
    expect(model.board[0]).toBe('weather:la-paz-bo');
    expect(model.meta.get('quote:DAX')?.name.en).toBe('DAX');
    expect(model.sources.ecb?.name).toBe('ECB');
    expect(model.loaded).toBe(true);
  });

  it('lets a line grow with the updates of its quote', () => {
    const model = new Model();
    model.apply([{ ...at(1, 1), spark: line(1, 2) }]);
    model.apply([quote(id, { price: '3' }, { e: 1, s: 2, asOf: noon + 600_000 })]);
    expect(model.held(id)?.spark?.v.at(-1)).toBe(3);
    expect(model.held(id)?.spark?.v).toHaveLength(41);
  });

  it('adds no point for a held value, and keeps the line of one that went blank', () => {
    const model = new Model();
    model.apply([{ ...at(1, 1), spark: line(1, 2) }]);
    model.apply([quote(id, { price: '99' }, { e: 1, s: 2, state: 'held', asOf: noon + 600_000 })]);
    model.apply([{ id, e: 1, s: 3, state: 'unavailable', asOf: noon, reason: 'feed-failed' }]);
    expect(model.held(id)?.spark?.v).toHaveLength(40);
  });

  it('takes the line that comes with a copy it has', () => {
    const model = new Model();
    model.apply([at(1, 1)]);
    expect(model.apply([{ ...at(1, 1), spark: line(1, 2) }])).toEqual([id]);
    expect(model.held(id)?.spark?.v).toHaveLength(40);
  });
});
