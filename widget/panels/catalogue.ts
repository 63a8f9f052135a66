/** All items that the site shows, for whoever picks some of them. */
import type { ItemId } from '../../src/protocol/item-id.ts';
import type { ItemMeta } from '../../src/protocol/meta.ts';
import type { Model } from '../model.ts';
import type { Request } from './requests.ts';

// Far beyond any site's own.
const maxItems = 2000;

/** Until the server has answered, and where it does not: those that the board knows. */
export function catalogueOf(request: Request, model: Pick<Model, 'meta'>): readonly ItemMeta[] {
  return answered(request) ?? readable([...model.meta.values()]);
}

/** Those that the site still has: all of them where the server has not answered. */
export function stillThere(
  request: Request,
  { board }: Pick<Model, 'board'>,
  ids: readonly ItemId[],
): readonly ItemId[] {
  const items = answered(request)?.map(({ id }) => id);
  return items === undefined ? ids : ids.filter((id) => items.includes(id) || board.includes(id));
}

function answered(request: Request): readonly ItemMeta[] | undefined {
  const items = request<{ readonly items?: readonly ItemMeta[] }>('catalogue').value?.items;
  return Array.isArray(items) ? readable(items) : undefined;
}

function readable(items: readonly ItemMeta[]): readonly ItemMeta[] {
  return items
    .slice(0, maxItems)
    .filter((meta) => typeof meta?.id === 'string' && typeof meta.name?.en === 'string');
}
