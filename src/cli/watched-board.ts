/** Pure but for what it holds: one board as a reader knows it, its newest readings, and how many of them are live. */
import type { ItemId } from '../protocol/item-id.ts';
import type { ItemMeta, SourceMeta } from '../protocol/meta.ts';
import { isNewer } from '../protocol/order.ts';
import { hasValue, type Reading } from '../protocol/reading.ts';
import type { BoardSnapshot } from '../protocol/snapshot.ts';
import { isStale } from '../view/staleness.ts';

/** How many items of the board are in each condition; stale outranks the others. */
export type Tally = Readonly<Record<'live' | 'closed' | 'held' | 'stale' | 'without a value', number>>;

export interface WatchedBoard {
  /** Takes over names, order and credits, and what is newer among the readings. */
  applySnapshot(snapshot: BoardSnapshot): void;
  /** Keeps what is newer; gives the items that changed. */
  apply(readings: readonly Reading[]): readonly ItemId[];
  /** Forgets all readings: a server that begins anew may count from below. */
  restart(): void;
  items(): readonly { readonly meta: ItemMeta; readonly reading: Reading | undefined }[];
  knows(id: ItemId): boolean;
  sources(): Readonly<Record<string, SourceMeta>>;
  isDemo(): boolean;
  epoch(): number;
  /** `now`: ms since the epoch by the server's clock. */
  tally(now: number): Tally;
}

export function createWatchedBoard(): WatchedBoard {
  const readings = new Map<ItemId, Reading>();
  let meta: readonly ItemMeta[] = [];
  let sources: Readonly<Record<string, SourceMeta>> = {};
  let isDemo = false;

  const apply = (items: readonly Reading[]): readonly ItemId[] => {
    const newer = items.filter((item) => isNewer(item, readings.get(item.id)));
    for (const item of newer) readings.set(item.id, item);
    return newer.map(({ id }) => id);
  };
  const items = () => meta.map((each) => ({ meta: each, reading: readings.get(each.id) }));

  return {
    apply,
    items,
    applySnapshot(snapshot) {
      ({ meta, sources, demo: isDemo } = snapshot);
      apply(snapshot.items);
    },
    restart: () => readings.clear(),
    knows: (id) => meta.some((each) => each.id === id),
    sources: () => sources,
    isDemo: () => isDemo,
    epoch: () => Math.max(0, ...[...readings.values()].map(({ e }) => e)),
    tally(now) {
      const tally = { live: 0, closed: 0, held: 0, stale: 0, 'without a value': 0 };
      for (const { reading } of items()) tally[conditionOf(reading, now)] += 1;
      return tally;
    },
  };
}

function conditionOf(reading: Reading | undefined, now: number): keyof Tally {
  if (reading === undefined || !hasValue(reading)) return 'without a value';
  return isStale(reading, now) ? 'stale' : reading.state;
}

/** `12 live, 3 stale`, without what there is none of. */
export function tallyText(tally: Tally): string {
  const parts = Object.entries(tally).filter(([, count]) => count > 0);
  return parts.map(([condition, count]) => `${count} ${condition}`).join(', ') || 'no items';
}
