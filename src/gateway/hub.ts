/** Merges what the store says into one published state that changes at ticks only; knows no socket and no request. */
import type { ItemId } from '../protocol/item-id.ts';
import { isNewer } from '../protocol/order.ts';
import type { Reading } from '../protocol/reading.ts';
import type { HeldItem, ReadingSource, Unwatch } from '../store/store.ts';
import type { Cancel, Clock } from '../system/clock.ts';
import type { Log } from '../system/log.ts';
import type { Random } from '../system/random.ts';
import { bringsNewLine } from './new-line.ts';

/** The published state: the same for snapshots, first flights and heartbeats until the next tick. */
export interface PublishedState {
  /** False until the store was read and somebody had ever written to it; true ever after. */
  hasState(): boolean;
  /** The highest epoch heard of; 0 before any. */
  epoch(): number;
  item(id: ItemId): HeldItem | undefined;
  /** True where no reader can draw the item's line from what was published of it before. */
  hasNewLine(id: ItemId): boolean;
}

export interface Hub extends PublishedState {
  start(): void;
  stop(): void;
  /** All that is published. */
  readings(): readonly Reading[];
  /**
   * What waits for the next tick goes out now. To be called before a reader joins: another gateway, whose ticks fall
   * at other moments, may have shown it to that reader already.
   */
  publishNow(): void;
  /** Reads the store again: to be called where more items are known than before. */
  reload(): void;
}

export interface HubOptions {
  readonly store: ReadingSource;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly tickMs: number;
  /** Items that nobody here can ask for are not kept. */
  readonly knows: (id: ItemId) => boolean;
  /** Told once the published state has changed; the oldest change was heard at `heardAt`, by the monotonic clock. */
  readonly onPublish: (changed: ReadonlySet<ItemId>, heardAt: number) => void;
}

const retryBaseMs = 500;
const retryCapMs = 1_000;

export function createHub({ store, clock, random, log, tickMs, knows, onPublish }: HubOptions): Hub {
  const published = new Map<ItemId, HeldItem>();
  const newLines = new Set<ItemId>();
  const pending = new Map<ItemId, HeldItem>();
  const stops: (Cancel | Unwatch)[] = [];
  let heardAt: number | undefined;
  let epoch = 0;
  let loaded = false;
  let stopped = false;
  let cancelRetry: Cancel = () => {};

  function take(items: Iterable<HeldItem>): void {
    for (const item of items) {
      const { id, e } = item.reading;
      epoch = Math.max(epoch, e);
      const newest = pending.get(id) ?? published.get(id);
      if (!knows(id) || !isNewer(item.reading, newest?.reading)) continue;
      pending.set(id, item);
      heardAt ??= clock.monotonic();
    }
  }

  function publish(): void {
    if (!loaded || pending.size === 0) return;
    const changed = new Set(pending.keys());
    for (const [id, item] of pending) {
      if (bringsNewLine(published.get(id), item)) newLines.add(id);
      else newLines.delete(id);
      published.set(id, item);
    }
    pending.clear();
    const since = heardAt ?? clock.monotonic();
    heardAt = undefined;
    onPublish(changed, since);
  }

  async function load(failures: number): Promise<void> {
    try {
      const state = await store.load();
      if (stopped) return;
      epoch = Math.max(epoch, state.epoch);
      take(state.items.values());
    } catch (error) {
      if (!stopped) retry(failures, error);
      return;
    }
    if (failures > 0) log.info('store can be read');
    loaded = true;
    publish();
  }

  function retry(failures: number, error: unknown): void {
    if (failures === 0) log.warn('store cannot be read', { error: String(error) });
    const waitMs = random() * Math.min(retryCapMs, retryBaseMs * 2 ** Math.min(failures, 10));
    cancelRetry = clock.after(waitMs, () => void load(failures + 1));
  }

  return {
    hasState: () => loaded && epoch > 0,
    epoch: () => epoch,
    item: (id) => published.get(id),
    hasNewLine: (id) => newLines.has(id),
    publishNow: publish,
    readings: () => [...published.values()].map(({ reading }) => reading),
    start() {
      // Watched before it is read: an announcement between the two would be missed the other way round.
      stops.push(store.watch(take));
      stops.push(clock.every(tickMs, publish));
      void load(0);
    },
    reload() {
      cancelRetry();
      void load(0);
    },
    stop() {
      stopped = true;
      cancelRetry();
      for (const stop of stops.splice(0)) stop();
    },
  };
}
