/** The store of a single process: maps and listeners. It is the default, the demo and the reference. */
import type { ItemId } from '../protocol/item-id.ts';
import { compareStamps } from '../protocol/order.ts';
import type { Clock } from '../system/clock.ts';
import { doubtOf, doubtsMemo } from './doubts.ts';
import { createListeners } from './listeners.ts';
import { createMemoryOrders } from './memory-orders.ts';
import type { Acquired, Change, HeldItem, Memo, Published, Refusal, Seeker, Store, Term } from './store.ts';

interface Lease {
  readonly owner: string;
  readonly until: number;
}

/** Empty at first. `clock.now()` stands for the store's own clock: it sets the fence and ends leases. */
export function createMemoryStore({ clock }: { readonly clock: Clock }): Store {
  const items = new Map<ItemId, HeldItem>();
  const memos = new Map<string, Memo>();
  const listeners = createListeners<[readonly HeldItem[]]>();
  const waiting = createListeners<[]>();
  let lease: Lease | undefined;
  let fence = 0;
  let seq = 0;

  const isFree = (owner: string) =>
    lease === undefined || lease.owner === owner || lease.until <= clock.now();

  const acquire = ({ owner, ttlMs, seen, manner }: Seeker): Acquired => {
    if (!isFree(owner)) return { kind: 'busy' };
    const isBehind = compareStamps({ e: fence, s: seq }, seen) < 0;
    if (manner === 'patient' && isBehind) return { kind: 'behind' };
    fence = Math.max(fence + 1, seen.e + 1, clock.now());
    seq = 0;
    lease = { owner, until: clock.now() + ttlMs };
    return { kind: 'held', fence, seq };
  };

  const refusalOf = (held: number, expectedSeq: number): Refusal | undefined => {
    if (fence > held) return 'fenced';
    return fence < held || seq < expectedSeq ? 'lost' : undefined;
  };

  const renew = (owner: string, ttlMs: number, term: Term): 'ok' | Refusal => {
    const refusal = refusalOf(term.fence, term.seq);
    if (refusal !== undefined) return refusal;
    if (items.size < term.items) return 'lost';
    if (!isFree(owner)) return 'fenced';
    lease = { owner, until: clock.now() + ttlMs };
    return 'ok';
  };

  const orders = createMemoryOrders({
    clock,
    held: (id) => items.get(id),
    doubtOf: (id) => doubtOf(memos.get(doubtsMemo)?.[id]),
    put({ draft, ...rest }) {
      // Nobody ever led: the clock stands above what readers hold, as it does when a lease is taken.
      if (fence === 0) fence = clock.now();
      seq += 1;
      const item: HeldItem = { reading: { ...draft, e: fence, s: seq }, ...rest };
      items.set(draft.id, item);
      listeners.tell([item]);
      return item.reading;
    },
    refusalOf: (held) => refusalOf(held, 0),
  });

  const publish = (held: number, expectedSeq: number, changes: readonly Change[]): Published => {
    const refusal = refusalOf(held, expectedSeq);
    if (refusal !== undefined) return { kind: refusal };
    const ordered = orders.ordered(changes.map(({ draft }) => draft.id));
    if (ordered.length > 0) return { kind: 'ordered', items: ordered };
    if (seq > expectedSeq) return { kind: 'moved' };
    const written = changes.map((change) => {
      seq += 1;
      const item = merge(items.get(change.draft.id), change, fence, seq);
      items.set(change.draft.id, item);
      return item;
    });
    if (written.length > 0) listeners.tell(written);
    return { kind: 'ok', seq };
  };

  return {
    start: async () => {},
    ...orders,
    acquire: async (seeker) => acquire(seeker),
    renew: async (owner, ttlMs, term) => renew(owner, ttlMs, term),
    release: async (owner) => {
      if (lease?.owner !== owner) return;
      lease = undefined;
      waiting.tell();
    },
    watchLease: waiting.add,
    publish: async (held, expectedSeq, changes) => publish(held, expectedSeq, changes),
    load: async () => ({ epoch: fence, seq, items: new Map(items) }),
    watch: listeners.add,
    remember: async (held, given) => {
      const refusal = refusalOf(held, 0);
      if (refusal !== undefined) return refusal;
      for (const [name, memo] of given) memos.set(name, { ...memos.get(name), ...memo });
      return 'ok';
    },
    recall: async (names) =>
      new Map(
        names.flatMap((name) => {
          const memo = memos.get(name);
          return memo === undefined ? [] : [[name, memo] as const];
        }),
      ),
    health: () => ({
      kind: 'memory',
      up: true,
      error: null,
      lagMs: null,
      leader: lease?.owner ?? null,
      repairs: 0,
      reconnects: 0,
    }),
    close: async () => {
      orders.close();
      listeners.clear();
      waiting.clear();
    },
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
