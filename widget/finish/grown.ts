/** How a held line goes on with a reading that has come: by the worker's own rule, and with what only readers do not know. */
import { type Basis, isTakenBack, type Reading } from '../../src/protocol/reading.ts';
import type { Sparkline } from '../../src/protocol/snapshot.ts';
import { lineAfter } from '../../src/protocol/sparkline.ts';
import { quoteValueOf } from '../../src/view/quote-figures.ts';
import type { Held } from '../model.ts';
import { orBlank } from './or-blank.ts';

/** What a line's prices were measured against, for those whose reading has become a blank since. */
const basisOf = new WeakMap<Sparkline, Basis>();

/**
 * A line begins anew, with a point that draws nothing yet, where its prices have been taken back: the worker alone knows
 * which were wrong, and what is right of it comes along. So it does where it goes on after a blank against another basis.
 */
export function grown(before: Held | undefined, reading: Reading): Sparkline | undefined {
  // A line that is none, as a board that somebody else brought may have, must keep no price away.
  return orBlank((known) => goneOn(known, reading), before);
}

function goneOn(before: Held | undefined, reading: Reading): Sparkline | undefined {
  if (!before?.spark) return lineAfter(before, reading);
  const line = before.spark;
  if (isTakenBack(before.reading, reading)) return lineAfter(undefined, reading);
  const [known, next] = [before.reading, reading].map((each) => quoteValueOf(each)?.basis);
  if (known !== undefined && next === undefined) basisOf.set(line, known);
  const isAnother = next !== undefined && next !== (basisOf.get(line) ?? next);
  return lineAfter(isAnother ? undefined : before, reading);
}
