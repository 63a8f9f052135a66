import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Alert } from '../../src/protocol/reading.ts';
import { alertsAt, nextAlertChange } from '../../src/view/alerts-at.ts';
import { anyAlert, hour, severities, valueWith } from './alerts.ts';
import { now } from './context.ts';

const anyAlerts = fc.uniqueArray(anyAlert, { selector: ({ id }) => id, maxLength: 12 });
const rankOf = (alert: Alert) => severities.indexOf(alert.severity);
const isInForce = (alert: Alert) => (alert.onset ?? -Infinity) <= now;

describe('of whatever warnings', () => {
  it('none is shown outside of its time', () => {
    fc.assert(
      fc.property(anyAlerts, (alerts) => {
        for (const { onset = now, until } of alertsAt(valueWith(alerts), now)) {
          expect(until).toBeGreaterThan(now);
          expect(onset).toBeLessThanOrEqual(now + 24 * hour);
        }
      }),
    );
  });

  it('none that is in force is left out', () => {
    fc.assert(
      fc.property(anyAlerts, (alerts) => {
        const due = alerts.filter(
          ({ onset, until }) =>
            until > now && until <= 8.64e15 && (onset === undefined || (onset <= now && onset >= -8.64e15)),
        );
        expect(alertsAt(valueWith(alerts), now)).toEqual(expect.arrayContaining(due));
      }),
    );
  });

  it('the most severe comes first, and the order is that of no list', () => {
    fc.assert(
      fc.property(anyAlerts, (alerts) => {
        const shown = alertsAt(valueWith(alerts), now);
        expect(alertsAt(valueWith([...alerts].reverse()), now)).toEqual(shown);
        for (const part of [shown.filter(isInForce), shown.filter((alert) => !isInForce(alert))])
          expect(part.map(rankOf)).toEqual(part.map(rankOf).sort((a, b) => a - b));
      }),
    );
  });

  it('nothing changes before the moment that is told, and something may at it', () => {
    fc.assert(
      fc.property(anyAlerts, fc.double({ min: 0, max: 1, noNaN: true }), (alerts, share) => {
        const value = valueWith(alerts);
        const next = nextAlertChange(value, now) ?? now + 1e9;
        const before = Math.min(Math.floor(now + share * (next - now)), next - 1);
        const shown = (at: number) => alertsAt(value, at).map(({ id, onset = 0 }) => [id, onset > at]);
        expect(shown(Math.max(before, now))).toEqual(shown(now));
        expect(next).toBeGreaterThan(now);
      }),
    );
  });
});
