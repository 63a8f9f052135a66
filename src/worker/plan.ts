/** Pure: which feeds there are for the items of a config: one per provider and batch, so that upstream cost ignores readers. */
import type { ItemId } from '../protocol/item-id.ts';
import type { ItemClass } from '../protocol/meta.ts';
import type { Tier } from '../protocol/reading.ts';
import type { Ask, Cadence, Place, Provider } from '../providers/provider.ts';
import type { MarketHours } from '../system/market-hours.ts';
import { withInterval } from './due.ts';
import { type MarketCalendar, marketCalendar } from './market-day.ts';

/** Where an item's value may come from, in the provider's own words. */
export interface ItemSource {
  readonly provider: string;
  readonly symbol: string;
}

export interface PlannedItem {
  readonly id: ItemId;
  readonly cls: ItemClass;
  readonly place?: Place;
  /** Of the market that it is traded on. */
  readonly calendar?: MarketHours;
  /** Ordered: the first that is on is asked, each further one while those before it fail. */
  readonly sources: readonly ItemSource[];
}

/** A provider that may be asked, with config's own pace. */
export interface Pace {
  readonly provider: Provider;
  readonly everyMs?: number;
  readonly cron?: string;
  /** How often it is asked while all its markets are closed. */
  readonly idleEveryMs?: number;
}

/** One ask with what its reading needs to know. */
export interface FeedItem extends Ask {
  readonly cls: ItemClass;
  readonly tier: Tier;
  /** Its place among the item's sources that are on: 0 is asked always, another only where those before it are of no use. */
  readonly rank: number;
  readonly calendar?: MarketCalendar;
}

export interface FeedPlan {
  /** `kraken`, `kraken:2` for a further batch, `metno:la-paz-bo` where each item is a request of its own. */
  readonly id: string;
  readonly provider: Provider;
  readonly items: readonly FeedItem[];
  readonly cadence: Cadence;
  readonly cron?: string;
  readonly idleEveryMs?: number;
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
    const asked = feedItems(item, paces);
    if (asked.length === 0) without.push(item.id);
    for (const [provider, one] of asked) chosen.set(provider, [...(chosen.get(provider) ?? []), one]);
  }
  const feeds = [...chosen].flatMap(([id, asked]) => {
    const pace = paces.get(id);
    // What is always asked stands together: a batch of stand-ins alone is not asked on a good day.
    return pace === undefined
      ? []
      : feedsOf(
          pace,
          asked.toSorted((a, b) => a.rank - b.rank),
        );
  });
  return { feeds, without };
}

/** The feeds of a day on which nothing fails: what stands in for others rests. */
export function usualFeeds({ feeds }: Plan): readonly FeedPlan[] {
  return feeds
    .map((feed) => ({ ...feed, items: feed.items.filter(({ rank }) => rank === 0) }))
    .filter(({ items }) => items.length > 0);
}

/** By provider; of two sources at one provider the first. */
function feedItems(
  { id, cls, place, calendar, sources }: PlannedItem,
  paces: ReadonlyMap<string, Pace>,
): readonly (readonly [provider: string, item: FeedItem])[] {
  const isOn = ({ provider }: ItemSource, index: number) =>
    paces.has(provider) && sources.findIndex((other) => other.provider === provider) === index;
  return sources
    .flatMap((source, index) => (isOn(source, index) ? [{ source, index }] : []))
    .map(({ source: { provider, symbol }, index }, rank) => [
      provider,
      {
        id,
        cls,
        symbol,
        tier: index === 0 ? 'primary' : 'fallback',
        rank,
        ...(place === undefined ? {} : { place }),
        ...(calendar === undefined ? {} : { calendar: marketCalendar(calendar) }),
      },
    ]);
}

function feedsOf({ provider, everyMs, cron, idleEveryMs }: Pace, items: readonly FeedItem[]): FeedPlan[] {
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
    ...(idleEveryMs === undefined ? {} : { idleEveryMs }),
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
