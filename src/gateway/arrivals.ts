/** Counts newcomers by address for a while, so that one who comes and goes does not use up the rate that all share. */
import type { Clock } from '../system/clock.ts';

export interface Arrivals {
  /** In the present span of `arrivalsMs`. */
  from(address: string): number;
  add(address: string): void;
}

export const arrivalsMs = 10_000;

/** Holds no more addresses than newcomers are let in within `arrivalsMs`. */
export function createArrivals(clock: Pick<Clock, 'monotonic'>): Arrivals {
  const counts = new Map<string, number>();
  let since = clock.monotonic();

  function forget(): void {
    const now = clock.monotonic();
    if (now - since < arrivalsMs) return;
    since = now;
    counts.clear();
  }

  function from(address: string): number {
    forget();
    return counts.get(address) ?? 0;
  }

  return { from, add: (address) => void counts.set(address, from(address) + 1) };
}
