/** Pure: about how many requests a day a plan costs each provider, beside what its terms allow. */
import type { Cadence } from '../providers/provider.ts';
import { nextCronMatch } from '../system/cron.ts';
import type { FeedPlan } from '../worker/plan.ts';

export interface RequestEstimate {
  readonly provider: string;
  readonly feeds: number;
  /** Polls of all feeds on a day without failures. */
  readonly pollsPerDay: number;
  /** What those count for: each poll is one request, or one for each item where the provider counts symbols. */
  readonly requestsPerDay: number;
  /** Once at each start: the lines since the basis, at most one request for each item. */
  readonly atStart: number;
  /** The provider's own limit, where it names one. */
  readonly limit?: number;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** How long a fixing is usually awaited after its hour; a late one costs more. */
const awaitedMs = hourMs;

/**
 * An estimate from above for a quiet day: it leaves out the random spread and the wait for `Expires`, which ask less
 * often, and backoff after failures. Second requests of one poll (a station's report, an older file), which mostly come
 * out of the HTTP client's memory, are not counted. `now` (ms since the epoch) says from when cron is read.
 */
export function requestsPerDay(feeds: readonly FeedPlan[], now: number): readonly RequestEstimate[] {
  const byProvider = new Map<string, FeedPlan[]>();
  for (const feed of feeds) {
    byProvider.set(feed.provider.id, [...(byProvider.get(feed.provider.id) ?? []), feed]);
  }
  return [...byProvider].map(([provider, own]) => {
    const polls = own.map((feed) => ({ feed, perDay: pollsPerDay(feed, now) }));
    const limit = own[0]?.provider.limits.requestsPerDay;
    return {
      provider,
      feeds: own.length,
      pollsPerDay: sum(polls.map(({ perDay }) => perDay)),
      requestsPerDay: sum(polls.map(({ feed, perDay }) => perDay * costOf(feed))),
      atStart: sum(own.map(({ provider: { history }, items }) => (history === undefined ? 0 : items.length))),
      ...(limit === undefined ? {} : { limit }),
    };
  });
}

/** Polls of one feed in 24 hours, from above. */
export function pollsPerDay({ cadence, cron, provider }: FeedPlan, now: number): number {
  return cron === undefined ? byCadence(cadence) : byCron(cron, provider.limits.minIntervalMs, now);
}

function byCadence(cadence: Cadence): number {
  switch (cadence.kind) {
    case 'continuous':
      return Math.ceil(dayMs / cadence.everyMs);
    case 'fixing': {
      const awaited = Math.min(awaitedMs, dayMs);
      return Math.ceil(awaited / cadence.watchEveryMs + (dayMs - awaited) / cadence.idleEveryMs);
    }
    case 'model':
      // Each step begins with a poll, and after each poll the interval runs anew.
      return (
        Math.ceil(dayMs / cadence.stepMs) *
        Math.ceil(cadence.stepMs / Math.min(cadence.everyMs, cadence.stepMs))
      );
  }
}

/** The matches of the first day on which the expression has any, without those that come too soon after another. */
function byCron(expression: string, minIntervalMs: number, now: number): number {
  const first = nextCronMatch(expression, Math.ceil(now / dayMs) * dayMs - 1);
  if (first === undefined) return 0;
  const end = (Math.floor(first / dayMs) + 1) * dayMs;
  let polls = 0;
  let at: number | undefined = first;
  while (at !== undefined && at < end) {
    polls += 1;
    // The worker lets a match count that is early by the minute in which cron counts.
    at = nextCronMatch(expression, Math.max(at, at + minIntervalMs - 60_000));
  }
  return polls;
}

function costOf({ provider, items }: FeedPlan): number {
  const { costPerItem } = provider.limits;
  return costPerItem === undefined ? 1 : costPerItem * items.length;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
