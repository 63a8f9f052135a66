/** Which of a place's warnings are shown at a moment, and in which words; draws nothing. */
import type { Alert, AlertSeverity, AlertsValue, Reading, ValuedReading } from '../protocol/reading.ts';
import { hasValue } from '../protocol/reading.ts';
import { correctionWords } from './correction-words.ts';
import { displayText, httpsOnly } from './display-text.ts';
import { fill } from './fill.ts';
import { own } from './own.ts';
import { listed, sentence, sentences } from './spoken.ts';
import { isStale } from './staleness.ts';
import { blankWords, momentOf } from './state-words.ts';
import type { ViewContext } from './view-context.ts';

/** The first of a place's warnings, with a count of the others. Every string may be ''. */
export interface AlertChip {
  readonly severity: AlertSeverity;
  readonly event: string;
  /** When it begins, where it has not yet, its age, where the feed is stale, and what the newsroom made of them. */
  readonly mark: string;
  /** `+2`: as many more. */
  readonly more: string;
  /** The first five in sentences: severity in words, event, issuer, from when until when; then how many more there are. */
  readonly spoken: string;
  readonly href: string | undefined;
}

/** `note`: why there is no chip, in words, where an alerts item is followed at all; `spoken`: the same as a sentence. */
export type AlertsTile =
  | { readonly chip: AlertChip; readonly note: ''; readonly spoken: '' }
  | { readonly chip: undefined; readonly note: string; readonly spoken: string };

const dayMs = 86_400_000;
const maxAlerts = 100;
const maxSpoken = 5;
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
  const rank = ({ severity }: Alert) => own(ranks, severity) ?? ranks.unknown;
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

/** `reading` undefined: no alerts item is followed. `zone`: the place's. Never throws, whatever the texts hold. */
export function alertsTile(
  reading: Reading | undefined,
  zone: string | undefined,
  context: ViewContext,
): AlertsTile {
  const { words, now } = context;
  if (reading === undefined) return { chip: undefined, note: '', spoken: '' };
  const said = saidOf(reading, zone, context);
  const without = (why: string) => {
    const parts = [why, ...said.full];
    return { chip: undefined, note: parts.join(words.comma), spoken: listed(parts, words) };
  };
  const value = alertsValueOf(reading);
  if (value === undefined || !hasValue(reading))
    return without(fill(words.warningsUnknown, blankWords(reading, context)));
  const [first, ...others] = alertsAt(value, now);
  const age = isStale(reading, now)
    ? fill(words.asOf, context.formats.moment(momentOf(reading), now, zone))
    : '';
  if (first === undefined) {
    const none = value.covered ? words.noWarnings : words.notWarnedFor;
    return without([none, age].filter(Boolean).join(words.comma));
  }
  return { chip: chipOf(first, others, { zone, age, said, context }), note: '', spoken: '' };
}

/** The reading's warnings where it has such. */
export function alertsValueOf(reading: Reading | undefined): AlertsValue | undefined {
  return reading !== undefined && hasValue(reading) && isAlerts(reading.value) ? reading.value : undefined;
}

interface Telling {
  readonly zone: string | undefined;
  readonly age: string;
  readonly said: Said;
  readonly context: ViewContext;
}

/** What the newsroom says of the warnings as a whole: that it keeps them, and that some were wrong. Nothing where it does not. */
export interface Said {
  readonly short: readonly string[];
  readonly full: readonly string[];
}

/** `zone`: the place's. */
export function saidOf(reading: Reading, zone: string | undefined, context: ViewContext): Said {
  const { words } = context;
  const [mark, corrected] = correctionWords(reading, { zone }, context);
  const isPinned = hasValue(reading) && reading.pinned;
  return {
    short: [isPinned ? words.pinned : '', mark].filter(Boolean),
    full: [isPinned ? words.pinnedSpoken : '', corrected].filter(Boolean),
  };
}

function chipOf(first: Alert, others: readonly Alert[], telling: Telling): AlertChip {
  const { age, said, context } = telling;
  const { words } = context;
  const told = [first, ...others].slice(0, maxSpoken).map((alert) => spokenAlert(alert, telling));
  const untold = others.length + 1 - told.length;
  return {
    severity: own(ranks, first.severity) === undefined ? 'unknown' : first.severity,
    event: displayText(first.event) || warningWord(first, context),
    mark: [beginning(first, telling), age, ...said.short].filter(Boolean).join(' · '),
    more: others.length === 0 ? '' : `+${others.length}`,
    // Once, after all of them: it is said of the list.
    spoken: sentences(
      [
        ...told,
        untold > 0 ? fill(words.warningsUnknown, `+${untold}`) + words.stop : '',
        said.full.length === 0 ? '' : listed(said.full, words),
      ],
      words,
    ),
    href: httpsOnly(first.href),
  };
}

function spokenAlert(alert: Alert, telling: Telling): string {
  const { age, context } = telling;
  const parts = [
    displayText(alert.event),
    displayText(alert.issuer),
    beginning(alert, telling),
    fill(context.words.until, near(alert.until, telling)),
    age,
  ];
  return sentence(warningWord(alert, context), parts, context.words);
}

function beginning(alert: Alert, telling: Telling): string {
  const { words, now } = telling.context;
  return startOf(alert) > now ? fill(words.from, near(startOf(alert), telling)) : '';
}

/** Within a day its time says enough; later it needs its day. */
function near(at: number, { zone, context }: Telling): string {
  const { formats, now } = context;
  // A millisecond on: the first instant of a UTC day would be told as that day.
  return formats.moment(at + 1, at - now <= dayMs ? at + 1 : now, zone);
}

function warningWord({ severity }: Alert, { words }: ViewContext): string {
  return own(words.warning, severity) ?? words.warning.unknown;
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

/** Without an onset it has always been in force. */
function startOf({ onset }: Alert): number {
  return onset ?? Number.NEGATIVE_INFINITY;
}

function compare<T extends number | string>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
