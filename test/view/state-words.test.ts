import { describe, expect, it } from 'vitest';
import { provenanceOf } from '../../src/view/state-words.ts';
import { contextWith } from './context.ts';
import { quoteMeta, quoteReading } from './readings.ts';

const midnight = Date.UTC(2026, 10, 30);
const context = contextWith({ now: midnight + 40 * 60_000 });
const meta = quoteMeta({ zone: 'America/New_York' });
const asOf = (delay: 'model' | 'realtime' | 'fixing' | 'eod') =>
  provenanceOf(quoteReading({}, { asOf: midnight, staleAt: midnight + 3_600_000, delay }), meta, context)[0];

describe('the time of a value', () => {
  it('is a time where it is the first instant of a day in UTC, too', () => {
    expect(asOf('model')).toContain('19:00');
    expect(asOf('realtime')).toContain('19:00');
  });

  it('is the day alone of a fixing and of an end of day', () => {
    expect(asOf('fixing')).toBe('as of Nov 30');
    expect(asOf('eod')).toBe('as of Nov 30');
  });
});
