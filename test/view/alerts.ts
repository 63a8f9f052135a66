/** Warnings for tests: one as a provider gives it, and any that a server could send. */
import fc from 'fast-check';
import type { Alert, AlertSeverity } from '../../src/protocol/reading.ts';
import { hostileStrings } from '../support/hostile-strings.ts';
import { now } from './context.ts';

export const hour = 3_600_000;
export const severities = ['extreme', 'severe', 'moderate', 'minor', 'unknown'] as const;

export function alert(more: Partial<Alert> = {}): Alert {
  return { id: 'a', event: 'Frost', severity: 'moderate', issuer: 'SENAMHI', until: now + 6 * hour, ...more };
}

export function valueWith(alerts: readonly Alert[], covered = true) {
  return { kind: 'alerts', covered, alerts } as const;
}

const times = fc.option(fc.integer({ min: now - 72 * hour, max: now + 72 * hour }), { nil: undefined });
export const anyAlert = fc
  .record({
    id: fc.string(),
    event: fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...hostileStrings)),
    severity: fc.constantFrom<AlertSeverity>(...severities),
    issuer: fc.oneof(fc.string(), fc.constantFrom(...hostileStrings)),
    until: fc.oneof(fc.integer({ min: now - 72 * hour, max: now + 72 * hour }), fc.double()),
    // The same for some of a list, so that their order has to come of something else.
    onset: fc.oneof(times, fc.double(), fc.constantFrom(now - hour, now + hour)),
  })
  .map(({ onset, ...alert }): Alert => (onset === undefined ? alert : { ...alert, onset }));
