/** What all sources of warnings share: severities, which warnings count now, and the one observation made of them. */
import type { Alert, AlertSeverity } from '../protocol/reading.ts';
import type { AlertDetail } from '../protocol/snapshot.ts';
import { cleanLine, cleanText } from './clean-text.ts';
import type { Observation } from './provider.ts';

/** A warning as its parser read it, and the words that go with it. */
export interface Warning {
  readonly alert: Alert;
  readonly detail: AlertDetail;
}

/** More at one place than any service ever had in force; the bound is against a broken feed. */
export const maxAlerts = 20;
/** Of the name of an event or an issuer. */
const maxName = 120;
const maxHeadline = 300;
const maxWords = 2_000;

const bySeverity: readonly AlertSeverity[] = ['extreme', 'severe', 'moderate', 'minor', 'unknown'];

/** CAP's word for a severity, whatever its case; a word that CAP has not is `unknown`, and the warning still shows. */
export function severityOf(word: unknown): AlertSeverity {
  const lower = typeof word === 'string' ? word.trim().toLowerCase() : '';
  return bySeverity.find((severity) => severity === lower) ?? 'unknown';
}

/** A name of an event or an issuer; empty where there is none that may be shown. */
export function nameOf(text: unknown): string {
  return cleanLine(text, maxName);
}

/** Its words out of fields named as in CAP; those that are missing or empty are left out. */
export function wordsOf(id: string, words: Readonly<Record<string, unknown>>): AlertDetail {
  const headline = cleanLine(words.headline, maxHeadline);
  const description = cleanText(words.description, maxWords);
  const instruction = cleanText(words.instruction, maxWords);
  return {
    id,
    ...(headline !== '' && { headline }),
    ...(description !== '' && { description }),
    ...(instruction !== '' && { instruction }),
  };
}

/**
 * The warnings that are not over at `now`, worst first, then by onset: those ahead stay, since the reader's own clock
 * shows them from their onset. `asOf`: when the service said so. An empty list means that none is in force.
 */
export function alertsObservation(
  warnings: readonly Warning[],
  { now, asOf }: { readonly now: number; readonly asOf: number },
): Observation {
  const byId = new Map(warnings.map((warning) => [warning.alert.id, warning]));
  const current = [...byId.values()].filter(({ alert }) => alert.until > now).sort(worstFirst);
  const shown = current.slice(0, maxAlerts);
  return {
    asOf,
    value: { kind: 'alerts', covered: true, alerts: shown.map(({ alert }) => alert) },
    detail: { kind: 'alerts', alerts: shown.map(({ detail }) => detail) },
  };
}

/** For a place that the service does not warn for: no answer of its could say anything. */
export function notCovered(now: number): Observation {
  return {
    asOf: now,
    value: { kind: 'alerts', covered: false, alerts: [] },
    detail: { kind: 'alerts', alerts: [] },
  };
}

/** A fixed order for one set of warnings: the same list must be the same bytes. */
function worstFirst({ alert: a }: Warning, { alert: b }: Warning): number {
  return (
    bySeverity.indexOf(a.severity) - bySeverity.indexOf(b.severity) ||
    (a.onset ?? 0) - (b.onset ?? 0) ||
    (a.id < b.id ? -1 : 1)
  );
}
