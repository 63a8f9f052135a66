/** Pure: the record of what was shown, line by line, and the names of its files. */
import { type ItemId, isItemId } from '../protocol/item-id.ts';
import type { ItemMeta, SourceMeta } from '../protocol/meta.ts';
import { isNewer } from '../protocol/order.ts';
import type { Reading } from '../protocol/reading.ts';

/** What a board was made of. */
export interface ShownCatalogue {
  /** Board name → its items, in the order in which they are shown. */
  readonly boards: Readonly<Record<string, readonly ItemId[]>>;
  readonly meta: readonly ItemMeta[];
  readonly sources: Readonly<Record<string, SourceMeta>>;
  readonly demo: boolean;
}

/** `all` begins each file; `put` is what changed; `alive` says that nothing did. `at`: when it was heard, ms since the epoch. */
export type ShownLine =
  | ({ readonly t: 'all'; readonly at: number; readonly items: readonly Reading[] } & ShownCatalogue)
  | { readonly t: 'put'; readonly at: number; readonly items: readonly Reading[] }
  | { readonly t: 'alive'; readonly at: number };

/** So often at the least a line is written: a longer silence is a gap in the record. */
export const aliveMs = 60_000;

/** What the record knows of a moment. */
export interface ShownAt extends ShownCatalogue {
  readonly readings: ReadonlyMap<ItemId, Reading>;
  /** When the newest line before that moment was written. */
  readonly heardAt: number;
}

/** Undefined where the lines begin later. Lines that cannot be read, as a last one that was cut off, are left out. */
export function shownAt(lines: Iterable<string>, at: number): ShownAt | undefined {
  const readings = new Map<ItemId, Reading>();
  let catalogue: ShownCatalogue | undefined;
  let heardAt = 0;
  for (const text of lines) {
    const line = lineOf(text);
    if (line === undefined || line.at > at) continue;
    heardAt = Math.max(heardAt, line.at);
    if (line.t === 'alive') continue;
    if (line.t === 'all') catalogue = line;
    for (const reading of line.items.filter(isReading)) {
      if (isNewer(reading, readings.get(reading.id))) readings.set(reading.id, reading);
    }
  }
  if (catalogue === undefined) return undefined;
  const { boards, meta, sources, demo } = catalogue;
  return { boards, meta, sources, demo, readings, heardAt };
}

/** `shown-2026-11-23T14.jsonl`: its hour in UTC. Names sort as times do. */
export function shownFileName(at: number): string {
  return `shown-${new Date(at).toISOString().slice(0, 13)}.jsonl`;
}

/** The start of the file's hour, ms since the epoch; undefined for another file. */
export function shownFileHour(name: string): number | undefined {
  const [, hour] = /^shown-(\d{4}-\d{2}-\d{2}T\d{2})\.jsonl$/.exec(name) ?? [];
  const at = hour === undefined ? Number.NaN : Date.parse(`${hour}:00Z`);
  return Number.isNaN(at) ? undefined : at;
}

function lineOf(text: string): ShownLine | undefined {
  try {
    const line = JSON.parse(text) as Partial<ShownLine> | null;
    if (typeof line?.at !== 'number') return undefined;
    if (line.t === 'alive') return line as ShownLine;
    return (line.t === 'all' || line.t === 'put') && Array.isArray(line.items)
      ? (line as ShownLine)
      : undefined;
  } catch {
    return undefined;
  }
}

function isReading(raw: Reading | null): raw is Reading {
  return isItemId(raw?.id) && typeof raw?.e === 'number' && typeof raw.s === 'number';
}
