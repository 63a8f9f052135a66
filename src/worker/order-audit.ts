/** Copies each order out of the store's log into a file, and knows from that file what stood when the process ended. */
import { noOrders, type OrderBook, type OrderState } from '../store/orders.ts';
import type { Unwatch } from '../store/store.ts';
import type { Clock } from '../system/clock.ts';
import type { LineFile } from '../system/line-file.ts';
import type { Log } from '../system/log.ts';
import type { Service } from '../system/service.ts';
import { auditEntryOf, auditLine, standingAfter } from './order-audit-line.ts';

export interface OrderAuditOptions {
  readonly store: Pick<OrderBook, 'watchOrders' | 'orderLog'>;
  readonly file: LineFile;
  readonly clock: Clock;
  readonly log: Log;
}

export interface OrderAudit extends Service {
  /** What stands by the file's word; empty before the start. */
  remembered(): OrderState;
}

/** Without a file that can be written the service goes on, with one warning. */
export function createOrderAudit({ store, file, clock, log }: OrderAuditOptions): OrderAudit {
  let state = noOrders;
  let written: ReadonlySet<string> = new Set();
  let unwatch: Unwatch = () => {};
  let copying: Promise<void> | undefined;
  let again = false;
  let isWarned = false;

  const warn = (error: unknown) => {
    if (!isWarned) log.warn('orders cannot be kept in a file', { file: file.path, error: String(error) });
    isWarned = true;
  };

  const copyOnce = async (): Promise<void> => {
    const entries = await store.orderLog();
    const fresh = entries.filter(({ id }) => !written.has(id));
    await file.append(fresh.map(auditLine)).catch(warn);
    // Told once, whether it could be written or not: the store's own log has it.
    written = new Set(entries.map(({ id }) => id));
  };

  /** One at a time; what comes meanwhile is copied by one more. What cannot be read now is read at the next order. */
  const copy = (): Promise<void> => {
    again = copying !== undefined;
    copying ??= (async () => {
      do {
        again = false;
        await copyOnce();
      } while (again);
    })()
      .catch((error: unknown) => log.debug('orders cannot be read', { error: String(error) }))
      .finally(() => {
        copying = undefined;
      });
    return copying;
  };

  return {
    name: 'order audit',
    async start() {
      try {
        const entries = (await file.tail()).flatMap((line) => auditEntryOf(line) ?? []);
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
    },
    remembered: () => state,
  };
}
