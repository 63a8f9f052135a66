/** Copies each order out of the store's log into a file, and knows from that file what stood when the process ended. */
import { maxOrderEntries, noOrders, type OrderBook, type OrderState } from '../store/orders.ts';
import type { Unwatch } from '../store/store.ts';
import type { Cancel, Clock } from '../system/clock.ts';
import type { LineFile } from '../system/line-file.ts';
import type { Log } from '../system/log.ts';
import type { Service } from '../system/service.ts';
import { auditEntriesOf, auditLine, gapLines, standingAfter } from './order-audit-line.ts';

export interface OrderAuditOptions {
  readonly store: Pick<OrderBook, 'orders' | 'watchOrders' | 'orderLog'>;
  readonly file: LineFile;
  readonly clock: Clock;
  readonly log: Log;
}

export interface OrderAudit extends Service {
  /** What stands by the file's word; empty before the start. */
  remembered(): OrderState;
}

/** What could not be read or written is tried again so much later, or with the next order. */
const retryMs = 60_000;

/** Without a file that can be written the service goes on, with one warning. */
export function createOrderAudit({ store, file, clock, log }: OrderAuditOptions): OrderAudit {
  let state = noOrders;
  let written: ReadonlySet<string> = new Set();
  let unwatch: Unwatch = () => {};
  let cancel: Cancel | undefined;
  let copying: Promise<void> | undefined;
  let again = false;
  let isWarned = false;

  const warn = (error: unknown) => {
    if (!isWarned) log.warn('orders cannot be kept in a file', { file: file.path, error: String(error) });
    isWarned = true;
  };

  const append = async (lines: readonly string[]): Promise<void> => {
    // What failed may have left half a line behind.
    await file.append(isWarned && lines.length > 0 ? ['', ...lines] : lines).catch((error: unknown) => {
      warn(error);
      throw error;
    });
    if (isWarned && lines.length > 0) {
      log.info('orders are kept in a file again', { file: file.path });
      isWarned = false;
    }
  };

  const copyOnce = async (): Promise<void> => {
    // In this order: what the log has beyond what stands here comes after it.
    const standing = await store.orders();
    const entries = await store.orderLog();
    const fresh = entries.filter(({ id }) => !written.has(id));
    // Before a log that is new from its first line on, lines may be missing that nobody has any more.
    const isCut = fresh.length >= maxOrderEntries;
    await append([...(isCut ? gapLines(standing, clock.now()) : []), ...fresh.map(auditLine)]);
    written = new Set(entries.map(({ id }) => id));
  };

  /** One at a time; what comes meanwhile is copied by one more. */
  const copy = (): Promise<void> => {
    cancel?.();
    cancel = undefined;
    again = copying !== undefined;
    copying ??= (async () => {
      do {
        again = false;
        await copyOnce();
      } while (again);
    })()
      .catch((error: unknown) => {
        log.debug('orders could not be copied', { error: String(error) });
        cancel = clock.after(retryMs, () => void copy());
      })
      .finally(() => {
        copying = undefined;
      });
    return copying;
  };

  return {
    name: 'order audit',
    async start() {
      try {
        const entries = auditEntriesOf(await file.tail());
        written = new Set(entries.map(({ id }) => id));
        state = standingAfter(entries, clock.now());
      } catch (error) {
        warn(error);
      }
      unwatch = store.watchOrders(() => void copy());
      await copy();
    },
    async stop() {
      unwatch();
      await copying;
      if (cancel !== undefined) await copy();
      cancel?.();
    },
    remembered: () => state,
  };
}
