/** What an item is called where there is room: its name, and for a place where it lies. */
import { type ItemMeta, localText } from '../../protocol/meta.ts';
import { displayText } from '../display-text.ts';

/** The name in the reader's language; the item's id where it has none that can be shown. */
export function itemName({ id, name }: ItemMeta, locale: string): string {
  return displayText(localText(name, locale)) || displayText(id);
}

/** The region and country that tell a place from its namesakes; '' where there is none. */
export function itemRegion({ region }: ItemMeta, locale: string): string {
  return region === undefined ? '' : displayText(localText(region, locale));
}
