/** Pure: which feeds to run for the items of a config: one per provider and batch, so that upstream cost ignores readers. */
import type { ItemId } from '../protocol/item-id.ts';
import type { ItemClass } from '../protocol/meta.ts';
import type { Tier } from '../protocol/reading.ts';
import type { Ask, Cadence, Place, Provider } from '../providers/provider.ts';
import { withInterval } from './due.ts';

/** Where an item's value may come from, in the provider's own words. */
export interface ItemSource {
  readonly provider: string;
  readonly symbol: string;
}

export interface PlannedItem {
  readonly id: ItemId;
  readonly cls: ItemClass;
  readonly place?: Place;
  /** Ordered: the first that is on is asked. */
  readonly sources: readonly ItemSource[];
}

/** A provider that may be asked, with config's own pace. */
export interface Pace {
  readonly provider: Provider;
  readonly everyMs?: number;
  readonly cron?: string;
}

/** One ask with what its reading needs to know. */
export interface FeedItem extends Ask {
  readonly cls: ItemClass;
  readonly tier: Tier;
}

export interface FeedPlan {
  /** `kraken`, `kraken:2` for a further batch, `metno:la-paz-bo` where each item is a request of its own. */
  readonly id: string;
  readonly provider: Provider;
  readonly items: readonly FeedItem[];
  readonly cadence: Cadence;
  readonly cron?: string;
}

/** `without`: items none of whose sources is on. */
export interface Plan {
  readonly feeds: readonly FeedPlan[];
  readonly without: readonly ItemId[];
}

export function planFeeds(items: readonly PlannedItem[], paces: ReadonlyMap<string, Pace>): Plan {
  const chosen = new Map<string, FeedItem[]>();
  const without: ItemId[] = [];
  for (const item of items) {
    const index = item.sources.findIndex(({ provider }) => paces.has(provider));
    const source = item.sources[index];
    if (source === undefined) without.push(item.id);
    else chosen.set(source.provider, [...(chosen.get(source.provider) ?? []), feedItem(item, source, index)]);
  }
  const feeds = [...chosen].flatMap(([id, asked]) => {
    const pace = paces.get(id);
    return pace === undefined ? [] : feedsOf(pace, asked);
  });
  return { feeds, without };
}

function feedItem({ id, cls, place }: PlannedItem, { symbol }: ItemSource, index: number): FeedItem {
  const tier = index === 0 ? 'primary' : 'fallback';
  return { id, cls, symbol, tier, ...(place === undefined ? {} : { place }) };
}

function feedsOf({ provider, everyMs, cron }: Pace, items: readonly FeedItem[]): FeedPlan[] {
  const { batchMax, minIntervalMs } = provider.limits;
  const cadence =
    everyMs === undefined
      ? provider.cadence
      : withInterval(provider.cadence, Math.max(everyMs, minIntervalMs));
  return batches(items, batchMax).map((batch, index) => ({
    id: feedId(provider, batch, index),
    provider,
    items: batch,
    cadence,
    ...(cron === undefined ? {} : { cron }),
  }));
}

function feedId({ id, limits }: Provider, [first]: readonly FeedItem[], index: number): string {
  if (limits.batchMax === 1 && first !== undefined)
    return `${id}:${first.id.slice(first.id.indexOf(':') + 1)}`;
  return index === 0 ? id : `${id}:${index + 1}`;
}

function batches<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, index) =>
    all.slice(index * size, (index + 1) * size),
  );
}
