import { describe, expect, it } from 'vitest';
import { createDeliveries } from '../../src/gateway/deliveries.ts';
import { fakeClock } from '../support/fake-clock.ts';

function open() {
  const clock = fakeClock();
  const observed: number[] = [];
  const deliveries = createDeliveries(clock, (seconds) => observed.push(seconds));
  const frame = Buffer.from('upd');
  deliveries.announce(frame, clock.monotonic());
  return { clock, observed, deliveries, frame };
}

describe("a tick's frame", () => {
  it('is observed once, when it has left for the last of its readers', () => {
    const { clock, observed, deliveries, frame } = open();
    const left = [0, 1, 2].map(() => deliveries.sending(frame));
    clock.advance(250);
    left[0]?.();
    left[2]?.(null);
    expect(observed).toEqual([]);
    clock.advance(500);
    left[1]?.();
    expect(observed).toEqual([0.75]);
  });

  it('is not kept waiting by a reader who went away', () => {
    const { clock, observed, deliveries, frame } = open();
    const left = [0, 1].map(() => deliveries.sending(frame));
    clock.advance(100);
    left[0]?.();
    clock.advance(60_000);
    left[1]?.(new Error('gone'));
    expect(observed).toEqual([0.1]);
  });

  it('that reached nobody is not observed, nor is any other frame', () => {
    const { observed, deliveries, frame } = open();
    deliveries.sending(frame)(new Error('gone'));
    deliveries.sending(Buffer.from('upd'))();
    expect(observed).toEqual([]);
  });
});
