/** One feed: asks its provider, hands on what is admitted, and knows when it is due again. */
import { draftOf } from '../protocol/reading.ts';
import type { ProviderContext } from '../providers/provider.ts';
import type { Clock } from '../system/clock.ts';
import type { HttpClient } from '../system/http-client.ts';
import type { Log } from '../system/log.ts';
import type { Metrics } from '../system/metrics.ts';
import type { Random } from '../system/random.ts';
import { UpstreamError } from '../system/upstream-error.ts';
import type { BudgetMeter } from './budget-meter.ts';
import { offerAgainAt } from './due.ts';
import { blanks, type HeldOf, sortAnswers, wholeRefusal } from './feed-answers.ts';
import { feedDueAt } from './feed-due.ts';
import { createFeedReport } from './feed-report.ts';
import {
  type FeedState,
  type FeedStatus,
  failed,
  failuresOf,
  isDue,
  lastOkAt,
  succeeded,
} from './feed-state.ts';
import type { FeedPlan } from './plan.ts';
import { providerContext } from './provider-context.ts';
import type { Offer } from './publisher.ts';
import { listenTo } from './upstream-wishes.ts';

export interface FeedOptions {
  readonly plan: FeedPlan;
  readonly http: HttpClient;
  readonly key?: string;
  /** Of its provider, shared with that one's other feeds. */
  readonly budget: BudgetMeter;
  /** ms since the epoch. */
  readonly firstDueAt: number;
  readonly held: HeldOf;
  /** False where nothing could be written; never rejects. */
  readonly publish: (offers: readonly Offer[]) => Promise<boolean>;
  /** Told at the end of each try, whatever came of it. */
  readonly onPolled?: () => void;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly metrics: Metrics;
}

export interface Feed {
  readonly id: string;
  isDue(now: number): boolean;
  /** One try; resolves when it is over, whatever came of it. A second call meanwhile joins the first. */
  poll(): Promise<void>;
  /** Resolves after the first try, and the sparklines that came with it. */
  firstTry(): Promise<void>;
  status(): FeedStatus;
}

export function createFeed(options: FeedOptions): Feed {
  const { plan, http, budget, clock, random, held, publish } = options;
  const { provider, items } = plan;
  const report = createFeedReport(plan, options.log, options.metrics);
  let state: FeedState = { kind: 'waiting', dueAt: options.firstDueAt, since: clock.now() };
  let refused: Readonly<Record<string, string>> = {};
  let anchorAt: number | undefined;
  let running: Promise<void> | undefined;
  let wantsHistory = provider.history !== undefined;
  let settleFirst: () => void = () => {};
  const first = new Promise<void>((resolve) => {
    settleFirst = resolve;
  });

  const take = async (context: ProviderContext): Promise<boolean> => {
    const sorted = sortAnswers(plan, await provider.fetch(items, context), held, clock.now());
    refused = sorted.refused;
    report.refused(sorted.rules);
    const isWritten = await publish(sorted.offers);
    const refusal = wholeRefusal(items, sorted);
    if (refusal !== undefined) throw refusal;
    return isWritten;
  };

  const takeHistory = async (context: ProviderContext): Promise<void> => {
    if (!wantsHistory || provider.history === undefined) return;
    wantsHistory = false;
    const lines = await context.attempt(provider.history(items, context));
    const offers = (lines ?? []).flatMap(({ id, series }): Offer[] => {
      const reading = held(id)?.reading;
      return reading === undefined ? [] : [{ draft: draftOf(reading), series }];
    });
    wantsHistory = lines === undefined || !(await publish(offers));
  };

  const ask = async (): Promise<void> => {
    const triedAt = clock.now();
    anchorAt ??= triedAt;
    const before = state;
    const cost = costOf(plan);
    const listener = listenTo(budget.metered(http, cost));
    const context = providerContext(listener.http, triedAt, options.key);
    try {
      budget.check(cost);
      const isWritten = await take(context);
      const wishes = listener.heard();
      state = succeeded(
        triedAt,
        isWritten
          ? feedDueAt(plan, held, { anchorAt, lastTryAt: triedAt, failures: 0, chance: random(), ...wishes })
          : offerAgainAt(triedAt, provider.limits.minIntervalMs, wishes.freshUntil),
      );
      report.succeeded(before, triedAt);
      // The value is out: whatever happens to its line, the feed has not failed.
      if (isWritten) await takeHistory(context).catch((error: unknown) => troubleOf(error, options.log));
    } catch (error) {
      const trouble = troubleOf(error, options.log);
      if (trouble.kind === 'shape') http.forget();
      listener.hear(trouble, clock.now());
      const dueAt = feedDueAt(plan, held, {
        lastTryAt: triedAt,
        failures: failuresOf(before) + 1,
        chance: random(),
        trouble: trouble.kind,
        ...listener.heard(),
      });
      // Its words one by one: an error's own message does not survive JSON.
      const { kind, message } = trouble;
      state = failed(before, { kind, message }, triedAt, dueAt);
      report.failed(before, trouble);
      await publish(blanks(plan, held, clock.now()));
    }
  };

  return {
    id: plan.id,
    isDue: (now) => isDue(state, now),
    poll() {
      running ??= ask().finally(() => {
        running = undefined;
        settleFirst();
        options.onPolled?.();
      });
      return running;
    },
    firstTry: () => first,
    status: () => ({
      provider: provider.id,
      state: state.kind,
      polling: running !== undefined,
      lastOkAt: lastOkAt(state) ?? null,
      lastTryAt: state.kind === 'waiting' ? null : state.lastTryAt,
      lastError: state.kind === 'failing' ? state.trouble : null,
      nextDueAt: state.dueAt,
      items: items.map(({ id }) => id),
      refused,
    }),
  };
}

/** A bug in one provider must not stop the others: it counts as an answer that could not be read, and is logged whole. */
function troubleOf(error: unknown, log: Log): UpstreamError {
  if (error instanceof UpstreamError) return error;
  log.error('provider broke', { error: error instanceof Error ? error.stack : String(error) });
  return new UpstreamError('shape', 'the answer could not be read');
}

/** In the unit of the provider's daily allowance. */
function costOf({ provider, items }: FeedPlan): number {
  const { costPerItem } = provider.limits;
  return costPerItem === undefined ? 1 : costPerItem * items.length;
}
