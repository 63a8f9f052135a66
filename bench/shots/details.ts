/** What panels tell of a board's items, and the list of places and quotes that settings choose from. */
import type { ItemId } from '../../src/protocol/item-id.ts';
import type { ItemMeta } from '../../src/protocol/meta.ts';
import type { BoardSnapshot, ItemDetail } from '../../src/protocol/snapshot.ts';
import { detailsOf as detailsIn, places, warningText } from '../../test/widget/panels/sample-details.ts';

/** A strip is refused the warnings of a place unless they stand on the board. */
export function detailsOf(board: BoardSnapshot | undefined): ReadonlyMap<ItemId, ItemDetail> {
  if (board === undefined) return new Map();
  const details = board.meta.map((meta): [ItemId, ItemDetail] => {
    const detail = detailsIn(board).get(meta.id) ?? { id: meta.id, meta };
    return [meta.id, meta.cls === 'alerts' ? warningDetail(meta, board) : detail];
  });
  return new Map(details);
}

function warningDetail(meta: ItemMeta, { items }: BoardSnapshot): ItemDetail {
  const reading = items.find(({ id }) => id === meta.id);
  const texts = ['frost-1', 'storm-1', 'flood-1'].map((id) => ({ ...warningText, id }));
  return { id: meta.id, meta, ...(reading && { reading }), detail: { kind: 'alerts', alerts: texts } };
}

export function catalogueOf(board: BoardSnapshot | undefined): { readonly items: readonly ItemMeta[] } {
  return { items: [...(board?.meta ?? []), ...places] };
}
