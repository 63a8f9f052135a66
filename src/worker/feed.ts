/** One feed: asks its provider, hands on what is admitted, and knows when it is due again. */
import type { ProviderContext } from '../providers/provider.ts';
import type { Memo } from '../store/store.ts';
import type { Clock } from '../system/clock.ts';
import type { HttpClient } from '../system/http-client.ts';
import type { Log } from '../system/log.ts';
import type { Metrics } from '../system/metrics.ts';
import type { Random } from '../system/random.ts';
import type { UpstreamError } from '../system/upstream-error.ts';
import type { Breaker } from './breakers.ts';
import type { BudgetMeter } from './budget-meter.ts';
import { offerAgainAt } from './due.ts';
import { blanks, type HeldOf, sortAnswers, wholeRefusal } from './feed-answers.ts';
import { feedDueAt } from './feed-due.ts';
import { createFeedHistory } from './feed-history.ts';
import { feedMemo, feedPast } from './feed-memo.ts';
import { createFeedReport } from './feed-report.ts';
import {
  type FeedState,
  type FeedStatus,
  type FeedTrouble,
  failed,
  failuresOf,
  heldBack,
  isDue,
  succeeded,
} from './feed-state.ts';
import { feedStatus } from './feed-status.ts';
import { newestAsOf, standsStillSince } from './newest-value.ts';
import type { Offer } from './offer.ts';
import type { FeedItem, FeedPlan } from './plan.ts';
import { createProbeRequests } from './probe-requests.ts';
import { providerContext } from './provider-context.ts';
import type { SourceDesk } from './source-desk.ts';
import { createStandingBodies } from './standing-bodies.ts';
import { troubleOf } from './trouble-of.ts';
import { listenTo } from './upstream-wishes.ts';

export interface FeedOptions {
  readonly plan: FeedPlan;
  readonly http: HttpClient;
  readonly key?: string;
  /** Of its provider, shared with that one's other feeds. */
  readonly budget: BudgetMeter;
  /** Of its provider, shared as well. */
  readonly breaker: Breaker;
  /** Of all feeds: whom to ask, and what may be shown. */
  readonly desk: SourceDesk;
  /** ms since the epoch. */
  readonly firstDueAt: number;
  readonly held: HeldOf;
  /** False where nothing could be written; never rejects. */
  readonly publish: (offers: readonly Offer[]) => Promise<boolean>;
  /** Told at the end of each try, whatever came of it. */
  readonly onPolled?: (feed: Feed) => void;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly metrics: Metrics;
}

export interface Feed {
  readonly id: string;
  isDue(now: number): boolean;
  /** True while other sources serve all of its items. */
  isResting(): boolean;
  /** One try; resolves when it is over, whatever came of it. A second call meanwhile joins the first. */
  poll(): Promise<void>;
  /** Resolves after the first try, and the sparklines that came with it. */
  firstTry(): Promise<void>;
  status(): FeedStatus;
  /** What another process should know of it, and how to hear of it from one. */
  memo(): Memo;
  restore(memo: Memo): void;
  /**
   * Ends it: no metric tells its times any more, and no other feed waits for it. A poll under way goes on, but what it
   * hears is neither published nor told to the desk, which by then may know the item's sources in another order.
   */
  retire(): void;
}

/** `refusal`: none of the answer's items had a value to show. */
interface Taken {
  readonly isWritten: boolean;
  readonly refusal?: UpstreamError;
}

