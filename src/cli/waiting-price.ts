/** Pure: prices that wait for a second source or for an operator, as a status tells them, and as a person reads them. */
import { type ItemId, isItemId } from '../protocol/item-id.ts';
import { type Cell, type Paint, printable, tableLines } from './table.ts';
import { minuteOf } from './told-order.ts';

/** Prices are decimal text; null where there is none. */
export interface WaitingPrice {
  readonly item: ItemId;
  /** ms since the epoch. */
  readonly since: number;
  readonly source: string;
  readonly offered: string;
  /** The last good price. */
  readonly shown: string | null;
  /** What another origin said meanwhile. */
  readonly other: string | null;
  readonly otherSource: string | null;
}

/** Undefined for what is none of this version. */
export function waitingOf(item: string, told: unknown): WaitingPrice | undefined {
  const { since, source, offered, ...rest } = (told ?? {}) as Readonly<Record<string, unknown>>;
  if (!isItemId(item) || typeof since !== 'number' || typeof offered !== 'string') return undefined;
  const textOf = (name: string) => (typeof rest[name] === 'string' ? rest[name] : null);
  const [shown = null, other = null, otherSource = null] = ['shown', 'other', 'otherSource'].map(textOf);
  return { item, since, source: String(source), offered, shown, other, otherSource };
}

/** One line for each below their headings, and what to press; nothing where none waits. Times are UTC. */
export function waitingLines(prices: readonly WaitingPrice[], paint: Paint): string[] {
  const [first] = prices;
  if (first === undefined) return [];
  const headings = ['item', 'offered', 'by', 'last good', 'since', 'why it waits'];
  const table = tableLines(
    [
      headings.map((text): Cell => ({ text, tone: 'heading' })),
      ...prices.map((price): readonly (Cell | string)[] => [
        price.item,
        { text: printable(price.offered), tone: 'bad', align: 'right' },
        printable(price.source),
        { text: printable(price.shown ?? 'none'), align: 'right' },
        minuteOf(price.since),
        whyOf(price),
      ]),
    ],
    paint,
  );
  return [
    'Prices that wait for a second source, or for you:',
    ...table,
    `masthead release ${first.item} --reason … shows what is offered; masthead withdraw shows no figure at all.`,
  ];
}

function whyOf({ shown, other, otherSource }: WaitingPrice): string {
  const what = shown === null ? 'a first price' : 'too far from the last good one';
  return other === null
    ? `${what}; no other source has been heard`
    : `${what}; ${printable(otherSource ?? '')} says ${printable(other)}`;
}
