/** A search among the site's items, and the list of what was found. */
import type { ItemId } from '../../src/protocol/item-id.ts';
import type { ItemMeta } from '../../src/protocol/meta.ts';
import { fill } from '../../src/view/fill.ts';
import { itemName, itemRegion } from '../../src/view/panel/item-name.ts';
import type { SettingsWords } from '../../src/view/panel/settings-words.ts';
import type { PanelScope } from './panel-host.ts';
import { type Child, h } from './tree.ts';

type Naming = Parameters<typeof itemName>[1];

/** Draws a field and at most `most` rows of the items found by it. */
export type Picker = (
  label: string,
  items: readonly ItemMeta[],
  most: number,
  row: (id: ItemId, label: Node) => Child,
) => Child[];

export function createPicker({ host, redraw }: PanelScope, words: SettingsWords): Picker {
  // The panel's words stay in the language that it was opened in, and so do the names among them.
  const naming = { locale: host.context().locale, kit: host.kit };
  const isFound = createSearch(naming);
  let wanted = '';
  const onkeydown = (event: KeyboardEvent) => {
    const field = event.target as HTMLInputElement;
    if (event.key !== 'Escape' || field.value === '') return;
    // The panel's turn comes with the next one.
    event.preventDefault();
    event.stopPropagation();
    field.value = '';
    oninput(event);
  };
  const oninput = ({ target }: Event) => {
    wanted = fold((target as HTMLInputElement).value.trim());
    redraw();
  };
  const labelOf = (meta: ItemMeta) =>
    h('span', itemName(meta, naming), ' ', h('span.quiet', itemRegion(meta, naming)));

  return (label, items, most, row) => {
    const found = items.filter((meta) => isFound(meta, wanted));
    const { about } = host.context().words;
    const count = fill(about, label, `${found.length}`);
    return [
      h('input', {
        type: 'search',
        // What is seen in the field comes first, so that it can be called by that.
        ariaLabel: fill(about, words.search, label),
        placeholder: words.search,
        maxLength: 60,
        oninput,
        onkeydown,
      }),
      h(
        'div.found',
        { role: 'group', ariaLabel: count },
        ...found.slice(0, most).map((meta) => row(meta.id, labelOf(meta))),
      ),
      h('p.quiet', { role: 'status' }, found.length === 0 ? words.nothingFound : wanted && count),
    ];
  };
}

/** Whether an item has a folded text in it. Each item is folded once: a panel asks for all of them at every drawing. */
function createSearch(naming: Naming): (meta: ItemMeta, wanted: string) => boolean {
  const texts = new WeakMap<ItemMeta, string>();
  const textOf = (meta: ItemMeta) => {
    const known = texts.get(meta);
    if (known !== undefined) return known;
    // Behind its kind, which is in the names of all: `the` is in each `weather:`.
    const name = meta.id.slice(meta.id.indexOf(':') + 1);
    const text = fold(`${itemName(meta, naming)} ${itemRegion(meta, naming)} ${meta.name.en} ${name}`);
    texts.set(meta, text);
    return text;
  };
  return (meta, wanted) => wanted === '' || textOf(meta).includes(wanted);
}

/** Without case and accents, so that `zurich` finds Zürich, and with one i for the two of Turkish. */
function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('ı', 'i');
}
