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
    expect(model.apply([at(2, 1, '21')])).toBe(true);
    expect(model.apply([at(2, 0, '20'), at(1, 9, '19')])).toBe(false);
    expect(model.apply([at(2, 1, 'other')])).toBe(false);
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

  it('keeps the line of a quote as it came until it is told how lines grow', () => {
    const model = new Model();
    const next = quote(id, { price: '3' }, { e: 1, s: 2, asOf: noon + 600_000 });
    model.apply([{ ...at(1, 1), spark: line(1, 2) }]);
    model.apply([next]);
    expect(model.held(id)?.spark).toEqual(line(1, 2));
    model.grow = (before, reading) => {
      expect([before?.reading, reading]).toEqual([next, { ...next, s: 3 }]);
      return line(5, 6);
    };
    model.apply([{ ...next, s: 3 }]);
    expect(model.held(id)?.spark).toEqual(line(5, 6));
    model.apply([{ ...next, s: 4, spark: line(7, 8) }]);
    expect(model.held(id)?.spark).toEqual(line(7, 8));
  });

  it('takes the line that comes with a copy it has', () => {
    const model = new Model();
    model.apply([at(1, 1)]);
    expect(model.apply([{ ...at(1, 1), spark: line(1, 2) }])).toBe(true);
    expect(model.held(id)?.spark?.v).toHaveLength(40);
  });
});
