/** What a strip tells its page: that it is ready, how it stands, and what a reader chose. */
import type { ItemId } from '../../src/protocol/item-id.ts';
import type { StripParts } from '../first-strip.ts';

export interface StripEvents {
  /** After each drawing. */
  drawn(): void;
  /** Says false where the page wants nothing else to happen. */
  select(id: ItemId, href: string | null): boolean;
}

/** By element: a strip starts anew with each change of a setting, which is no news to its page. */
const told = new WeakMap<
  HTMLElement,
  { readonly base: string; readonly board: string; readonly state: string }
>();

export function createEvents({ host, feed, page }: StripParts): StripEvents {
  const tell = (name: string, detail: unknown, cancelable = false) =>
    host.dispatchEvent(
      new CustomEvent(`masthead-${name}`, { detail, cancelable, bubbles: true, composed: true }),
    );
  return {
    drawn() {
      if (!feed.model.loaded) return;
      const { base, board } = feed;
      const state = page.pause.isOn() ? 'paused' : feed.status;
      const last = told.get(host);
      told.set(host, { base, board, state });
      if (last?.board !== board || last.base !== base) tell('ready', { board });
      if (last?.state !== state) tell('state', { state });
    },
    select: (id, href) => tell('select', { id, href }, true),
  };
}
