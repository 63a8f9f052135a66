/** Pure: gathers from a feed's plan and what is held all that decides when it is asked next. */
import { hasValue } from '../protocol/reading.ts';
import { nextCronMatch } from '../system/cron.ts';
import type { UpstreamErrorKind } from '../system/upstream-error.ts';
import { type DueFacts, nextDueAt } from './due.ts';
import type { HeldOf } from './feed-answers.ts';
import type { FeedPlan } from './plan.ts';

/** A try's end. Times are ms since the epoch. */
export interface Tried
  extends Pick<DueFacts, 'anchorAt' | 'lastTryAt' | 'failures' | 'chance' | 'freshUntil' | 'quietUntil'> {
  /** What went wrong, where anything did. */
  readonly trouble?: UpstreamErrorKind;
}

export function feedDueAt(plan: FeedPlan, held: HeldOf, { trouble, ...tried }: Tried): number {
  return nextDueAt({
    ...tried,
    cadence: plan.cadence,
    leastMs: plan.provider.limits.minIntervalMs,
    ...(hasCost(trouble) ? { minIntervalMs: plan.provider.limits.minIntervalMs } : {}),
    ...newestOf(plan, held),
    ...cronOf(plan, tried.lastTryAt),
  });
}

/** A request that never got an answer may be tried again soon; whoever answered wants to be left alone as ever. */
function hasCost(trouble: UpstreamErrorKind | undefined): boolean {
  return trouble !== undefined && trouble !== 'network' && trouble !== 'timeout';
}

function newestOf({ items }: FeedPlan, held: HeldOf): { asOf?: number } {
  const times = items.flatMap(({ id }) => {
    const reading = held(id)?.reading;
    return reading !== undefined && hasValue(reading) ? [reading.asOf] : [];
  });
  return times.length === 0 ? {} : { asOf: Math.max(...times) };
}

/** The first match that keeps the provider's interval, give or take the minute that cron counts in. */
function cronOf({ cron, provider }: FeedPlan, lastTryAt: number): { cronAt?: number } {
  const after = Math.max(lastTryAt, lastTryAt + provider.limits.minIntervalMs - 60_000);
  const cronAt = cron === undefined ? undefined : nextCronMatch(cron, after);
  return cronAt === undefined ? {} : { cronAt };
}
