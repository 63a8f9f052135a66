/** What an item is called where there is room: its name, and for a place where it lies. */
import type { ItemMeta } from '../../protocol/meta.ts';
import type { ViewKit } from './view-kit.ts';

interface Naming {
  readonly locale: string;
  readonly kit: Pick<ViewKit, 'displayText' | 'localText'>;
}

/** The name in the reader's language; the item's id where it has none that can be shown. */
export function itemName({ id, name }: ItemMeta, { locale, kit }: Naming): string {
  return kit.displayText(kit.localText(name, locale)) || kit.displayText(id);
}

/** The region and country that tell a place from its namesakes; '' where there is none. */
export function itemRegion({ region }: ItemMeta, { locale, kit }: Naming): string {
  return region ? kit.displayText(kit.localText(region, locale)) : '';
}
