/** Pure: an entry of the log of orders ↔ a line of the audit file, and which orders stand after reading such lines. */
import { type ItemId, isItemId } from '../protocol/item-id.ts';
import { type Draft, draftOf, type Reading } from '../protocol/reading.ts';
import { cleanLine } from '../providers/clean-text.ts';
import { isAcceptance } from '../store/doubts.ts';
import {
  type Acceptance,
  type Correction,
  isLift,
  type Order,
  type OrderEntry,
  type OrderState,
  type Standing,
} from '../store/orders.ts';

/** What a person types is shorter; whoever writes to the store by other means must not fill a disk. */
const maxText = 300;
/** A list of warnings may be long: then the line says what was ordered, and not what was shown. */
const maxLine = 16_384;

/** JSON; `at` and `until` in ISO 8601, for whoever reads the file. Of a price agreed to both: `was`, and `draft` as it waited. */
export function auditLine({ id, revision, given, shown }: OrderEntry): string {
  const { item, kind, at } = given;
  const until = 'until' in given && given.until !== undefined ? { until: isoTime(given.until) } : {};
  const window = given.kind === 'correct' ? { from: isoTime(given.from), to: isoTime(given.to) } : {};
  const both = given.kind === 'accept' ? { was: given.was, draft: given.draft } : {};
  const said = {
    at: isoTime(at),
    who: cleanLine(given.who, maxText),
    kind,
    item,
    reason: cleanLine(given.reason, maxText),
    ...until,
    ...window,
    ...both,
    id,
    revision,
  };
  const line = JSON.stringify({ ...said, ...(shown === undefined ? {} : { shown }) });
  return line.length <= maxLine ? line : JSON.stringify(said);
}

/**
 * For a file some of whose lines are missing: that they are, and all that stands by the store's word. `now` is ms since the
 * epoch. Versions that do not know the first of them read on as if nothing were missing.
 */
export function gapLines({ revision, standing, accepted }: OrderState, now: number): readonly string[] {
  const why = 'more was ordered than the log keeps; what stands is told anew';
  const told = [
    ...[...standing.values()].map(({ order, before }) => ({
      given: order,
      ...(before === undefined ? {} : { shown: draftOf(before.reading) }),
    })),
    ...[...accepted.values()].map((given) => ({ given })),
  ];
  return [
    JSON.stringify({ at: isoTime(now), kind: gapKind, reason: why }),
    ...told.map((one, at) => auditLine({ id: `${revision}-told-${at}`, revision, ...one })),
  ];
}

/** What lines of the file say, the oldest first; from before the last gap corrections alone, which are never lifted. */
export function auditEntriesOf(lines: readonly string[]): readonly OrderEntry[] {
  const gapAt = lines.findLastIndex((line) => recordOf(line)?.kind === gapKind);
  return lines.flatMap((line, at) => {
    const entry = auditEntryOf(line);
    return entry !== undefined && (at > gapAt || entry.given.kind === 'correct') ? [entry] : [];
  });
}

const gapKind = 'gap';

/** Undefined for what is no such line. */
export function auditEntryOf(line: string): OrderEntry | undefined {
  const { id, revision, shown, ...rest } = recordOf(line) ?? {};
  const times = ['at', 'until', 'from', 'to'].filter((name) => rest[name] !== undefined);
  const given = { ...rest, ...Object.fromEntries(times.map((name) => [name, momentOf(rest[name])])) };
  if (!isGiven(given) || typeof id !== 'string' || typeof revision !== 'number') return undefined;
  return { id, revision, given, ...(shown === undefined ? {} : { shown: shown as Draft }) };
}

/** What stands once all of them were given, the oldest first; `now` tells what has lapsed. */
export function standingAfter(entries: readonly OrderEntry[], now: number): OrderState {
  const standing = new Map<ItemId, Standing>();
  const accepted = new Map<ItemId, Acceptance>();
  for (const { given, shown } of entries) {
    if (given.kind === 'correct') continue;
    if (given.kind === 'accept') {
      accepted.set(given.item, given);
      continue;
    }
    accepted.delete(given.item);
    const last = standing.get(given.item);
    if (isLift(given)) standing.delete(given.item);
    else standing.set(given.item, { order: given, ...before(last, shown) });
  }
  const corrections = entries
    .flatMap(({ given }) => (given.kind === 'correct' ? given : []))
    .slice(-200)
    .reverse();
  for (const [id, { order }] of standing) if ((order.until ?? Infinity) <= now) standing.delete(id);
  return {
    revision: Math.max(0, ...entries.map(({ revision }) => revision)),
    standing,
    lapsed: [],
    corrections,
    accepted,
  };
}

/** An order that follows another keeps what was shown before the first. */
function before(last: Standing | undefined, shown: OrderEntry['shown']): Pick<Standing, 'before'> {
  if (last !== undefined) return last.before === undefined ? {} : { before: last.before };
  return shown === undefined ? {} : { before: { reading: { ...shown, e: 0, s: 0 } as Reading } };
}

const kinds: ReadonlySet<unknown> = new Set<OrderEntry['given']['kind']>([
  'hold',
  'withdraw',
  'pin',
  'release',
  'unpin',
  'correct',
]);

function isGiven(raw: object): raw is OrderEntry['given'] {
  if (isAcceptance(raw)) return true;
  const { item, kind, who, reason, at, until = 0 } = raw as Partial<Order>;
  const { from, to } = raw as Partial<Correction>;
  const isText = typeof who === 'string' && typeof reason === 'string';
  return (
    isItemId(item) &&
    kinds.has(kind) &&
    isText &&
    Number.isFinite(at) &&
    Number.isFinite(until) &&
    isWindow(kind, from, to)
  );
}

/** A correction is of a window, an order of none. */
function isWindow(kind: unknown, from: unknown, to: unknown): boolean {
  return kind !== 'correct' || (Number.isFinite(from) && Number.isFinite(to));
}

function isoTime(ms: number): string {
  return Number.isFinite(ms) && Math.abs(ms) <= 8.64e15 ? new Date(ms).toISOString() : '';
}

function momentOf(text: unknown): number {
  return typeof text === 'string' ? Date.parse(text) : Number.NaN;
}

function recordOf(line: string): Record<string, unknown> | undefined {
  try {
    const raw: unknown = JSON.parse(line);
    return typeof raw === 'object' && raw !== null ? (raw as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
