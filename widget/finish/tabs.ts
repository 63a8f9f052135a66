/** The card's tabs: one group of quotes at a time, or all. One stop for Tab, arrow keys between them (WAI-ARIA APG). */
import type { ItemMeta } from '../../src/protocol/meta.ts';
import { groupOf, groupsOf } from '../../src/view/quote-group.ts';
import type { QuoteGroup, Words } from '../../src/view/words.ts';
import { html, write } from '../build.ts';

type Choice = QuoteGroup | 'all';

export interface Tabs {
  readonly element: HTMLElement;
  /** The quotes have changed. */
  arrange(quotes: readonly ItemMeta[]): void;
  shows(meta: ItemMeta): boolean;
}

/** By the strip's tree: a strip starts anew with each change of a setting, and the tab that a reader chose stays open. */
const kept = new WeakMap<Node, Choice>();

/** `row`: what they choose from. `chosen`: another tab is open. */
export function createTabs(words: Words, row: HTMLElement, chosen: () => void): Tabs {
  const element = html('div', 'tabs');
  write(element, 'role', 'tablist');
  write(element, 'aria-label', words.quotes);
  row.id = 'row';
  let choices: readonly Choice[] = [];
  let open: Choice = 'all';

  const mark = () => {
    // Not by entries(): what old libraries put in its place gives no pairs.
    [...element.children].forEach((tab, index) => {
      const isOpen = choices[index] === open;
      write(tab, 'aria-selected', String(isOpen));
      write(tab, 'tabindex', isOpen ? '0' : '-1');
    });
    write(row, 'role', choices.length > 0 ? 'tabpanel' : 'group');
    write(row, 'aria-label', choices.length > 0 ? words.groups[open] : words.quotes);
  };
  const choose = (index: number) => {
    open = choices[index] ?? 'all';
    kept.set(element.getRootNode(), open);
    mark();
    // What it shows begins at the top.
    row.scrollTop = 0;
    chosen();
  };
  element.addEventListener('click', ({ target }) => {
    const index = [...element.children].indexOf(target as Element);
    if (index >= 0) choose(index);
  });
  element.addEventListener('keydown', (event) => {
    const forward = getComputedStyle(element).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
    const step = event.key === forward ? 1 : /^Arrow(?:Left|Right)$/.test(event.key) ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const next = (choices.indexOf(open) + step + choices.length) % choices.length;
    choose(next);
    (element.children[next] as HTMLElement).focus();
  });

  return {
    element,
    arrange(quotes) {
      const groups = groupsOf(quotes);
      const next: readonly Choice[] = groups.length > 1 ? ['all', ...groups] : groups;
      if (next.join() === choices.join()) return;
      choices = next;
      const wanted = kept.get(element.getRootNode()) ?? open;
      open = choices.includes(wanted) ? wanted : (choices[0] ?? 'all');
      element.replaceChildren(
        ...choices.map((choice) => {
          const tab = html('button', 'tab', [words.groups[choice]]);
          write(tab, 'role', 'tab');
          write(tab, 'aria-controls', row.id);
          return tab;
        }),
      );
      mark();
    },
    shows: (meta) => open === 'all' || choices.length === 1 || groupOf(meta) === open,
  };
}
