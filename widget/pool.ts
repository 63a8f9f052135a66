/** One feed for each server, board and language on the page, however many strips show it; gone with the last of them. */
import type { Feed } from './feed.ts';

export interface Lease {
  readonly feed: Feed;
  /** Gives the feed back; calling it again does nothing. */
  release(): void;
}

export interface Pool {
  lease(base: string, board: string, locale: string): Lease;
  /** Of the feeds of that server the one that has been there for longest. */
  first(base: string): Feed | undefined;
}

export function createPool(create: (base: string, board: string, locale: string) => Feed): Pool {
  const shared = new Map<string, { readonly feed: Feed; strips: number }>();

  return {
    first: (base) => [...shared.values()].find(({ feed }) => feed.base === base)?.feed,
    lease(...of) {
      const key = of.join(' ');
      const entry = shared.get(key) ?? { feed: create(...of), strips: 0 };
      shared.set(key, entry);
      entry.strips += 1;
      let released: boolean | undefined;
      return {
        feed: entry.feed,
        release() {
          if (released) return;
          released = true;
          entry.strips -= 1;
          if (entry.strips > 0) return;
          shared.delete(key);
          entry.feed.stop();
        },
      };
    },
  };
}
