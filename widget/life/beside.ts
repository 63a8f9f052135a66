/** Which items have been asked for beside the board. */
import type { ItemId } from '../../src/protocol/item-id.ts';

export interface Beside {
  /** Over this link, in place of those before. */
  follow(ids: readonly ItemId[]): void;
  asks(id: ItemId): boolean;
  /** It was asked for once: another item that the board does not name may still be the board's. */
  hasLeft(id: ItemId): boolean;
}

export function createBeside(): Beside {
  let asked: readonly ItemId[] = [];
  const ever = new Set<ItemId>();
  const asks = (id: ItemId) => asked.includes(id);
  return {
    follow(ids) {
      asked = [...ids];
      for (const id of ids) ever.add(id);
    },
    asks,
    hasLeft: (id) => ever.has(id) && !asks(id),
  };
}
