/** The ports between worker and gateway: who may write readings, who may read them, and in what order they stand. */
import type { ItemId } from '../protocol/item-id.ts';
import type { Draft, Reading } from '../protocol/reading.ts';
import type { Detail, Sparkline } from '../protocol/snapshot.ts';

/** All that is held of one item. */
export interface HeldItem {
  readonly reading: Reading;
  readonly spark?: Sparkline;
  readonly detail?: Detail;
}

export interface StoreState {
  /** The fence under which the newest reading was written; 0 where nothing ever was. */
  readonly epoch: number;
  /** The highest sequence number given out under that fence. */
  readonly seq: number;
  readonly items: ReadonlyMap<ItemId, HeldItem>;
}

/** A new value of one item; an absent `spark` or `detail` leaves what is held. */
export interface Change {
  readonly draft: Draft;
  readonly spark?: Sparkline;
  readonly detail?: Detail;
}

/** `held`: the lease is ours; every write names `fence`, which rises for ever and is the readings' epoch. */
export type Acquired =
  | { readonly kind: 'held'; readonly fence: number; readonly seq: number }
  | { readonly kind: 'busy' };

/** `fenced`: a newer leader writes, step down. `lost`: the store forgot something, acquire anew and republish all. */
export type Published =
  | { readonly kind: 'ok'; readonly seq: number }
  | { readonly kind: 'fenced' }
  | { readonly kind: 'lost' };

/** The worker's side. Every call rejects where the store cannot be reached. */
export interface ReadingSink {
  /** Takes the lease for `ttlMs`, or says that another holds it. The fence is max(known + 1, the store's clock in ms). */
  acquire(owner: string, ttlMs: number, knownEpoch: number): Promise<Acquired>;
  /** Prolongs the lease. */
  renew(owner: string, ttlMs: number, fence: number): Promise<'ok' | 'fenced' | 'lost'>;
  /** Gives the lease up, where it is still `owner`'s. */
  release(owner: string): Promise<void>;
  /** Writes all changes or none, giving each the next sequence number; `expectedSeq` is the last one the writer knows. */
  publish(fence: number, expectedSeq: number, changes: readonly Change[]): Promise<Published>;
  load(): Promise<StoreState>;
}

/** Stops a watch; calling it again does nothing. */
export type Unwatch = () => void;

/** The gateway's side: it can read and be told, and cannot write. */
export interface ReadingSource {
  load(): Promise<StoreState>;
  /**
   * `listener` is told of items whose reading is newer than any it was told of before, in order. Watch first, then
   * load, and merge by (e, s): nothing is missed between the two.
   */
  watch(listener: (items: readonly HeldItem[]) => void): Unwatch;
}

export interface Store extends ReadingSink, ReadingSource {
  /** Lets go of connections. */
  close(): Promise<void>;
}
