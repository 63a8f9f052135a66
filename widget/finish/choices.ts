/** What a reader does with a tile or the weather: the page hears of it first, then a panel opens, else the link is followed. */
import type { ItemId } from '../../src/protocol/item-id.ts';
import { write } from '../build.ts';
import type { PanelDoor } from './panel-door.ts';

export interface Choices {
  /** `id`: asked for at each press; undefined: there is nothing to choose. */
  offer(link: HTMLAnchorElement, id: () => ItemId | undefined): void;
}

/** `tell` says false where the page wants nothing else to happen. `door` undefined: tiles are plain links, where they lead anywhere. */
export function createChoices(
  door: PanelDoor | undefined,
  tell: (id: ItemId, href: string | null) => boolean,
): Choices {
  return {
    offer(link, idOf) {
      let isPlain = false;
      if (door !== undefined) {
        // Without an address a link is no stop for Tab.
        link.tabIndex = 0;
        write(link, 'role', 'button');
        write(link, 'aria-haspopup', 'dialog');
        link.addEventListener('keydown', (event) => {
          if (event.key !== ' ' && (event.key !== 'Enter' || link.hasAttribute('href'))) return;
          event.preventDefault();
          link.click();
        });
      }
      link.addEventListener('click', (event) => {
        const id = idOf();
        const href = link.getAttribute('href');
        if (id === undefined || isPlain) return;
        // Another tab or window was asked for: that is the link's. What no key can choose is no choice for the pointer either.
        if (event.ctrlKey || event.metaKey || event.shiftKey || !(door || href)) return;
        const isOurs = tell(id, href);
        if (door || !isOurs) event.preventDefault();
        if (!door || !isOurs) return;
        // By the link itself: in a frame it leads the whole page, as the frame's base says.
        const follow = () => {
          isPlain = true;
          link.click();
          isPlain = false;
        };
        door.open({ kind: 'item', id }, link, href === null ? undefined : follow);
      });
    },
  };
}
