/** What a mutated body led to, as the oracles see it, and how they look at figures. */
import type { Reading, ValuedReading } from '../../src/protocol/reading.ts';
import type { SeriesPoint } from '../../src/providers/provider.ts';
import type { FeedItem } from '../../src/worker/plan.ts';

/** One value that would be shown. */
export interface Published {
  readonly item: FeedItem;
  readonly reading: Omit<ValuedReading, 'e' | 's'>;
  readonly series: readonly SeriesPoint[];
  /** What was shown before. */
  readonly before: Reading | undefined;
  /** All that the provider was given, by path and query; and the same while nothing is wrong. */
  readonly served: ReadonlyMap<string, string>;
  readonly good: ReadonlyMap<string, string>;
  /** ms since the epoch. */
  readonly now: number;
}

/** What is wrong with a value, by the bodies alone; undefined where it stands in them for that item. */
export type Oracle = (published: Published) => string | undefined;

/** The bodies of the paths that the pattern finds. */
export function bodiesAt(bodies: ReadonlyMap<string, string>, pattern: RegExp): readonly string[] {
  return [...bodies].flatMap(([key, body]) => (pattern.test(key) ? [body] : []));
}

/** The same text for the same number, exact whatever the digits; undefined for what is no number. */
export function canonical(text: string | undefined): string | undefined {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text ?? '') ?? [];
  if (whole === '') return undefined;
  const digits = (whole + fraction).replace(/^0+/, '');
  const kept = digits.replace(/0+$/, '');
  if (kept === '') return '0';
  return `${sign}${kept}e${Number(exponent) - fraction.length + digits.length - kept.length}`;
}

/** Whether the figure is one of these, as a number. */
export function isAmong(figure: string | undefined, texts: readonly string[]): boolean {
  const wanted = canonical(figure);
  return wanted !== undefined && texts.some((text) => canonical(text) === wanted);
}

/** The first complaint among these. */
export function firstOf(...complaints: readonly (string | false | undefined)[]): string | undefined {
  return complaints.find((complaint): complaint is string => typeof complaint === 'string');
}
