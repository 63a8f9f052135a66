/** Pure: what stands in Redis and travels on its channel ↔ held items. What cannot be read is left out, never thrown. */
import { type ItemId, isItemId } from '../protocol/item-id.ts';
import type { Reading, Stamp } from '../protocol/reading.ts';
import type { HeldItem, StoreState } from './store.ts';

/** `at`: the store's clock, ms since the epoch. */
export type Announcement =
  | {
      readonly t: 'put';
      readonly at: number;
      readonly top: Stamp;
      readonly items: readonly HeldItem[];
      /** The revision of the orders, where this comes of one. */
      readonly orders?: number;
    }
  | { readonly t: 'hb'; readonly at: number; readonly top: Stamp; readonly owner: string }
  | { readonly t: 'free' };

/** Undefined for what cannot be read and for types of a later version. */
export function announcementOf(text: string): Announcement | undefined {
  const raw = recordOf(text);
  if (raw?.t === 'free') return { t: 'free' };
  const { at, e, s } = raw ?? {};
  if (raw === undefined || typeof at !== 'number' || typeof e !== 'number' || typeof s !== 'number') return;
  const top = { e, s };
  if (raw.t === 'hb') return { t: 'hb', at, top, owner: String(raw.owner) };
  if (raw.t !== 'put' || !Array.isArray(raw.items)) return;
  const orders = typeof raw.orders === 'number' ? { orders: raw.orders } : {};
  return { t: 'put', at, top, items: raw.items.filter(isHeldItem), ...orders };
}

/** The replies to HMGET meta and to HGETALL of state, spark and detail. */
export function stateOf([meta, state, spark, detail]: readonly unknown[]): StoreState {
  const { e: epoch, s: seq } = topOf(meta);
  const sparks = hashOf(spark);
  const details = hashOf(detail);
  const items = new Map<ItemId, HeldItem>();
  for (const [id, text] of hashOf(state)) {
    const item = {
      reading: recordOf(text),
      ...optional('spark', recordOf(sparks.get(id))),
      ...optional('detail', recordOf(details.get(id))),
    };
    if (isHeldItem(item)) items.set(item.reading.id, item);
  }
  return { epoch, seq, items };
}

/** The reply to HMGET meta fence seq. */
export function topOf(reply: unknown): Stamp {
  const [fence, seq] = Array.isArray(reply) ? reply : [];
  return { e: Number(fence ?? 0), s: Number(seq ?? 0) };
}

/** The flat reply to HGETALL. */
export function hashOf(reply: unknown): ReadonlyMap<string, string> {
  const flat = Array.isArray(reply) ? reply.map(String) : [];
  const pairs = new Map<string, string>();
  for (let at = 0; at + 1 < flat.length; at += 2) pairs.set(flat[at] ?? '', flat[at + 1] ?? '');
  return pairs;
}

const states: ReadonlySet<unknown> = new Set(['live', 'closed', 'held', 'unavailable', 'withdrawn']);

/** Only a leader of ours writes here: what this must tell apart is another version's shape, not an attack. */
export function isHeldItem(item: unknown): item is HeldItem {
  const reading = (item as { reading?: Partial<Reading> } | null)?.reading;
  return (
    typeof reading === 'object' &&
    reading !== null &&
    isItemId(reading.id) &&
    states.has(reading.state) &&
    typeof reading.e === 'number' &&
    typeof reading.s === 'number' &&
    typeof reading.asOf === 'number'
  );
}

export function recordOf(text: string | undefined): Record<string, unknown> | undefined {
  try {
    const raw: unknown = JSON.parse(text ?? 'null');
    return typeof raw === 'object' && raw !== null ? (raw as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function optional<K extends string, V>(key: K, value: V | undefined): { [key in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { [key in K]: V });
}
