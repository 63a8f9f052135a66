/** Which readings a strip shows: the newest, or while paused those of the moment of the pause. Knows no DOM. */
import type { ItemId } from '../../src/protocol/item-id.ts';
import type { Reading } from '../../src/protocol/reading.ts';
import type { Held, Model } from '../model.ts';

export interface Shown {
  held(id: ItemId): Held | undefined;
  readings(): Reading[];
  /** To be called before each drawing: begins or ends standing still. Before the first snapshot nothing can. */
  hold(paused: boolean): void;
  /** What stood still does not count any more. */
  letGo(): void;
}

export function createShown(model: Model): Shown {
  let frozen: ReadonlyMap<ItemId, Held> | undefined;

  return {
    held(id) {
      const current = model.held(id);
      // A wrong number must not stay on the page for being paused.
      if (frozen === undefined || current?.reading.state === 'withdrawn') return current;
      return frozen.get(id) ?? current;
    },
    readings: () =>
      frozen === undefined ? model.readings() : [...frozen.values()].map(({ reading }) => reading),
    hold(paused) {
      if (!paused) frozen = undefined;
      else if (model.loaded) frozen ??= model.copy();
    },
    letGo() {
      frozen = undefined;
    },
  };
}
