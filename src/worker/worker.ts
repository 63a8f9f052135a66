/** Time → stored readings: on each beat the feeds that are due are asked, while this process holds the lease. */
import type { ItemId } from '../protocol/item-id.ts';
import type { Reading } from '../protocol/reading.ts';
import type { OrderState } from '../store/orders.ts';
import type { Refusal, Unwatch, WorkerStore } from '../store/store.ts';
import type { Clock } from '../system/clock.ts';
import type { StartBeat } from '../system/cron.ts';
import { within } from '../system/deadline.ts';
import type { Log } from '../system/log.ts';
import type { Metrics } from '../system/metrics.ts';
import type { Random } from '../system/random.ts';
import type { Service } from '../system/service.ts';
import { createBreakers } from './breakers.ts';
import { type BudgetStatus, createBudgets } from './budget-meter.ts';
import type { HeldBack } from './desk-entry.ts';
import { shortestIntervalMs } from './due.ts';
import { createFeed, type Feed } from './feed.ts';
import { createFeedSet, type EnabledProvider, type EnabledProviders } from './feed-set.ts';
import type { FeedStatus } from './feed-state.ts';
import { createHandover } from './handover.ts';
import { createLeadership } from './leadership.ts';
import { createObservedTimes } from './observed-times.ts';
import type { Offer } from './offer.ts';
import type { PlannedItem } from './plan.ts';
import { createPollWatch } from './poll-watch.ts';
import { createPublisher, type PublishOutcome } from './publisher.ts';
import { sessionTurns } from './session-turns.ts';
import { createSourceDesk } from './source-desk.ts';
import { createStandingOrders } from './standing-orders.ts';
import { startWatchedBeat, type WatchedBeat } from './watchdog.ts';

export type { EnabledProvider };

export interface WorkerOptions {
  /** Names this process among those that may lead. */
  readonly owner: string;
  readonly items: readonly PlannedItem[];
  readonly providers: EnabledProviders;
  readonly store: WorkerStore;
  readonly clock: Clock;
  readonly random: Random;
  readonly startBeat: StartBeat;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Operators' orders as a file knows them, for a store that forgets all with its process; asked at the start. */
  readonly rememberedOrders?: () => OrderState;
}

export interface WorkerStatus {
  readonly leader: boolean;
  readonly epoch: number;
  /** False where the beat has stopped. */
  readonly beating: boolean;
  readonly feeds: Readonly<Record<string, FeedStatus>>;
  /** By provider. */
  readonly budgets: Readonly<Record<string, BudgetStatus>>;
  /** How often the store refused what we wrote, by reason. */
  readonly refusals: Readonly<Record<Refusal, number>>;
  /** What is held of each planned item, by whomever it was written. */
  readonly readings: readonly Reading[];
  /** Prices that wait for a second source, by item. */
  readonly heldBack: Readonly<Record<string, HeldBack>>;
  /** Items none of whose sources is on. */
  readonly without: readonly ItemId[];
}

export interface Worker extends Service {
  status(): WorkerStatus;
  /** Why the process should be restarted; undefined while it is well, and before it has started. */
  unwell(): string | undefined;
  /** Resolves once each feed has been tried, and those that others' first prices waited for once more. */
  firstRound(): Promise<void>;
  /**
   * Runs the feeds of other items and providers from now on. Feeds whose plan and client are the same go on as they
   * are, values in the store stay, and clients that are no longer among the providers are closed.
   */
  reconfigure(items: readonly PlannedItem[], providers: EnabledProviders): void;
}

/** A takeover is promised within a second. */
const lastPollsMs = 300;

