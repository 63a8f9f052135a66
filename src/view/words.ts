/** What a table of words must offer; the view speaks through it alone and holds no sentence of its own. */
import type { AlertSeverity, Basis, BlankReason, Condition, Delay } from '../protocol/reading.ts';
import type { StripWords } from './strip-words.ts';

/** What the row's quotes are sorted into. */
export type QuoteGroup = 'markets' | 'currencies' | 'crypto' | 'rates' | 'commodities' | 'other';

/**
 * One language: strings alone, so that it travels as a list. `{0}`, `{1}` stand for finished texts (numbers, times and
 * counts with their units come formatted), and `fill` puts them in.
 */
export interface Words extends StripWords {
  readonly lost: string;
  readonly unknownPlace: string;
  readonly next: string;
  readonly back: string;
  readonly sources: string;
  readonly groups: Readonly<Record<QuoteGroup | 'all', string>>;
  readonly readSummary: string;
  readonly settings: string;
  /** The reader's own network is gone; {0}: since when nothing new came. */
  readonly offline: string;
  /** The script came and its figures may not: the page or the network forbids it. */
  readonly serverBlocked: string;
  /** In place of `live` where figures are fetched now and then; {0}: an interval. */
  readonly polled: string;
  readonly afresh: string;
  readonly demoStatus: string;
  /** What ends a sentence, parts two things of a list, and {1} said of {0}. */
  readonly stop: string;
  readonly comma: string;
  readonly about: string;
  /** Whole sentences without their stop: {0} name, {1} price, {2} change, {3} one of `basis`, which may be missing. */
  readonly quoteUp: string;
  readonly quoteDown: string;
  readonly quoteFlat: string;
  /** {0} name, {1} price: nothing is known of its change. */
  readonly quoteUnknown: string;
  /** {0}: how many, as in all three of these. */
  readonly basisPoints: string;
  /** The same in full, in the form that its count asks for, which may have the count in its words; `other` for any other. */
  readonly basisPointsSpoken: Readonly<Record<'one' | 'two' | 'few' | 'many' | 'other', string>>;
  readonly points: string;
  /** `since the previous close`: what the change is measured against. */
  readonly basis: Readonly<Record<Basis, string>>;
  /** A word or two beside the name; empty where nothing needs saying. {0}: by how much it is delayed. */
  readonly delayTag: Readonly<Record<Delay, string>>;
  readonly delay: Readonly<Record<Delay, string>>;
  readonly held: string;
  readonly closed: string;
  readonly heldSpoken: string;
  readonly closedSpoken: string;
  /** Beside the name of a market that is closed for a holiday. */
  readonly holiday: string;
  /** In full, as `closedSpoken` is; {0}: the holiday. */
  readonly closedFor: string;
  /** {0}: a time, a day, or `in`. */
  readonly opens: string;
  /** {0}: a count of minutes. */
  readonly in: string;
  readonly halfDay: string;
  /** {0}: when trading ends. */
  readonly halfDayUntil: string;
  readonly pinned: string;
  readonly pinnedSpoken: string;
  /** Beside the name; {0}: when the correction was given. */
  readonly corrected: string;
  /** Follows it in full: what was shown from {0} to {1}. */
  readonly wasWrong: string;
  readonly outOfDate: string;
  readonly fallback: string;
  /** {0}: the name of another source. */
  readonly confirmedBy: string;
  readonly unconfirmed: string;
  readonly noData: string;
  readonly blank: Readonly<Record<BlankReason, string>>;
  readonly conditions: Readonly<Record<Condition, string>>;
  readonly night: string;
  /** `Severe warning`: begins a sentence. */
  readonly warning: Readonly<Record<AlertSeverity, string>>;
  readonly noWarnings: string;
  /** Nobody warns for this place here. */
  readonly notWarnedFor: string;
  /** {0}: why nothing is known of warnings. */
  readonly warningsUnknown: string;
  /** {0}: a time or a day, as in the three that follow. */
  readonly from: string;
  readonly until: string;
  readonly asOf: string;
  readonly heldAsOf: string;
  readonly feels: string;
  /** {0}: the lowest temperature, {1}: the highest. */
  readonly lowHigh: string;
}
