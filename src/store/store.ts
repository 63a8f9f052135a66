/** The ports between worker and gateway: who may write readings, who may read them, and in what order they stand. */
import type { ItemId } from '../protocol/item-id.ts';
import type { Draft, Stamp } from '../protocol/reading.ts';
import type { Detail, Sparkline } from '../protocol/snapshot.ts';
import type { HeldItem, Refusal, Unwatch } from './held-item.ts';
import type { OrderBook, OrderKeeper } from './orders.ts';

export type { HeldItem, Refusal, Unwatch };

export interface StoreState {
  /** The fence under which the newest reading was written; 0 where nobody ever led. */
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

/**
 * `held`: the lease is ours; every write names `fence`, which rises for ever and is the readings' epoch.
 * `behind`: the store has forgotten something that the seeker has seen, and whoever wrote it may still have it.
 */
export type Acquired =
  | { readonly kind: 'held'; readonly fence: number; readonly seq: number }
  | { readonly kind: 'busy' }
  | { readonly kind: 'behind' };

/**
 * Nothing was written where it is not `ok`. `ordered`: an operator's order stands against these items. `moved`: an
 * operator, or a call of the writer's own that seemed to have failed, has written since `expectedSeq`. What was written
 * must be read first.
 */
export type Published =
  | { readonly kind: 'ok'; readonly seq: number }
  | { readonly kind: 'ordered'; readonly items: readonly ItemId[] }
  | { readonly kind: 'moved' }
  | { readonly kind: Refusal };

/** What a leader knows to be in the store. */
export interface Term {
  readonly fence: number;
  /** The last sequence number that it knows. */
  readonly seq: number;
  /** How many items there are at least. */
  readonly items: number;
}

/** Who asks for the lease. */
export interface Seeker {
  /** Names the process. */
  readonly owner: string;
  readonly ttlMs: number;
  /** The newest place in the order that it has seen, here or elsewhere: the fence will be above. */
  readonly seen: Stamp;
  /** `patient`: leaves the lease for now where the store knows less than was seen. */
  readonly manner: 'patient' | 'now';
}

/** The worker's side. Every call rejects with a StoreError where the store cannot be reached. */
export interface ReadingSink {
  /** Takes the lease, or says why not. The fence is max(known + 1, seen + 1, the store's clock in ms). */
  acquire(seeker: Seeker): Promise<Acquired>;
  /** Prolongs the lease, and finds out whether the store still has what was written. */
  renew(owner: string, ttlMs: number, term: Term): Promise<'ok' | Refusal>;
  /** Gives the lease up, where it is still `owner`'s. */
  release(owner: string): Promise<void>;
  /** `listener` is told when the lease was given up or the store came back: it is worth asking for it at once. */
  watchLease(listener: () => void): Unwatch;
  /** Writes all changes or none, giving each the next sequence number; `expectedSeq` is the last one the writer knows. */
  publish(fence: number, expectedSeq: number, changes: readonly Change[]): Promise<Published>;
  load(): Promise<StoreState>;
}

/** Named texts, such as when a feed was last asked: field by field, a field that is not named stays. */
export type Memo = Readonly<Record<string, string>>;

/** What one leader leaves to the next. Kept for a week. */
export interface FeedMemory {
  remember(fence: number, memos: ReadonlyMap<string, Memo>): Promise<'ok' | Refusal>;
  /** Only those of which something is kept. */
  recall(names: readonly string[]): Promise<ReadonlyMap<string, Memo>>;
}

/** The gateway's side: it can read and be told, and cannot write. */
export interface ReadingSource {
  load(): Promise<StoreState>;
  /**
   * `listener` is told of items whose reading is newer than any it was told of before, in order. Watch first, then
   * load, and merge by (e, s): nothing is missed between the two.
   */
  watch(listener: (items: readonly HeldItem[]) => void): Unwatch;
}

/** How the store is, for the people on call. */
export interface StoreHealth {
  readonly kind: 'memory' | 'redis';
  readonly up: boolean;
  /** Why it is not, or what it last refused; null where nothing is wrong. */
  readonly error: string | null;
  /** How late the last announcement came, ms, by two machines' clocks: below zero where ours is behind; null before any. */
  readonly lagMs: number | null;
  /** Owner of the lease as last heard; null where nobody was. */
  readonly leader: string | null;
  /** Times that reading again found something that no announcement had brought. */
  readonly repairs: number;
  readonly reconnects: number;
}

/** All that a worker needs: it writes while it leads, and follows while another does. */
export interface WorkerStore extends ReadingSink, ReadingSource, FeedMemory, OrderBook, OrderKeeper {}

export interface Store extends WorkerStore {
  /** Begins to reach for the store; never rejects: one that is away is tried again for ever. */
  start(): Promise<void>;
  health(): StoreHealth;
  /** Lets go of connections. */
  close(): Promise<void>;
}

/** The store did not do what was asked: it is away, too slow, or refused. Its words hold no secret. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
}
