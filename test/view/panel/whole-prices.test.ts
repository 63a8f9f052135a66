import { describe, expect, it } from 'vitest';
import { withDrawnDigits } from '../../../src/gateway/drawn-digits.ts';
import { pointsOf } from '../../../src/protocol/sparkline.ts';
import { createWholePrices, type TellablePoint } from '../../../src/view/panel/whole-prices.ts';
import { noon } from '../../widget/sample-board.ts';

const minuteMs = 60_000;
const whole = {
  t0: noon - 60 * minuteMs,
  dt: [0, 1200, 2400, 3600],
  v: [6891.44, 6901.07, 6958.13, 6931.42],
};
const drawn = withDrawnDigits(whole);

/** What is told of each point: its price where it is whole. */
const told = (points: readonly TellablePoint[]) => points.map(({ v, isRough }) => (isRough ? 'rough' : v));

describe('the prices of a line that is told', () => {
  it('are those of the detail, and none but the end before it has come', () => {
    const wholePrices = createWholePrices();
    expect(told(wholePrices(pointsOf(drawn), []))).toEqual(['rough', 'rough', 'rough', 6931.42]);
    expect(told(wholePrices(pointsOf(drawn), pointsOf(whole)))).toEqual(whole.v);
  });

  it('stay whole as readings come', () => {
    const wholePrices = createWholePrices();
    const next = [6940.01, 6941.57].map((v, index) => ({ t: noon + (index + 1) * 20 * minuteMs, v }));
    let own = pointsOf(drawn);
    for (const point of next) {
      wholePrices(own, pointsOf(whole));
      own = [...own, point];
    }
    expect(told(wholePrices(own, pointsOf(whole)))).toEqual([...whole.v, 6940.01, 6941.57]);
  });

  it('are not those of a period before, nor those that came since where the strip stands still', () => {
    const later = { ...whole, t0: whole.t0 + 20 * minuteMs };
    expect(told(createWholePrices()(pointsOf(withDrawnDigits(later)), pointsOf(whole)))).toEqual([
      ...whole.v.slice(1),
      6931.42,
    ]);
    expect(told(createWholePrices()(pointsOf(drawn), pointsOf(later)))).toEqual([
      'rough',
      ...whole.v.slice(0, 2),
      6931.42,
    ]);
  });

  it('are not what stood at the same time before a correction', () => {
    const wholePrices = createWholePrices();
    wholePrices(pointsOf(drawn), []);
    const corrected = { ...whole, dt: [...whole.dt, 4800], v: [6890, 6900, 6960, 6950, 6944.4] };
    expect(told(wholePrices(pointsOf(corrected), []))).toEqual(['rough', 'rough', 'rough', 'rough', 6944.4]);
  });

  it('are none of a line without points', () => {
    expect(createWholePrices()([], pointsOf(whole))).toEqual([]);
  });
});
