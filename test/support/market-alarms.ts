/** Alerts that an operator would set on a feed's age and on the ages of its values, as the operations guide names them. */
import type { Delay } from '../../src/protocol/reading.ts';
import type { Metrics } from '../../src/system/metrics.ts';
import type { HeldOf } from '../../src/worker/feed-answers.ts';
import type { MarketSession } from '../../src/worker/market-calendar.ts';
import { createObservedTimes } from '../../src/worker/observed-times.ts';
import type { FeedItem, FeedPlan } from '../../src/worker/plan.ts';

/** As the operations guide says: three times the interval, counted from the opening at the earliest. */
export function isLate(
  { cadence }: FeedPlan,
  session: MarketSession | undefined,
  okAt: number,
  now: number,
): boolean {
  if (cadence.kind !== 'continuous') return false;
  const opensAt = (session?.kind === 'open' && session.opensAt) || 0;
  return now - Math.max(okAt, opensAt) > 3 * cadence.everyMs;
}

/** What metrics tell of the ages of a feed's classes, and whether an alert on it would be a false one. */
export function createAgeing(plan: FeedPlan, held: HeldOf) {
  const told = new Map<string, number>();
  const nothing = () => {};
  const metrics: Metrics = {
    counter: () => nothing,
    histogram: () => nothing,
    gauge:
      () =>
      (value, { class: cls = '' } = {}) =>
        value === undefined ? told.delete(cls) : told.set(cls, value * 1000),
    text: async () => '',
  };
  const tell = createObservedTimes(metrics);
  const items = plan.items.map(({ id, cls }) => ({ id, cls, sources: [] }));
  return {
    tell: () => tell(items, held),
    isAlarming({ cls }: FeedItem, delay: Delay, session: MarketSession | undefined, now: number): boolean {
      const asOf = told.get(cls);
      if (asOf === undefined || session === undefined || plan.cadence.kind !== 'continuous') return false;
      if (session.kind !== 'open') return true;
      // What comes once a day is a day old. At an opening there is no newer price yet than the close before.
      const age = delay === 'eod' ? 0 : now - Math.max(asOf, session.opensAt ?? 0);
      return age > plan.cadence.staleAfterMs;
    },
  };
}
