/** In which words a place's warnings are told: the first of them with a count of the others, or why there is none. */
import { type Alert, type AlertSeverity, hasValue, type Reading } from '../protocol/reading.ts';
import { alertsAt, alertsValueOf, dayMs, severityOf, startOf } from './alerts-at.ts';
import { correctionWords } from './correction-words.ts';
import { displayText, httpsOnly } from './display-text.ts';
import { fill } from './fill.ts';
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
  /** What in `spoken` is in the feed's language (`feedLanguage`), in that order; '' for an event without a text. */
  readonly events: readonly string[];
  readonly href: string | undefined;
}

/** `note`: why there is no chip, in words, where an alerts item is followed at all; `spoken`: the same as a sentence. */
export type AlertsTile =
  | { readonly chip: AlertChip; readonly note: ''; readonly spoken: '' }
  | { readonly chip: undefined; readonly note: string; readonly spoken: string };

const maxSpoken = 5;

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
  const spoken = [first, ...others].slice(0, maxSpoken);
  const events = spoken.map(({ event }) => displayText(event));
  const untold = others.length + 1 - spoken.length;
  return {
    severity: severityOf(first),
    event: events[0] || warningWord(first, context),
    mark: [beginning(first, telling), age, ...said.short].filter(Boolean).join(' · '),
    more: others.length === 0 ? '' : `+${others.length}`,
    // Once, after all of them: it is said of the list.
    spoken: sentences(
      [
        ...spoken.map((alert) => spokenAlert(alert, telling)),
        untold > 0 ? listed([fill(words.warningsUnknown, `+${untold}`)], words) : '',
        said.full.length === 0 ? '' : listed(said.full, words),
      ],
      words,
    ),
    events,
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

function warningWord(alert: Alert, { words }: ViewContext): string {
  return words.warning[severityOf(alert)];
}