export function createFeed(options: FeedOptions): Feed {
  const { plan, http, budget, desk, clock, random, held } = options;
  const { provider, items } = plan;
  const report = createFeedReport(plan, options.log, options.metrics);
  const seat = options.breaker.join();
  const bodies = createStandingBodies(plan);
  const probeOf = createProbeRequests();
  let isRetired = false;
  const publish = async (offers: readonly Offer[]) => !isRetired && options.publish(offers);
  const settle = async (asked: readonly FeedItem[], offers: readonly Offer[]) =>
    !isRetired && publish(desk.settle(asked, offers));
  const history = createFeedHistory(plan, held, publish);
  let state: FeedState = { kind: 'waiting', dueAt: options.firstDueAt, since: clock.now() };
  let refused: Readonly<Record<string, string>> = {};
  let anchorAt: number | undefined;
  let running: Promise<void> | undefined;
  let settleFirst: () => void = () => {};
  const first = new Promise<void>((resolve) => {
    settleFirst = resolve;
  });

  const take = async (asked: readonly FeedItem[], context: ProviderContext): Promise<Taken> => {
    const answers = await provider.fetch(asked, context);
    const sorted = sortAnswers({ ...plan, items: asked }, answers, held, clock.now());
    refused = sorted.refused;
    report.refused(sorted.rules);
    const refusal = wholeRefusal(asked, sorted);
    const isWritten = await settle(asked, sorted.offers);
    return { isWritten, ...(refusal === undefined ? {} : { refusal }) };
  };

  /** A price waits for this feed's word: it comes before its turn, never sooner than the provider allows. */
  const mayAskSooner = (now: number): boolean =>
    state.kind === 'ok' && desk.isUrgent(plan) && now >= state.lastTryAt + provider.limits.minIntervalMs;

  /** Nothing came: other sources may be asked from now on, and what was never shown says why. */
  const settleWithout = async (asked: readonly FeedItem[]): Promise<void> => {
    await settle(asked, blanks({ ...plan, items: asked }, held, clock.now()));
  };

  const holdBack = async (asked: readonly FeedItem[], trouble: FeedTrouble): Promise<void> => {
    const [before, at] = [state, clock.now()];
    state = heldBack(before, trouble, at, seat.wakesAt() ?? at);
    report.heldBack(before, trouble);
    await settleWithout(asked);
  };

  const ask = async (): Promise<void> => {
    const asked = desk.wanted(plan);
    if (asked.length === 0) return;
    const cause = seat.begin(state.kind === 'waiting');
    if (cause !== undefined) return holdBack(asked, cause);
    const triedAt = clock.now();
    anchorAt ??= triedAt;
    const before = state;
    const cost = costOf(plan, asked.length);
    const probe = probeOf(bodies.over(budget.metered(http, cost)), before.kind === 'failing');
    const listener = listenTo(probe.http);
    let isSettled = false;
    const context = providerContext(listener.http, triedAt, options.key);
    try {
      budget.check(cost);
      const { isWritten, refusal } = await take(asked, context);
      isSettled = true;
      if (refusal !== undefined) throw refusal;
      const wishes = listener.heard();
      state = succeeded(
        triedAt,
        isWritten
          ? feedDueAt(plan, held, { anchorAt, lastTryAt: triedAt, failures: 0, chance: random(), ...wishes })
          : offerAgainAt(triedAt, provider.limits.minIntervalMs, wishes.freshUntil),
      );
      seat.answered();
      report.succeeded(before, triedAt, newestAsOf(plan, held));
      // The value is out: whatever happens to its line, the feed has not failed.
      if (isWritten)
        await history.take(asked, context).catch((error: unknown) => troubleOf(error, options.log));
    } catch (error) {
      const trouble = troubleOf(error, options.log);
      if (trouble.kind === 'shape') http.forget();
      listener.hear(trouble, clock.now());
      const wishes = listener.heard();
      const dueAt = feedDueAt(plan, held, {
        lastTryAt: triedAt,
        failures: failuresOf(before) + 1,
        chance: random(),
        trouble: trouble.kind,
        failingTogether: seat.failed(trouble, wishes.quietUntil),
        ...wishes,
      });
      // Its words one by one: an error's own message does not survive JSON.
      const { kind, message } = trouble;
      state = failed(before, { kind, message }, triedAt, dueAt);
      report.failed(before, trouble);
      if (!isSettled) await settleWithout(asked);
    } finally {
      probe.ended();
    }
  };

  const feed: Feed = {
    id: plan.id,
    isDue: (now) =>
      desk.wanted(plan).length > 0 &&
      (isDue({ ...state, dueAt: seat.wakesAt() ?? state.dueAt }, now) || mayAskSooner(now)),
    isResting: () => desk.wanted(plan).length === 0,
    poll() {
      running ??= ask().finally(() => {
        running = undefined;
        settleFirst();
        options.onPolled?.(feed);
      });
      return running;
    },
    firstTry: () => first,
    status() {
      const okAt = state.kind === 'ok' ? state.lastOkAt : undefined;
      return feedStatus(state, {
        provider: provider.id,
        breaker: seat.state(),
        polling: running !== undefined,
        items,
        wakesAt: seat.wakesAt(),
        standsStillSince: okAt === undefined ? undefined : standsStillSince(plan, held, okAt),
        refused,
        isResting: feed.isResting(),
      });
    },
    memo: () =>
      feedMemo(plan, {
        state,
        ...(anchorAt === undefined ? {} : { anchorAt }),
        hasHistory: history.isTaken(),
      }),
    restore(memo) {
      const past = running === undefined ? feedPast(plan, memo, clock.now()) : undefined;
      if (past === undefined) return;
      state = past.state;
      anchorAt = past.anchorAt;
      if (past.hasHistory) history.taken();
    },
    retire() {
      isRetired = true;
      seat.leave();
      report.retired();
    },
  };
  return feed;
}

/** In the unit of the provider's daily allowance. */
function costOf({ provider }: FeedPlan, items: number): number {
  const { costPerItem } = provider.limits;
  return costPerItem === undefined ? 1 : costPerItem * items;
}
