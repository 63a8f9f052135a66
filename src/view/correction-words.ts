/** What is said beside a figure of which something wrong was shown: for a day after the correction was given. */
import type { ItemMeta } from '../protocol/meta.ts';
import type { Corrected, Reading } from '../protocol/reading.ts';
import type { ViewContext } from './view-context.ts';

const markMs = 86_400_000;

/** The correction that is still to be told at `now`. */
export function correctionOf(reading: Reading | undefined, now: number): Corrected | undefined {
  const corrected = reading?.corrected;
  return corrected !== undefined && now < corrected.at + markMs ? corrected : undefined;
}

/** `corrected 14:32`; empty where there is nothing to tell. */
export function correctionTag(reading: Reading | undefined, meta: ItemMeta, context: ViewContext): string {
  const { words, formats, now } = context;
  const corrected = correctionOf(reading, now);
  return corrected === undefined ? '' : words.corrected(formats.moment(corrected.at, now, meta.zone));
}

/** In full, with the time of which the figures were wrong. */
export function correctionWords(reading: Reading | undefined, meta: ItemMeta, context: ViewContext): string {
  const { words, formats, now } = context;
  const corrected = correctionOf(reading, now);
  if (corrected === undefined) return '';
  const [at, from, to] = [corrected.at, corrected.from, corrected.to].map((moment) =>
    formats.moment(moment, now, meta.zone),
  );
  return words.correctedSpoken(at ?? '', from ?? '', to ?? '');
}
