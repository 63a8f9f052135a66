import { describe, expect, it } from 'vitest';
import { staleAt } from '../../src/worker/stale-at.ts';
import { continuous, fixing, model } from '../support/worker-rig.ts';

const at = (text: string) => Date.parse(text);
const iso = (ms: number) => new Date(ms).toISOString();

describe('a fixing', () => {
  it.each([
    // Expected on Monday at 16:00 in Berlin, three hours of grace.
    [
      'of Friday is stale on Monday at 19:00, not on Sunday',
      '2026-11-20T13:15:00Z',
      '2026-11-23T18:00:00.000Z',
    ],
    ['of Thursday is stale on Friday at 19:00', '2026-11-19T13:15:00Z', '2026-11-20T18:00:00.000Z'],
    ['of Maundy Thursday outlasts Easter', '2026-04-02T12:15:00Z', '2026-04-07T17:00:00.000Z'],
    ['of the Friday before summer time', '2026-03-27T13:15:00Z', '2026-03-30T17:00:00.000Z'],
    ['of the Friday before winter time', '2026-10-23T12:15:00Z', '2026-10-26T18:00:00.000Z'],
    ['of 24 December outlasts Christmas', '2026-12-24T13:15:00Z', '2026-12-28T18:00:00.000Z'],
  ])('%s', (_what, asOf, expected) => {
    expect(iso(staleAt(fixing, { asOf: at(asOf) }))).toBe(expected);
  });
});

describe('a continuous price', () => {
  const monday = at('2026-11-23T20:00:00Z');
  const friday = at('2026-11-20T21:00:00Z');

  it('is stale by its age while its market is open, or nobody says whether it is', () => {
    expect(staleAt(continuous, { asOf: monday })).toBe(monday + 120_000);
    expect(staleAt(continuous, { asOf: monday, marketOpen: true })).toBe(monday + 120_000);
    expect(staleAt(continuous, { asOf: monday, delay: 'delayed-15m' })).toBe(monday + 120_000);
  });

  it.each([
    ['closing price of Monday holds through Tuesday', monday, '2026-11-25T00:00:00.000Z'],
    ['closing price of Friday holds through Monday', friday, '2026-11-24T00:00:00.000Z'],
    ['price of a Sunday holds through Monday', at('2026-11-22T12:00:00Z'), '2026-11-24T00:00:00.000Z'],
  ])('that is the %s', (_what, asOf, expected) => {
    expect(iso(staleAt(continuous, { asOf, marketOpen: false }))).toBe(expected);
    expect(iso(staleAt(continuous, { asOf, delay: 'eod' }))).toBe(expected);
  });
});

describe('a model', () => {
  const noon = at('2026-11-23T12:00:00Z');
  const hour = 3_600_000;

  it('is stale one step after its own has ended', () => {
    expect(staleAt(model, { asOf: noon, issuedAt: noon - 3 * hour })).toBe(noon + 2 * hour);
  });

  it('is stale sooner where its run is a day old', () => {
    expect(staleAt(model, { asOf: noon, issuedAt: noon - 23 * hour })).toBe(noon + hour);
    expect(staleAt(model, { asOf: noon, issuedAt: noon - 30 * hour })).toBe(noon - 6 * hour);
  });

  it('without a time of its run goes by its step', () => {
    expect(staleAt(model, { asOf: noon })).toBe(noon + 2 * hour);
  });
});
