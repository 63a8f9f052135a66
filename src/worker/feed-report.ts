/** What a feed says of itself: one warning when it begins to fail, one line when it is back, and counts for the rest. */
import type { Log } from '../system/log.ts';
import type { Metrics } from '../system/metrics.ts';
import type { UpstreamError } from '../system/upstream-error.ts';
import type { FeedState } from './feed-state.ts';
import type { FeedPlan } from './plan.ts';

export interface FeedReport {
  succeeded(before: FeedState, at: number): void;
  failed(before: FeedState, trouble: UpstreamError): void;
  refused(rules: readonly string[]): void;
}

export function createFeedReport({ id, provider }: FeedPlan, log: Log, metrics: Metrics): FeedReport {
  const tries = metrics.counter('feed_polls_total', 'Tries of a feed by outcome', ['feed', 'outcome']);
  const lastSuccess = metrics.gauge(
    'feed_last_success_timestamp_seconds',
    'When a feed last answered usably',
    ['feed'],
  );
  const rejected = metrics.counter('rejected_values_total', 'Values not shown, by reason', [
    'feed',
    'reason',
  ]);
  return {
    succeeded(before, at) {
      tries({ feed: id, outcome: 'ok' });
      lastSuccess(at / 1000, { feed: id });
      if (before.kind === 'failing') {
        log.info('feed is back', { feed: id, failures: before.failures, downMs: at - before.since });
      }
    },
    failed(before, { kind, message, status }) {
      tries({ feed: id, outcome: kind });
      const fields = {
        feed: id,
        provider: provider.id,
        kind,
        message,
        ...(status === undefined ? {} : { status }),
      };
      if (before.kind === 'failing') log.debug('feed still fails', fields);
      else log.warn('feed fails', fields);
    },
    refused(rules) {
      for (const reason of rules) rejected({ feed: id, reason });
    },
  };
}
