/** What a strip tells its page: that it is ready, how it stands, and what a reader chose. */
import type { ItemId } from '../../src/protocol/item-id.ts';
import type { StripParts } from '../first-strip.ts';

export interface StripEvents {
  /** After each drawing. */
  drawn(): void;
  /** Says false where the page wants nothing else to happen. */
  select(id: ItemId, href: string | null): boolean;
}

export function createEvents({ host, feed, page }: StripParts): StripEvents {
  let state = '';

  const tell = (name: string, detail: unknown, cancelable = false) =>
    host.dispatchEvent(
      new CustomEvent(`masthead-${name}`, { detail, cancelable, bubbles: true, composed: true }),
    );
  return {
    drawn() {
      const now = page.pause.isOn() ? 'paused' : feed.status;
      if (!feed.model.loaded || state === now) return;
      if (state === '') tell('ready', { board: feed.board });
      tell('state', { state: now });
      state = now;
    },
    select: (id, href) => tell('select', { id, href }, true),
  };
}