export function createWorker(options: WorkerOptions): Worker {
  const { clock, log, metrics, random, store } = options;
  const orders = createStandingOrders({
    store,
    clock,
    log,
    ...(options.rememberedOrders === undefined ? {} : { remembered: options.rememberedOrders }),
    onLifted: (offers) => void publish(offers),
    onHeard: () => settleAgreed(),
  });
  const publisher = createPublisher(store, orders);
  const budgetOf = createBudgets(clock, metrics);
  const breakerOf = createBreakers(clock, random, metrics);
  const tellObserved = createObservedTimes(metrics);
  const leaderGauge = metrics.gauge('is_leader', '1 while this process polls and writes');
  const fenceGauge = metrics.gauge('fence', 'Epoch of the term in which this process leads or last led');
  const refusalsTotal = {
    fenced: metrics.counter('fenced_total', 'Writes and renewals refused because another led since'),
    lost: metrics.counter('lost_total', 'Times that the store had forgotten something that we wrote'),
  };
  for (const count of Object.values(refusalsTotal)) count({}, 0);
  let beat: WatchedBeat | undefined;
  let unwatch: Unwatch = () => {};
  let recalledFor: number | undefined;

  const leadership = createLeadership({
    owner: options.owner,
    sink: store,
    clock,
    log,
    known: publisher.known,
    seen: publisher.seen,
    unwell: () => unwell(),
    onGained(term, state) {
      leaderGauge(1);
      fenceGauge(term.fence);
      // What the store has forgotten must stand there again before this term counts for anything.
      publisher
        .lead(term, state)
        .then((outcome) => (outcome === 'ok' ? orders.restore(term.fence) : outcome))
        .then(heed, () => leadership.stepDown('lost'));
      // What was asked a moment ago by another is not asked again.
      recalledFor = undefined;
      void handover.recall().then(() => {
        recalledFor = term.fence;
        if (beat !== undefined) onBeat();
      });
    },
    onEnded() {
      leaderGauge(0);
      publisher.follow();
    },
    onRefused: (reason) => refusalsTotal[reason](),
  });

  /** A leader that cannot poll must let another lead. */
  const unwell = (): string | undefined => {
    if (beat?.isAlive() === false) return 'the beat has stopped';
    return pollWatch.isStuck() ? 'feeds are due and no poll ends' : undefined;
  };

  const heed = (outcome: PublishOutcome): void => {
    if (outcome === 'fenced' || outcome === 'lost') leadership.stepDown(outcome);
  };

  const publish = async (offers: readonly Offer[]): Promise<boolean> => {
    try {
      const outcome = await publisher.publish(offers);
      heed(outcome);
      return outcome === 'ok';
    } catch (error) {
      log.debug('nothing could be written', { error: String(error) });
      return false;
    }
  };

  const onPolled = (feed: Feed) => {
    if (leadership.isLeading()) void handover.keepFeed(leadership.epoch(), feed);
    keepDesk();
    pollWatch.ended();
    tellObserved(feedSet.items(), publisher.held);
  };

  const desk = createSourceDesk({ held: publisher.held, agreed: orders.accepted, clock, log, metrics });
  const mayAsk = () => leadership.isLeading() && recalledFor === leadership.epoch();
  const keepDesk = () => {
    if (mayAsk()) void handover.keepDesk(leadership.epoch());
  };
  const settleAgreed = () => {
    const offers = mayAsk() ? desk.settleAgreed() : [];
    if (offers.length > 0) void publish(offers);
  };
  const feedSet = createFeedSet({
    publish,
    clock,
    create: (parts) =>
      createFeed({
        ...parts,
        budget: budgetOf(parts.plan.provider),
        breaker: breakerOf(parts.plan.provider),
        desk,
        held: publisher.held,
        onPolled,
        clock,
        random,
        log,
        metrics,
      }),
  });
  const handover = createHandover({
    store,
    feeds: () => feedSet.feeds(),
    providers: () => feedSet.providers(),
    budgetOf,
    desk,
    clock,
    log,
  });
  const watchPolls = () =>
    createPollWatch(clock, shortestIntervalMs(feedSet.plan().feeds.map(({ cadence }) => cadence)));
  feedSet.replan(options.items, options.providers);
  desk.plan(feedSet.plan().feeds);
  let pollWatch = watchPolls();

  const onBeat = () => {
    const now = clock.now();
    if (leadership.isLeading()) orders.lapse(leadership.epoch()).then(heed, () => {});
    settleAgreed();
    keepDesk();
    const due = mayAsk() ? feedSet.feeds().filter((feed) => feed.isDue(now)) : [];
    // What is being asked goes on though another leads: it must end as well.
    pollWatch.saw(due.length > 0 || feedSet.feeds().some((feed) => feed.status().polling));
    for (const feed of due) void feed.poll();
    const turned = mayAsk() ? sessionTurns(feedSet.plan().feeds, publisher.held, now) : [];
    if (turned.length > 0) void publish(turned);
  };

  /** What is being asked may still be written before another leads; who takes longer is not waited for. */
  const pollsEnd = (): Promise<void> =>
    within(
      clock,
      lastPollsMs,
      Promise.all(feedSet.feeds().map((feed) => (feed.status().polling ? feed.poll() : undefined))),
      () => new Error('polls go on'),
    ).then(
      () => {},
      () => {},
    );

  return {
    name: 'worker',
    async start() {
      unwatch = store.watch(publisher.learn);
      await orders.start();
      await leadership.start();
      beat = startWatchedBeat({ startBeat: options.startBeat, onBeat, clock, log, metrics });
      onBeat();
    },
    async stop() {
      beat?.stop();
      await pollsEnd();
      await leadership.stop();
      unwatch();
      orders.stop();
      for (const { http } of feedSet.providers().values()) http.close();
    },
    status: () => ({
      leader: leadership.isLeading(),
      epoch: leadership.epoch(),
      refusals: leadership.refusals(),
      beating: beat?.isAlive() ?? false,
      feeds: Object.fromEntries(feedSet.feeds().map((feed) => [feed.id, feed.status()])),
      budgets: Object.fromEntries(
        [...feedSet.providers()].map(([id, { provider }]) => [id, budgetOf(provider).status()]),
      ),
      readings: feedSet.items().flatMap(({ id }) => publisher.held(id)?.reading ?? []),
      heldBack: desk.heldBack(),
      without: feedSet.plan().without,
    }),
    unwell,
    firstRound: async () => {
      const asked = feedSet.feeds().filter((feed) => !feed.isResting());
      await Promise.all(asked.map((feed) => feed.firstTry()));
      // A first price may wait for the word of another source.
      const now = clock.now();
      await Promise.all(feedSet.feeds().map((feed) => (feed.isDue(now) ? feed.poll() : undefined)));
    },
    reconfigure(items, providers) {
      feedSet.replan(items, providers);
      desk.plan(feedSet.plan().feeds);
      pollWatch = watchPolls();
    },
  };
}
