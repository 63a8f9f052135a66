/** Pure: what of a feed is worth knowing beyond its process ↔ a memo of texts. */
import type { Memo } from '../store/store.ts';
import type { FeedState } from './feed-state.ts';
import type { FeedPlan } from './plan.ts';

export interface FeedPast {
  readonly state: FeedState;
  /** A turn long ago from which all others are counted, ms since the epoch. */
  readonly anchorAt?: number;
  /** The lines since the basis were taken. */
  readonly hasHistory: boolean;
}

export function feedMemo(plan: FeedPlan, past: FeedPast): Memo {
  return { plan: planText(plan), past: JSON.stringify(past) };
}

/**
 * What a memo says of a feed at `now`; undefined where it cannot be read, or stands in the future: its writer's clock and
 * ours differ, and neither can be trusted. Of another plan only the last try counts: the upstream was asked then.
 */
export function feedPast(plan: FeedPlan, memo: Memo, now: number): FeedPast | undefined {
  const past = parsed(memo.past);
  const triedAt = past?.state.kind === 'waiting' ? undefined : past?.state.lastTryAt;
  if (past === undefined || (triedAt ?? 0) > now + toleranceMs) return undefined;
  if (memo.plan === planText(plan)) return past;
  const dueAt = Math.max(now, (triedAt ?? 0) + plan.provider.limits.minIntervalMs);
  return { state: { kind: 'waiting', dueAt, since: now }, hasHistory: false };
}

/** Clocks of one fleet may differ by so much. */
const toleranceMs = 5_000;

/** All that decides whom the feed asks for what, and when. */
function planText({ items, cadence, cron, provider }: FeedPlan): string {
  return JSON.stringify([items.map(({ id, symbol }) => [id, symbol]), cadence, cron, provider.limits]);
}

const kinds: ReadonlySet<unknown> = new Set(['waiting', 'ok', 'failing']);

function parsed(text: string | undefined): FeedPast | undefined {
  try {
    const past = JSON.parse(text ?? 'null') as FeedPast | null;
    const isWhole = kinds.has(past?.state?.kind) && Number.isFinite(past?.state?.dueAt);
    return past !== null && isWhole ? past : undefined;
  } catch {
    return undefined;
  }
}
