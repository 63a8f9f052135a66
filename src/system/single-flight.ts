/** Work that is under way is shared by all who ask for the same meanwhile. */

/** Runs `work` unless the same `key` is under way; all who share it get its value, or its error. */
export type SingleFlight<T> = (key: string, work: () => Promise<T>) => Promise<T>;

/** Holds only what is under way. */
export function createSingleFlight<T>(): SingleFlight<T> {
  const underWay = new Map<string, Promise<T>>();
  return (key, work) => {
    const held = underWay.get(key);
    if (held !== undefined) return held;
    const flight = work().finally(() => underWay.delete(key));
    underWay.set(key, flight);
    return flight;
  };
}
