/** How a held line goes on with a reading that has come: by the worker's own rule, so that the two cannot differ. */
import type { Reading } from '../../src/protocol/reading.ts';
import type { Sparkline } from '../../src/protocol/snapshot.ts';
import { lineAfter } from '../../src/protocol/sparkline.ts';
import type { Held } from '../model.ts';

/** One point, which draws nothing yet, where the basis has become another. */
export function grown(before: Held | undefined, reading: Reading): Sparkline | undefined {
  return lineAfter(before, reading);
}
