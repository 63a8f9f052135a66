/** Tells metrics of the terms in which this process leads. */
import type { Refusal } from '../store/store.ts';
import type { Metrics } from '../system/metrics.ts';

export interface TermMetrics {
  /** A term begins under this fence. */
  gained(fence: number): void;
  ended(): void;
  /** The store refused a renewal or a write of ours. */
  refused(reason: Refusal): void;
}

/** The refusals are there from the start, at 0. */
export function createTermMetrics(metrics: Metrics): TermMetrics {
  const leader = metrics.gauge('is_leader', '1 while this process polls and writes');
  const fence = metrics.gauge('fence', 'Epoch of the term in which this process leads or last led');
  const refusals = {
    fenced: metrics.counter('fenced_total', 'Writes and renewals refused because another led since'),
    lost: metrics.counter('lost_total', 'Times that the store had forgotten something that we wrote'),
  };
  for (const count of Object.values(refusals)) count({}, 0);
  return {
    gained(epoch) {
      leader(1);
      fence(epoch);
    },
    ended: () => leader(0),
    refused: (reason) => refusals[reason](),
  };
}
