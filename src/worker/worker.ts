/** Time → stored readings: on each beat the feeds that are due are asked, while this process holds the lease. */
import type { OrderState } from '../store/orders.ts';
import type { Unwatch, WorkerStore } from '../store/store.ts';
import type { Clock } from '../system/clock.ts';
import type { StartBeat } from '../system/cron.ts';
import type { Log } from '../system/log.ts';
import type { Metrics } from '../system/metrics.ts';
import type { Random } from '../system/random.ts';
import type { Service } from '../system/service.ts';
import { createBreakers } from './breakers.ts';
import { createBudgets } from './budget-meter.ts';
import { shortestIntervalMs } from './due.ts';
import { createFeed, type Feed } from './feed.ts';
import { firstRound, lastPolls } from './feed-rounds.ts';
import { createFeedSet, type EnabledProviders } from './feed-set.ts';
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
import { createTermMetrics } from './term-metrics.ts';
import { startWatchedBeat, type WatchedBeat } from './watchdog.ts';
import { type WorkerStatus, workerStatus } from './worker-status.ts';

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
  const termMetrics = createTermMetrics(metrics);
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
      termMetrics.gained(term.fence);
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
      termMetrics.ended();
      publisher.follow();
    },
    onRefused: termMetrics.refused,
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
    feeds: feedSet.feeds,
    providers: feedSet.providers,
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
      await lastPolls(feedSet.feeds(), clock);
      await leadership.stop();
      unwatch();
      orders.stop();
      for (const { http } of feedSet.providers().values()) http.close();
    },
    status: () =>
      workerStatus({
        leadership,
        feedSet,
        desk,
        budgetOf,
        publisher,
        beating: beat?.isAlive() ?? false,
      }),
    unwell,
    firstRound: () => firstRound(feedSet.feeds, clock),
    reconfigure(items, providers) {
      feedSet.replan(items, providers);
      desk.plan(feedSet.plan().feeds);
      pollWatch = watchPolls();
    },
  };
}
