/** All items that the site shows, for whoever picks some of them. */
import type { ItemMeta } from '../../src/protocol/meta.ts';
import type { Model } from '../model.ts';
import type { Request } from './requests.ts';

// Far beyond any site's own.
const maxItems = 2000;

/** Until the server has answered, and where it does not: those that the board knows. */
export function catalogueOf(request: Request, model: Pick<Model, 'meta'>): readonly ItemMeta[] {
  const items = request<{ readonly items?: readonly ItemMeta[] }>('catalogue').value?.items;
  return (Array.isArray(items) ? items : [...model.meta.values()])
    .slice(0, maxItems)
    .filter((meta) => typeof meta?.id === 'string' && typeof meta.name?.en === 'string');
}
