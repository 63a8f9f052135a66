/** Sorts quotes into the groups that a reader looks for. */
import type { ItemClass, ItemMeta } from '../protocol/meta.ts';
import { own } from './own.ts';
import type { QuoteGroup } from './words.ts';

const groups: Readonly<Partial<Record<ItemClass, QuoteGroup>>> = {
  index: 'markets',
  share: 'markets',
  fx: 'currencies',
  crypto: 'crypto',
  yield: 'rates',
  commodity: 'commodities',
};

export function groupOf({ cls }: Pick<ItemMeta, 'cls'>): QuoteGroup {
  return own(groups, cls) ?? 'other';
}

/** The groups that have a quote, in the order of their first. */
export function groupsOf(metas: readonly ItemMeta[]): QuoteGroup[] {
  return [...new Set(metas.map(groupOf))];
}
