/** What is known of one board: its items, the newest reading of each, and their lines. Knows no network and no DOM. */
import { type ItemId, isItemId } from '../src/protocol/item-id.ts';
import type { ItemMeta, SourceMeta } from '../src/protocol/meta.ts';
import { compareStamps } from '../src/protocol/order.ts';
import type { Reading } from '../src/protocol/reading.ts';
import type { BoardSnapshot, SnapshotItem, Sparkline } from '../src/protocol/snapshot.ts';

/** An item's newest reading and, for a quote, its line. */
export interface Held {
  readonly reading: Reading;
  readonly spark: Sparkline | undefined;
}

/** Grows by snapshots and updates only; a copy with a lower (epoch, seq) never takes the place of a higher one. */
export class Model {
  /** Not until a snapshot has come. */
  loaded?: boolean;
  demo: boolean | undefined = false;
  /** Something of the board has gone from the server, which a new snapshot would show. */
  declare isBehind?: boolean;
  /** The board's own items, in its order. */
  board: readonly ItemId[] = [];
  readonly meta = new Map<ItemId, ItemMeta>();
  sources: Readonly<Record<string, SourceMeta>> = {};
  /** The line with a new reading at its end; until the idle chunk knows better, the line as it is. */
  grow: (before: Held | undefined, reading: Reading) => Sparkline | undefined = (before) => before?.spark;
  readonly #held = new Map<ItemId, Held>();

  held(id: ItemId): Held | undefined {
    return this.#held.get(id);
  }

  readings(): Reading[] {
    return [...this.#held.values()].map(({ reading }) => reading);
  }

  /** Every item held, as it stands; later changes to the model leave the copy alone. */
  copy(): Map<ItemId, Held> {
    return new Map(this.#held);
  }

  /** Takes over names, order and credits, and whatever among the readings is newer; leaves out what is no item. */
  applySnapshot(snapshot: BoardSnapshot): void {
    this.loaded = true;
    this.demo = snapshot.demo;
    this.sources = { ...this.sources, ...snapshot.sources };
    const named = snapshot.meta.filter((meta) => isItemId(meta?.id) && meta.name);
    this.board = named.map((meta) => meta.id);
    for (const meta of named) this.meta.set(meta.id, meta);
    this.apply(snapshot.items);
  }

  /** Keeps those that are newer than what is held; true where there were any. */
  apply(items: readonly SnapshotItem[]): boolean {
    return items.filter((item) => isItemId(item?.id) && this.#take(item)).length > 0;
  }

  /** Forgets readings of items other than these. */
  keepOnly(ids: ReadonlySet<ItemId>): void {
    for (const id of [...this.#held.keys()]) if (!ids.has(id)) this.isBehind = this.#held.delete(id);
  }

  /** Forgets all readings, so that lower stamps count as new. */
  restart(): void {
    this.#held.clear();
  }

  /** The highest epoch held; 0 where nothing is. */
  epoch(): number {
    return Math.max(0, ...this.readings().map((reading) => reading.e));
  }

  #take({ spark, ...reading }: SnapshotItem): boolean {
    const before = this.#held.get(reading.id);
    const order = before === undefined ? 1 : compareStamps(reading, before.reading);
    // The same copy may bring the line that an update came without.
    if (order < 0 || (order === 0 && spark === undefined)) return false;
    this.#held.set(reading.id, { reading, spark: spark ?? this.grow(before, reading) });
    return true;
  }
}
