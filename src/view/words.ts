/** What a table of words must offer; the view speaks through it alone and holds no sentence of its own. */
import type { AlertSeverity, Basis, BlankReason, Condition, Delay } from '../protocol/reading.ts';

/** One language. Arguments are finished texts: numbers and times come formatted. */
export interface Words {
  /** Name of the whole strip, for screen readers. */
  readonly strip: string;
  readonly weather: string;
  readonly liveMarkets: string;
  readonly quotes: string;
  readonly pause: string;
  readonly next: string;
  readonly back: string;
  readonly sources: string;
  readonly demo: string;
  readonly loading: string;
  readonly unreachable: string;
  readonly unknownBoard: string;
  readonly unknownPlace: string;
  readonly live: string;
  readonly paused: string;
  readonly connecting: string;
  readonly lost: string;
  readonly afresh: string;
  readonly demoStatus: string;
  readonly up: string;
  readonly down: string;
  readonly unchanged: string;
  readonly changeUnknown: string;
  readonly basisPoints: string;
  readonly points: string;
  /** `since the previous close`: what the change is measured against. */
  readonly basis: Readonly<Record<Basis, string>>;
  /** A word or two beside the name; empty where nothing needs saying. */
  readonly delayTag: Readonly<Record<Delay, string>>;
  readonly delay: Readonly<Record<Delay, string>>;
  readonly held: string;
  readonly closed: string;
  readonly heldSpoken: string;
  readonly closedSpoken: string;
  /** Beside the name of a market that is closed for a holiday. */
  readonly holiday: string;
  /** In full, as `closedSpoken` is. */
  closedFor(holiday: string): string;
  /** `when`: a time, a day, or in so many minutes. */
  opens(when: string): string;
  inMinutes(count: number): string;
  /** Followed by until when. */
  readonly halfDay: string;
  readonly pinned: string;
  readonly pinnedSpoken: string;
  /** Beside the name, with the time at which the correction was given. */
  corrected(when: string): string;
  /** Follows it in full: what was shown between the two times. */
  wasWrong(from: string, to: string): string;
  readonly outOfDate: string;
  readonly fallback: string;
  readonly noData: string;
  readonly blank: Readonly<Record<BlankReason, string>>;
  readonly conditions: Readonly<Record<Condition, string>>;
  readonly night: string;
  /** `Severe warning`: begins a sentence. */
  readonly warning: Readonly<Record<AlertSeverity, string>>;
  readonly noWarnings: string;
  /** Nobody warns for this place here. */
  readonly notWarnedFor: string;
  /** Why nothing is known of warnings. */
  warningsUnknown(why: string): string;
  from(when: string): string;
  until(when: string): string;
  asOf(when: string): string;
  heldAsOf(when: string): string;
  feels(temperature: string): string;
  lowHigh(low: string, high: string): string;
  /** Age in whole units, such as `3 h old`. */
  old(count: number, unit: 'minute' | 'hour' | 'day'): string;
}
