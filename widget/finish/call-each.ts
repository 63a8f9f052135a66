/** Keeps what one of several does from the others. */

/** Calls them all, one after the other, whatever becomes of any: what it throws is told to the page as a rejection. */
export function callEach<Told extends unknown[]>(
  all: Iterable<(...told: Told) => unknown>,
  ...told: Told
): void {
  for (const call of all)
    try {
      call(...told);
    } catch (error) {
      void Promise.reject(error);
    }
}
