/** Which of a place's warnings hold at a moment, in which order, and when that changes; knows no words. */
import {
  type Alert,
  type AlertSeverity,
  type AlertsValue,
  hasValue,
  type Reading,
  type ValuedReading,
} from '../protocol/reading.ts';
import { own } from './own.ts';

/** How long before its beginning a warning is shown. */
export const dayMs = 86_400_000;

const maxAlerts = 100;

const ranks: Readonly<Record<AlertSeverity, number>> = {
  extreme: 0,
  severe: 1,
  moderate: 2,
  minor: 3,
  unknown: 4,
};

/**
 * The warnings to show at `now` (ms since the epoch): those in force, from `onset` until `until`, then those that begin
 * within a day; the most severe first in either. The order does not depend on that of the list.
 */
export function alertsAt({ alerts }: AlertsValue, now: number): Alert[] {
  const rank = (alert: Alert) => ranks[severityOf(alert)];
  return dated(alerts)
    .filter((alert) => startOf(alert) - dayMs <= now && now < alert.until)
    .sort(
      (a, b) =>
        Number(startOf(a) > now) - Number(startOf(b) > now) ||
        rank(a) - rank(b) ||
        compare(startOf(a), startOf(b)) ||
        compare(a.id, b.id),
    );
}

/** The first moment after `now` at which `alertsAt` or its words change by the clock alone; undefined: none. */
export function nextAlertChange({ alerts }: AlertsValue, now: number): number | undefined {
  const moments = dated(alerts).flatMap((alert) => [startOf(alert) - dayMs, startOf(alert), alert.until]);
  const next = Math.min(...moments.filter((at) => at > now));
  return Number.isFinite(next) ? next : undefined;
}

/** The reading's warnings where it has such. */
export function alertsValueOf(reading: Reading | undefined): AlertsValue | undefined {
  return reading !== undefined && hasValue(reading) && isAlerts(reading.value) ? reading.value : undefined;
}

/** As it is named; `unknown` for one that this version has no word for. */
export function severityOf({ severity }: Alert): AlertSeverity {
  return own(ranks, severity) === undefined ? 'unknown' : severity;
}

function isAlerts(value: ValuedReading['value']): value is AlertsValue {
  return value.kind === 'alerts' && Array.isArray(value.alerts);
}

/** Those whose times can be told and make a window. */
function dated(alerts: readonly Alert[]): Alert[] {
  return alerts
    .slice(0, maxAlerts)
    .filter(
      (alert) =>
        isMoment(alert?.until) &&
        (alert.onset === undefined || (isMoment(alert.onset) && alert.onset < alert.until)),
    );
}

/** Within what a Date can hold (ECMA-262, "Time Values"): beyond it no clock can tell the time. */
function isMoment(at: number): boolean {
  return Math.abs(at) <= 8.64e15;
}

/** ms since the epoch; without an onset it has always been in force. */
export function startOf({ onset }: Alert): number {
  return onset ?? Number.NEGATIVE_INFINITY;
}

function compare<T extends number | string>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
