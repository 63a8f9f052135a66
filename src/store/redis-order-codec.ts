/** Pure: orders as they stand in Redis and in its log ↔ ours. What cannot be read is left out, never thrown. */
import { type ItemId, isItemId } from '../protocol/item-id.ts';
import type { Draft } from '../protocol/reading.ts';
import { isAcceptance } from './doubts.ts';
import { orderStateAt } from './order-rules.ts';
import type { Correction, Instruction, OrderEntry, OrderState, Standing } from './orders.ts';
import { hashOf, isHeldItem, recordOf } from './redis-codec.ts';
import type { HeldItem } from './store.ts';

/** The replies to HMGET meta orders, HGETALL of the orders, LRANGE of the corrections and HGETALL of what was accepted; `now` tells what has lapsed. */
export function orderStateOf([meta, orders, list, agreed]: readonly unknown[], now: number): OrderState {
  const [revision] = Array.isArray(meta) ? meta : [];
  const standing = new Map<ItemId, Standing>();
  for (const [item, text] of hashOf(orders)) {
    const one = standingOf(text);
    if (one !== undefined && one.order.item === item) standing.set(one.order.item, one);
  }
  const texts = Array.isArray(list) ? list.map(String) : [];
  const corrections = texts.map((text): unknown => recordOf(text)).filter(isCorrection);
  const accepted = [...hashOf(agreed).values()].map((text): unknown => recordOf(text)).filter(isAcceptance);
  return orderStateAt(
    Number(revision ?? 0),
    standing,
    now,
    corrections,
    new Map(accepted.map((one) => [one.item, one])),
  );
}

export function standingOf(text: string | undefined): Standing | undefined {
  const raw = recordOf(text);
  if (raw === undefined || !isInstruction(raw.order)) return undefined;
  return isHeldItem(raw.before) || raw.before === undefined ? (raw as unknown as Standing) : undefined;
}

/** The replies to HGET of state, spark and detail, for one item. */
export function heldItemOf([reading, spark, detail]: readonly unknown[]): HeldItem | undefined {
  const parts = [reading, spark, detail].map((text) => recordOf(typeof text === 'string' ? text : undefined));
  const item = Object.fromEntries(
    ['reading', 'spark', 'detail'].flatMap((name, at) =>
      parts[at] === undefined ? [] : [[name, parts[at]]],
    ),
  );
  return isHeldItem(item) ? item : undefined;
}

/** The reply to XREVRANGE of the log, as entries with the oldest first. */
export function orderEntriesOf(reply: unknown): OrderEntry[] {
  const lines = Array.isArray(reply) ? reply : [];
  return lines.flatMap((line) => orderEntryOf(line) ?? []).reverse();
}

function orderEntryOf(line: unknown): OrderEntry | undefined {
  const [id, fields] = Array.isArray(line) ? line : [];
  const pairs = hashOf(fields);
  const said = recordOf(pairs.get('given'));
  const given: unknown = said?.given;
  if (said === undefined || !isGiven(given)) return undefined;
  const shown = said.shown === undefined ? {} : { shown: said.shown as Draft };
  return { id: String(id), revision: Number(pairs.get('revision') ?? 0), given, ...shown };
}

function isGiven(raw: unknown): raw is OrderEntry['given'] {
  return isInstruction(raw) || isCorrection(raw) || isAcceptance(raw);
}

const kinds: ReadonlySet<unknown> = new Set(['hold', 'withdraw', 'pin', 'release', 'unpin']);

function isCorrection(raw: unknown): raw is Correction {
  const { item, kind, reason, who, at, from, to } = (raw ?? {}) as Partial<Correction>;
  const isText = typeof reason === 'string' && typeof who === 'string';
  const isTimed = [at, from, to].every((moment) => typeof moment === 'number');
  return kind === 'correct' && isItemId(item) && isText && isTimed;
}

/** Only operators of ours write here: what this must tell apart is another version's shape, not an attack. */
function isInstruction(raw: unknown): raw is Instruction {
  const { item, kind, reason, who, at } = (raw ?? {}) as Partial<Instruction>;
  const isText = typeof reason === 'string' && typeof who === 'string';
  return isItemId(item) && kinds.has(kind) && isText && typeof at === 'number';
}
