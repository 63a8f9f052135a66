/** What a feed says of itself: one warning when it begins to fail, one line when it is back, and counts for the rest. */
import type { Log, LogFields } from '../system/log.ts';
import type { Metrics } from '../system/metrics.ts';
import type { UpstreamError } from '../system/upstream-error.ts';
import type { FeedState, FeedTrouble } from './feed-state.ts';
import type { FeedPlan } from './plan.ts';

export interface FeedReport {
  /** `newestAsOf`: the newest time of a value, where there is one. Both in ms since the epoch. */
  succeeded(before: FeedState, at: number, newestAsOf: number | undefined): void;
  failed(before: FeedState, trouble: UpstreamError): void;
  /** It was due and not asked, since its provider is down. */
  heldBack(before: FeedState, trouble: FeedTrouble): void;
  refused(rules: readonly string[]): void;
  /** Takes its times away, and tells no more of them. */
  retired(): void;
}

export function createFeedReport({ id, provider }: FeedPlan, log: Log, metrics: Metrics): FeedReport {
  const tries = metrics.counter('feed_polls_total', 'Tries of a feed by outcome', ['feed', 'outcome']);
  const lastSuccess = metrics.gauge(
    'feed_last_success_timestamp_seconds',
    'When a feed last answered usably',
    ['feed'],
  );
  const newestValue = metrics.gauge(
    'feed_newest_value_timestamp_seconds',
    "The newest value's own time, of each feed",
    ['feed'],
  );
  const rejected = metrics.counter('rejected_values_total', 'Values not shown, by reason', [
    'feed',
    'reason',
  ]);
  let isRetired = false;
  const fails = (before: FeedState, fields: LogFields) => {
    if (before.kind === 'failing') log.debug('feed still fails', fields);
    else log.warn('feed fails', fields);
  };
  return {
    succeeded(before, at, newestAsOf) {
      tries({ feed: id, outcome: 'ok' });
      if (!isRetired) lastSuccess(at / 1000, { feed: id });
      if (!isRetired && newestAsOf !== undefined) newestValue(newestAsOf / 1000, { feed: id });
      if (before.kind === 'failing') {
        log.info('feed is back', { feed: id, failures: before.failures, downMs: at - before.since });
      }
    },
    failed(before, { kind, message, status }) {
      tries({ feed: id, outcome: kind });
      const fields = { feed: id, provider: provider.id, kind, message };
      fails(before, { ...fields, ...(status === undefined ? {} : { status }) });
    },
    heldBack: (before, { kind, message }) =>
      fails(before, { feed: id, provider: provider.id, kind, message }),
    refused(rules) {
      for (const reason of rules) rejected({ feed: id, reason });
    },
    retired() {
      isRetired = true;
      for (const time of [lastSuccess, newestValue]) time(undefined, { feed: id });
    },
  };
}
