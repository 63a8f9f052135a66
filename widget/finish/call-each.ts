/** Keeps what one of several does from the others. */

// A strip that stumbles does so at each drawing: a page's error monitors need to hear of it once, and of twenty to see the rest.
const mostTold = 20;
const told = new Set<string>();

/** Calls them all, one after the other, whatever becomes of any: what it throws is told to the page as a rejection, once. */
export function callEach(all: Iterable<() => unknown>): void {
  for (const call of all)
    try {
      call();
    } catch (error) {
      if (told.size < mostTold && told.size < told.add(`${error}`).size) void Promise.reject(error);
    }
}
