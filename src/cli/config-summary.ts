/** Pure: what a checked config resolves to, as plain data that `masthead check` prints. */
import type { Config, SiteSettings } from '../config/config.ts';
import { withoutCredentials } from '../config/config-problem.ts';
import type { ItemSettings } from '../config/item-settings.ts';
import type { ItemClass } from '../protocol/meta.ts';
import { planFeeds, usualFeeds } from '../worker/plan.ts';
import { type RequestEstimate, requestsPerDay } from './request-estimate.ts';

export interface ItemSummary {
  readonly id: string;
  readonly class: ItemClass;
  /** Of the market that it is traded on. */
  readonly calendar?: string;
  /** Providers that are on, in the order in which they are taken. */
  readonly sources: readonly string[];
  /** Why each of its other sources cannot serve it, by provider. */
  readonly without: Readonly<Record<string, string>>;
}

export interface ProviderSummary {
  readonly id: string;
  readonly state: 'on' | 'off';
  /** Items that it is the first to serve. */
  readonly items: number;
  /** Why it is off. */
  readonly reason?: string;
  /** Where it is asked, where the config says another address than the provider's own. */
  readonly baseUrl?: string;
}

export interface ConfigSummary {
  readonly demo: boolean;
  readonly items: readonly ItemSummary[];
  readonly boards: readonly BoardSummary[];
  readonly sites: readonly SiteSettings[];
  readonly providers: readonly ProviderSummary[];
  readonly requests: readonly RequestEstimate[];
  /** Of every provider that can serve an item: the words that readers will see. */
  readonly attributions: readonly AttributionSummary[];
}

export interface BoardSummary {
  readonly id: string;
  /** How many it shows. */
  readonly items: number;
  /** Those it names of which no source is on. */
  readonly leftOut: readonly string[];
}

export interface AttributionSummary {
  readonly provider: string;
  readonly text: string;
  readonly href: string;
  readonly licence: string;
}

/** `now`: ms since the epoch, from when cron expressions are read. */
export function summaryOf(config: Config, now: number): ConfigSummary {
  const feeds = usualFeeds(planFeeds(config.items, config.providers));
  const served = new Map<string, number>();
  for (const { provider, items } of feeds)
    served.set(provider.id, (served.get(provider.id) ?? 0) + items.length);
  const items = config.items.map((item) => itemSummary(item, config));
  const possible = new Set(items.flatMap(({ sources }) => sources));
  return {
    demo: config.demo,
    items,
    boards: [...config.boards].map(([id, shown]) => ({
      id,
      items: shown.length,
      leftOut: config.leftOut.get(id) ?? [],
    })),
    sites: config.sites,
    providers: providersOf(config, served),
    requests: requestsPerDay(feeds, now),
    attributions: Object.entries(config.sources)
      .filter(([provider]) => possible.has(provider))
      .map(([provider, { text, href, licence }]) => ({ provider, text, href, licence })),
  };
}

function itemSummary({ id, cls, calendar, sources }: ItemSettings, { providers, off }: Config): ItemSummary {
  return {
    id,
    class: cls,
    ...(calendar === undefined ? {} : { calendar: calendar.id }),
    sources: sources.filter(({ provider }) => providers.has(provider)).map(({ provider }) => provider),
    without: Object.fromEntries(
      sources.flatMap(({ provider }) => {
        const reason = off[provider];
        return reason === undefined ? [] : [[provider, reason]];
      }),
    ),
  };
}

function providersOf({ providers, off }: Config, served: ReadonlyMap<string, number>): ProviderSummary[] {
  const on = [...providers].map(
    ([id, { provider, baseUrl }]): ProviderSummary => ({
      id,
      state: 'on',
      items: served.get(id) ?? 0,
      ...(baseUrl === provider.baseUrl ? {} : { baseUrl: withoutCredentials(baseUrl) }),
    }),
  );
  return [
    ...on,
    ...Object.entries(off).map(([id, reason]): ProviderSummary => ({ id, state: 'off', items: 0, reason })),
  ];
}
