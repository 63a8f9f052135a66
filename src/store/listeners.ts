/** Those who want to be told of something, each until it stops its watch. */
import type { Unwatch } from './store.ts';

export interface Listeners<T extends readonly unknown[]> {
  add(listener: (...said: T) => void): Unwatch;
  /** In the order in which they came; one that leaves or joins meanwhile changes nothing of this round. */
  tell(...said: T): void;
  isEmpty(): boolean;
  clear(): void;
}

export function createListeners<T extends readonly unknown[]>(): Listeners<T> {
  const all = new Set<(...said: T) => void>();
  return {
    add(listener) {
      all.add(listener);
      return () => void all.delete(listener);
    },
    tell(...said) {
      for (const listener of [...all]) listener(...said);
    },
    isEmpty: () => all.size === 0,
    clear: () => all.clear(),
  };
}
