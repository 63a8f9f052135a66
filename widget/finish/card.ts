/** The chunk of what only cards have: their tabs, their look, and what they are beside the page's header. */
import { write } from '../build.ts';
import { adopt } from '../sheets.ts';
import css from './card.css';

export { createTabs } from './tabs.ts';

/** `root`: the card's, in `shadow`. */
export function dressCard(shadow: ShadowRoot, root: HTMLElement): void {
  adopt(shadow, css);
  // The header is the landmark then: two of one name would leave nobody the wiser.
  if (document.querySelector('masthead-strip:not([layout=card])')) write(root, 'role', 'group');
}
