import { describe, expect, it } from 'vitest';
import type { ItemId } from '../../../src/protocol/item-id.ts';
import { quotePriceOf, type Reading, type ValuedReading } from '../../../src/protocol/reading.ts';
import { createShown } from '../../../widget/finish/shown.ts';
import { Model } from '../../../widget/model.ts';
import { epoch, noon, quote, sampleBoard, weather } from '../sample-board.ts';

const id: ItemId = 'quote:SPX';

function setup() {
  const model = new Model();
  model.applySnapshot(sampleBoard());
  const shown = createShown(model);
  let s = 100;
  const take = (reading: Reading) => {
    s += 1;
    model.apply([{ ...reading, s }]);
  };
  const say = (price: string, more: Partial<ValuedReading> = {}, of = id) => take(quote(of, { price }, more));
  const seen = (of = id) => {
    const reading = shown.held(of)?.reading;
    return reading && (quotePriceOf(reading) ?? reading.state);
  };
  return { model, shown, take, say, seen };
}

describe('a paused strip', () => {
  it('stands still, and goes on with the newest', () => {
    const { shown, say, seen } = setup();
    say('1.00');
    shown.hold(true);
    say('2.00');
    expect(seen()).toBe('1.00');
    shown.hold(false);
    expect(seen()).toBe('2.00');
  });

  it('begins with what stands there already', () => {
    const { shown, say, seen } = setup();
    say('2.00');
    shown.hold(true, [[id, { reading: quote(id, { price: '1.00' }) }]]);
    expect(seen()).toBe('1.00');
    say('3.00');
    shown.hold(true);
    expect(seen()).toBe('1.00');
    shown.hold(false);
    expect(seen()).toBe('3.00');
  });

  it('shows a correction, and stands still from there', () => {
    const { shown, say, seen } = setup();
    say('999');
    shown.hold(true);
    const corrected = { at: 5, from: 1, to: 2 };
    say('1.00', { corrected });
    expect(seen()).toBe('1.00');
    say('2.00', { corrected });
    expect(seen()).toBe('1.00');
  });

  it('does not go back to a number that was withdrawn', () => {
    const { shown, take, say, seen } = setup();
    say('999');
    shown.hold(true);
    take({ id, e: epoch, s: 0, state: 'withdrawn', reason: 'withdrawn', asOf: noon });
    expect(seen()).toBe('withdrawn');
    say('1.00');
    expect(seen()).toBe('1.00');
    say('2.00');
    expect(seen()).toBe('1.00');
  });

  it('holds what came later than the pause too, from its first reading', () => {
    const { shown, say, seen } = setup();
    shown.hold(true);
    say('1.00', {}, 'quote:LATE');
    expect(seen('quote:LATE')).toBe('1.00');
    say('2.00', {}, 'quote:LATE');
    expect(seen('quote:LATE')).toBe('1.00');
  });

  it('keeps a warning from nobody, nor its end', () => {
    const { shown, model } = setup();
    shown.hold(true);
    const alerts = { ...weather('weather:la-paz-bo', { tempC: 1 }), id: 'alerts:la-paz-bo', s: 900 } as const;
    model.apply([alerts]);
    expect(shown.held(alerts.id)?.reading).toMatchObject({ s: 900 });
    model.apply([{ ...alerts, s: 901 }]);
    expect(shown.held(alerts.id)?.reading).toMatchObject({ s: 901 });
    expect(shown.readings()).toContainEqual({ ...alerts, s: 901 });
  });
});
