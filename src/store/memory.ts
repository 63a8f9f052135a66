/** The store of a single process: maps and a set of listeners. It is the default, the demo and the reference. */
import type { ItemId } from '../protocol/item-id.ts';
import type { Clock } from '../system/clock.ts';
import type { Acquired, Change, HeldItem, Published, Store } from './store.ts';

interface Lease {
  readonly owner: string;
  readonly until: number;
}

/** Empty at first. `clock.now()` stands for the store's own clock: it sets the fence and ends leases. */
export function createMemoryStore({ clock }: { readonly clock: Clock }): Store {
  const items = new Map<ItemId, HeldItem>();
  const listeners = new Set<(items: readonly HeldItem[]) => void>();
  let lease: Lease | undefined;
  let fence = 0;
  let seq = 0;

  const isFree = (owner: string) =>
    lease === undefined || lease.owner === owner || lease.until <= clock.now();

  const acquire = (owner: string, ttlMs: number, knownEpoch: number): Acquired => {
    if (!isFree(owner)) return { kind: 'busy' };
    fence = Math.max(fence + 1, knownEpoch + 1, clock.now());
    seq = 0;
    lease = { owner, until: clock.now() + ttlMs };
    return { kind: 'held', fence, seq };
  };

  const renew = (owner: string, ttlMs: number, held: number): 'ok' | 'fenced' | 'lost' => {
    if (fence > held) return 'fenced';
    if (fence < held) return 'lost';
    if (!isFree(owner)) return 'fenced';
    lease = { owner, until: clock.now() + ttlMs };
    return 'ok';
  };

  const publish = (held: number, expectedSeq: number, changes: readonly Change[]): Published => {
    if (fence > held) return { kind: 'fenced' };
    if (fence < held || seq < expectedSeq) return { kind: 'lost' };
    const written = changes.map((change) => {
      seq += 1;
      const item = merge(items.get(change.draft.id), change, fence, seq);
      items.set(change.draft.id, item);
      return item;
    });
    if (written.length > 0) for (const listener of [...listeners]) listener(written);
    return { kind: 'ok', seq };
  };

  return {
    acquire: async (owner, ttlMs, knownEpoch) => acquire(owner, ttlMs, knownEpoch),
    renew: async (owner, ttlMs, held) => renew(owner, ttlMs, held),
    release: async (owner) => {
      if (lease?.owner === owner) lease = undefined;
    },
    publish: async (held, expectedSeq, changes) => publish(held, expectedSeq, changes),
    load: async () => ({ epoch: fence, seq, items: new Map(items) }),
    watch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => listeners.clear(),
  };
}

function merge(held: HeldItem | undefined, change: Change, e: number, s: number): HeldItem {
  const spark = change.spark ?? held?.spark;
  const detail = change.detail ?? held?.detail;
  return {
    reading: { ...change.draft, e, s },
    ...(spark === undefined ? {} : { spark }),
    ...(detail === undefined ? {} : { detail }),
  };
}
