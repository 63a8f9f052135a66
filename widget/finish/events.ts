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
  /** `shows`: the board whose figures it was ready with last; undefined before any. */
  { readonly shows: string | undefined; readonly state: string }
>();

export function createEvents({ host, feed, page }: StripParts): StripEvents {
  const tell = (name: string, detail: unknown, cancelable = false) =>
    host.dispatchEvent(
      new CustomEvent(`masthead-${name}`, { detail, cancelable, bubbles: true, composed: true }),
    );
  return {
    drawn() {
      const { base, board, model, status } = feed;
      // Nothing is known yet.
      if (status === 'loading') return;
      const state = page.pause.isOn() ? 'paused' : model.loaded ? status : 'lost';
      const last = told.get(host);
      const shows = model.loaded ? `${base} ${board}` : last?.shows;
      told.set(host, { shows, state });
      if (last?.shows !== shows) tell('ready', { board });
      if (last?.state !== state) tell('state', { state });
    },
    select: (id, href) => tell('select', { id, href }, true),
  };
}
