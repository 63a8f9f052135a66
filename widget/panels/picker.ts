/** A search among the site's items, and the list of what was found. */
import type { ItemId } from '../../src/protocol/item-id.ts';
import type { ItemMeta } from '../../src/protocol/meta.ts';
import { itemName, itemRegion } from '../../src/view/panel/item-name.ts';
import type { SettingsWords } from '../../src/view/panel/settings-words.ts';
import type { PanelScope } from './panel-host.ts';
import { type Child, h } from './tree.ts';

/** Draws a field and at most `most` rows of the items found by it. */
export type Picker = (
  label: string,
  items: readonly ItemMeta[],
  most: number,
  row: (id: ItemId, label: Node) => Child,
) => Child[];

export function createPicker({ host, redraw }: PanelScope, words: SettingsWords): Picker {
  let wanted = '';
  const oninput = ({ target }: Event) => {
    wanted = fold((target as HTMLInputElement).value.trim());
    redraw();
  };
  return (label, items, most, row) => {
    const naming = { locale: host.context().locale, kit: host.kit };
    const found = items.flatMap((meta): readonly Child[] => {
      const [name, region] = [itemName(meta, naming), itemRegion(meta, naming)];
      const isFound = fold(`${name} ${region} ${meta.name.en} ${meta.id}`).includes(wanted);
      return isFound ? [row(meta.id, h('span', name, ' ', h('span.quiet', region)))] : [];
    });
    return [
      h('input', { type: 'search', ariaLabel: label, placeholder: words.search, maxLength: 60, oninput }),
      h('div.found', { role: 'group', ariaLabel: label }, ...found.slice(0, most)),
      h('p.quiet', { role: 'status' }, found.length === 0 && words.nothingFound),
    ];
  };
}

/** Without case and accents, so that `zurich` finds Zürich. */
function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
