/** Pure: what is known of a feed between two tries, and how a try changes it. */
import type { ItemId } from '../protocol/item-id.ts';
import type { UpstreamErrorKind } from '../system/upstream-error.ts';

/** Trouble as the status page tells it: a kind to decide by and words without secrets. */
export interface FeedTrouble {
  readonly kind: UpstreamErrorKind;
  readonly message: string;
}

/** Plain JSON, so that it can be kept. Times are ms since the epoch. */
export type FeedState =
  | { readonly kind: 'waiting'; readonly dueAt: number; readonly since: number }
  | { readonly kind: 'ok'; readonly dueAt: number; readonly lastTryAt: number; readonly lastOkAt: number }
  | {
      readonly kind: 'failing';
      readonly dueAt: number;
      /** Absent where it was never asked, since its provider was known to be down. */
      readonly lastTryAt?: number;
      readonly lastOkAt?: number;
      /** When it was last due and not asked, where it waits for its provider. */
      readonly heldBackAt?: number;
      readonly since: number;
      readonly failures: number;
      readonly trouble: FeedTrouble;
    };

export function lastOkAt(state: FeedState): number | undefined {
  return state.kind === 'waiting' ? undefined : state.lastOkAt;
}

export function failuresOf(state: FeedState): number {
  return state.kind === 'failing' ? state.failures : 0;
}

export function lastTryAt(state: FeedState): number | undefined {
  return state.kind === 'waiting' ? undefined : state.lastTryAt;
}

/** A clock that was set back behind what happened last says nothing of a due time: then it is due at once. */
export function isDue(state: FeedState, now: number): boolean {
  return now >= state.dueAt || now < lastEventAt(state);
}

function lastEventAt(state: FeedState): number {
  if (state.kind === 'waiting') return state.since;
  const heldBackAt = state.kind === 'failing' ? (state.heldBackAt ?? 0) : 0;
  return Math.max(state.lastTryAt ?? 0, heldBackAt);
}

export function succeeded(triedAt: number, dueAt: number): FeedState {
  return { kind: 'ok', dueAt, lastTryAt: triedAt, lastOkAt: triedAt };
}

export function failed(before: FeedState, trouble: FeedTrouble, triedAt: number, dueAt: number): FeedState {
  return {
    ...failingSince(before, triedAt),
    dueAt,
    lastTryAt: triedAt,
    failures: failuresOf(before) + 1,
    trouble,
  };
}

/** It was due at `at` and not asked: `trouble` says for what it waits. */
export function heldBack(before: FeedState, trouble: FeedTrouble, at: number, dueAt: number): FeedState {
  const triedAt = lastTryAt(before);
  return {
    ...failingSince(before, at),
    dueAt,
    heldBackAt: at,
    ...(triedAt === undefined ? {} : { lastTryAt: triedAt }),
    failures: failuresOf(before),
    trouble,
  };
}

function failingSince(before: FeedState, at: number) {
  const okAt = lastOkAt(before);
  return {
    kind: 'failing',
    since: before.kind === 'failing' ? before.since : at,
    ...(okAt === undefined ? {} : { lastOkAt: okAt }),
  } as const;
}

/** A feed as the status page shows it. */
export interface FeedStatus {
  readonly provider: string;
  readonly state: 'waiting' | 'ok' | 'failing';
  /** `open`: its provider is down as a whole, and one of its feeds probes for all. */
  readonly breaker: 'closed' | 'open';
  readonly polling: boolean;
  readonly items: readonly ItemId[];
  readonly lastOkAt: number | null;
  readonly lastTryAt: number | null;
  readonly lastError: FeedTrouble | null;
  readonly nextDueAt: number;
  /** The newest value's own time, where the feed answers and that has stood still while the market is open; else null. */
  readonly standsStillSince: number | null;
  /** What is odd about a feed that answers, in words. */
  readonly note: string | null;
  /** Items of which the last answer had no value to show, and why. */
  readonly refused: Readonly<Record<string, string>>;
}
