/** Counts what each provider is asked in a day and stops in time. */
import type { Provider } from '../providers/provider.ts';
import type { Clock } from '../system/clock.ts';
import type { Http } from '../system/http.ts';
import type { Metrics } from '../system/metrics.ts';
import { UpstreamError } from '../system/upstream-error.ts';
import {
  allows,
  type BudgetForecast,
  type DayCount,
  forecastOf,
  nothingSpent,
  renewsAt,
  type Spent,
  spend,
  spentBy,
} from './budget.ts';

/** In the provider's own unit: requests, or credits where each item costs one. */
export interface BudgetStatus extends BudgetForecast {
  readonly used: number;
  readonly limit: number | null;
}

export interface BudgetMeter {
  /** Throws an UpstreamError of kind `throttled` where a request of `cost` would go beyond what may be used today. */
  check(cost: number): void;
  /** Does what `http` does, and counts what really went out. */
  metered(http: Http, cost: number): Http;
  status(): BudgetStatus;
  /** What was spent, for another process; and what another has spent, where that is more. */
  memo(): string;
  restore(text: string): void;
}

/** One meter for each provider, the same whenever it is asked for: all its feeds share one allowance. */
export function createBudgets(clock: Clock, metrics: Metrics): (provider: Provider) => BudgetMeter {
  const meters = new Map<string, BudgetMeter>();
  const left = metrics.gauge('feed_quota_remaining_ratio', "What is left of a provider's daily allowance", [
    'provider',
  ]);
  return ({ id, limits }) => {
    const limit = limits.requestsPerDay;
    const onLeft = (ratio: number) => left(ratio, { provider: id });
    const meter = meters.get(id) ?? createMeter(clock, limit, onLeft);
    meters.set(id, meter);
    return meter;
  };
}

function createMeter(clock: Clock, limit: number | undefined, onLeft: (ratio: number) => void): BudgetMeter {
  let spent: Spent = nothingSpent(clock.now());
  const set = (next: Spent) => {
    spent = next;
    if (limit !== undefined) onLeft(Math.max(0, 1 - spent.used / limit));
  };
  set(spent);
  return {
    check(cost) {
      const now = clock.now();
      set(spentBy(spent, now));
      if (allows(spent, cost, limit)) return;
      throw new UpstreamError('throttled', `daily budget: ${spent.used} of ${limit} are used`, {
        retryAfterMs: Math.max(0, renewsAt(spent) - now),
      });
    },
    metered: (http, cost) => ({
      async get(path, request) {
        try {
          const answer = await http.get(path, request);
          if (answer.from !== 'memory') set(spend(spent, cost, clock.now()));
          return answer;
        } catch (error) {
          if (wentOut(error)) set(spend(spent, cost, clock.now()));
          throw error;
        }
      },
    }),
    memo: () => JSON.stringify(spent),
    restore(text) {
      const now = clock.now();
      set(spentBy(spent, now));
      const past = spentOf(text);
      const theirs = past && spentBy(past, now);
      if (theirs !== undefined && theirs.used > spent.used) set(theirs);
    },
    status() {
      const now = clock.now();
      set(spentBy(spent, now));
      return { used: spent.used, limit: limit ?? null, ...forecastOf(spent, now, limit) };
    },
  };
}

function spentOf(text: string): Spent | undefined {
  try {
    const { before, ...past } = JSON.parse(text) as Spent;
    if (!isCount(past)) return undefined;
    return isCount(before) ? { ...past, before } : past;
  } catch {
    return undefined;
  }
}

function isCount(count: Partial<DayCount> | undefined): count is DayCount {
  return [count?.day, count?.used, count?.since].every((figure) => typeof figure === 'number');
}

/** Where we held a request back ourselves there is no HTTP status. */
function wentOut(error: unknown): boolean {
  if (!(error instanceof UpstreamError)) return false;
  const heldBack = error.kind === 'throttled' || error.kind === 'blocked';
  return !heldBack || error.status !== undefined;
}
