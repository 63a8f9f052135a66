/** Which readings a strip shows: the newest, or while paused those of the moment of the pause. Knows no DOM. */
import { type ItemId, kindOf } from '../../src/protocol/item-id.ts';
import { isTakenBack, type Reading } from '../../src/protocol/reading.ts';
import type { Held, Model } from '../model.ts';

export interface Shown {
  held(id: ItemId): Held | undefined;
  readings(): Reading[];
  /**
   * To be called before each drawing: begins or ends standing still. `drawn`: what stands already, where that is not the
   * newest.
   */
  hold(
    paused: boolean,
    drawn?: Iterable<readonly [ItemId, { readonly reading?: Reading | undefined }]>,
  ): void;
  /** What stood still does not count any more. */
  letGo(): void;
}

export function createShown(model: Model): Shown {
  let standing: Map<ItemId, Held> | undefined;

  function held(id: ItemId): Held | undefined {
    const current = model.held(id);
    // A warning is not kept from anybody.
    if (standing === undefined || kindOf(id) === 'alerts') return current;
    const stood = standing.get(id);
    if (current === undefined || (stood !== undefined && !isOver(stood.reading, current.reading)))
      return stood;
    standing.set(id, current);
    return current;
  }

  return {
    held,
    readings: () => model.readings().flatMap(({ id }) => held(id)?.reading ?? []),
    hold(paused, drawn = []) {
      if (!paused) standing = undefined;
      if (!paused || standing !== undefined) return;
      standing = model.copy();
      for (const [id, { reading }] of drawn) {
        const held = standing.get(id);
        if (held && reading) standing.set(id, { ...held, reading });
      }
    },
    letGo() {
      standing = undefined;
    },
  };
}

/** A wrong number must neither stay on the page nor come back to it for being paused. */
function isOver(stood: Reading, current: Reading): boolean {
  return isTakenBack(stood, current) || stood.state === 'withdrawn';
}
