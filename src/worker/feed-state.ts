/** Pure: what is known of a feed between two tries, and how a try changes it. */
import type { ItemId } from '../protocol/item-id.ts';
import type { UpstreamErrorKind } from '../system/upstream-error.ts';

/** Trouble as the status page tells it: a kind to decide by and words without secrets. */
export interface FeedTrouble {
  readonly kind: UpstreamErrorKind;
  readonly message: string;
}

/** Times are ms since the epoch. */
export type FeedState =
  | { readonly kind: 'waiting'; readonly dueAt: number; readonly since: number }
  | { readonly kind: 'ok'; readonly dueAt: number; readonly lastTryAt: number; readonly lastOkAt: number }
  | {
      readonly kind: 'failing';
      readonly dueAt: number;
      readonly lastTryAt: number;
      readonly lastOkAt?: number;
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

/** A clock that was set back behind what happened last says nothing of a due time: then it is due at once. */
export function isDue(state: FeedState, now: number): boolean {
  return now >= state.dueAt || now < (state.kind === 'waiting' ? state.since : state.lastTryAt);
}

export function succeeded(triedAt: number, dueAt: number): FeedState {
  return { kind: 'ok', dueAt, lastTryAt: triedAt, lastOkAt: triedAt };
}

export function failed(before: FeedState, trouble: FeedTrouble, triedAt: number, dueAt: number): FeedState {
  const okAt = lastOkAt(before);
  return {
    kind: 'failing',
    dueAt,
    lastTryAt: triedAt,
    ...(okAt === undefined ? {} : { lastOkAt: okAt }),
    since: before.kind === 'failing' ? before.since : triedAt,
    failures: failuresOf(before) + 1,
    trouble,
  };
}

/** A feed as the status page shows it. */
export interface FeedStatus {
  readonly provider: string;
  readonly state: 'waiting' | 'ok' | 'failing';
  readonly polling: boolean;
  readonly items: readonly ItemId[];
  readonly lastOkAt: number | null;
  readonly lastTryAt: number | null;
  readonly lastError: FeedTrouble | null;
  readonly nextDueAt: number;
  /** Items of which the last answer had no value to show, and why. */
  readonly refused: Readonly<Record<string, string>>;
}
