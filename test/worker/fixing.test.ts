import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lastPublication, publicationAfter } from '../../src/worker/fixing.ts';
import { fixing } from '../support/worker-rig.ts';

const at = (text: string) => Date.parse(text);
const iso = (ms: number) => new Date(ms).toISOString();

describe('publicationAfter', () => {
  it.each([
    ['a Thursday', '2026-11-19T13:15:00Z', '2026-11-20T15:00:00.000Z'],
    ['a Friday', '2026-11-20T13:15:00Z', '2026-11-23T15:00:00.000Z'],
    ['Maundy Thursday', '2026-04-02T12:15:00Z', '2026-04-07T14:00:00.000Z'],
    ['the Friday before summer time', '2026-03-27T13:15:00Z', '2026-03-30T14:00:00.000Z'],
    ['the Friday before winter time', '2026-10-23T12:15:00Z', '2026-10-26T15:00:00.000Z'],
    ['Christmas Eve', '2026-12-24T13:15:00Z', '2026-12-28T15:00:00.000Z'],
    // 23:30 UTC is the next day already in Berlin.
    ['a Thursday by UTC that is a Friday in Berlin', '2026-11-19T23:30:00Z', '2026-11-23T15:00:00.000Z'],
  ])('of the fixing of %s', (_what, asOf, expected) => {
    expect(iso(publicationAfter(fixing, at(asOf)))).toBe(expected);
  });
});

describe('lastPublication', () => {
  it.each([
    ['on Monday before four', '2026-11-23T14:59:59Z', '2026-11-20T15:00:00.000Z'],
    ['on Monday at four', '2026-11-23T15:00:00Z', '2026-11-23T15:00:00.000Z'],
    ['on Sunday', '2026-11-22T12:00:00Z', '2026-11-20T15:00:00.000Z'],
    ['on Easter Monday', '2026-04-06T20:00:00Z', '2026-04-02T14:00:00.000Z'],
    ['on the Monday after the clocks went forward', '2026-03-30T13:59:59Z', '2026-03-27T15:00:00.000Z'],
  ])('%s', (_what, now, expected) => {
    expect(iso(lastPublication(fixing, at(now)))).toBe(expected);
  });

  it('is never ahead, and the one after it always is', () => {
    const moments = fc.integer({ min: at('2020-01-01'), max: at('2036-01-01') });
    fc.assert(
      fc.property(moments, (now) => {
        const last = lastPublication(fixing, now);
        expect(last).toBeLessThanOrEqual(now);
        expect(publicationAfter(fixing, last)).toBeGreaterThan(now);
      }),
      { numRuns: 300 },
    );
  });
});
