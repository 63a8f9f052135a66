/** Pure: what a leader leaves to the next of what it let through while orders kept other values on show. */
import { type ItemId, isItemId } from '../protocol/item-id.ts';
import type { Draft } from '../protocol/reading.ts';
import { isPriced } from '../store/doubts.ts';
import type { Memo } from '../store/store.ts';

/** The name of the memo: a draft for each item as JSON, empty where no order keeps it any more. */
export const measuresMemo = 'measures';

/** By item. What cannot be read, or is of another version, is left out: the item is measured by what is shown. */
export function measuresOf(memo: Memo): ReadonlyMap<ItemId, Draft> {
  return new Map(
    Object.entries(memo).flatMap(([id, text]) => {
      const draft = draftIn(text);
      return isItemId(id) && draft?.id === id ? [[id, draft] as const] : [];
    }),
  );
}

function draftIn(text: string): Draft | undefined {
  try {
    const raw: unknown = JSON.parse(text || 'null');
    return isPriced(raw) ? raw : undefined;
  } catch {
    return undefined;
  }
}
