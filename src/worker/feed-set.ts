/** The feeds that a worker runs, and how they change with the config. Knows neither lease nor beat. */
import type { Clock } from '../system/clock.ts';
import type { HttpClient } from '../system/http-client.ts';
import { staggerMs } from './due.ts';
import type { Feed, FeedOptions } from './feed.ts';
import { type FeedPlan, type Pace, type Plan, type PlannedItem, planFeeds } from './plan.ts';

/** A provider that is on, with its way out and its key. */
export interface EnabledProvider extends Pace {
  readonly http: HttpClient;
  readonly key?: string;
}

export type EnabledProviders = ReadonlyMap<string, EnabledProvider>;

/** What a feed is made of beside what all feeds share. */
export type FeedParts = Pick<FeedOptions, 'plan' | 'http' | 'key' | 'firstDueAt' | 'publish'>;

export interface FeedSetOptions {
  readonly create: (parts: FeedParts) => Feed;
  readonly publish: FeedOptions['publish'];
  readonly clock: Clock;
}

export interface FeedSet {
  feeds(): readonly Feed[];
  plan(): Plan;
  items(): readonly PlannedItem[];
  providers(): EnabledProviders;
  /** Keeps the feeds whose plan and way out are the same, with all they know; ends the others and starts new ones. */
  replan(items: readonly PlannedItem[], providers: EnabledProviders): void;
}

interface Running {
  readonly plan: FeedPlan;
  readonly enabled: EnabledProvider;
  readonly feed: Feed;
}

/** Empty at first. */
export function createFeedSet({ create, publish, clock }: FeedSetOptions): FeedSet {
  let items: readonly PlannedItem[] = [];
  let providers: EnabledProviders = new Map();
  let plan: Plan = { feeds: [], without: [] };
  let running: readonly Running[] = [];

  const start = (feedPlan: FeedPlan, enabled: EnabledProvider, firstDueAt: number): Running => {
    const feed = create({
      plan: feedPlan,
      http: enabled.http,
      ...(enabled.key === undefined ? {} : { key: enabled.key }),
      firstDueAt,
      publish,
    });
    return { plan: feedPlan, enabled, feed };
  };

  return {
    feeds: () => running.map(({ feed }) => feed),
    plan: () => plan,
    items: () => items,
    providers: () => providers,
    replan(nextItems, nextProviders) {
      const before = running;
      const closing = new Set([...providers.values()].map(({ http }) => http));
      [items, providers, plan] = [nextItems, nextProviders, planFeeds(nextItems, nextProviders)];
      running = plan.feeds.map((feedPlan, index) => {
        const enabled = nextProviders.get(feedPlan.provider.id);
        if (enabled === undefined) throw new TypeError(`a feed of a provider that is off: ${feedPlan.id}`);
        const kept = before.find((held) => isSame(held, feedPlan, enabled));
        const now = clock.now();
        const firstDueAt = Math.max(now + staggerMs(index), allowedAt(before, feedPlan, enabled, now));
        return kept ?? start(feedPlan, enabled, firstDueAt);
      });
      for (const { http } of nextProviders.values()) closing.delete(http);
      endAll(
        before.filter((held) => !running.includes(held)),
        closing,
      );
    },
  };
}

/** Clients are closed once what they are asked has been answered. */
function endAll(ended: readonly Running[], closing: ReadonlySet<HttpClient>): void {
  for (const { feed } of ended) feed.retire();
  for (const http of closing) {
    const busy = ended.filter(({ enabled, feed }) => enabled.http === http && feed.status().polling);
    void Promise.all(busy.map(({ feed }) => feed.poll())).then(() => http.close());
  }
}

function isSame(held: Running, plan: FeedPlan, { http, key }: EnabledProvider): boolean {
  return held.enabled.http === http && held.enabled.key === key && textOf(held.plan) === textOf(plan);
}

/** All that a plan says is plain data, but for the provider's functions, of which there is one for each id. */
function textOf({ provider, ...plan }: FeedPlan): string {
  return JSON.stringify({ ...plan, id: [provider.id, plan.id], limits: provider.limits });
}

/** A feed that takes another's place at the same upstream must not ask sooner than that one was allowed to. */
function allowedAt(
  before: readonly Running[],
  { provider, items }: FeedPlan,
  { http }: EnabledProvider,
  now: number,
): number {
  const ids = new Set(items.map(({ id }) => id));
  const tries = before
    .filter(({ plan, enabled }) => enabled.http === http && plan.items.some(({ id }) => ids.has(id)))
    // A try that is yet to come was made by a clock that was ahead.
    .map(({ feed }) => Math.min(now, feed.status().lastTryAt ?? 0));
  return Math.max(0, ...tries.map((at) => at + provider.limits.minIntervalMs));
}
