/** What all ports of a store speak of: an item as it is held, and the ways in which a store says no. */
import type { Reading } from '../protocol/reading.ts';
import type { Detail, Sparkline } from '../protocol/snapshot.ts';

/** All that is held of one item. */
export interface HeldItem {
  readonly reading: Reading;
  readonly spark?: Sparkline;
  readonly detail?: Detail;
}

/** `fenced`: a newer leader writes, step down. `lost`: the store forgot something, acquire anew and republish all. */
export type Refusal = 'fenced' | 'lost';

/** Stops a watch; calling it again does nothing. */
export type Unwatch = () => void;
