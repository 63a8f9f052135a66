/** Pure: gathers from a feed's plan and what is held all that decides when it is asked next. */
import { nextCronMatch } from '../system/cron.ts';
import type { UpstreamErrorKind } from '../system/upstream-error.ts';
import { type DueFacts, nextDueAt } from './due.ts';
import type { HeldOf } from './feed-answers.ts';
import { restsUntil } from './market-rest.ts';
import { newestAsOf } from './newest-value.ts';
import type { FeedPlan } from './plan.ts';

/** A try's end. Times are ms since the epoch. */
export interface Tried
  extends Pick<
    DueFacts,
    'anchorAt' | 'lastTryAt' | 'failures' | 'chance' | 'freshUntil' | 'quietUntil' | 'failingTogether'
  > {
  /** What went wrong, where anything did. */
  readonly trouble?: UpstreamErrorKind;
}

export function feedDueAt(plan: FeedPlan, held: HeldOf, { trouble, ...tried }: Tried): number {
  const asOf = newestAsOf(plan, held);
  const { idleEveryMs } = plan;
  const opensAt = restsUntil(plan, held, tried.lastTryAt);
  return nextDueAt({
    ...tried,
    cadence: plan.cadence,
    ...(hasCost(trouble) ? { minIntervalMs: plan.provider.limits.minIntervalMs } : {}),
    ...(asOf === undefined ? {} : { asOf }),
    ...(opensAt === undefined ? {} : { opensAt }),
    ...(idleEveryMs === undefined ? {} : { idleEveryMs }),
    ...cronOf(plan, tried.lastTryAt),
  });
}

/** A request that never got an answer may be tried again soon; whoever answered wants to be left alone as ever. */
function hasCost(trouble: UpstreamErrorKind | undefined): boolean {
  return trouble !== 'network' && trouble !== 'timeout';
}

/** The first match that keeps the provider's interval, give or take the minute that cron counts in. */
function cronOf({ cron, provider }: FeedPlan, lastTryAt: number): { cronAt?: number } {
  const after = Math.max(lastTryAt, lastTryAt + provider.limits.minIntervalMs - 60_000);
  const cronAt = cron === undefined ? undefined : nextCronMatch(cron, after);
  return cronAt === undefined ? {} : { cronAt };
}
