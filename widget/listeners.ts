/** Who wants to hear of something, and a way to tell them all. */
import type { Cancel } from './env.ts';

export interface Listeners<Told extends unknown[]> {
  tell(...told: Told): void;
  listen(listener: (...told: Told) => void): Cancel;
}

export function createListeners<Told extends unknown[]>(): Listeners<Told> {
  const all = new Set<(...told: Told) => void>();
  return {
    tell(...told) {
      for (const listener of all) listener(...told);
    },
    listen(listener) {
      all.add(listener);
      return () => all.delete(listener);
    },
  };
}
