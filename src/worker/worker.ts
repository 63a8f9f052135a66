/** Time → stored readings: on each beat the feeds that are due are asked, while this process holds the lease. */
import type { ItemId } from '../protocol/item-id.ts';
import type { ReadingSink } from '../store/store.ts';
import type { Clock } from '../system/clock.ts';
import type { StartBeat } from '../system/cron.ts';
import type { HttpClient } from '../system/http-client.ts';
import type { Log } from '../system/log.ts';
import type { Metrics } from '../system/metrics.ts';
import type { Random } from '../system/random.ts';
import type { Service } from '../system/service.ts';
import { staggerMs } from './due.ts';
import { createFeed, type Feed } from './feed.ts';
import type { FeedStatus } from './feed-state.ts';
import { createLeadership } from './leadership.ts';
import { type Pace, type PlannedItem, planFeeds } from './plan.ts';
import { createPublisher, type Offer, type PublishOutcome } from './publisher.ts';
import { startWatchedBeat, type WatchedBeat } from './watchdog.ts';

/** A provider that is on, with its way out and its key. */
export interface EnabledProvider extends Pace {
  readonly http: HttpClient;
  readonly key?: string;
}

export interface WorkerOptions {
  /** Names this process among those that may lead. */
  readonly owner: string;
  readonly items: readonly PlannedItem[];
  readonly providers: ReadonlyMap<string, EnabledProvider>;
  readonly sink: ReadingSink;
  readonly clock: Clock;
  readonly random: Random;
  readonly startBeat: StartBeat;
  readonly log: Log;
  readonly metrics: Metrics;
}

export interface WorkerStatus {
  readonly leader: boolean;
  readonly epoch: number;
  /** False where the beat has stopped. */
  readonly beating: boolean;
  readonly feeds: Readonly<Record<string, FeedStatus>>;
  /** Items none of whose sources is on. */
  readonly without: readonly ItemId[];
}

export interface Worker extends Service {
  status(): WorkerStatus;
  /** Resolves once each feed has been tried. */
  firstRound(): Promise<void>;
}

export function createWorker(options: WorkerOptions): Worker {
  const { clock, log, metrics, random, sink } = options;
  const publisher = createPublisher(sink);
  const plan = planFeeds(options.items, options.providers);
  const leaderGauge = metrics.gauge('is_leader', '1 while this process polls and writes');
  let beat: WatchedBeat | undefined;

  const leadership = createLeadership({
    owner: options.owner,
    sink,
    clock,
    log,
    onGained(term, state) {
      leaderGauge(1);
      // What the store has forgotten must stand there again before this term counts for anything.
      publisher.lead(term, state).then(heed, () => leadership.stepDown('lost'));
    },
    onEnded() {
      leaderGauge(0);
      publisher.follow();
    },
  });

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

  const feeds: readonly Feed[] = plan.feeds.map((feedPlan, index) => {
    const enabled = options.providers.get(feedPlan.provider.id);
    if (enabled === undefined) throw new TypeError(`a feed of a provider that is off: ${feedPlan.id}`);
    return createFeed({
      plan: feedPlan,
      http: enabled.http,
      ...(enabled.key === undefined ? {} : { key: enabled.key }),
      firstDueAt: clock.now() + staggerMs(index),
      held: publisher.held,
      publish,
      clock,
      random,
      log,
      metrics,
    });
  });

  const onBeat = () => {
    if (!leadership.isLeading()) return;
    const now = clock.now();
    for (const feed of feeds) if (feed.isDue(now)) void feed.poll();
  };

  return {
    name: 'worker',
    async start() {
      await leadership.start();
      beat = startWatchedBeat({ startBeat: options.startBeat, onBeat, clock, log, metrics });
      onBeat();
    },
    async stop() {
      beat?.stop();
      await leadership.stop();
      for (const { http } of options.providers.values()) http.close();
    },
    status: () => ({
      leader: leadership.isLeading(),
      epoch: leadership.epoch(),
      beating: beat?.isAlive() ?? false,
      feeds: Object.fromEntries(feeds.map((feed) => [feed.id, feed.status()])),
      without: plan.without,
    }),
    firstRound: async () => void (await Promise.all(feeds.map((feed) => feed.firstTry()))),
  };
}
