/** What the view asks of a formatter, so that it can speak before the browser's own formatters are loaded. */

/** What is counted of time. */
export type DurationUnit = 'second' | 'minute' | 'hour' | 'day';

/** All numbers go in as decimal text and lose no digit but those that `decimals` rounds away. The minus is U+2212. */
export interface FigureFormats {
  /** `decimals` absent: as many as the text has. */
  number(text: string, decimals?: number): string;
  /** `full`: with the word in place of the sign, for speech, where the language has one. */
  percent(text: string, decimals: number, full?: boolean): string;
  /** With the currency's sign; `full`: with its name in words, for speech. A code that nobody knows stands as it is. */
  money(text: string, currency: string, decimals: number | undefined, full?: boolean): string;
}

/** What sentences need beside figures. */
export interface Formats extends FigureFormats {
  /** A count of whole units, such as `3 hr`, in the form that its count asks for; `full`: `3 hours`, for speech. */
  duration(count: number, unit: DurationUnit, full?: boolean): string;
  /** `3 hours ago` for -3, and `in 3 hours` for 3, in words. */
  relative(count: number, unit: DurationUnit): string;
  /** Which form a count asks for (CLDR's plural categories). */
  plural(count: number): Intl.LDMLPluralRule;
  /**
   * A moment in ms since the epoch as a reader would say it at `now`: its time today, else its day. Told in `zone`
   * (IANA), and named so where the reader's differs; the first instant of a UTC day stands for that day.
   */
  moment(at: number, now: number, zone?: string): string;
}

/** The digits behind the point of decimal text. */
export function scaleOf(text: string): number {
  return (text.split('.')[1] ?? '').length;
}

/** The decimals to show `text` with: those asked for where they make sense, else as many as the text has. */
export function decimalsFor(text: string, asked: number | undefined): number {
  const decimals = asked as number;
  return Number.isInteger(decimals) && decimals >= 0 && decimals <= 20 ? decimals : scaleOf(text);
}

/** A hyphen in front of a figure, as U+2212. */
export function withMinus(text: string): string {
  return text.replace('-', '\u2212');
}

/** A value that is dated by the day alone: its time is the first instant of that day in UTC. */
export function isDayAlone(at: number): boolean {
  return at % 86_400_000 === 0;
}
