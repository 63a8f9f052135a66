/** Records in files what readers are shown, change by change, so that somebody can ask later. Never in the way of a write. */
import type { ItemId } from '../protocol/item-id.ts';
import { isNewer } from '../protocol/order.ts';
import type { Reading } from '../protocol/reading.ts';
import type { HeldItem, ReadingSource, Unwatch } from '../store/store.ts';
import type { Cancel, Clock } from '../system/clock.ts';
import type { LineFolder } from '../system/line-folder.ts';
import type { Log } from '../system/log.ts';
import type { Service } from '../system/service.ts';
import { aliveMs, type ShownCatalogue, type ShownLine, shownFileHour, shownFileName } from './shown-line.ts';

export interface ShownLogOptions {
  readonly store: ReadingSource;
  /** Absent: nothing is recorded, and the log says so once. */
  readonly folder: LineFolder | undefined;
  readonly catalogue: () => ShownCatalogue;
  readonly clock: Clock;
  readonly log: Log;
  /** Older files go. */
  readonly keepMs: number;
  /** Beyond this the oldest go; that of the present hour stays. */
  readonly maxBytes: number;
}

export interface ShownLog extends Service {
  /** To be told once boards or names are others. */
  recatalogued(): void;
}

const flushMs = 1_000;
const hourMs = 3_600_000;
/** A disk that takes so long is given up: what is recorded next begins with all items again. */
const maxWaiting = 20_000;

export function createShownLog(options: ShownLogOptions): ShownLog {
  const { store, folder, clock, log } = options;
  const readings = new Map<ItemId, Reading>();
  const stops: (Cancel | Unwatch)[] = [];
  let waiting: { readonly file: string; readonly text: string }[] = [];
  let file: string | undefined;
  let flushing: Promise<void> | undefined;
  let isWarned = false;

  const write = (line: ShownLine) => {
    waiting.push({ file: shownFileName(line.at), text: JSON.stringify(line) });
    if (waiting.length > maxWaiting) startAfresh();
  };

  const startAfresh = () => {
    waiting = [];
    file = undefined;
  };

  /** All items as they stand, in front of what is new: at the start of each file, and after a gap. */
  const begin = (at: number) => {
    file = shownFileName(at);
    write({ t: 'all', at, ...options.catalogue(), items: [...readings.values()] });
  };

  const take = (items: Iterable<HeldItem>) => {
    const at = clock.now();
    const news = [...items].map(({ reading }) => reading).filter((one) => isNewer(one, readings.get(one.id)));
    if (news.length === 0) return;
    if (file !== shownFileName(at)) begin(at);
    for (const reading of news) readings.set(reading.id, reading);
    write({ t: 'put', at, items: news });
  };

  const stayAlive = () => {
    const at = clock.now();
    if (file === shownFileName(at)) write({ t: 'alive', at });
    else begin(at);
  };

  const warn = (error: unknown) => {
    if (!isWarned)
      log.warn('what is shown cannot be recorded', { folder: folder?.path, error: String(error) });
    isWarned = true;
  };

  const flushOnce = async (into: LineFolder): Promise<void> => {
    const lines = waiting;
    waiting = [];
    const names = [...new Set(lines.map((line) => line.file))];
    for (const name of names) {
      await into.append(
        name,
        lines.filter((line) => line.file === name).map(({ text }) => text),
      );
    }
    if (lines.length > 0) isWarned = false;
  };

  const flush = (into: LineFolder): Promise<void> => {
    flushing ??= flushOnce(into)
      .catch((error: unknown) => {
        warn(error);
        startAfresh();
      })
      .finally(() => {
        flushing = undefined;
      });
    return flushing;
  };

  const prune = async (from: LineFolder): Promise<void> => {
    const oldest = clock.now() - options.keepMs;
    const files = (await from.files()).flatMap(({ name, bytes }) => {
      const hour = shownFileHour(name);
      return hour === undefined ? [] : [{ name, bytes, endsAt: hour + hourMs }];
    });
    let total = files.reduce((sum, { bytes }) => sum + bytes, 0);
    for (const { name, bytes, endsAt } of files.slice(0, -1)) {
      if (endsAt > oldest && total <= options.maxBytes) continue;
      await from.remove(name);
      total -= bytes;
    }
  };

  return {
    name: 'shown log',
    async start() {
      if (folder === undefined) {
        log.info('what is shown is not recorded', { why: 'MASTHEAD_DATA_DIR is not set' });
        return;
      }
      const tidy = () => prune(folder).catch(warn);
      stops.push(store.watch(take));
      await store.load().then(
        ({ items }) => take(items.values()),
        () => {},
      );
      stayAlive();
      await flush(folder);
      await tidy();
      stops.push(
        clock.every(flushMs, () => void flush(folder)),
        clock.every(aliveMs, () => {
          stayAlive();
          void tidy();
        }),
      );
    },
    async stop() {
      for (const stop of stops.splice(0)) stop();
      await flushing;
      if (folder !== undefined) await flush(folder);
    },
    recatalogued() {
      if (folder !== undefined) begin(clock.now());
    },
  };
}
