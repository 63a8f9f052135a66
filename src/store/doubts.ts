/** Prices that wait for a second source: what a leader leaves of them for operators, and for who leads next. */
import { type ItemId, isItemId } from '../protocol/item-id.ts';
import { type Draft, hasValue, quotePriceOf } from '../protocol/reading.ts';
import type { Acceptance } from './orders.ts';

/** A price that is too far from the last good one. Prices are decimal text; times are ms since the epoch. */
export interface Doubt {
  readonly since: number;
  /** How far a price may be from the last good one, in the unit of its class: as it was when the doubt arose. */
  readonly limit: number;
  /** The newest such price, as it would be shown. */
  readonly draft: Draft;
  /** The last good price; null where there is none. */
  readonly shown: string | null;
  /** What another origin said meanwhile; null where none was heard. */
  readonly other: string | null;
  readonly otherSource: string | null;
}

/** The name of the memo that holds them: a field for each item, empty where it is in doubt no more. */
export const doubtsMemo = 'doubts';

/** Undefined for what is none, or of another version. */
export function doubtOf(text: string | undefined): Doubt | undefined {
  try {
    const raw = JSON.parse(text || 'null') as Partial<Doubt> | null;
    const isTimed = typeof raw?.since === 'number' && typeof raw.limit === 'number';
    return isTimed && isPriced(raw.draft) && isPrice(raw.shown) ? (raw as Doubt) : undefined;
  } catch {
    return undefined;
  }
}

/** What a store and the file of orders hold is ours: what this must tell apart is another version's shape. */
export function isAcceptance(raw: unknown): raw is Acceptance {
  const { item, kind, reason, who, at, was, draft } = (raw ?? {}) as Partial<Acceptance>;
  const isText = typeof reason === 'string' && typeof who === 'string';
  const isMeant = kind === 'accept' && isItemId(item) && Number.isFinite(at);
  return isMeant && isText && isPrice(was) && isPriced(draft) && draft?.id === item;
}

/** By item, of a memo's fields. */
export function doubtsOf(memo: Readonly<Record<string, string>> = {}): ReadonlyMap<ItemId, Doubt> {
  return new Map(
    Object.entries(memo).flatMap(([id, text]) => {
      const doubt = doubtOf(text);
      return doubt !== undefined && isItemId(id) && doubt.draft.id === id ? [[id, doubt] as const] : [];
    }),
  );
}

function isPrice(raw: unknown): raw is string | null {
  return raw === null || typeof raw === 'string';
}

/** A quote as it would be shown. */
export function isPriced(raw: unknown): raw is Draft {
  if (typeof raw !== 'object' || raw === null) return false;
  const draft = raw as Draft;
  if (!hasValue(draft)) return false;
  const isTimed = [draft.asOf, draft.staleAt].every((moment) => typeof moment === 'number');
  const { value } = draft as { readonly value?: unknown };
  const isQuoted = typeof value === 'object' && value !== null && typeof quotePriceOf(draft) === 'string';
  return isTimed && isQuoted && typeof draft.source === 'string';
}
