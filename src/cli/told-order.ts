/** Pure: orders as a status tells them, and as a person reads them. */
import { isItemId } from '../protocol/item-id.ts';
import type { Order } from '../store/orders.ts';
import { type Cell, type Paint, printable, tableLines } from './table.ts';

/** Undefined for what is no order of this version. */
export function orderOf(item: string, told: unknown): Order | undefined {
  const { kind, who, reason, givenAt, untilAt } = (told ?? {}) as Readonly<Record<string, unknown>>;
  if (!isItemId(item) || typeof givenAt !== 'number') return undefined;
  if (kind !== 'hold' && kind !== 'withdraw' && kind !== 'pin') return undefined;
  const until = typeof untilAt === 'number' ? { until: untilAt } : {};
  return { item, kind, who: String(who), reason: String(reason), at: givenAt, ...until };
}

const states = { hold: 'held', withdraw: 'withdrawn', pin: 'pinned' } as const;

/** One line for each, below their headings; times are UTC. */
export function heldTable(orders: readonly Order[], paint: Paint): string[] {
  if (orders.length === 0) return ['Nothing is held, withdrawn or pinned.'];
  const headings = ['item', 'is', 'by', 'since', 'until', 'why'];
  return tableLines(
    [
      headings.map((text): Cell => ({ text, tone: 'heading' })),
      ...orders.map(({ item, kind, who, at, until, reason }): readonly (Cell | string)[] => [
        item,
        { text: states[kind], tone: kind === 'pin' ? 'plain' : 'bad' },
        printable(who),
        minuteOf(at),
        until === undefined ? '' : minuteOf(until),
        printable(reason),
      ]),
    ],
    paint,
  );
}

/** `2026-11-23 18:00`. */
export function minuteOf(at: number): string {
  return new Date(at).toISOString().slice(0, 16).replace('T', ' ');
}
