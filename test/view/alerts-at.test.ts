import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Alert } from '../../src/protocol/reading.ts';
import { alertsAt, nextAlertChange } from '../../src/view/alerts-at.ts';
import { alert, anyAlert, hour, severities, valueWith } from './alerts.ts';
import { now } from './context.ts';

const anyAlerts = fc.uniqueArray(anyAlert, { selector: ({ id }) => id, maxLength: 12 });
const rankOf = (alert: Alert) => severities.indexOf(alert.severity);
const isInForce = (alert: Alert) => (alert.onset ?? -Infinity) <= now;

describe('a warning', () => {
  const shownAt = (at: number, more: Partial<Alert>) => alertsAt(valueWith([alert(more)]), at).length > 0;

  it('is shown from a day before it begins until the moment at which it ends', () => {
    const [onset, until] = [now, now + hour];
    const moments = [onset - 24 * hour - 1, onset - 24 * hour, until - 1, until];
    expect(moments.map((at) => shownAt(at, { onset, until }))).toEqual([false, true, true, false]);
  });

  it('is none where it ends before it begins, or at no moment that a clock can tell', () => {
    expect(shownAt(now, { onset: now + 2 * hour, until: now + hour })).toBe(false);
    for (const until of [9e15, Number.NaN]) expect(shownAt(now, { until })).toBe(false);
  });

  it('is not looked for beyond the first hundred', () => {
    const alerts = Array.from({ length: 101 }, (_, at) => alert({ id: `${at}` }));
    expect(alertsAt(valueWith(alerts), now)).toHaveLength(100);
  });
});

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
