/** Answers "Why is this grey?": one plain sentence for each reason why a figure does not look live. */
import type { ItemMeta } from '../../protocol/meta.ts';
import { hasValue, type Reading } from '../../protocol/reading.ts';
import { fill } from '../fill.ts';
import { own } from '../own.ts';
import { isStale } from '../staleness.ts';
import { isInDoubt } from '../state-words.ts';
import type { PanelContext } from './panel-context.ts';

/** How it stands with the way to the server; `on`: figures come, or would. */
export type Reach = 'on' | 'lost' | 'offline';

export interface Why {
  readonly heading: string;
  readonly reasons: readonly string[];
}

/** Undefined where the figure looks live and bears no mark. `reading` undefined: nothing has been heard of the item. */
export function whyOf(
  meta: ItemMeta,
  reading: Reading | undefined,
  reach: Reach,
  context: PanelContext,
): Why | undefined {
  const { panel, formats, now, kit, words } = context;
  const tell = (words: string, ...moments: readonly number[]) =>
    fill(words, ...moments.map((at) => formats.moment(at, now, meta.zone)));
  const grey: string[] = [];
  const marks: string[] = [];

  if (reading === undefined) grey.push(panel.unheard);
  else if (!hasValue(reading))
    grey.push(tell(own(panel.blank, reading.reason) ?? panel.unheard, timed(reading.asOf)));
  else {
    const asOf = kit.momentOf(reading);
    if (isStale(reading, now)) grey.push(tell(panel.stale, asOf, timed(reading.staleAt)));
    if (reading.state === 'closed') marks.push(tell(panel.closed, asOf));
    if (isInDoubt(reading)) marks.push(tell(panel.held, asOf));
    if (reading.pinned) marks.push(tell(panel.pinned, asOf));
  }
  const [, corrected] = kit.correctionWords(reading, meta, context);
  if (corrected !== '') marks.push(corrected.charAt(0).toUpperCase() + corrected.slice(1) + words.stop);
  // Without a connection what is fresh stays so until its time comes.
  if (reach !== 'on') (grey.length > 0 ? grey : marks).push(panel[reach]);
  // A last word that is shortened, such as `25 nov.`, has its stop already.
  const reasons = [...grey, ...marks].map((reason) => reason.replaceAll(words.stop + words.stop, words.stop));
  if (reasons.length === 0) return undefined;
  return { heading: grey.length > 0 ? panel.whyGrey : panel.whyMarked, reasons };
}

/** What is decided at a time, and never dated by a day alone: the first instant of a UTC day would be told as that day. */
function timed(at: number): number {
  return at + 1;
}
