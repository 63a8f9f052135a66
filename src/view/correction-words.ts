/** What is said beside a figure of which something wrong was shown: for a day after the correction was given. */
import type { Reading } from '../protocol/reading.ts';
import { fill } from './fill.ts';
import type { ViewContext } from './view-context.ts';

const markMs = 86_400_000;

/** `corrected 14:32`, and the same in full with the time of which the figures were wrong; both empty where there is nothing to tell. */
export function correctionWords(
  reading: Reading | undefined,
  meta: { readonly zone?: string | undefined } | undefined,
  { words, formats, now }: ViewContext,
): readonly [tag: string, full: string] {
  const corrected = reading?.corrected;
  if (!(corrected && now < corrected.at + markMs)) return ['', ''];
  // Its time is told past midnight, too, and so are those of the half day before it: by their days alone, nobody would
  // know which figures were wrong; earlier ones would seem to be later than it. A millisecond on: the first instant of a UTC day would be told as that day.
  const told = (at: number) =>
    formats.moment(at + 1, corrected.at - at < markMs / 2 ? at + 1 : now, meta?.zone);
  const tag = fill(words.corrected, told(corrected.at));
  const wrong = fill(words.wasWrong, told(corrected.from), told(corrected.to));
  return [tag, fill(words.about, tag, wrong)];
}
