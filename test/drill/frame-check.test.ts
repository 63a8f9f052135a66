import { describe, expect, it } from 'vitest';
import { createSocketCheck, noFaults, type SeenItems } from '../../bench/drill/frame-check.ts';
import type { ServerMessage } from '../../src/protocol/messages.ts';
import type { Reading } from '../../src/protocol/reading.ts';

const reading = (e: number, s: number, asOf = 1_000): Reading => ({
  id: 'quote:AAA',
  e,
  s,
  state: 'live',
  asOf,
  staleAt: 9_000,
  source: 'x',
  tier: 'primary',
  delay: 'realtime',
  value: { kind: 'quote', price: '1.00' },
});
const blank = (e: number, s: number, asOf: number): Reading => ({
  id: 'quote:AAA',
  e,
  s,
  state: 'unavailable',
  asOf,
  reason: 'feed-failed',
});
const upd = (item: Reading): ServerMessage => ({ t: 'upd', items: [item] });
const snap = (item: Reading): ServerMessage => ({ t: 'snap', items: [item] });

function countsOf(messages: readonly ServerMessage[], before: SeenItems = new Map()) {
  const faults = noFaults();
  const check = createSocketCheck(before, faults);
  for (const message of messages) check.take(message);
  const { examples: _words, ...counts } = faults;
  return counts;
}

const none = { olderOnSocket: 0, repeats: 0, olderAfterReconnect: 0 };

describe('the check of raw frames', () => {
  it('has nothing against values that rise in order and in time', () => {
    expect(countsOf([snap(reading(1, 1)), upd(reading(1, 2)), upd(reading(2, 1, 2_000))])).toEqual(none);
  });

  it.each([
    ['a lower sequence number', reading(2, 4)],
    ['a lower epoch', reading(1, 9)],
    ['an older time', reading(2, 6, 999)],
  ])('finds %s on one socket', (_what, older) => {
    expect(countsOf([snap(reading(2, 5)), upd(older)])).toEqual({ ...none, olderOnSocket: 1 });
  });

  it('finds the same copy a second time in an update', () => {
    expect(countsOf([snap(reading(1, 1)), upd(reading(1, 1))])).toEqual({ ...none, repeats: 1 });
  });

  it('finds what is older than the reader had over another socket, and lets a snap repeat that', () => {
    const before = new Map([['quote:AAA', { e: 2, s: 5, asOf: 1_000 }]]);
    expect(countsOf([snap(reading(2, 4))], before)).toEqual({ ...none, olderAfterReconnect: 1 });
    expect(countsOf([snap(reading(2, 5))], before)).toEqual(none);
  });

  it('takes no time from a blank, and no blank for a value that is older', () => {
    const frames = [snap(reading(1, 1)), upd(blank(1, 2, 500)), upd(reading(1, 3)), upd(blank(1, 4, 9_999))];
    expect(countsOf([...frames, upd(reading(1, 5))])).toEqual(none);
  });
});
