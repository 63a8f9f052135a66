/** Whether warnings and lookups that were read are what a manifest expects. */
import { sameTime } from './recorded-equality.ts';
import type { ExpectedAlerts } from './recorded-expectations.ts';
import type { AlertReading, AlertsReading, LookupReading } from './recorded-readings.ts';

/** `activeAt` counts those whose onset has come and whose end has not. */
export function alertsAgree({ count, alerts }: AlertsReading, expected: ExpectedAlerts): boolean {
  return (
    count === expected.count &&
    alertAgrees(alerts[0], expected.first) &&
    expected.activeAt.every(({ at, count: active }) => activeAt(alerts, Date.parse(at)) === active)
  );
}

function alertAgrees(read: AlertReading | undefined, expected: ExpectedAlerts['first']): boolean {
  if (expected == null || read === undefined) return expected == null && read === undefined;
  return (
    read.id === expected.id &&
    read.event === expected.event &&
    read.severity === expected.severity.toLowerCase() &&
    read.issuer === expected.issuer &&
    sameTime(read.onset, expected.onset ?? expected.effective) &&
    sameTime(read.until, expected.ends ?? expected.expires)
  );
}

function activeAt(alerts: readonly AlertReading[], at: number): number {
  return alerts.filter(({ onset, until }) => at < Date.parse(until) && !(at < Date.parse(onset ?? '')))
    .length;
}

/** Everything that was read is stated, and the same. */
export function lookupAgrees(read: LookupReading, expected: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(read).every(([name, value]) => isStated(value, expected[name]));
}

function isStated(value: LookupReading[string], expected: unknown): boolean {
  if (typeof value !== 'object') return value === expected;
  const stated = new Map(Object.entries(Object(expected)));
  return Object.entries(value).every(([name, inner]) => inner === stated.get(name));
}
