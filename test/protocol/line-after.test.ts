/** The line of an item once a further reading has come. */
import { describe, expect, it } from 'vitest';
import { type Basis, hasValue, type Reading, type ValuedReading } from '../../src/protocol/reading.ts';
import type { Sparkline } from '../../src/protocol/snapshot.ts';
import { lineAfter } from '../../src/protocol/sparkline.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const midnight = Date.UTC(2026, 10, 23);

/** Four points, an hour apart. */
const spark: Sparkline = { t0: midnight, dt: [0, 3_600, 7_200, 10_800], v: [0, 1, 2, 3] };

describe('the line after a reading', () => {
  const reading = (price: string, t: number, more: Partial<Omit<ValuedReading, 'value'>> = {}): Reading => ({
    id: 'quote:A',
    e: 1,
    s: 1,
    state: 'live',
    asOf: t,
    staleAt: t + minute,
    source: 'one',
    tier: 'primary',
    delay: 'realtime',
    value: { kind: 'quote', price, basis: 'rolling24h' },
    ...more,
  });
  const against = (basis: Basis | undefined, of: Reading): Reading =>
    hasValue(of) && of.value.kind === 'quote'
      ? { ...of, value: { kind: 'quote', price: of.value.price, ...(basis && { basis }) } }
      : of;
  const before = { reading: reading('3', midnight + 3 * hour), spark };

  it('has its price at the end, with a seam where it is of another source', () => {
    expect(lineAfter(before, reading('9', midnight + 4 * hour))?.v).toEqual([0, 1, 2, 3, 9]);
    const other = reading('9', midnight + 4 * hour, { source: 'two' });
    expect(lineAfter(before, other)).toMatchObject({ v: [0, 1, 2, 3, 9], cuts: [4] });
  });

  it('is of that reading alone where it is told against another basis', () => {
    const next = against('utcDayOpen', reading('9', midnight + 4 * hour));
    const alone = { t0: midnight + 4 * hour, dt: [0], v: [9] };
    expect(lineAfter(before, next)).toEqual(alone);
    const fixing = against('prevFixing', next);
    expect(lineAfter(before, fixing)).toEqual(alone);
    // From there on a fixing's line is its publisher's.
    const tomorrow = against('prevFixing', reading('10', midnight + day));
    expect(lineAfter({ reading: fixing, spark: alone }, tomorrow)).toEqual(alone);
  });

  it('is of that reading alone where its reference is in another scale', () => {
    const priced = (price: string, reference: string, t: number) =>
      reading(price, t, { value: { kind: 'quote', price, reference, basis: 'prevClose' } } as object);
    const whole = { reading: priced('300', '298', midnight + 3 * hour), spark };
    expect(lineAfter(whole, priced('15', '14.9', midnight + 4 * hour))?.v).toEqual([15]);
    expect(lineAfter(whole, priced('6000', '5960', midnight + 4 * hour))?.v).toEqual([6000]);
    // A session that fell by a fifth has another close, in the same scale.
    expect(lineAfter(whole, priced('240', '245', midnight + 4 * hour))?.v).toEqual([0, 1, 2, 3, 240]);
  });

  it('is as it was after a blank, a price that is no number, and the same told again as held', () => {
    const blank: Reading = {
      id: 'quote:A',
      e: 1,
      s: 2,
      state: 'unavailable',
      asOf: midnight,
      reason: 'refused',
    };
    expect(lineAfter(before, blank)).toBe(before.spark);
    expect(lineAfter(before, reading('about 9', midnight + 4 * hour))).toBe(before.spark);
    const held = reading('3', midnight + 3 * hour, { state: 'held' });
    expect(lineAfter(before, held)).toEqual(before.spark);
  });

  it('neither stops being this basis nor becomes another where one is not named', () => {
    const bare = against(undefined, reading('9', midnight + 4 * hour));
    expect(lineAfter(before, bare)).toBe(before.spark);
    const next = reading('9', midnight + 5 * hour);
    expect(lineAfter({ ...before, reading: bare }, next)?.v).toEqual([0, 1, 2, 3, 9]);
  });
});
